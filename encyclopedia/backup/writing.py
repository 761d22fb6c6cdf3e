"""A backup is written: what one moment saw, while others go on saving."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from django.apps import apps
from django.core.files.storage import Storage, storages
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from encyclopedia import pictures
from encyclopedia.backup import form
from encyclopedia.backup.form import BackupError, Manifest, StoredFile, Table
from encyclopedia.models import Article, Picture
from sources.management.progress import Progress
from sources.models import Alteration, Snapshot

AT_ONCE = 500  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A backup that was written: its SHA-256, its size in bytes, and what is in it.

    `database` says which one was kept, never as whom; `missing` are files that rows name and that
    are not there to be kept.
    """

    database: str
    sha256: str
    size: int
    articles: int
    rows: int
    files: int
    missing: int


def write(path: Path, *, progress: Progress) -> Written:
    """Write all rows and files to *path*, which must not be there yet; readable by its owner only.

    The rows are those of one moment. Raises BackupError, and leaves no half file behind.
    """
    if path.exists():
        raise BackupError(f"“{path}” is there already; a backup overwrites nothing.")
    part = path.with_name(f"{path.name}.part")
    try:
        # Unlike open(), this makes a file that nobody else could read even for an instant.
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError as error:
        raise BackupError(
            f"“{part}” is there: another backup is being written, or one was cut short. If none"
            " is running, delete that file."
        ) from error
    except OSError as error:
        raise BackupError(f"“{path}” cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "w+b") as file:
            manifest, missing = _fill(file, progress)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest, size = form.sha256(file)
        part.rename(path)
    except OSError as error:
        raise BackupError(_sentence(error, path, part)) from error
    finally:
        part.unlink(missing_ok=True)
    counts = {table.model: table.rows for table in manifest.tables}
    return Written(
        database=_database(),
        sha256=digest,
        size=size,
        articles=counts[Article._meta.label_lower],
        rows=sum(counts.values()),
        files=len(manifest.files),
        missing=missing,
    )


def _database() -> str:
    told = connection.settings_dict
    host = f" at {told['HOST']}" if told["HOST"] else ""
    return f"{connection.display_name} {told['NAME']}{host}"


def _sentence(error: OSError, path: Path, part: Path) -> str:
    """Name the file that failed: the backup, or one of those that it was to hold."""
    if error.filename in (None, str(path), str(part)):
        return f"“{path}” cannot be written: {error.strerror}."
    return f"“{error.filename}” cannot be read, so no backup was written: {error.strerror}."


def _fill(file: IO[bytes], progress: Progress) -> tuple[Manifest, int]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        with one_moment():
            made_at = timezone.now().isoformat()
            migrations = _migrations()
            tables = tuple(_rows(packed, model) for model in progress(kept_models(), "table"))
            named = _named()
        # A file is written before its row, never changes and never leaves: those that the rows
        # name are there. What else is there may be half of what is being sent at this moment.
        kept = sorted(named & set(_stored()))
        files = tuple(_file(packed, *each) for each in progress(kept, "file"))
        manifest = Manifest(made_at=made_at, migrations=migrations, tables=tables, files=files)
        packed.writestr(form.MANIFEST, manifest.write())
    return manifest, len(named) - len(kept)


def kept_models() -> list[type[models.Model]]:
    """Give the models whose rows a backup holds, tables between two of them included."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.label_lower not in form.LEFT_OUT]


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all that is read be of one moment, without keeping anybody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Django begins IMMEDIATE here, which would make every editor wait.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _migrations() -> dict[str, str]:
    """Give the last migration of each app; names begin with their number."""
    return dict(sorted(MigrationRecorder(connection).applied_migrations()))


def _rows(packed: zipfile.ZipFile, model: type[models.Model]) -> Table:
    columns = tuple(field.attname for field in model._meta.concrete_fields)
    name = model._meta.label_lower
    rows = model._default_manager.order_by("pk").values_list(*columns)
    digest, count = hashlib.sha256(), 0
    with packed.open(f"rows/{name}.jsonl", "w", force_zip64=True) as member:
        for values in rows.iterator(chunk_size=AT_ONCE):
            line = form.line(values)
            digest.update(line)
            member.write(line)
            count += 1
    return Table(model=name, columns=columns, rows=count, sha256=digest.hexdigest())


def _named() -> set[tuple[str, str]]:
    """Give the files that rows name: each its storage, and its name there."""
    held = (Snapshot, Alteration)
    originals = chain.from_iterable(m.objects.values_list("sha256", flat=True) for m in held)
    shown = Picture.objects.values_list("file", flat=True)
    return {
        *(("archive", sha256) for sha256 in originals),
        *(("default", pictures.path(file)) for file in shown),
    }


def _stored() -> Iterator[tuple[str, str]]:
    for name in form.STORAGES:
        yield from ((name, file) for file in _walk(storages[name], ""))


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{file}" for file in sorted(files))
    for each in sorted(folders):
        yield from _walk(storage, f"{folder}{each}/")


def _file(packed: zipfile.ZipFile, storage: str, name: str) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    with (
        storages[storage].open(name) as file,
        packed.open(f"files/{storage}/{name}", "w", force_zip64=True) as member,
    ):
        for data in file.chunks():
            digest.update(data)
            member.write(data)
            size += len(data)
    return StoredFile(storage=storage, name=name, size=size, sha256=digest.hexdigest())
