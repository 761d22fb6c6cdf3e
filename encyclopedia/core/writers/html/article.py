"""An article, whole: lead, infobox, contents, sections, see also, notes, references."""

from __future__ import annotations

import re
from gettext import NullTranslations
from itertools import count
from typing import TYPE_CHECKING, Final

from encyclopedia.core import titles
from encyclopedia.core.document import KeyEvent, SeeAlso
from encyclopedia.core.writers.html import blocks, infobox, inline, references
from encyclopedia.core.writers.html.elements import element, identifier, items, text
from encyclopedia.core.writers.html.page import Here
from sources.core.saying import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from encyclopedia.core.reading import Prose
    from encyclopedia.core.writers.html.page import Heading, Page

_APART: Final = re.compile(r"\s+\(disambiguation\)$", re.IGNORECASE)
_FULL_STOPS: Final = ".!?…。！？：:؟"
# Chinese and Japanese, which end a sentence with a full stop of their own and no space.
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60]$")


def write(page: Page) -> str:
    """Write all that stands below the head of an article, in the order it is read."""
    body = "\n".join(part for part in _body(page) if part)
    parts = (
        _area("lead", _hatnote(page) + (_prose(page, "lead") or _may_refer_to(page))),
        infobox.write(page),
        _contents(page),
        _area("body", body),
    )
    return numbered_tables("\n".join(part for part in parts if part), page.words)


def numbered_tables(html: str, words: NullTranslations = ENGLISH) -> str:
    """Give each table of *html* its number, so that no two regions have the same name."""
    numbers = count(1)
    name = words.gettext("Table {number}")

    def numbered(_: re.Match[str]) -> str:
        return f'aria-label="{text(name.format(number=next(numbers)))}"'

    return re.sub(re.escape(f'aria-label="{blocks.TABLE}"'), numbered, html)


def prose(prose: Prose, page: Page) -> str:
    """Write one text of an article."""
    return blocks.write(prose.blocks, Here(page=page, place=prose.place))


def _area(name: str, content: str) -> str:
    return element("div", content, {"class": name}) if content.strip() else ""


def _body(page: Page) -> Iterator[str]:
    if page.document.disambiguation:
        yield items("ul", _cards(page), {"class": "meanings"}) if page.document.see_also else ""
    yield _sections(page, page.headings)
    if page.document.events and page.key_events is None:
        yield _lone_timeline(page)
    yield _see_also(page)
    yield references.notes(page)
    yield references.references(page)
    yield _categories(page)


def _hatnote(page: Page) -> str:
    found = page.prose("hatnote")
    words = inline.write(inline.of(found), Here(page=page, place=found.place))
    return element("p", words, {"class": "hatnote", "dir": "auto"}) if words else ""


def _may_refer_to(page: Page) -> str:
    """Begin a page that tells articles apart, where its editors did not."""
    if not page.document.disambiguation or not page.document.see_also:
        return ""
    name = element("bdi", text(_APART.sub("", page.document.title)))
    words = text(page.words.gettext("“{name}” may refer to:"))
    return element("p", words.format(name=name), page.voice)


def _prose(page: Page, part: str, identity: UUID | None = None) -> str:
    return prose(page.prose(part, identity), page)


def _contents(page: Page) -> str:
    contents = text(page.words.gettext("Contents"))
    entries = [(each.level, each.anchor, each.section.heading) for each in page.headings]
    if not entries:
        return ""
    if page.document.see_also and not page.document.disambiguation:
        entries.append((2, "see-also", page.words.gettext("See also")))
    if page.numbering.notes:
        entries.append((2, "notes", page.words.gettext("Notes")))
    if page.numbering.footnotes or page.document.sources:
        entries.append((2, "references", page.words.gettext("References")))
    listed = element("summary", contents, page.voice) + _entries(entries, page)
    unfolded = element("details", listed, {"open": ""})
    return element("nav", unfolded, {"class": "toc", "aria-label": contents})


def _entries(entries: Sequence[tuple[int, str, str]], page: Page) -> str:
    """Nest entries (level, anchor, words) as their levels say; levels never skip."""
    groups: list[list[tuple[int, str, str]]] = []
    for entry in entries:
        if groups and entry[0] > groups[0][0][0]:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return items("ol", (_entry(first, rest, page) for first, *rest in groups))


def _entry(entry: tuple[int, str, str], below: Sequence[tuple[int, str, str]], page: Page) -> str:
    words = element("bdi", text(entry[2])) if entry[2].strip() else _no_heading(page)
    link = element("a", words, {"href": f"#{entry[1]}"})
    return link + (_entries(below, page) if below else "")


def _sections(page: Page, headings: Sequence[Heading]) -> str:
    """Nest sections as their levels say: a section holds those of deeper level after it."""
    groups: list[list[Heading]] = []
    for heading in headings:
        if groups and heading.level > groups[-1][0].level:
            groups[-1].append(heading)
        else:
            groups.append([heading])
    return "\n".join(_section(page, first, rest) for first, *rest in groups)


def _section(page: Page, heading: Heading, below: Sequence[Heading]) -> str:
    section = heading.section
    words = text(section.heading) if section.heading.strip() else _no_heading(page)
    parts = [
        element(f"h{heading.level}", words, {"id": heading.anchor, "dir": "auto"}),
        _prose(page, "section", section.id),
        _timeline(page) if section.id == page.key_events else "",
        _sections(page, below),
    ]
    content = "\n".join(part for part in parts if part)
    return element("section", content, {"aria-labelledby": heading.anchor})


def _no_heading(page: Page) -> str:
    return text(page.words.gettext("(no heading)"))


def _lone_timeline(page: Page) -> str:
    taken = {each.anchor for each in page.headings}
    anchor = titles.anchor("Key events", taken)
    words = text(page.words.gettext("Key events"))
    heading = element("h2", words, {"id": anchor, **page.voice})
    return element("section", heading + _timeline(page), {"aria-labelledby": anchor})


def _timeline(page: Page) -> str:
    events = "".join(_event(event, page) for event in page.document.events)
    return element("ol", events, {"class": "timeline"}) if events else ""


def _event(event: KeyEvent, page: Page) -> str:
    date = infobox.dated(event.date, text(event.date), page.document.language)
    when = element("div", date, {"class": "when", "dir": "auto"})
    said = element("div", _said(event, page), {"dir": "auto"})
    return element("li", f"{when} {said}", {"id": f"event-{event.id.hex}"})


def _said(event: KeyEvent, page: Page) -> str:
    """Let the title of an event open its first paragraph, in bold."""
    title = event.title.strip()
    stop, space = ("。", "") if _UNSPACED.search(title) else (".", " ")
    stop = "" if not title or title.endswith(tuple(_FULL_STOPS)) else stop
    bold = element("strong", text(title) + stop) if title else ""
    written = _prose(page, "event", event.id)
    if written.startswith("<p>"):
        return f"<p>{bold}{space}{written[3:]}" if bold else written
    return (element("p", bold) if bold else "") + written


def _see_also(page: Page) -> str:
    if not page.document.see_also or page.document.disambiguation:
        return ""
    words = text(page.words.gettext("See also"))
    heading = element("h2", words, {"id": "see-also", **page.voice})
    cards = items("ul", _cards(page), {"class": "cards"})
    return element("section", heading + cards, {"aria-labelledby": "see-also"})


def _cards(page: Page) -> Iterator[str]:
    return (_card(pointer, page) for pointer in page.document.see_also)


def _card(pointer: SeeAlso, page: Page) -> str:
    words = element("bdi", text(pointer.title))
    slug = page.titles.get(titles.key(pointer.title))
    note = pointer.note or page.description(pointer.title)
    notes = element("p", text(note), {"dir": "auto"}) if note else ""
    missing = slug is None and titles.key(pointer.title) != page.own
    if slug is not None:
        words = element("a", words, {"href": f"/articles/{identifier(slug)}/"})
    elif missing:
        title = page.words.gettext("{title} (page does not exist)").format(title=pointer.title)
        address = inline.article_address(pointer.title)
        words = element("a", words, {"class": "new", "href": address, "title": title})
        missing_note = page.words.gettext("Not written yet")
        notes += element("p", text(missing_note), {"dir": "auto", **page.voice})
    return words + notes


def _categories(page: Page) -> str:
    """Lead to the lists that the article is in: the series that it is part of, its categories."""
    document = page.document
    said = (
        (page.words.gettext("Part of the series {names}"), "series", (document.series.strip(),)),
        (page.words.gettext("Categories: {names}"), "categories", document.categories),
    )
    lines = [
        text(words).format(names=" · ".join(_listed(shelf, name) for name in names))
        for words, shelf, names in said
        if any(names)
    ]
    if document.disambiguation:
        lines.insert(0, text(page.words.gettext("This page tells articles of like titles apart.")))
    return element("p", "<br>".join(lines), {"class": "cats", **page.voice}) if lines else ""


def _listed(kind: str, name: str) -> str:
    address = f"/{kind}/{identifier(titles.slug(name))}/"
    return element("a", element("bdi", text(name)), {"href": address})
