"""Archived copies: their bytes under the name of their hash, their texts in rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sources import filing
from sources.core import extract, leaves
from sources.core.capture import Capture
from sources.core.extract import Extracted
from sources.core.leaves import Leaves
from sources.core.record import SourceRecord
from sources.models import Alteration, Snapshot, Source
from sources.store.saving import save

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.contrib.auth.models import User

_LONGEST_NAME = 255


class AlreadyArchivedError(ValueError):
    """The same bytes are kept under another key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A captured file to keep: its bytes, their SHA-256, its whole text and what of it is kept."""

    sha256: str
    original: bytes
    text: str
    file_name: str
    media_type: str
    captured_at: datetime
    extractor: str
    extractor_version: int = extract.VERSION
    full: str = ""
    kept: tuple[tuple[int, int], ...] = ()


def archived(data: bytes, captured: Capture, name: str) -> Archived:
    """Make what is kept of the file *name*, whose bytes *data* were read as *captured*, now."""
    return Archived(
        sha256=captured.sha256,
        original=data,
        text=captured.text,
        full=captured.extracted.full,
        kept=captured.extracted.kept,
        file_name=name[-_LONGEST_NAME:],
        media_type=captured.media_type,
        captured_at=timezone.now(),
        extractor=captured.extractor,
        extractor_version=extract.VERSION,
    )


def extracted(snapshot: Snapshot) -> Extracted:
    """Give the capture *snapshot* with the stretches of it that are the article."""
    if not snapshot.kept:
        return Extracted(full=snapshot.text, kept=((0, len(snapshot.text)),))
    return Extracted(full=snapshot.full, kept=tuple((start, end) for start, end in snapshot.kept))


def archive() -> Storage:
    """Give the storage of archived originals, which no address serves."""
    return storages["archive"]


def original(snapshot: Snapshot) -> bytes:
    """Read the bytes that *snapshot* was captured from, as they came."""
    with archive().open(snapshot.sha256) as file:
        return bytes(file.read())


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
            _("{file} is already archived, as a copy of @{key}.").format(
                file=archived.file_name, key=kept.source.key
            )
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
            full=archived.full,
            kept=archived.kept,
            file_name=archived.file_name,
            media_type=archived.media_type,
            size=len(archived.original),
            captured_at=archived.captured_at,
            extractor=archived.extractor,
            extractor_version=archived.extractor_version,
        )
    return save(replace(record, snapshot=archived.sha256), editor=editor, summary=summary)


def hold(source: Source, archived: Archived, quotes: Iterable[str]) -> Alteration:
    """Keep a copy of *source* that lost *quotes* of articles, until somebody decides on it."""
    _write_original(archived)
    held, _ = Alteration.objects.update_or_create(
        source=source,
        defaults={
            "sha256": archived.sha256,
            "text": archived.text,
            "full": archived.full,
            "kept": archived.kept,
            "file_name": archived.file_name,
            "media_type": archived.media_type,
            "captured_at": archived.captured_at,
            "extractor": archived.extractor,
            "extractor_version": archived.extractor_version,
            "quotes": list(quotes),
            "dismissed": False,
        },
    )
    return held


def held(alteration: Alteration) -> Archived:
    """Give the copy that *alteration* holds, to be kept."""
    with archive().open(alteration.sha256) as file:
        data = bytes(file.read())
    return Archived(
        sha256=alteration.sha256,
        original=data,
        text=alteration.text,
        full=alteration.full,
        kept=tuple((start, end) for start, end in alteration.kept),
        file_name=alteration.file_name,
        media_type=alteration.media_type,
        captured_at=alteration.captured_at,
        extractor=alteration.extractor,
        extractor_version=alteration.extractor_version,
    )


def _write_original(archived: Archived) -> None:
    """Write the bytes under the name of their hash; a copy already there is the same copy."""
    original = archived.original
    filing.put(archive(), archived.sha256, ContentFile(original), len(original))


def texts(hashes: Iterable[str]) -> Mapping[str, str]:
    """Give the clean texts of the snapshots named by *hashes*."""
    return dict(
        Snapshot.objects.filter(sha256__in=[h for h in hashes if h]).values_list("sha256", "text")
    )


def copy(sha256: str) -> Snapshot | None:
    """Give the archived copy of that hash."""
    return Snapshot.objects.filter(sha256=sha256).first() if sha256 else None


def pages(snapshot: Snapshot) -> Leaves:
    """Give the pages of *snapshot*; what is no PDF, nor was made of one, has none."""
    return leaves.read(extracted(snapshot))
