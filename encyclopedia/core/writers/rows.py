"""Document → rows of the tables, each part at a position that moves as few rows as can be."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any
from uuid import UUID

from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from encyclopedia.core.rows import Row

GAP = 1024
_HEAD = (
    "title",
    "kind",
    "short_description",
    "language",
    "hatnote",
    "series",
    "disambiguation",
    "lead",
)

Part = InfoboxField | Section | KeyEvent | SeeAlso | Illustration


def write(document: Document, positions: Mapping[UUID, int] | None = None) -> tuple[Row, ...]:
    """Give the rows of *document*, the article's first.

    *positions* are those that parts have now: who keeps its place among the others keeps its
    number, so that a row moved or added is the only one to change.
    """
    head: dict[str, Any] = {name: getattr(document, name) for name in _HEAD}
    head |= {"kind": document.kind or None, "categories": list(document.categories)}
    known = positions or {}
    return (
        Row(model="article", id=document.id, columns=head),
        *_rows("infoboxfield", document.infobox, known),
        *_rows("section", document.sections, known),
        *_rows("keyevent", document.events, known),
        *_rows("seealso", document.see_also, known),
        *_rows("illustration", document.illustrations, known),
    )


def _rows(model: str, parts: Sequence[Part], positions: Mapping[UUID, int]) -> Iterable[Row]:
    places = place([positions.get(part.id) for part in parts])
    for part, position in zip(parts, places, strict=True):
        columns = {f.name: _plain(getattr(part, f.name)) for f in fields(part) if f.name != "id"}
        yield Row(model=model, id=part.id, columns={**columns, "position": position})


def _plain(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


def place(old: Sequence[int | None]) -> list[int]:
    """Give rising positions that keep as many of the *old* ones as can stay in order.

    Where no whole number is left between two neighbours, all are numbered afresh.
    """
    kept = _longest_rising(old)
    new: list[int] = []
    at = 0
    while at < len(old):
        if at in kept:
            new.append(kept[at])
            at += 1
            continue
        until = next((i for i in range(at, len(old)) if i in kept), len(old))
        before = new[-1] if new else None
        after = kept.get(until)
        between = _between(before, after, until - at)
        if between is None:
            return [GAP * (i + 1) for i in range(len(old))]
        new += between
        at = until
    return new


def _between(before: int | None, after: int | None, count: int) -> list[int] | None:
    """Give *count* positions after *before* and before *after*, or None where they do not fit."""
    if after is None:
        start = 0 if before is None else before
        return [start + GAP * (i + 1) for i in range(count)]
    if before is None:
        return [after - GAP * (count - i) for i in range(count)]
    step = (after - before) // (count + 1)
    return [before + step * (i + 1) for i in range(count)] if step else None


def _longest_rising(old: Sequence[int | None]) -> dict[int, int]:
    """Choose the longest strictly rising run of known positions: index → position."""
    tails: list[int] = []  # the lowest position that a run of each length can end with
    ends: list[int] = []  # its index
    before: dict[int, tuple[int, int | None]] = {}  # each one's position, and who precedes it
    for index, position in enumerate(old):
        if position is None:
            continue
        length = bisect_left(tails, position)
        tails[length : length + 1] = [position]
        ends[length : length + 1] = [index]
        before[index] = (position, ends[length - 1] if length else None)
    kept: dict[int, int] = {}
    at = ends[-1] if ends else None
    while at is not None:
        kept[at], at = before[at]
    return kept
