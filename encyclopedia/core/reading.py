"""An article's prose in the order in which it is read."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar
from uuid import UUID

from encyclopedia.core import markup
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section, SectionKind
from encyclopedia.core.markup import tree
from encyclopedia.core.remembering import Memory
from encyclopedia.core.validity import marks

_LINES = frozenset({"hatnote", "infobox"})
_P = TypeVar("_P", InfoboxField, Section, KeyEvent)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of an article: "hatnote", "lead", "infobox", "section" or "event", and which."""

    part: str
    id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Prose:
    """The text of one place, as written and as parsed; positions count code points of `source`.

    What is told of one text alone is kept along with it (`remembering.along`).
    """

    place: Place
    source: str
    blocks: tuple[tree.Block, ...] = field(hash=False)  # a tree is slow to hash, and never alone


# Bytes that a text takes with all that is told of it, as measured: 100 KB of prose with citations
# take 5 MB.
_EACH_CHARACTER, _EACH_MARK = 40, 600
_read: Final[Memory[Prose]] = Memory(64_000_000)
_parsed: Final[Memory[tuple[tree.Block, ...]]] = Memory(16_000_000)


def texts(document: Document, among: Container[Place] | None = None) -> tuple[Prose, ...]:
    """Give every text of *document*, empty ones too, in reading order, or those *among* alone.

    Hatnote, lead and infobox come first, then the sections; the timeline follows the text of
    the section of key events, or the last section where there is none.
    """
    return tuple(
        parsed(place, source)
        for place, source in sources(document)
        if among is None or place in among
    )


def sources(document: Document) -> Iterator[tuple[Place, str]]:
    """Give every text of *document* as it is written, with its place, in reading order."""
    yield Place("hatnote"), document.hatnote
    yield Place("lead"), document.lead
    for each in document.infobox:
        yield Place("infobox", each.id), each.text
    timeline = [(Place("event", event.id), event.text) for event in document.events]
    for section in document.sections:
        yield Place("section", section.id), section.text
        if section.kind is SectionKind.KEY_EVENTS:
            yield from timeline
            timeline = []
    yield from timeline


def length(document: Document) -> int:
    """Count the characters of every text of *document*."""
    return sum(len(text) for _, text in sources(document))


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
    return parsed(Place("lead"), text)


def parsed(place: Place, source: str) -> Prose:
    """Parse *source* as the text of *place*, or give it as it was parsed the last time."""
    return _read.recall((place, source), _weight(source), lambda: _parse(place, source))


def blocks(source: str) -> tuple[tree.Block, ...]:
    """Parse *source* as prose, wherever it stands."""
    return _parsed.recall(source, _weight(source), lambda: markup.parse(source))


def _weight(source: str) -> int:
    return len(source) * _EACH_CHARACTER + marks(source) * _EACH_MARK


def _parse(place: Place, source: str) -> Prose:
    if place.part in _LINES:
        return _line(place, source)
    return Prose(place=place, source=source, blocks=blocks(source))


def _line(place: Place, source: str) -> Prose:
    children = markup.parse_inline(source)
    if not children:
        return Prose(place=place, source=source, blocks=())
    paragraph = tree.Paragraph(start=children[0].start, end=children[-1].end, children=children)
    return Prose(place=place, source=source, blocks=(paragraph,))
