"""The value that flows through the house: an article as it was at one moment."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sources.core.record import SourceRecord


class FieldType(StrEnum):
    """How the text of an infobox field is to be understood."""

    TEXT = "text"
    DATE = "date"
    RANGE = "range"
    PLACE = "place"
    PEOPLE = "people"
    LINK = "link"


class SectionKind(StrEnum):
    """What a section is for; OWN is the editor's own heading."""

    PURPOSE = "purpose"
    KEY_EVENTS = "key-events"
    OUTCOMES = "outcomes"
    CONTROVERSIES = "controversies"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoboxField:
    """A row of the infobox: plain label, inline markup, one line a value."""

    id: UUID
    label: str
    text: str
    type: FieldType = FieldType.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed stretch of prose; `anchor` stays when the heading is renamed.

    `level` is 2 to 4, as in <h2> to <h4>; a section of level 3 belongs to the one before it.
    """

    id: UUID
    heading: str
    anchor: str
    text: str = ""
    kind: SectionKind = SectionKind.OWN
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEvent:
    """An entry of the timeline: date as written, plain title, prose."""

    id: UUID
    date: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAlso:
    """A pointer to another article, with a plain note on why."""

    id: UUID
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """A picture that prose places by `![alt](picture:key)`; `file` is its SHA-256."""

    id: UUID
    key: str
    file: str
    media_type: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as it was at one moment.

    Prose (lead, section and event text) is the markup of `core.markup`; hatnote and infobox
    text are its inline part; all else is plain text. `sources` are the records of the sources
    that the article cites or keeps at hand, in the order of their keys.
    """

    id: UUID
    title: str
    kind: str = ""
    short_description: str = ""
    language: str = "en"
    hatnote: str = ""
    series: str = ""
    disambiguation: bool = False
    lead: str = ""
    infobox: tuple[InfoboxField, ...] = ()
    sections: tuple[Section, ...] = ()
    events: tuple[KeyEvent, ...] = ()
    see_also: tuple[SeeAlso, ...] = ()
    categories: tuple[str, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
