"""The fields of a form → Document: the article's own, and a row a part."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from encyclopedia.core import titles
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


def read(
    typed: Mapping[str, Any],
    rows: Mapping[str, Sequence[dict[str, Any]]],
    *,
    own_id: UUID,
    before: Document | None,
) -> Document:
    """Put a Document together from the article's own fields and the *rows* of its parts.

    The anchors of sections are as *before* has them; the "picture" of a row has its file,
    media_type, width and height.
    """
    return Document(
        id=own_id,
        title=typed["title"],
        kind=typed["kind"],
        short_description=typed["short_description"],
        language=typed["language"],
        hatnote=typed["hatnote"],
        series=typed["series"],
        disambiguation=typed["disambiguation"],
        lead=typed["lead"],
        categories=typed["categories"],
        infobox=tuple(_infobox_field(row) for row in rows.get("infobox", ())),
        sections=_sections(rows.get("sections", ()), before),
        events=tuple(_event(row) for row in rows.get("events", ())),
        see_also=tuple(_see_also(row) for row in rows.get("see_also", ())),
        illustrations=tuple(_illustration(row) for row in rows.get("illustrations", ())),
    )


def _id(row: dict[str, Any]) -> UUID:
    return row.get("id") or uuid4()


def _infobox_field(row: dict[str, Any]) -> InfoboxField:
    return InfoboxField(
        id=_id(row), label=row["label"], type=FieldType(row["type"]), text=row["text"]
    )


def _sections(rows: Sequence[dict[str, Any]], before: Document | None) -> tuple[Section, ...]:
    """Give each section its anchor: the one it has, else one made of its first heading."""
    anchors = {section.id: section.anchor for section in before.sections} if before else {}
    taken = set(anchors.values())
    sections = []
    for row in rows:
        id_ = _id(row)
        anchor = anchors.get(id_) or titles.anchor(row["heading"], taken)
        taken.add(anchor)
        sections.append(
            Section(
                id=id_,
                heading=row["heading"],
                anchor=anchor,
                level=row["level"],
                kind=SectionKind(row["kind"]),
                text=row["text"],
            )
        )
    return tuple(sections)


def _event(row: dict[str, Any]) -> KeyEvent:
    return KeyEvent(id=_id(row), date=row["date"], title=row["title"], text=row["text"])


def _see_also(row: dict[str, Any]) -> SeeAlso:
    return SeeAlso(id=_id(row), title=row["title"], note=row["note"])


def _illustration(row: dict[str, Any]) -> Illustration:
    picture = row["picture"]
    return Illustration(
        id=_id(row),
        key=row["key"],
        file=picture.file,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        alt=row["alt"],
        caption=row["caption"],
        credit=row["credit"],
    )
