"""Records are saved, each time as a new version; what is no matter of the record is noted."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import reversion
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from reversion.models import Version

from sources.core import rows, sorting
from sources.core.record import SourceRecord
from sources.models import Source, SourceEdit
from sources.store.reading import current, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.contrib.auth.models import User

_AT_ONCE = 500
_NOT_TYPED = {"key", "snapshot", "captured_at", "aliases"}


class InvalidRecordError(ValueError):
    """A record says more at one place than its table keeps."""


class CollidedError(ValueError):
    """Somebody changed the same fields of a source meanwhile: `theirs` says how, by field."""

    def __init__(self, theirs: Mapping[str, object]) -> None:
        """Take what the fields say now."""
        super().__init__(f"Somebody changed this source meanwhile: {', '.join(theirs)}.")
        self.theirs = theirs


def save(
    record: SourceRecord, *, editor: User | None, summary: str, base: int | None = None
) -> Source:
    """Save *record* under its key as a new version; nothing is written where nothing changed.

    A *base* names the revision it began from, and keeps what others changed since. Raises
    CollidedError or InvalidRecordError.
    """
    try:
        return _save(record, editor=editor, summary=summary, base=base)
    except IntegrityError:
        # Somebody recorded the same key while we looked; now we see it.
        return _save(record, editor=editor, summary=summary, base=base)


@transaction.atomic
def _save(record: SourceRecord, *, editor: User | None, summary: str, base: int | None) -> Source:
    locked = Source.objects.select_for_update(no_key=True)
    source = locked.filter(key=record.key).first() or Source()
    if base is not None and source.pk:
        record = merge(record, source, base)
    columns = rows.write(record)
    _refuse_too_long(columns)
    columns["snapshot_id"] = columns.pop("snapshot")
    if source.pk and all(getattr(source, name) == value for name, value in columns.items()):
        return source
    for name, value in columns.items():
        setattr(source, name, value)
    source.sort_key = sorting.place(record.title, record.key)
    with reversion.create_revision(manage_manually=True):
        source.save()
        reversion.add_to_revision(source)
        reversion.set_comment(summary)
        if editor is not None:
            reversion.set_user(editor)
        reversion.add_meta(
            SourceEdit,
            source=source,
            editor=editor,
            editor_name=editor.get_username() if editor is not None else "import",
            summary=summary,
            schema=rows.SCHEMA,
        )
    return source


def merge(record: SourceRecord, source: Source, base: int) -> SourceRecord:
    """Bring *record*, which began from revision *base*, together with *source* as it is now.

    Raises CollidedError where both changed a field.
    """
    began = Version.objects.get_for_object(source).filter(revision_id=base)
    ((_, before),) = records(began.values_list("id", flat=True)).items()
    theirs = current(source)
    names = [field.name for field in fields(record) if field.name not in _NOT_TYPED]
    changed = [name for name in names if getattr(theirs, name) != getattr(before, name)]
    mine = {name for name in changed if getattr(record, name) != getattr(before, name)}
    differing = [n for n in changed if n in mine and getattr(record, n) != getattr(theirs, n)]
    if differing:
        raise CollidedError({name: getattr(theirs, name) for name in differing})
    return replace(record, **{name: getattr(theirs, name) for name in changed if name not in mine})


def _refuse_too_long(columns: Mapping[str, object]) -> None:
    for name, value in columns.items():
        field = Source._meta.get_field(name)  # noqa: SLF001 -- Django documents _meta
        longest = getattr(field, "max_length", None)
        if isinstance(value, str) and longest is not None and len(value) > longest:
            raise InvalidRecordError(
                _("The {field} of a source has at most {most} characters.").format(
                    field=getattr(field, "verbose_name", name),
                    most=longest,
                )
            )


def note_reachability(source: Source, since: date | None) -> None:
    """Note *since* when the address of a source does not answer; None where it does.

    This is a fact about the world, not about the record: it makes no version.
    """
    source.unreachable_since = since
    source.save(update_fields=["unreachable_since"])


def note_listed(sources: Iterable[int], *, listed: bool) -> None:
    """Note that readers have *sources* (their ids) in their list, or do not.

    This is a fact about what is published, not about the record: it makes no version.
    """
    Source.objects.filter(pk__in=list(sources)).update(listed=listed or None)


def put_in_order() -> int:
    """Give each source its place in lists, where it has another or none; give how many those are.

    Saving does so by itself; this is for what a release that kept no places recorded, or changed.
    """
    kept = Source.objects.order_by("pk").values_list("pk", "title", "key", "sort_key")
    wrong = [
        pk
        for pk, title, key, known in kept.iterator(chunk_size=_AT_ONCE)
        if known is None or bytes(known) != sorting.place(title, key)
    ]
    for begin in range(0, len(wrong), _AT_ONCE):
        _put_in_order(wrong[begin : begin + _AT_ONCE])
    return len(wrong)


@transaction.atomic
def _put_in_order(ids: Iterable[int]) -> None:
    """Lock few sources at a time, for a moment: readers and editors go on."""
    some = list(Source.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    for source in some:
        source.sort_key = sorting.place(source.title, source.key)
    Source.objects.bulk_update(some, ["sort_key"])


def sign_anew(editor: User, name: str) -> int:
    """Let *name* stand for *editor* under every change of a source; give how many those are."""
    return SourceEdit.objects.filter(editor=editor).update(editor_name=name)
