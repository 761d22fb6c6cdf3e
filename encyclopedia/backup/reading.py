"""A backup is read again: checked to the last byte first, then loaded whole or not at all."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from encyclopedia import publishing, store
from encyclopedia.backup import form
from encyclopedia.backup.form import BackupError, Manifest, StoredFile, Table
from encyclopedia.backup.writing import AT_ONCE
from encyclopedia.models import Article, AuditEntry, Edit
from sources import filing
from sources.management.progress import Progress
from sources.models import Source

if TYPE_CHECKING:
    from django.apps.registry import Apps

# It only grows, which PostgreSQL holds whoever deletes from it. An empty site may have entries, of
# people who could not sign in and of commands that were refused.
_LOG: Final = AuditEntry._meta.label_lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was restored; `differing` are revisions whose words are not those of their hash."""

    rows: int
    files: int
    articles: int
    revisions: int
    differing: tuple[int, ...]


def read(path: Path, *, progress: Progress) -> Restored:
    """Restore the backup at *path* into an empty database and its storages.

    Every byte is checked before anything is written. A backup of an earlier release is loaded
    into the tables of its day, which are then migrated. Raises BackupError with one sentence.
    """
    with _opened(path) as packed:
        manifest = _checked(packed, progress)
        _migrate_to(manifest)
        _restore_files(packed, manifest, progress)
        _load(packed, manifest, progress)
    call_command("migrate", verbosity=0, interactive=False)
    ContentType.objects.clear_cache()
    for _ in progress(publishing.reindex(), "page indexed"):
        pass
    edits = Edit.objects.select_related("revision", "article").order_by("pk")
    return Restored(
        rows=sum(table.rows for table in manifest.tables),
        files=len(manifest.files),
        articles=Article.objects.count(),
        revisions=edits.count(),
        differing=tuple(
            edit.pk
            for edit in progress(edits.iterator(chunk_size=AT_ONCE), "revision compared")
            if not store.is_as_hashed(edit, store.at(edit))
        ),
    )


def check(path: Path, *, progress: Progress) -> Manifest:
    """Check every byte of the backup at *path*; raises BackupError where one is not as written."""
    with _opened(path) as packed:
        return _checked(packed, progress)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise BackupError(f"“{path}” is no backup, or is cut short ({error}).") from error
    except OSError as error:
        raise BackupError(f"“{path}” cannot be read: {error.strerror or error}.") from error


def _checked(packed: zipfile.ZipFile, progress: Progress) -> Manifest:
    manifest = _manifest(packed)
    _verify(packed, manifest, progress)
    return manifest


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    try:
        told = packed.getinfo(form.MANIFEST)
    except KeyError as error:
        raise BackupError("This is not a backup of an encyclopedia.") from error
    if told.file_size > form.LARGEST_MANIFEST:
        raise BackupError("The manifest of this backup is too large to be one.")
    manifest = form.manifest(packed.read(told))
    unknown = {table.model for table in manifest.tables} & form.LEFT_OUT
    if unknown:
        raise BackupError(f"The manifest of this backup names a table “{min(unknown)}”.")
    return manifest


def _verify(packed: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    """Compare every byte with the hashes of the manifest."""
    parts: list[Table | StoredFile] = [*manifest.tables, *manifest.files]
    for part in progress(parts, "part checked"):
        try:
            with packed.open(part.member) as member:
                digest, size = form.sha256(member)
        except KeyError as error:
            raise BackupError(f"“{part.member}” is missing in this backup.") from error
        except (zipfile.BadZipFile, zlib.error) as error:
            raise BackupError(f"“{part.member}” in this backup is damaged.") from error
        if digest != part.sha256 or (isinstance(part, StoredFile) and size != part.size):
            raise BackupError(f"“{part.member}” in this backup is damaged: its hash differs.")


def _migrate_to(manifest: Manifest) -> None:
    """Give the empty database the tables that the rows of the backup fit."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for app, name in manifest.migrations.items():
        if (app, name) not in known:
            raise BackupError(
                f"This backup was written by a later release (its tables are at {app} {name})."
                " Restore it with that release or a later one."
            )
    if MigrationRecorder(connection).has_table() and _is_in_use():
        raise BackupError(
            "This database has articles, sources or accounts. A backup is restored into an empty"
            " one: name another with DATABASE_URL, or another folder with ENCYCLOPEDIA_DATA."
        )
    try:
        for app, name in manifest.migrations.items():
            call_command("migrate", app, name, verbosity=0, interactive=False)
    except IrreversibleError as error:
        raise BackupError(
            "This database was made by a later release than the backup. Restore it into one that"
            " has no tables yet."
        ) from error


def _is_in_use() -> bool:
    tables = set(connection.introspection.table_names())
    asked = (User, Article, Source)
    return any(m._meta.db_table in tables and m._base_manager.exists() for m in asked)


def _restore_files(packed: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    """Put the files back; they are named by their content, so those already there are the same."""
    for each in progress(manifest.files, "file"):
        with packed.open(each.member) as member:
            file = File(member, name=each.name)
            filing.put(storages[each.storage], each.name, file, each.size)


def _load(packed: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    state = MigrationLoader(connection).project_state(list(manifest.migrations.items()))
    historic = state.apps
    try:
        with transaction.atomic():
            _empty(manifest, historic)
            for table in progress(manifest.tables, "table"):
                _insert(packed, table, _model(historic, table))
            connection.check_constraints()
            _go_on_counting(manifest, historic)
    except (DatabaseError, ValidationError, ValueError, TypeError) as error:
        raise BackupError(f"The rows of this backup do not fit together: {error}") from error


def _model(historic: Apps, table: Table) -> type[models.Model]:
    app, _, name = table.model.partition(".")
    try:
        found: type[models.Model] = historic.get_model(app, name)
    except LookupError as error:
        raise BackupError(f"The manifest of this backup names a table “{table.model}”.") from error
    if {field.attname for field in found._meta.concrete_fields} != {*table.columns}:
        raise BackupError(f"The columns of “{table.model}” are not those that its release had.")
    return found


def _empty(manifest: Manifest, historic: Apps) -> None:
    """Take away what migrations put in, for the backup brings it too, under its own numbers."""
    for table in reversed(manifest.tables):
        model = _model(historic, table)
        if not model._base_manager.exists():
            continue
        if connection.vendor == "postgresql" and table.model == _LOG:
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {connection.ops.quote_name(model._meta.db_table)}")
        else:
            model._base_manager.all()._raw_delete(connection.alias)


def _insert(packed: zipfile.ZipFile, table: Table, model: type[models.Model]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [fields[name] for name in table.columns]
    # What is set at saving, such as auto_now, is not set here: bulk_create asks pre_save for it.
    for field in columns:
        field.auto_now = field.auto_now_add = False  # type: ignore[attr-defined]
    with packed.open(table.member) as member:
        rows = (
            model(
                **{
                    field.attname: field.to_python(value)
                    for field, value in zip(columns, json.loads(line), strict=True)
                }
            )
            for line in member
        )
        for some in _batches(rows):
            model._base_manager.bulk_create(some)


def _batches(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _go_on_counting(manifest: Manifest, historic: Apps) -> None:
    """Let the next row of each table get a number that no row has."""
    loaded = [_model(historic, table) for table in manifest.tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(statement)
