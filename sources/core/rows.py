"""The record of a source as the columns of its row, as they are and as they once were."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from sources.core.record import ADDED, PEOPLE, Access, Name, Reliability, SourceRecord, Standing

SCHEMA = 3

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _described(columns: dict[str, Any]) -> dict[str, Any]:
    """Give columns of schema 1 those that say where a work stands in what it is part of."""
    return _empty(2) | columns


def _placed(columns: dict[str, Any]) -> dict[str, Any]:
    """Give columns of schema 2 those that say standing, translators, series and ISSN."""
    return _empty(3) | columns


def _empty(schema: int) -> dict[str, Any]:
    return {name: [] if name in PEOPLE else "" for name in ADDED[schema]}


# STEPS[n] turns the columns of schema n into those of schema n + 1.
STEPS: Mapping[int, Step] = {1: _described, 2: _placed}

_COLUMNS = tuple(f.name for f in fields(SourceRecord) if f.name != "captured_at")


def upgrade(columns: Mapping[str, Any], schema: int, steps: Mapping[int, Step]) -> dict[str, Any]:
    """Bring stored *columns* of *schema* to today's, one step a schema."""
    today = dict(columns)
    while schema in steps:
        today = steps[schema](today)
        schema += 1
    return today


def read(
    columns: Mapping[str, Any], *, schema: int = SCHEMA, captured_at: str = ""
) -> SourceRecord:
    """Read a record from the *columns* of a row written under *schema*."""
    today = upgrade(columns, schema, STEPS)
    known: dict[str, Any] = {name: today[name] for name in _COLUMNS if name in today}
    return SourceRecord(
        **known
        | {
            **{role: tuple(Name(**name) for name in known.get(role, ())) for role in PEOPLE},
            "aliases": tuple(known.get("aliases", ())),
            "standing": Standing(known.get("standing", "")),
            "reliability": Reliability(known.get("reliability", "")),
            "access": Access(known.get("access", Access.EXCERPT)),
            "snapshot": known.get("snapshot") or "",
            "captured_at": captured_at,
        }
    )


def write(record: SourceRecord) -> dict[str, Any]:
    """Give the columns of *record*, its snapshot as a SHA-256 or None."""
    columns: dict[str, Any] = {name: getattr(record, name) for name in _COLUMNS}
    return columns | {
        **{role: [_filled(name) for name in getattr(record, role)] for role in PEOPLE},
        "aliases": list(record.aliases),
        "standing": record.standing.value,
        "reliability": record.reliability.value,
        "access": record.access.value,
        "snapshot": record.snapshot or None,
    }


def _filled(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "given": name.given, "literal": name.literal}
    return {part: text for part, text in parts.items() if text}
