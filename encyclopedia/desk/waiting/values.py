"""A panel of the front page, as values that cannot query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

SHOWN = 6
FEW = slice(SHOWN + 1)
"""What a panel asks for: what it shows, and one more, which tells that there are others."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that waits: its name, where to take it up, and what there is to say of it."""

    words: str
    url: str
    note: str = ""
    when: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Things that wait for one reason. Where there are none, `empty` says what that means.

    `more` leads to all of them, of which the panel shows the first few.
    """

    name: str
    heading: str
    empty: str
    items: tuple[Item, ...] = ()
    total: int = 0
    more: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether there are more than the panel shows."""
        return self.total > len(self.items)


def panel(
    name: str,
    heading: str,
    *,
    empty: str,
    rows: Sequence[Row],
    item: Callable[[Row], Item],
    more: str = "",
) -> Panel:
    """Make a panel of the first few of *rows*, each told as an *item*."""
    items = tuple(map(item, rows[:SHOWN]))
    return Panel(name=name, heading=heading, empty=empty, items=items, total=len(rows), more=more)
