"""The one door to sources: records by key or version, and their archived copies."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import reversion
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Max
from reversion.models import Version

from sources.core import rows
from sources.core.record import SourceRecord
from sources.models import Snapshot, Source, SourceEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.contrib.auth.models import User

ATTRIBUTES = tuple(
    field.attname
    for field in Source._meta.concrete_fields  # noqa: SLF001 -- Django documents _meta
    if field.name not in {"id", "created_at"}
)


class AlreadyArchivedError(ValueError):
    """The same bytes are kept under another key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A captured file to keep: its bytes, their SHA-256 and the clean text."""

    sha256: str
    original: bytes
    text: str
    file_name: str
    media_type: str
    captured_at: datetime
    extractor: str


def archive() -> Storage:
    """Give the storage of archived originals, which no address serves."""
    return storages["archive"]


def original(snapshot: Snapshot) -> bytes:
    """Read the bytes that *snapshot* was captured from, as they came."""
    with archive().open(snapshot.sha256) as file:
        return bytes(file.read())


def latest(keys: Iterable[str]) -> dict[str, int]:
    """Give the newest version id of each source among *keys* (or their aliases) that exists."""
    wanted = set(keys)
    found = dict(Source.objects.filter(key__in=wanted).values_list("key", "id"))
    if missing := wanted - found.keys():
        renamed = Source.objects.exclude(aliases=[]).values_list("aliases", "id")
        found |= {a: id_ for aliases, id_ in renamed for a in aliases if a in missing}
    versions = Version.objects.get_for_model(Source).filter(
        object_id__in=[str(id_) for id_ in found.values()]
    )
    # Ids of versions only grow, so the newest is the largest.
    newest = dict(versions.values_list("object_id").annotate(newest=Max("id")).order_by())
    return {key: newest[str(id_)] for key, id_ in found.items()}


def records(versions: Iterable[int]) -> dict[int, SourceRecord]:
    """Read the records that *versions* (their ids) keep, whatever the sources are today."""
    stored = [
        (id_, json.loads(data)[0]["fields"], schema)
        for id_, data, schema in Version.objects.filter(id__in=list(versions)).values_list(
            "id", "serialized_data", "revision__sourceedit__schema"
        )
    ]
    captured = _captured(columns.get("snapshot") for _, columns, _ in stored)
    return {
        id_: rows.read(
            columns, schema=schema, captured_at=captured.get(columns.get("snapshot") or "", "")
        )
        for id_, columns, schema in stored
    }


def _captured(hashes: Iterable[str | None]) -> dict[str, str]:
    wanted = {sha256 for sha256 in hashes if sha256}
    if not wanted:
        return {}
    found = Snapshot.objects.filter(sha256__in=wanted).values_list("sha256", "captured_at")
    return {sha256: when.isoformat(timespec="seconds") for sha256, when in found}


def current(source: Source) -> SourceRecord:
    """Give the record of *source* as it is now."""
    columns: dict[str, Any] = {f: getattr(source, f) for f in ATTRIBUTES if f != "snapshot_id"}
    captured = source.snapshot.captured_at.isoformat(timespec="seconds") if source.snapshot else ""
    return rows.read(columns | {"snapshot": source.snapshot_id}, captured_at=captured)


@transaction.atomic
def save(record: SourceRecord, *, editor: User | None, summary: str) -> Source:
    """Save *record* under its key as a new version; nothing is written where nothing changed."""
    source = Source.objects.select_for_update().filter(key=record.key).first() or Source()
    columns = rows.write(record)
    columns["snapshot_id"] = columns.pop("snapshot")
    if source.pk and all(getattr(source, name) == value for name, value in columns.items()):
        return source
    for name, value in columns.items():
        setattr(source, name, value)
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


@transaction.atomic
def keep(
    record: SourceRecord,
    archived: Archived,
    *,
    editor: User | None,
    summary: str,
    rehearsal: bool = False,
) -> Source:
    """Archive a captured copy of the source *record*, which then names it as its snapshot.

    A *rehearsal*, whose transaction is rolled back, writes no file either.
    """
    kept = Snapshot.objects.filter(sha256=archived.sha256).select_related("source").first()
    if kept is not None and kept.source.key != record.key:
        raise AlreadyArchivedError(
            f"{archived.file_name} is already archived, as a copy of @{kept.source.key}."
        )
    if kept is None:
        source = Source.objects.filter(key=record.key).first() or save(
            replace(record, snapshot=""), editor=editor, summary=summary
        )
        if not rehearsal:
            _write_original(archived)
        Snapshot.objects.create(
            sha256=archived.sha256,
            source=source,
            text=archived.text,
            file_name=archived.file_name,
            media_type=archived.media_type,
            size=len(archived.original),
            captured_at=archived.captured_at,
            extractor=archived.extractor,
        )
    return save(replace(record, snapshot=archived.sha256), editor=editor, summary=summary)


def _write_original(archived: Archived) -> None:
    """Write the bytes under the name of their hash; a copy already there is the same copy."""
    storage = archive()
    if not storage.exists(archived.sha256):
        storage.save(archived.sha256, ContentFile(archived.original))


def texts(hashes: Iterable[str]) -> Mapping[str, str]:
    """Give the clean texts of the snapshots named by *hashes*."""
    return dict(
        Snapshot.objects.filter(sha256__in=[h for h in hashes if h]).values_list("sha256", "text")
    )
