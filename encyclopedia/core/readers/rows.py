"""Rows of the tables, as they are and as past schemas stored them → Document."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

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
from encyclopedia.core.rows import Row
from sources.core.record import SourceRecord

Step: TypeAlias = Callable[[Row], Row]

# STEPS[n] turns a row of schema n into one of schema n + 1: a renamed column keeps its words.
STEPS: Mapping[int, Step] = {}


class RowsError(ValueError):
    """The rows do not make one article."""


def read(rows: Iterable[Row], sources: Iterable[SourceRecord] = ()) -> Document:
    """Read the article that *rows* make: one of model "article", and its parts in any order."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(row.model, []).append(upgrade(row))
    heads = parts.pop("article", [])
    if len(heads) != 1:
        raise RowsError(f"expected the row of one article, found {len(heads)}")
    for group in parts.values():
        group.sort(key=lambda row: (row.columns["position"], row.id))
    head = heads[0].columns
    return Document(
        id=heads[0].id,
        title=head["title"],
        kind=head["kind"] or "",
        short_description=head["short_description"],
        language=head["language"],
        hatnote=head["hatnote"],
        series=head["series"],
        disambiguation=head["disambiguation"],
        lead=head["lead"],
        infobox=tuple(map(_infobox_field, parts.get("infoboxfield", ()))),
        sections=tuple(map(_section, parts.get("section", ()))),
        events=tuple(map(_key_event, parts.get("keyevent", ()))),
        see_also=tuple(map(_see_also, parts.get("seealso", ()))),
        categories=tuple(head["categories"]),
        illustrations=tuple(map(_illustration, parts.get("illustration", ()))),
        sources=tuple(sorted(sources, key=lambda record: record.key)),
    )


def upgrade(row: Row, steps: Mapping[int, Step] = STEPS) -> Row:
    """Bring *row* to today's schema, one step a schema."""
    while row.schema in steps:
        row = steps[row.schema](row)
    return row


def _columns(row: Row, *names: str) -> dict[str, Any]:
    return {"id": row.id, **{name: row.columns[name] for name in names}}


def _infobox_field(row: Row) -> InfoboxField:
    return InfoboxField(**_columns(row, "label", "text"), type=FieldType(row.columns["type"]))


def _section(row: Row) -> Section:
    kind = SectionKind(row.columns["kind"])
    return Section(**_columns(row, "heading", "anchor", "level", "text"), kind=kind)


def _key_event(row: Row) -> KeyEvent:
    return KeyEvent(**_columns(row, "date", "title", "text"))


def _see_also(row: Row) -> SeeAlso:
    return SeeAlso(**_columns(row, "title", "note"))


def _illustration(row: Row) -> Illustration:
    names = ("key", "file", "media_type", "width", "height", "alt", "caption", "credit")
    return Illustration(**_columns(row, *names))
