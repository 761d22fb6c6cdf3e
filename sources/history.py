"""The history of a source: who changed its record when, and which fields of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from sources import store
from sources.core.record import SourceRecord
from sources.models import Source

if TYPE_CHECKING:
    from datetime import datetime

MOST = 200
"""Of so many revisions a page tells, the newest ones; more no source has had so far."""

_NAMES = {"snapshot": gettext_lazy("archived copy"), "captured_at": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A revision of a source, as it is listed."""

    revision: int
    saved_at: datetime
    editor_name: str
    summary: str
    changed: tuple[str, ...] = ()


def of(source: Source) -> tuple[Saved, ...]:
    """Give the revisions of *source*, newest first, each with the fields that it changed."""
    edits = list(source.edits.order_by("-revision_id")[: MOST + 1])
    records = store.recorded(source, [edit.revision_id for edit in edits])
    told = [records.get(edit.revision_id) for edit in edits]
    return tuple(
        Saved(
            revision=edit.revision_id,
            saved_at=edit.saved_at,
            editor_name=edit.editor_name,
            summary=edit.summary,
            changed=_changed(before, after),
        )
        for edit, after, before in zip(edits, told, [*told[1:], None], strict=True)
    )[:MOST]


def _changed(before: SourceRecord | None, after: SourceRecord | None) -> tuple[str, ...]:
    """Name the fields in which *after* differs; of a first revision, none."""
    if before is None or after is None:
        return ()
    names = (
        _name(field.name)
        for field in fields(SourceRecord)
        if getattr(before, field.name) != getattr(after, field.name)
    )
    return tuple(name for name in names if name)


def _name(field: str) -> str:
    """Give the name of a *field* of the record, as the desk's form calls it."""
    if field in _NAMES:
        return str(_NAMES[field])
    return str(getattr(Source._meta.get_field(field), "verbose_name", ""))  # noqa: SLF001 -- documented
