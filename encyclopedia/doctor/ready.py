"""Whether this process can serve readers now: what is asked every few seconds, so it is light."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache as kept
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from encyclopedia.running import caching

LEAST_ROOM: Final = 256 << 20  # bytes of the disk that must be free


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether readers are served, and what is amiss, in sentences for the log."""

    serves: bool
    sentences: tuple[str, ...]


def look() -> Readiness:
    """Look at what serving needs."""
    lacking = database()
    degraded = (*(() if lacking else writing()), *cache_(), *folder())
    return Readiness(serves=not lacking, sentences=(*lacking, *degraded))


def database() -> tuple[str, ...]:
    """Tell what is wrong with the database: it does not answer, or lacks migrations."""
    try:
        applied = {*MigrationRecorder(connection).applied_migrations()}
    except DatabaseError as error:
        return (_silent(error),)
    missing = migrations() - applied
    return (f"Migrations are not applied: {len(missing)}.",) if missing else ()


def writing() -> tuple[str, ...]:
    """Tell what keeps the database from being written to."""
    try:
        closed = read_only()
    except DatabaseError as error:
        return (_silent(error),)
    return (f"The database can only be read: {closed}.",) if closed else ()


def _silent(error: DatabaseError) -> str:
    return f"The database does not answer ({type(error).__name__})."


def read_only() -> str:
    """Say by what the database can only be read, without writing to it; empty where by nothing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")  # on in a replica too
            return "transaction_read_only is on" if cursor.fetchone()[0] == "on" else ""
    path = Path(str(connection.settings_dict["NAME"])).resolve()
    files = (path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm"))
    closed = (each for each in files if each.exists() and not os.access(each, os.W_OK))
    return next((f"{each} is not ours to write" for each in closed), "")


@cache
def migrations() -> frozenset[tuple[str, str]]:
    """Give the migrations of this release, by app and name."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations)


def cache_() -> tuple[str, ...]:
    """Tell whether the cache takes and gives."""
    key = f"ready-{uuid4().hex}"
    kept.set(key, 1, 10)
    there = kept.get(key) == 1
    kept.delete(key)
    if there and not caching.is_away():
        return ()
    return ("The cache does not answer; each process keeps its own meanwhile.",)


def folder() -> tuple[str, ...]:
    """Tell what is wrong with the data folder."""
    found = []
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        found.append("The data folder cannot be written to.")
    try:
        if shutil.disk_usage(settings.DATA_DIR).free < LEAST_ROOM:
            found.append(
                f"Less than {LEAST_ROOM >> 20} MB are free on the disk of the data folder."
            )
    except OSError:
        found.append("The data folder cannot be read.")
    return tuple(found)
