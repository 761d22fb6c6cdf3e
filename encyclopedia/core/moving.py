"""Parts that move from one article to another: copied with new ids, and what they leave behind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from encyclopedia.core import citations, reading, titles
from encyclopedia.core.document import Document, Illustration, KeyEvent, Section, SectionKind

NewId = Callable[[], UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a merge or a split makes: the document, and of each new part the one it came from."""

    document: Document
    parts: tuple[tuple[UUID, UUID], ...]


def merge(
    into: Document, other: Document, chosen: Collection[UUID], *, new_id: NewId, lead: str = ""
) -> Moved:
    """Add the *chosen* parts of *other* to *into*, each after those that are there already.

    Where *lead* is a heading, the lead of *other* becomes a section under it, before its others.
    """
    copies = _Copies(new_id, _renamed_pictures(into, other))
    sections = list(into.sections)
    if lead and other.lead:
        own = Section(id=other.id, heading=lead, anchor="", text=other.lead)
        sections.append(copies.section(own, sections))
    events = [event for event in other.events if event.id in chosen]
    for section in _chosen_sections(into, other, chosen, with_timeline=bool(events)):
        sections.append(copies.section(section, sections))
    here = {titles.key(entry.title) for entry in into.see_also} | {titles.key(into.title)}
    document = replace(
        into,
        sections=tuple(sections),
        infobox=(
            *into.infobox,
            *(replace(f, id=copies.of(f.id)) for f in other.infobox if f.id in chosen),
        ),
        events=(*into.events, *map(copies.event, events)),
        see_also=(
            *into.see_also,
            *(
                replace(entry, id=copies.of(entry.id))
                for entry in other.see_also
                if entry.id in chosen and titles.key(entry.title) not in here
            ),
        ),
        illustrations=(*into.illustrations, *copies.pictures(into, other)),
    )
    return Moved(document=_with_sources(document, into, other), parts=tuple(copies.made))


def split(
    document: Document, chosen: Collection[UUID], title: str, *, article: UUID, new_id: NewId
) -> tuple[Moved, Document]:
    """Make a new article *title* of the *chosen* sections; give it, and what *document* becomes.

    A section takes those below it along. In its place stays its heading, and a pointer.
    """
    copies = _Copies(new_id, {})
    taken = tuple(_with_below(document, chosen))
    new = Document(
        id=article,
        title=title,
        kind=document.kind,
        language=document.language,
        categories=document.categories,
    )
    sections: list[Section] = []
    for section in taken:
        sections.append(copies.section(section, sections))
    has_events = any(section.kind is SectionKind.KEY_EVENTS for section in taken)
    new = replace(
        new,
        sections=tuple(sections),
        events=tuple(map(copies.event, document.events if has_events else ())),
        illustrations=tuple(copies.pictures(new, document)),
    )
    left = replace(
        document,
        sections=tuple(_left(document, chosen, {s.id for s in taken}, title)),
        events=() if has_events else document.events,
    )
    moved = Moved(document=_with_sources(new, new, document), parts=tuple(copies.made))
    return moved, left


class _Copies:
    """Copies of parts under new ids, and of each which part it came from."""

    def __init__(self, new_id: NewId, pictures: Mapping[str, str]) -> None:
        self._new_id = new_id
        self._pictures = pictures
        self.made: list[tuple[UUID, UUID]] = []

    def of(self, old: UUID) -> UUID:
        new = self._new_id()
        self.made.append((new, old))
        return new

    def section(self, section: Section, others: list[Section]) -> Section:
        return replace(
            section,
            id=self.of(section.id),
            anchor=_anchor(section.heading, others),
            text=self._text(section.text),
        )

    def event(self, event: KeyEvent) -> KeyEvent:
        return replace(event, id=self.of(event.id), text=self._text(event.text))

    def pictures(self, into: Document, other: Document) -> Iterator[Illustration]:
        """Copy the pictures that *into* has not; what is not placed there shows nowhere."""
        keys = {picture.key for picture in into.illustrations}
        for picture in other.illustrations:
            key = self._pictures.get(picture.key, picture.key)
            if key not in keys:
                yield replace(picture, id=self.of(picture.id), key=key)

    def _text(self, text: str) -> str:
        for old, new in self._pictures.items():
            text = text.replace(f"(picture:{old})", f"(picture:{new})")
        return text


def _renamed_pictures(into: Document, other: Document) -> dict[str, str]:
    """Give new keys to the pictures of *other* whose key is that of another picture in *into*."""
    files = {picture.key: picture.file for picture in into.illustrations}
    taken = {*files, *(picture.key for picture in other.illustrations)}
    renamed = {}
    for picture in other.illustrations:
        if files.get(picture.key, picture.file) != picture.file:
            number = 2
            while f"{picture.key}-{number}" in taken:
                number += 1
            renamed[picture.key] = f"{picture.key}-{number}"
            taken.add(renamed[picture.key])
    return renamed


def _anchor(heading: str, others: list[Section]) -> str:
    return titles.anchor(heading, {section.anchor for section in others})


def _chosen_sections(
    into: Document, other: Document, chosen: Collection[UUID], *, with_timeline: bool
) -> Iterator[Section]:
    """Give the chosen sections; of key events there is one section, which the timeline joins."""
    has_timeline = any(section.kind is SectionKind.KEY_EVENTS for section in into.sections)
    for section in other.sections:
        if section.kind is not SectionKind.KEY_EVENTS:
            if section.id in chosen:
                yield section
        elif not has_timeline and (section.id in chosen or with_timeline):
            yield section
        elif section.text and section.id in chosen:
            yield replace(section, kind=SectionKind.OWN)


def _with_below(document: Document, chosen: Collection[UUID]) -> Iterator[Section]:
    level = 0
    for section in document.sections:
        if section.id in chosen:
            level = level or section.level
            level = min(level, section.level)
            yield section
        elif level and section.level > level:
            yield section
        else:
            level = 0


def _left(
    document: Document, chosen: Collection[UUID], taken: Collection[UUID], title: str
) -> Iterator[Section]:
    pointer = f"See [[{_in_link(title)}]]."
    for section in document.sections:
        if section.id not in taken:
            yield section
        elif section.id in chosen:
            yield replace(section, text=pointer, kind=SectionKind.OWN)


def _in_link(title: str) -> str:
    """Write *title* between `[[` and `]]`, where these three are escaped."""
    return "".join(f"\\{c}" if c in "#|]" else c for c in title)


def _with_sources(document: Document, own: Document, other: Document) -> Document:
    """Keep the sources at hand: those of *own*, and those of *other* that are cited now."""
    cited = set(citations.cited_keys(reading.texts(document)))
    records = {r.key: r for r in other.sources if cited & {r.key, *r.aliases}}
    records |= {record.key: record for record in own.sources}
    return replace(document, sources=tuple(records[key] for key in sorted(records)))
