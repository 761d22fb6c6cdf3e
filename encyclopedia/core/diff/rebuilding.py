"""Changes carried out on the Document that they begin from, or taken back again."""

import json
from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias, TypeVar
from uuid import UUID

from encyclopedia.core.diff.document import Changes, SectionChange
from encyclopedia.core.diff.parts import FieldChange, PartChange
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from sources.core.record import PEOPLE, Access, Name, Reliability, SourceRecord, Standing

P = TypeVar("P")
_Side: TypeAlias = Literal["old", "new"]
_Values: TypeAlias = dict[str, str]
_FLAGS = ("state_run", "wire", "opinion")


def apply(changes: Changes, old: Document) -> Document:
    """Give the Document that *changes* make of *old*; ValueError if they begin from another."""
    if _side(changes, "old", old.id) != old:
        raise ValueError("These changes begin from another Document.")
    return _side(changes, "new", old.id)


def revert(changes: Changes, new: Document) -> Document:
    """Give the Document that *changes* made *new* of; ValueError if they made another."""
    if _side(changes, "new", new.id) != new:
        raise ValueError("These changes made another Document.")
    return _side(changes, "old", new.id)


def sides(changes: Changes, own_id: UUID) -> tuple[Document, Document]:
    """Give both Documents that *changes* of the article *own_id* hold, the old and the new."""
    return _side(changes, "old", own_id), _side(changes, "new", own_id)


def _side(changes: Changes, side: _Side, own_id: UUID) -> Document:
    told = _values(changes.metadata, side)
    return Document(
        id=own_id,
        title=told["title"],
        kind=told["kind"],
        short_description=told["short_description"],
        language=told["language"],
        hatnote=told["hatnote"],
        series=told["series"],
        disambiguation=told["disambiguation"] == "yes",
        lead="".join(getattr(block, side) for block in changes.lead),
        infobox=_parts(changes.infobox, side, _infobox_field),
        sections=_sections(changes.sections, side),
        events=_parts(changes.events, side, _event),
        see_also=_parts(changes.see_also, side, _see_also),
        categories=_parts(changes.categories, side, _category),
        illustrations=_parts(changes.illustrations, side, _illustration),
        sources=_parts(changes.sources, side, _source),
    )


def _values(fields: Iterable[FieldChange], side: _Side) -> _Values:
    return {field.name: getattr(field, side) for field in fields}


def _place(change: PartChange | SectionChange, side: _Side) -> tuple[int, str]:
    """Give where *change* stands on a side, below 0 if nowhere, and its id there."""
    if side == "old":
        return change.old_at, change.old_id
    return change.new_at, change.new_id


def _parts(
    lane: Iterable[PartChange], side: _Side, make: Callable[[str, _Values], P]
) -> tuple[P, ...]:
    found: list[tuple[int, P]] = []
    for change in lane:
        at, key = _place(change, side)
        if at >= 0:
            found.append((at, make(key, _values(change.fields, side))))
    return tuple(part for _, part in sorted(found, key=_first))


def _first(found: tuple[int, object]) -> int:
    return found[0]


def _sections(sections: Iterable[SectionChange], side: _Side) -> tuple[Section, ...]:
    found: list[tuple[int, Section]] = []
    for change in sections:
        at, key = _place(change, side)
        if at >= 0:
            text = "".join(getattr(block, side) for block in change.blocks)
            found.append((at, _section(key, _values(change.fields, side), text)))
    return tuple(section for _, section in sorted(found, key=_first))


def _section(key: str, told: _Values, text: str) -> Section:
    return Section(
        id=UUID(key),
        heading=told["heading"],
        anchor=told["anchor"],
        text=text,
        kind=SectionKind(told["kind"]),
        level=int(told["level"]),
    )


def _infobox_field(key: str, told: _Values) -> InfoboxField:
    return InfoboxField(
        id=UUID(key), label=told["label"], text=told["text"], type=FieldType(told["type"])
    )


def _event(key: str, told: _Values) -> KeyEvent:
    return KeyEvent(id=UUID(key), date=told["date"], title=told["title"], text=told["text"])


def _see_also(key: str, told: _Values) -> SeeAlso:
    return SeeAlso(id=UUID(key), title=told["title"], note=told["note"])


def _category(key: str, told: _Values) -> str:
    return told["name"]


def _illustration(key: str, told: _Values) -> Illustration:
    return Illustration(
        id=UUID(key),
        key=told["key"],
        file=told["file"],
        media_type=told["media_type"],
        width=int(told["width"]),
        height=int(told["height"]),
        alt=told["alt"],
        caption=told["caption"],
        credit=told["credit"],
    )


def _source(key: str, told: _Values) -> SourceRecord:
    special = (*PEOPLE, "aliases", "standing", "reliability", "access", *_FLAGS)
    return SourceRecord(
        **{name: value for name, value in told.items() if name not in special},
        authors=tuple(map(_name, _lines(told["authors"]))),
        editors=tuple(map(_name, _lines(told.get("editors", "")))),
        translators=tuple(map(_name, _lines(told.get("translators", "")))),
        aliases=tuple(_lines(told["aliases"])),
        standing=Standing(told.get("standing", "")),
        reliability=Reliability(told["reliability"]),
        access=Access(told["access"]),
        state_run=told["state_run"] == "yes",
        wire=told["wire"] == "yes",
        opinion=told["opinion"] == "yes",
    )


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _name(line: str) -> Name:
    if line.startswith("{"):
        return Name(**json.loads(line))
    family, comma, given = line.partition(", ")
    return Name(family=family, given=given) if comma else Name(literal=line)
