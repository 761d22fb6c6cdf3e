"""What an article is made of, for those who merge it field by field."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Generic, TypeVar

from encyclopedia.core import titles
from encyclopedia.core.document import Illustration, InfoboxField, KeyEvent, Section, SeeAlso
from sources.core.record import SourceRecord

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = TypeVar("P", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Fields that change together; `prose` is merged by word, all else as a whole."""

    name: str
    attributes: tuple[str, ...]
    prose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane(Generic[P]):
    """A list of parts of one sort: how they are told apart, named and merged."""

    part: str
    fields: tuple[Field, ...]
    key: Callable[[P], Hashable]
    name: Callable[[P], str]
    """What readers know a part by; two additions of one name are one."""
    unique: Callable[[P], Hashable]
    """What no two parts share."""


def _scalar(name: str, *attributes: str) -> Field:
    return Field(name=name, attributes=attributes or (name.replace(" ", "_"),))


def _prose(name: str) -> Field:
    return Field(name=name, attributes=(name.replace(" ", "_"),), prose=True)


METADATA = (
    *map(_scalar, ("title", "kind", "language", "series", "disambiguation")),
    *map(_prose, ("short description", "hatnote", "lead")),
)
INFOBOX: Lane[InfoboxField] = Lane(
    part="infobox row",
    fields=(_scalar("label"), _prose("text"), _scalar("type")),
    key=lambda row: row.id,
    name=lambda row: row.label,
    unique=lambda row: titles.key(row.label),
)
SECTIONS: Lane[Section] = Lane(
    part="section",
    fields=(_prose("text"), *map(_scalar, ("heading", "kind", "level", "anchor"))),
    key=lambda section: section.id,
    name=lambda section: section.heading,
    unique=lambda section: section.id,
)
EVENTS: Lane[KeyEvent] = Lane(
    part="event",
    fields=(_scalar("date"), _scalar("title"), _prose("text")),
    key=lambda event: event.id,
    name=lambda event: f"{event.date} {event.title}".strip(),
    unique=lambda event: (event.date, event.title, event.text),
)
SEE_ALSO: Lane[SeeAlso] = Lane(
    part="see also",
    fields=(_scalar("title"), _prose("note")),
    key=lambda link: link.id,
    name=lambda link: link.title,
    unique=lambda link: titles.key(link.title),
)
ILLUSTRATIONS: Lane[Illustration] = Lane(
    part="illustration",
    fields=(
        _scalar("key"),
        _scalar("file", "file", "media_type", "width", "height"),
        *map(_prose, ("alt", "caption", "credit")),
    ),
    key=lambda picture: picture.id,
    name=lambda picture: picture.key,
    unique=lambda picture: picture.key,
)
SOURCES: Lane[SourceRecord] = Lane(
    part="source",
    fields=tuple(
        _scalar(field.name.replace("_", " "))
        for field in fields(SourceRecord)
        if field.name != "key"
    ),
    key=lambda source: source.key,
    name=lambda source: source.key,
    unique=lambda source: source.key,
)
