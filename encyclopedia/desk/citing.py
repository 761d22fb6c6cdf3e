"""A passage for a sentence: found, weighed word by word, and cited as a revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import store, tracing
from encyclopedia.core import citing, evidence, reading
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import PinnedQuote, Statement, Verdict
from encyclopedia.core.reading import Place
from encyclopedia.desk.shelf import Opened
from encyclopedia.models import Article, Edit
from encyclopedia.pages.evidence import Words
from encyclopedia.store import Reason, Saved
from sources.core import passages, ranking
from sources.core import text as source_text
from sources.core.lengthening import lengthen
from sources.core.passages import Change, Pin
from sources.core.ranking import Level

TOP = 5
AROUND = 200  # characters
_DEGREES = {
    Level.STRONG: gettext_lazy("strong: bears on most of the sentence"),
    Level.PARTIAL: gettext_lazy("partial: bears on part of the sentence"),
    Level.WEAK: gettext_lazy("weak: has some of its words"),
}
_NO_TEXT = gettext_lazy("This source is not archived here, so the words cannot be checked.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A sentence of one revision that is to be cited; `mended` is the pin to be replaced."""

    edit: Edit
    document: Document
    statement: Statement
    mended: PinnedQuote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage that bears on a sentence: its words in their surroundings, and how far it does."""

    key: str
    title: str
    before: str
    words: str
    after: str
    degree: str
    is_found: bool
    matched: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that stand in a source, as it has them, on which page, and what was done to them."""

    quote: str
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why words cannot be cited; the nearest passage and its differences where one is near."""

    why: str
    nearest: str = ""
    changes: tuple[Words, ...] = ()


Weighed: TypeAlias = Quoted | Refused


def question(
    edit: Edit, place: Place, start: int, end: int, *, replaced: int | None = None
) -> Question | None:
    """Find the sentence from *start* to *end* of *place* in the article as it was at *edit*.

    *replaced* is where the citation starts that is to be mended; None where one of them is gone.
    """
    document = store.at(edit)
    wanted = (place, start, end)
    found = (s for s in tracing.trace(document).statements if (s.place, s.start, s.end) == wanted)
    statement = next(found, None)
    if statement is None:
        return None
    mended = next((pin for pin in statement.pins if pin.item_start == replaced), None)
    if replaced is not None and mended is None:
        return None
    return Question(edit=edit, document=document, statement=statement, mended=mended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """A wrong quotation, the nearest passage that some source has, and how the two differ."""

    key: str
    quote: str
    locator: str
    verdict: str
    found_in: str = ""
    nearest: str = ""
    changes: tuple[Words, ...] = ()


def mending(asked: Question) -> Mending | None:
    """Say what is wrong with the citation that is to be mended, and what stands instead of it."""
    pin = asked.mended
    if pin is None:
        return None
    texts = tracing.snapshots(asked.document)
    found_in = pin.found_in or pin.key
    return Mending(
        key=pin.key,
        quote=pin.quote,
        locator=pin.locator,
        verdict=str(tracing.VERDICTS[str(pin.verdict)]),
        found_in=found_in,
        nearest=texts.get(found_in, "")[pin.start : pin.end],
        changes=_words(pin.changes) if pin.verdict is Verdict.ALTERED else (),
    )


def _words(changes: tuple[Change, ...]) -> tuple[Words, ...]:
    return tuple(Words(kind=str(change.kind), text=change.text) for change in changes)


def ranked(
    sentence: str, texts: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[Ranked, ...]:
    """Rank the passages of *texts* that bear on *sentence*, best first; both are by key.

    Those that are not `is_found` stand last: they merely come nearest.
    """
    found = ranking.support(sentence, ranking.index(texts), top=TOP)
    return tuple(_ranked(each, texts, titles) for each in found if each.level in _DEGREES)


def _ranked(each: ranking.Support, texts: Mapping[str, str], titles: Mapping[str, str]) -> Ranked:
    around = passages.excerpt(texts[each.key], each, around=AROUND)
    return Ranked(
        key=each.key,
        title=titles.get(each.key) or each.key,
        before=around.before,
        words=around.words,
        after=around.after,
        degree=f"{_DEGREES[each.level]} ({each.score:.0%})",
        is_found=each.score >= ranking.FOUND,
        matched=", ".join(each.matched),
        missing=", ".join(each.missing),
    )


def sentence_at(written: str, at: int) -> str:
    """Give the sentence of a paragraph *written* in which code point *at* stands, as it reads."""
    found = evidence.wordings((reading.lead(written),))
    after = (wording.text for wording in found if wording.end >= at)
    return next(after, found[-1].text if found else "")


def weigh(words: str, source: Opened) -> Weighed:
    """Look *words* up in the archived text of *source*, and give what may be quoted of it."""
    words = words.strip()
    if not source.text:
        return Quoted(quote=words, note=str(_NO_TEXT) if words else "")
    if not words:
        return Refused(why=_("Paste the words of the source that bear the sentence out."))
    pin = passages.verify(words, source.text)
    if pin.verdict is passages.Verdict.ABSENT:
        return Refused(
            why=_("These words do not stand in “{title}”, nor any near them.").format(
                title=source.title
            )
        )
    if pin.verdict is passages.Verdict.ALTERED:
        return Refused(
            why=_("These words do not stand in “{title}”. Below is the nearest passage.").format(
                title=source.title
            ),
            nearest=source.text[pin.start : pin.end],
            changes=_words(pin.changes),
        )
    return _as_it_stands(words, pin, source)


def _as_it_stands(words: str, pin: Pin, source: Opened) -> Quoted:
    """Take the words as the source has them, and as many that they stand there once."""
    start, end = pin.start, pin.end
    place = source.pages.place(start, end)
    if source_text.words(words).gaps:
        return Quoted(quote=words, place=place)
    if not pin.ambiguous:
        return Quoted(quote=source.text[start:end], place=place)
    start, end = lengthen(start, end, source.text)
    quote, place = source.text[start:end], source.pages.place(start, end)
    if passages.verify(quote, source.text).ambiguous:
        return Quoted(
            quote=quote,
            place=place,
            note=_("These words stand there more than once; the first place is pinned."),
        )
    return Quoted(
        quote=quote,
        place=place,
        note=_(
            "Those words stand there more than once, so they were lengthened to “{quote}”."
        ).format(quote=quote),
    )


def cite(
    article: Article, asked: Question, key: str, quoted: Quoted, locator: str, *, reason: Reason
) -> Saved:
    """Save the citation of *quoted* from the source *key* as a revision.

    Without a *locator* the page on which the words stand is one. Raises StoreError, or
    NoPlaceError where the sentence has no room for it.
    """
    cited = citing.item(key, quoted.quote, locator.strip() or quoted.place)
    statement = asked.statement
    if asked.mended is not None:
        document = citing.mend(asked.document, statement.place, asked.mended.item_start, cited)
    else:
        document = citing.add(asked.document, statement.place, statement.end, cited)
    return store.save(article, document, base=asked.edit.pk, reason=reason)
