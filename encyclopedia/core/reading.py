"""An article's prose in the order in which it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from encyclopedia.core import markup
from encyclopedia.core.document import Document, SectionKind
from encyclopedia.core.markup import tree


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


Parse: TypeAlias = Callable[[str], tuple[tree.Block, ...]]


def texts(document: Document, parse: Parse = markup.parse) -> tuple[Prose, ...]:
    """Give every text of *document*, empty ones too, in reading order; prose is read by *parse*.

    Hatnote, lead and infobox come first, then the sections; the timeline follows the text of
    the section of key events, or the last section where there is none.
    """
    timeline = [_prose(Place("event", event.id), event.text, parse) for event in document.events]
    sections: list[Prose] = []
    for section in document.sections:
        sections.append(_prose(Place("section", section.id), section.text, parse))
        if section.kind is SectionKind.KEY_EVENTS:
            sections += timeline
            timeline = []
    return (
        _line(Place("hatnote"), document.hatnote),
        _prose(Place("lead"), document.lead, parse),
        *(_line(Place("infobox", field.id), field.text) for field in document.infobox),
        *sections,
        *timeline,
    )


def lead(text: str) -> Prose:
    """Parse *text* as the lead of an article."""
    return _prose(Place("lead"), text, markup.parse)


def _prose(place: Place, source: str, parse: Parse) -> Prose:
    return Prose(place=place, source=source, blocks=parse(source))


def _line(place: Place, source: str) -> Prose:
    children = markup.parse_inline(source)
    if not children:
        return Prose(place=place, source=source, blocks=())
    paragraph = tree.Paragraph(start=children[0].start, end=children[-1].end, children=children)
    return Prose(place=place, source=source, blocks=(paragraph,))
