"""Whether the database answers, has the tables of this release, can be written, and when it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from encyclopedia.doctor import ready
from encyclopedia.doctor.finding import ERROR, WARNING, Finding
from sources.management.wording import counted

APART: Final = 2  # seconds that the clocks may differ
_START: Final = (
    "Start it; then compare DATABASE_URL with where it listens and who may enter. The site goes on"
    " by itself when it answers."
)
_GIVE: Final = (
    "See that DATABASE_URL, or ENCYCLOPEDIA_DATA, names the file; then give it, what stands beside"
    " it (-wal, -shm) and their folder to the account that serves, with chown -R."
)


def look() -> Iterator[Finding]:
    """Look at the database."""
    try:
        applied = {*MigrationRecorder(connection).applied_migrations()}
    except DatabaseError as error:
        yield Finding(
            level=ERROR,
            wrong=f"The database does not answer: {str(error).partition(chr(10))[0]}",
            why="Pages cannot be read and nothing can be saved until it does.",
            mend=_START if connection.vendor == "postgresql" else _GIVE,
        )
        return
    yield from _migrations(applied)
    yield from _writable()
    yield from _clock()


def _migrations(applied: set[tuple[str, str]]) -> Iterator[Finding]:
    missing = sorted(ready.migrations() - applied)
    if missing:
        yield Finding(
            level=ERROR,
            wrong=f"{counted(len(missing), 'migration')} not applied:"
            f" {'.'.join(missing[0])} is the first.",
            why="The code asks for tables and columns that are not there.",
            mend="Run `manage.py migrate`. The backup before it is made with the release before,"
            " which knows the tables as they are.",
        )
    ours = {app for app, _ in ready.migrations()}
    unknown = sorted((app, name) for app, name in applied - ready.migrations() if app in ours)
    if unknown:
        yield Finding(
            level=WARNING,
            wrong=f"The database was migrated by a later release: {'.'.join(unknown[-1])}.",
            why="Within one release back the site works, as the README says; beyond that it may"
            " not.",
            mend="Serve the later release again, or restore the backup from before.",
        )


def _writable() -> Iterator[Finding]:
    if closed := ready.read_only():
        yield Finding(
            level=ERROR,
            wrong=f"The database can only be read: {closed}.",
            why="Readers are served; editors cannot save, and get their words back.",
            mend="SQLite: give the file, its -wal and -shm and their folder to the account that"
            " serves. PostgreSQL: see whether this is a replica, or default_transaction_read_only"
            " is on.",
        )


def _clock() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return  # the clock is this machine's
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = (timezone.now() - cursor.fetchone()[0]).total_seconds()
    if abs(apart) > APART:
        yield Finding(
            level=WARNING,
            wrong=f"The clocks of this machine and of the database are {abs(apart):.0f} s apart.",
            why="Pages are kept until the second ends, and schedules, codes and leases go by the"
            " clock, so machines disagree on them.",
            mend="Let chrony or systemd-timesyncd set the clocks of all machines.",
        )
