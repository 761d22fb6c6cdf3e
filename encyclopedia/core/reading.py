"""An article's prose in the order in which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from encyclopedia.core import markup
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section, SectionKind
from encyclopedia.core.markup import tree

_P = TypeVar("_P", InfoboxField, Section, KeyEvent)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of an article: "hatnote", "lead", "infobox", "section" or "event", and which."""

    part: str
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The text of one place, as written and as parsed; positions count code points of `source`."""

    place: Place
    source: str
    blocks: tuple[tree.Block, ...]


def texts(document: Document) -> tuple[Prose, ...]:
    """Give every text of *document*, empty ones too, in reading order.

    Hatnote, lead and infobox come first, then the sections; the timeline follows the text of
    the section of key events, or the last section where there is none.
    """
    timeline = [_event(event) for event in document.events]
    sections: list[Prose] = []
    for section in document.sections:
        sections.append(_prose(Place("section", section.id), section.text))
        if section.kind is SectionKind.KEY_EVENTS:
            sections += timeline
            timeline = []
    return (
        _line(Place("hatnote"), document.hatnote),
        lead(document.lead),
        *(_line(Place("infobox", field.id), field.text) for field in document.infobox),
        *sections,
        *timeline,
    )


def with_texts(document: Document, typed: Mapping[Place, str]) -> Document:
    """Give *document* with the texts of some places put in the place of those that it has."""

    def of(part: str, parts: tuple[_P, ...]) -> tuple[_P, ...]:
        return tuple(replace(p, text=typed.get(Place(part, p.id), p.text)) for p in parts)

    return replace(
        document,
        hatnote=typed.get(Place("hatnote"), document.hatnote),
        lead=typed.get(Place("lead"), document.lead),
        infobox=of("infobox", document.infobox),
        sections=of("section", document.sections),
        events=of("event", document.events),
    )


def lead(text: str) -> Prose:
    """Parse *text* as the lead of an article."""
    return _prose(Place("lead"), text)


def _event(event: KeyEvent) -> Prose:
    return _prose(Place("event", event.id), event.text)


def _prose(place: Place, source: str) -> Prose:
    return Prose(place=place, source=source, blocks=markup.parse(source))


def _line(place: Place, source: str) -> Prose:
    children = markup.parse_inline(source)
    if not children:
        return Prose(place=place, source=source, blocks=())
    paragraph = tree.Paragraph(start=children[0].start, end=children[-1].end, children=children)
    return Prose(place=place, source=source, blocks=(paragraph,))
