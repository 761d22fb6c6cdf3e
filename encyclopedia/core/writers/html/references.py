"""Notes and references: what stands behind the marks, and the way back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote as quote_plainly

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
    from encyclopedia.core.writers.html.page import Page, Passages, Shown
    from sources.core.record import Name, SourceRecord

_TELLING: Final = 4  # words at each end that tell a passage from others
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
    listed = "".join(_footnote(footnote, page.passages) for footnote in footnotes)
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


def _footnote(footnote: Footnote, passages: Passages) -> str:
    back = _back_links(footnote.number, footnote.uses)
    evidence = _evidence(footnote, passages)
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
    said = (*(span("tag", text(word)) for word in tags(source)), *_elsewhere(source))
    return f"{sentence}. " + " ".join(said)


def _elsewhere(source: SourceRecord) -> Iterator[str]:
    """Lead to the source where it was published, and to another archive where ours has none."""
    leads = (("Original", source.url), ("Copy elsewhere", source.archive_url))
    for words, url in leads[: 1 if source.snapshot else 2]:
        if url.casefold().startswith(("http://", "https://")):
            about = span("vh", f" of “{text(source.title or source.key)}”")
            yield element("a", f"{words}{about}", {"href": url, "rel": "nofollow"})


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


def _evidence(footnote: Footnote, passages: Passages) -> str:
    quoted: dict[tuple[str, str], list[str]] = {}
    for use in footnote.uses:
        if use.item.quote:
            quoted.setdefault((use.item.quote, use.item.locator), []).append(use.letter)
    if not quoted:
        return ""
    key, language = footnote.source.key, in_language(footnote.source.language)
    written = "".join(
        _passage(key, quote, passages.get((key, quote)), language, (locator, letters))
        for (quote, locator), letters in quoted.items()
    )
    about = span("vh", f" for citation {footnote.number}")
    summary = element("summary", f"Evidence{about}")
    return element("details", summary + written, {"class": "evidence"})


def _passage(
    key: str,
    quote: str,
    shown: Shown | None,
    language: dict[str, str],
    used: tuple[str, Sequence[str]],
) -> str:
    """Write quoted words, in their passage where there is one to be seen.

    `data-uses` names the uses that quote them, for the popover of each.
    """
    locator, letters = used
    words, said = text(quote), [text(locator)] if locator else []
    before = after = ""
    if shown is not None:
        said.append(text(shown.verdict))
        if shown.words:
            words = text(shown.words)
            before = f"…{text(shown.before)}" if shown.before else ""
            after = f"{text(shown.after)}…" if shown.after else ""
            said.append(element("a", "In the archived copy", {"href": _at(key, shown.words)}))
    passage = f"{before}{element('mark', words, language)}{after}"
    marked = element("div", passage, {"dir": "auto"})
    where = element("p", " · ".join(said)) if said else ""
    return element("blockquote", marked + where, {"data-uses": " ".join(letters)})


def _at(key: str, words: str) -> str:
    """Give the address of *words* on the page of a source.

    Browsers that know no text fragments show the first passage that is cited:
    https://wicg.github.io/scroll-to-text-fragment/.
    """
    named = words.split()
    ends = [named] if len(named) <= 2 * _TELLING else [named[:_TELLING], named[-_TELLING:]]
    told = ",".join(quote_plainly(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"/sources/{segment(key)}/#passage:~:text={told}"


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
