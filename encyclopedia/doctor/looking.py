"""Every check of the doctor, in the order that its findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from encyclopedia.doctor import (
    accounts,
    archive,
    backups,
    cache,
    cdn,
    database,
    deployment,
    folder,
    indexes,
    letters,
    replicas,
    rights,
    timers,
    versions,
)
from encyclopedia.doctor.finding import ERROR, Finding
from sources.management.progress import Progress

Look = Callable[[], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: its name, what it does, and whether it asks the tables of this release."""

    name: str
    look: Look
    asks_tables: bool = True


CHECKS: Final = (
    Check(name="versions", look=versions.look, asks_tables=False),
    Check(name="settings", look=deployment.look, asks_tables=False),
    Check(name="data folder", look=folder.look, asks_tables=False),
    Check(name="database", look=database.look, asks_tables=False),
    Check(name="replicas", look=replicas.look),
    Check(name="cache", look=cache.look, asks_tables=False),
    Check(name="CDN", look=cdn.look),
    Check(name="letters", look=letters.look),
    Check(name="timers", look=timers.look),
    Check(name="backups", look=backups.look),
    Check(name="pages and indexes", look=indexes.look),
    Check(name="archived originals", look=archive.look),
    Check(name="accounts", look=accounts.look),
    Check(name="rights of use", look=rights.look, asks_tables=False),
)


def look(progress: Progress) -> tuple[Finding, ...]:
    """Let every check look; what asks tables is left out where the database is not in order."""
    found: list[Finding] = []
    for check in progress(CHECKS, "check"):
        broken = any(each.check == "database" and each.level == ERROR for each in found)
        if not (check.asks_tables and broken):
            found += _looked(check)
    return tuple(found)


def _looked(check: Check) -> Iterator[Finding]:
    try:
        yield from [replace(each, check=check.name) for each in check.look()]
    except Exception as error:  # noqa: BLE001 -- one check that fails keeps no other from telling
        yield Finding(
            check=check.name,
            level=ERROR,
            wrong=f"Looking at this failed: {type(error).__name__}: {error}",
            why="Whatever else is wrong here stays untold.",
            mend="Mend what the other findings name first; then run this again.",
        )
