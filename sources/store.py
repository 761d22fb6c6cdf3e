"""The one door to sources: records by key or version, and their archived copies."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import reversion
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from sources import filing
from sources.core import extract, leaves, rows, sorting
from sources.core.capture import Capture
from sources.core.extract import Extracted
from sources.core.leaves import Leaves
from sources.core.record import Access, SourceRecord
from sources.models import Alteration, Snapshot, Source, SourceEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.contrib.auth.models import User

ATTRIBUTES = tuple(
    field.attname
    for field in Source._meta.concrete_fields  # noqa: SLF001 -- Django documents _meta
    if field.name not in {"id", "created_at", "unreachable_since", "sort_key", "listed"}
)


_AT_ONCE = 500
_LONGEST_NAME = 255
_NOT_TYPED = {"key", "snapshot", "captured_at", "aliases"}


class AlreadyArchivedError(ValueError):
    """The same bytes are kept under another key."""


class InvalidRecordError(ValueError):
    """A record says more at one place than its table keeps."""


class CollidedError(ValueError):
    """Somebody changed the same fields of a source meanwhile: `theirs` says how, by field."""

    def __init__(self, theirs: Mapping[str, object]) -> None:
        """Take what the fields say now."""
        super().__init__(f"Somebody changed this source meanwhile: {', '.join(theirs)}.")
        self.theirs = theirs


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What readers of some sources do not find: the keys of those that do not answer.

    `altered` gives by key what is quoted and stands no more at the address.
    """

    unreachable: frozenset[str]
    altered: Mapping[str, frozenset[str]]


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


def ids(keys: Iterable[str]) -> dict[str, int]:
    """Give the id of each source among *keys* (or their aliases) that exists."""
    return _told(keys, "id")


def accesses(keys: Iterable[str]) -> dict[str, Access]:
    """Give what readers may see today of each source among *keys* (or their aliases)."""
    return {key: Access(access) for key, access in _told(keys, "access").items()}


def _told(keys: Iterable[str], column: str) -> dict[str, Any]:
    wanted = set(keys)
    found = dict(Source.objects.filter(key__in=wanted).values_list("key", column))
    if missing := wanted - found.keys():
        renamed = Source.objects.exclude(aliases=[]).values_list("aliases", column)
        found |= {a: value for aliases, value in renamed for a in aliases if a in missing}
    return found


def lost(keys: Iterable[str]) -> Lost:
    """Give those of *keys* whose sources do not answer any more, or say less than is quoted."""
    gone = Q(unreachable_since__isnull=False) | Q(alteration__dismissed=False)
    found = Source.objects.filter(gone, key__in=list(keys)).values_list(
        "key", "unreachable_since", "alteration__dismissed", "alteration__quotes"
    )
    rows = list(found)
    return Lost(
        unreachable=frozenset(key for key, since, _, _ in rows if since is not None),
        altered={key: frozenset(quotes) for key, _, seen, quotes in rows if seen is False},
    )


def note_reachability(source: Source, since: date | None) -> None:
    """Note *since* when the address of a source does not answer; None where it does.

    This is a fact about the world, not about the record: it makes no version.
    """
    source.unreachable_since = since
    source.save(update_fields=["unreachable_since"])


def latest(keys: Iterable[str]) -> dict[str, int]:
    """Give the newest version id of each source among *keys* (or their aliases) that exists."""
    found = ids(keys)
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


def recorded(source: Source, revisions: Iterable[int]) -> dict[int, SourceRecord]:
    """Read *source* as it was at each of *revisions* (their ids)."""
    kept = Version.objects.get_for_object(source).filter(revision__in=list(revisions)).order_by()
    versions = dict(kept.values_list("revision_id", "id"))
    found = records(versions.values())
    return {revision: found[id_] for revision, id_ in versions.items()}


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


def head(source: Source) -> int:
    """Give the id of the newest revision of *source*."""
    return source.edits.order_by("-revision_id").values_list("revision_id", flat=True)[0]


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


def sign_anew(editor: User, name: str) -> int:
    """Let *name* stand for *editor* under every change of a source; give how many those are."""
    return SourceEdit.objects.filter(editor=editor).update(editor_name=name)
