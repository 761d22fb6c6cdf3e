"""Whether Python, Django and the database are ones that this release is tried with."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Iterator
from typing import Final

import django
from django.db import DatabaseError, connection

from encyclopedia.doctor.finding import ERROR, WARNING, Finding

PYTHON: Final = (3, 11)
DJANGO: Final = ((5, 2, 8), (6, 2))  # from, and below
SQLITE: Final = (3, 35)
POSTGRES: Final = 14


def look() -> Iterator[Finding]:
    """Look at the versions of what the site stands on."""
    if sys.version_info < PYTHON:
        yield _old(f"Python is {platform.python_version()}", "Install Python 3.11 or newer.")
    first, after = DJANGO
    if not first <= django.VERSION[:3] < after:
        yield Finding(
            level=WARNING,
            wrong=f"Django is {django.get_version()}, which this release was not tried with.",
            why="Templates, forms and migrations may behave otherwise.",
            mend="Install what pyproject.toml names: pip install -e . in the checkout.",
        )
    yield from _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> Iterator[Finding]:
    if sqlite3.sqlite_version_info < SQLITE:
        yield _old(f"SQLite is {sqlite3.sqlite_version}", "Use a Python that brings SQLite 3.35.")
    with sqlite3.connect(":memory:") as memory:
        options = {row[0] for row in memory.execute("PRAGMA compile_options")}
    memory.close()
    if "ENABLE_FTS5" not in options:
        yield Finding(
            level=ERROR,
            wrong="This SQLite has no full-text search (FTS5).",
            why="Nothing can be published, since publishing writes the index of the search.",
            mend="Use a Python whose SQLite has FTS5, as those of all distributions do, or"
            " PostgreSQL.",
        )


def _postgres() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            number = int(cursor.fetchone()[0])
    except DatabaseError:
        return  # another check says so
    if number // 10_000 < POSTGRES:
        yield _old(f"PostgreSQL is {number // 10_000}", "Upgrade it to version 14 or later.")


def _old(what: str, mend: str) -> Finding:
    why = "This release relies on what came later; pages may fail."
    return Finding(level=ERROR, wrong=f"{what}, which is too old.", why=why, mend=mend)
