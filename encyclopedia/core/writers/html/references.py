"""Notes and references: what stands behind the marks, and the way back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from encyclopedia.core import markup
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
from sources.core.record import Reliability

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from encyclopedia.core.citations import Footnote, Use
    from encyclopedia.core.writers.html.page import Page
    from sources.core.record import Name, SourceRecord

_TYPES: Final = {
    "article": "article",
    "article-journal": "journal article",
    "article-magazine": "magazine",
    "article-newspaper": "news",
    "bill": "bill",
    "book": "book",
    "broadcast": "broadcast",
    "chapter": "book chapter",
    "dataset": "data set",
    "document": "document",
    "entry-encyclopedia": "encyclopedia",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "court case",
    "legislation": "law",
    "paper-conference": "conference paper",
    "personal_communication": "letter",
    "post": "post",
    "post-weblog": "weblog",
    "report": "report",
    "speech": "speech",
    "thesis": "thesis",
    "treaty": "treaty",
    "webpage": "web page",
}


def references(page: Page, *, spare: bool = True) -> str:
    """Write the cited sources by number, then (*spare*) those that are kept but not cited."""
    footnotes = page.numbering.footnotes
    cited = {footnote.source.key for footnote in footnotes}
    uncited = [source for source in page.document.sources if source.key not in cited and spare]
    if not footnotes and not uncited:
        return ""
    listed = "".join(_footnote(footnote) for footnote in footnotes)
    parts = [_heading("References", "references")]
    if listed:
        parts.append(element("ol", listed, {"class": "refs"}))
    if uncited:
        parts.append(element("h3", "Not yet cited in the text"))
        parts.append(element("ul", "".join(map(_spare, uncited)), {"class": "refs"}))
    return _endnotes("references", "\n".join(parts))


def notes(page: Page) -> str:
    """Write the explanatory notes by number."""
    listed = "".join(_note(number, note, here) for number, note, here in _noted(page))
    if not listed:
        return ""
    parts = _heading("Notes", "notes") + element("ol", listed, {"class": "notes refs"})
    return _endnotes("notes", parts)


def type_in_words(source: SourceRecord) -> str:
    """Say what kind of publication *source* is, as a reader would."""
    return _TYPES.get(source.type, source.type.replace("-", " ").replace("_", " "))


def tags(source: SourceRecord) -> tuple[str, ...]:
    """Say in a word each what a reader should know of *source* before trusting it."""
    said = (
        (type_in_words(source), bool(source.type)),
        ("state-run", source.state_run),
        ("wire", source.wire),
        ("opinion", source.opinion),
        ("mixed reliability", source.reliability is Reliability.MIXED),
        ("low reliability", source.reliability is Reliability.LOW),
        ("archived" if source.snapshot else "not archived here", True),
    )
    return tuple(word for word, holds in said if holds)


def name_in_words(name: Name) -> str:
    """Write a name as it is spoken."""
    return name.literal or " ".join(part for part in (name.given, name.family) if part)


def _endnotes(anchor: str, content: str) -> str:
    return element("section", content, {"role": "doc-endnotes", "aria-labelledby": anchor})


def _heading(words: str, anchor: str) -> str:
    return element("h2", words, {"id": anchor})


def _footnote(footnote: Footnote) -> str:
    back = _back_links(footnote.number, footnote.uses)
    evidence = _evidence(footnote)
    content = f"{back} {_source(footnote.source)}{evidence}"
    return element("li", content, {"id": f"ref-{identifier(footnote.source.key)}"})


def _spare(source: SourceRecord) -> str:
    return element("li", _source(source), {"id": f"ref-{identifier(source.key)}"})


def _back_links(number: int, uses: Sequence[Use]) -> str:
    if len(uses) == 1:
        label = f"Back to citation {number} in the text"
        return span("back", _back(uses[0].anchor, "↑", label))
    links = (
        _back(use.anchor, use.letter, f"Back to citation {number}, use {count} of {len(uses)}")
        for count, use in enumerate(uses, start=1)
    )
    return span("back", "↑ " + " ".join(links))


def _back(anchor: str, words: str, label: str) -> str:
    attributes = {"href": f"#{identifier(anchor)}", "role": "doc-backlink", "aria-label": label}
    return element("a", words, attributes)


def _source(source: SourceRecord) -> str:
    words = text(source.title or source.url or source.key)
    title = element("bdi", words, in_language(source.language))
    link = element("a", title, {"href": f"/sources/{segment(source.key)}/"})
    sentence = ". ".join((element("cite", link), *_imprint(source)))
    return f"{sentence}. " + " ".join(span("tag", text(word)) for word in tags(source))


def _imprint(source: SourceRecord) -> Iterator[str]:
    authors = [element("bdi", text(name_in_words(name))) for name in source.authors]
    if authors:
        yield ", ".join(authors)
    houses = dict.fromkeys(house for house in (source.container, source.publisher) if house)
    facts = [element("bdi", text(house)) for house in houses]
    if source.issued:
        facts.append(dates.date_in_words(source.issued))
    if facts:
        yield ", ".join(facts)


def _evidence(footnote: Footnote) -> str:
    quoted: dict[tuple[str, str], list[str]] = {}
    for use in footnote.uses:
        if use.item.quote:
            quoted.setdefault((use.item.quote, use.item.locator), []).append(use.letter)
    if not quoted:
        return ""
    language = in_language(footnote.source.language)
    passages = "".join(
        _passage(quote, locator, letters, language) for (quote, locator), letters in quoted.items()
    )
    about = span("vh", f" for citation {footnote.number}")
    summary = element("summary", f"Evidence{about}")
    return element("details", summary + passages, {"class": "evidence"})


def _passage(quote: str, locator: str, letters: Sequence[str], language: dict[str, str]) -> str:
    """Write quoted words; `data-uses` names the uses that quote them, for the popover of each."""
    where = element("p", text(locator)) if locator else ""
    marked = element("div", element("mark", text(quote), language), {"dir": "auto"})
    return element("blockquote", marked + where, {"data-uses": " ".join(letters)})


def _note(number: int, note: tree.Note, here: Here) -> str:
    back = span("back", _back(f"noted-{number}", "↑", f"Back to note {number} in the text"))
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
