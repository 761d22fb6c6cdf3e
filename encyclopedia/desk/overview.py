"""What the checks find in an article, and what each of its sentences rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from encyclopedia import auditing, languages, store, tracing
from encyclopedia.core.checks import Finding
from encyclopedia.core.evidence import PinnedQuote, Statement
from encyclopedia.core.reading import Place
from encyclopedia.desk import places
from encyclopedia.models import Article, Edit
from encyclopedia.pages.evidence import Pin, Sentence
from encyclopedia.store import Reason, Saved
from sources.core.record import Access

LEVELS = (
    ("error", gettext_lazy("Errors")),
    ("warning", gettext_lazy("Warnings")),
    ("advice", gettext_lazy("Advice")),
)
Spot: TypeAlias = tuple[Place, int, int]

_SUPPORTABLE = frozenset({"uncited", "cited", "wrong"})


class GoneError(ValueError):
    """A finding that is not there any more, since the words changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding: what and where in words, and the address of its field, if it has a place."""

    fingerprint: str
    rule: str
    message: str
    mend: str
    words: str
    place: str
    field: str
    start: int
    end: int
    url: str
    mend_url: str
    support_url: str
    declined: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Findings that say the same of different words."""

    message: str
    mend: str
    rule: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The findings of one level under its heading, those that say the same together."""

    name: str
    heading: str
    found: tuple[Found, ...]

    @property
    def alike(self) -> tuple[Alike, ...]:
        """The findings by what they say, each where the first of its like stands."""
        by_words: dict[tuple[str, str, str], list[Found]] = {}
        for found in self.found:
            by_words.setdefault((found.message, found.mend, found.rule), []).append(found)
        return tuple(
            Alike(message=message, mend=mend, rule=rule, found=tuple(same))
            for (message, mend, rule), same in by_words.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A pin, and the address where a wrong one is mended."""

    pin: Pin
    mend_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, what it rests on, and the addresses of its field and of help for it."""

    number: int
    sentence: Sentence
    field: str
    start: int
    end: int
    words: str
    field_url: str
    support_url: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sentences of one part, under its heading."""

    heading: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The evidence of one revision of an article; `counts` are (words, number) by status."""

    revision: int
    summary: str
    counts: tuple[tuple[str, int], ...]
    levels: tuple[Level, ...]
    declined: tuple[Found, ...]
    groups: tuple[Group, ...]

    @property
    def findings(self) -> str:
        """How many findings there are, in words."""
        said = [_counted(level.name, len(level.found)) for level in self.levels]
        return ", ".join(said) or _("nothing found")


def overview(
    article: Article, *, today: date, typed: Mapping[Place, str] | None = None
) -> Overview:
    """Check and trace the newest revision of *article* as of *today*.

    Where texts were *typed* that are not saved yet, they stand in the place of those that are.
    """
    audit = auditing.audit(article, today=today, typed=typed)
    traced = opened(tracing.trace(audit.document))
    named, help_ = places.names(audit.document), _help(article, traced.statements)
    found = [
        (str(finding.level), _found(article, finding, named, help_)) for finding in audit.findings
    ]
    levels = (
        Level(
            name=name,
            heading=str(heading),
            found=tuple(each for level, each in found if level == name and not each.declined),
        )
        for name, heading in LEVELS
    )
    return Overview(
        revision=audit.edit.pk,
        summary=traced.summary,
        counts=traced.counts,
        levels=tuple(level for level in levels if level.found),
        declined=tuple(each for _, each in found if each.declined),
        groups=tuple(_groups(article, traced)),
    )


def decline(
    article: Article, fingerprint: str, why: str, *, base: Edit, reason: Reason, today: date
) -> Saved:
    """Set a finding of the newest revision aside because of *why*; GoneError if it is not there."""
    audit = auditing.audit(article, today=today)
    if fingerprint not in {finding.fingerprint for finding in audit.findings}:
        raise GoneError(_("This finding is not there any more: the words have changed."))
    return _save(article, base, replace(reason, declines={fingerprint: why}))


def take_back(article: Article, fingerprint: str, *, base: Edit, reason: Reason) -> Saved:
    """Let a finding that was declined be seen again."""
    return _save(article, base, replace(reason, declines={fingerprint: ""}))


def _save(article: Article, base: Edit, reason: Reason) -> Saved:
    return store.save(article, store.at(base), base=base.pk, reason=reason)


def opened(traced: tracing.Traced) -> tracing.Traced:
    """Give *traced* as the desk sees it: the text of every archived source may be read."""
    document = traced.document
    sources = tuple(replace(record, access=Access.PUBLIC) for record in document.sources)
    return replace(traced, document=replace(document, sources=sources))


@dataclass(frozen=True, slots=True)
class _Help:
    """Where a finding is mended: at its wrong quotation, else at the sentence that it is in."""

    quotations: Mapping[Spot, str]
    sentences: Mapping[Place, Sequence[tuple[int, int, str]]]

    def at(self, place: Place, start: int, end: int) -> tuple[str, str]:
        """Give the address for quotations and the one for sentences, of which one is empty."""
        if url := self.quotations.get((place, start, end)):
            return url, ""
        sentences = self.sentences.get(place, ())
        at = bisect_right(sentences, start, key=lambda sentence: sentence[0]) - 1
        return "", sentences[at][2] if at >= 0 and start < sentences[at][1] else ""


def _help(article: Article, statements: Iterable[Statement]) -> _Help:
    quotations: dict[Spot, str] = {}
    sentences: dict[Place, list[tuple[int, int, str]]] = {}
    for statement in statements:
        place, start, end = statement.place, statement.start, statement.end
        url = places.cite_url(article.pk, place, start, end)
        sentences.setdefault(place, []).append((start, end, url))
        for pin in statement.pins:
            if pin.verdict.is_wrong:
                spot = place, pin.item_start, pin.item_end
                quotations[spot] = _mend_url(article, statement, pin)
    return _Help(quotations, sentences)


def _found(article: Article, finding: Finding, named: Mapping[Place, str], help_: _Help) -> Found:
    place, start, end = finding.place, finding.start, finding.end
    mend_url, support_url = help_.at(place, start, end) if place else ("", "")
    return Found(
        fingerprint=finding.fingerprint,
        rule=finding.rule.replace("_", " "),
        message=languages.told(finding.message),
        mend=languages.told(finding.mend),
        words=finding.words,
        place=named[place] if place else "",
        field=places.field(place) if place else "",
        start=start,
        end=end,
        url=places.field_url(article.pk, place, start, end) if place else "",
        mend_url=mend_url,
        support_url=support_url,
        declined=finding.declined,
    )


def _mend_url(article: Article, statement: Statement, pin: PinnedQuote) -> str:
    return places.cite_url(
        article.pk,
        statement.place,
        statement.start,
        statement.end,
        replaced=pin.item_start,
        source=pin.found_in or pin.key,
    )


def _groups(article: Article, traced: tracing.Traced) -> Iterator[Group]:
    """Put the statements beside the sentences that pages show of them: they are the same ones."""
    statements = iter(enumerate(traced.statements, start=1))
    written = places.texts(traced.document)
    for group in tracing.groups(traced, article.get_absolute_url()):
        yield Group(
            heading=group.heading,
            claims=tuple(
                _claim(article, sentence, *next(statements), written)
                for sentence in group.sentences
            ),
        )


def _claim(
    article: Article,
    sentence: Sentence,
    number: int,
    statement: Statement,
    written: Mapping[Place, str],
) -> Claim:
    place, start, end = statement.place, statement.start, statement.end
    helped = sentence.status in _SUPPORTABLE
    return Claim(
        number=number,
        sentence=sentence,
        field=places.field(place),
        start=start,
        end=end,
        words=written[place][start:end],
        field_url=places.field_url(article.pk, place, start, end),
        support_url=places.cite_url(article.pk, place, start, end) if helped else "",
        proofs=tuple(_proofs(article, sentence, statement)),
    )


def _proofs(article: Article, sentence: Sentence, statement: Statement) -> Iterable[Proof]:
    for pin, pinned in zip(sentence.pins, statement.pins, strict=True):
        wrong = pinned.verdict.is_wrong
        yield Proof(pin=pin, mend_url=_mend_url(article, statement, pinned) if wrong else "")


def _counted(level: str, number: int) -> str:
    said = {
        "error": ngettext("{number} error", "{number} errors", number),
        "warning": ngettext("{number} warning", "{number} warnings", number),
        "advice": ngettext("{number} advice", "{number} advice", number),
    }
    return said[level].format(number=number)
