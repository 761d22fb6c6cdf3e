"""Notes and references: what stands behind the marks, and the way back to them."""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING, Final

from encyclopedia.core import languages, markup
from encyclopedia.core.markup import tree
from encyclopedia.core.writers.html import dates, inline
from encyclopedia.core.writers.html.elements import (
    element,
    identifier,
    in_language,
    segment,
    span,
    text,
)
from encyclopedia.core.writers.html.page import Here
from sources.core import passages
from sources.core.record import Reliability, Standing
from sources.core.saying import ENGLISH, say, told
from sources.core.styles import details

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from encyclopedia.core.citations import Footnote, Use
    from encyclopedia.core.writers.html.page import Page
    from sources.core.record import Name, SourceRecord

_TYPES: Final = {
    "article": say("article"),
    "article-journal": say("journal article"),
    "article-magazine": say("magazine"),
    "article-newspaper": say("news"),
    "bill": say("bill"),
    "book": say("book"),
    "broadcast": say("broadcast"),
    "chapter": say("book chapter"),
    "dataset": say("data set"),
    "document": say("document"),
    "entry-encyclopedia": say("encyclopedia"),
    "hearing": say("hearing"),
    "interview": say("interview"),
    "legal_case": say("court case"),
    "legislation": say("law"),
    "paper-conference": say("conference paper"),
    "personal_communication": say("letter"),
    "post": say("post"),
    "post-weblog": say("weblog"),
    "report": say("report"),
    "patent": say("patent"),
    "press-release": say("press release"),
    "software": say("software"),
    "speech": say("speech"),
    "standard": say("standard"),
    "thesis": say("thesis"),
    "treaty": say("treaty"),
    "webpage": say("web page"),
}

_STANDINGS: Final = {
    Standing.PRIMARY: say("primary"),
    Standing.SECONDARY: say("secondary"),
    Standing.TERTIARY: say("tertiary"),
}
_RELIABILITIES: Final = {
    Reliability.HIGH: say("high"),
    Reliability.MIXED: say("mixed"),
    Reliability.LOW: say("low"),
}


def references(page: Page, *, spare: bool = True) -> str:
    """Write the cited sources by number, then (*spare*) those that are kept but not cited."""
    footnotes = page.numbering.footnotes
    cited = {footnote.source.key for footnote in footnotes}
    uncited = [source for source in page.document.sources if source.key not in cited and spare]
    if not footnotes and not uncited:
        return ""
    listed = "".join(_footnote(footnote, page) for footnote in footnotes)
    parts = [_heading(page.words.gettext("References"), "references", page)]
    if listed:
        parts.append(element("ol", listed, {"class": "refs"}))
    if uncited:
        words = text(page.words.gettext("Not yet cited in the text"))
        parts.append(element("h3", words, page.voice))
        listed = "".join(_spare(source, page) for source in uncited)
        parts.append(element("ul", listed, {"class": "refs"}))
    return _endnotes("references", "\n".join(parts))


def notes(page: Page) -> str:
    """Write the explanatory notes by number."""
    listed = "".join(_note(number, note, here) for number, note, here in _noted(page))
    if not listed:
        return ""
    heading = _heading(page.words.gettext("Notes"), "notes", page)
    parts = heading + element("ol", listed, {"class": "notes refs"})
    return _endnotes("notes", parts)


def type_in_words(source: SourceRecord, words: NullTranslations = ENGLISH) -> str:
    """Say what kind of publication *source* is, as a reader would."""
    plain = source.type.replace("-", " ").replace("_", " ")
    return told(_TYPES.get(source.type, plain), words)


def standing_in_words(source: SourceRecord, words: NullTranslations = ENGLISH) -> str:
    """Say how near *source* stands to what it tells, or nothing where nobody said."""
    return told(_STANDINGS.get(source.standing, ""), words)


def reliability_in_words(source: SourceRecord, words: NullTranslations = ENGLISH) -> str:
    """Say how far *source* is trusted, or nothing where nobody judged it."""
    return told(_RELIABILITIES.get(source.reliability, ""), words)


def tags(source: SourceRecord, words: NullTranslations = ENGLISH) -> tuple[str, ...]:
    """Say in a word each what a reader should know of *source* before trusting it."""
    said = (
        (type_in_words(source, words), bool(source.type)),
        (standing_in_words(source, words), bool(source.standing)),
        (words.gettext("state media"), source.state_run),
        (words.gettext("wire"), source.wire),
        (words.gettext("opinion"), source.opinion),
        (words.gettext("mixed reliability"), source.reliability is Reliability.MIXED),
        (words.gettext("low reliability"), source.reliability is Reliability.LOW),
        (
            words.gettext("archived") if source.snapshot else words.gettext("not archived here"),
            True,
        ),
    )
    return tuple(word for word, holds in said if holds)


def name_in_words(name: Name) -> str:
    """Write a name as it is spoken."""
    return name.literal or " ".join(part for part in (name.given, name.family) if part)


def _endnotes(anchor: str, content: str) -> str:
    return element("section", content, {"role": "doc-endnotes", "aria-labelledby": anchor})


def _heading(words: str, anchor: str, page: Page) -> str:
    return element("h2", text(words), {"id": anchor, **page.voice})


def _footnote(footnote: Footnote, page: Page) -> str:
    back = _back_links(footnote.number, footnote.uses, page.words)
    evidence = _evidence(footnote, page)
    content = f"{back} {_source(footnote.source, page)}{evidence}"
    return element("li", content, {"id": f"ref-{identifier(footnote.source.key)}"})


def _spare(source: SourceRecord, page: Page) -> str:
    return element("li", _source(source, page), {"id": f"ref-{identifier(source.key)}"})


def _back_links(number: int, uses: Sequence[Use], words: NullTranslations) -> str:
    if len(uses) == 1:
        label = words.gettext("Back to citation {number} in the text").format(number=number)
        return span("back", _back(uses[0].anchor, "↑", label))
    label = words.gettext("Back to citation {number}, use {count} of {total}")
    links = (
        _back(use.anchor, use.letter, label.format(number=number, count=count, total=len(uses)))
        for count, use in enumerate(uses, start=1)
    )
    return span("back", "↑ " + " ".join(links))


def _back(anchor: str, words: str, label: str) -> str:
    attributes = {"href": f"#{identifier(anchor)}", "role": "doc-backlink", "aria-label": label}
    return element("a", words, attributes)


def _source(source: SourceRecord, page: Page) -> str:
    words = text(source.title or source.url or source.key)
    title = element("bdi", words, in_language(source.language))
    link = element("a", title, {"href": f"/sources/{segment(source.key)}/"})
    sentence = ". ".join((element("cite", link), *_imprint(source, page.words)))
    said = " ".join(span("tag", text(word)) for word in tags(source, page.words))
    if page.voice:
        said = element("span", said, {"lang": page.voice["lang"]})
    return " ".join((_turned(f"{sentence}.", source, page), said, *_elsewhere(source, page)))


def _turned(sentence: str, source: SourceRecord, page: Page) -> str:
    """Let a reference run from left to right where its article does not.

    Its stops and brackets stay where it has them.
    """
    own = languages.direction_of(source.title, source.language)
    turned = own == "ltr" and languages.direction(page.document.language) == "rtl"
    return element("span", sentence, {"dir": "ltr"}) if turned else sentence


def _elsewhere(source: SourceRecord, page: Page) -> Iterator[str]:
    """Lead to the source where it was published, and to another archive where ours has none."""
    leads = (
        (page.words.gettext("Original"), source.url),
        (page.words.gettext("Copy elsewhere"), source.archive_url),
    )
    for words, url in leads[: 1 if source.snapshot else 2]:
        if url.casefold().startswith(("http://", "https://")):
            of = page.words.gettext(" of “{title}”").format(title=source.title or source.key)
            about = span("vh", text(of))
            there = {"href": url, "rel": "nofollow", **page.voice}
            yield element("a", f"{text(words)}{about}", there)


def _imprint(source: SourceRecord, words: NullTranslations) -> Iterator[str]:
    authors = [element("bdi", text(name_in_words(name))) for name in source.authors]
    if authors:
        yield ", ".join(authors)
    if details.editors_lead(source):
        names = ", ".join(element("bdi", text(name_in_words(name))) for name in source.editors)
        yield words.ngettext("{names} (editor)", "{names} (editors)", len(source.editors)).format(
            names=names
        )
    if source.genre:
        yield element("bdi", text(source.genre))
    said = map(str, told(details.facts(source), words))
    house = details.house(source) if source.publisher != source.container else source.place
    houses = dict.fromkeys(each for each in (source.container, *said, house) if each)
    facts = [element("bdi", text(house)) for house in houses]
    if source.issued:
        facts.append(dates.date_in_words(source.issued, words))
    if facts:
        yield ", ".join(facts)


def _evidence(footnote: Footnote, page: Page) -> str:
    quoted: dict[tuple[str, str], list[str]] = {}
    for use in footnote.uses:
        if use.item.quote:
            quoted.setdefault((use.item.quote, use.item.locator), []).append(use.letter)
    if not quoted:
        return ""
    key, language = footnote.source.key, in_language(footnote.source.language)
    written = "".join(
        _passage(key, quote, page, language, (locator, letters))
        for (quote, locator), letters in quoted.items()
    )
    about = page.words.gettext(" for citation {number}").format(number=footnote.number)
    shown = text(page.words.gettext("Evidence")) + span("vh", text(about))
    summary = element("summary", shown, page.voice)
    return element("details", summary + written, {"class": "evidence"})


def _passage(
    key: str,
    quote: str,
    page: Page,
    language: dict[str, str],
    used: tuple[str, Sequence[str]],
) -> str:
    """Write quoted words, in their passage where there is one to be seen.

    `data-uses` names the uses that quote them, for the popover of each.
    """
    locator, letters = used
    shown = page.passages.get((key, quote))
    words, said = text(quote), [text(locator)] if locator else []
    before = after = ""
    if shown is not None:
        said.append(text(shown.verdict))
        if shown.words:
            words = text(shown.words)
            before, after = text(shown.before), text(shown.after)
            copy = text(page.words.gettext("In the archived copy"))
            said.append(element("a", copy, {"href": _at(key, shown.words)}))
    passage = f"{before}{element('mark', words, language)}{after}"
    marked = element("div", passage, {"dir": "auto"})
    where = element("p", " · ".join(said), page.voice) if said else ""
    return element("blockquote", marked + where, {"data-uses": " ".join(letters)})


def _at(key: str, words: str) -> str:
    """Give the address of *words* on the page of a source."""
    return f"/sources/{segment(key)}/#{passages.anchor(words)}"


def _note(number: int, note: tree.Note, here: Here) -> str:
    label = here.page.words.gettext("Back to note {number} in the text").format(number=number)
    back = span("back", _back(f"noted-{number}", "↑", label))
    words = inline.write(note.children, here)
    return element("li", f"{back} {words}", {"id": f"note-{number}"})


def _noted(page: Page) -> list[tuple[int, tree.Note, Here]]:
    numbers = page.numbering.notes
    found = [
        (numbers[prose.place, node.start], node, Here(page=page, place=prose.place))
        for prose in page.texts
        for node in markup.walk(prose.blocks)
        if isinstance(node, tree.Note) and (prose.place, node.start) in numbers
    ]
    return sorted(found, key=lambda each: each[0])
