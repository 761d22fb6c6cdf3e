"""A series and the number that a work has in it, written as one: "Studies of the coast, no. 7"."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"\d[\w./–-]*")
_PARTED: Final = re.compile(
    r"(?P<series>.*\S),? (?:[Nn]o\.|[Nn]r\.|[Nn]umber|[Vv]ol\.|[Vv]olume|[Bb]d\.|[Bb]and|#)"
    r" ?(?P<number>\d[\w./–-]*)"
)


def joined(series: str, number: str) -> str:
    """Write *series* and *number* as one; what is no number stands in no series."""
    return f"{series}, no. {number}" if series and _NUMBER.fullmatch(number) else series


def parted(written: str) -> tuple[str, str]:
    """Part what is *written* into the series and the number in it."""
    found = _PARTED.fullmatch(written)
    return (found["series"].rstrip(" ,;"), found["number"]) if found else (written, "")
