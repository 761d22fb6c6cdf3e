"""EDTF level 1 → what writers and styles can say of a date: year, month, day, or less."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POINT = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)")
_OPEN = frozenset({"", ".."})
_ENDS = 2
FIRST_SEASON = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, a month, a season (a month from 21 to 24) or a year; 0 is what is not said.

    `mark` is EDTF's: "~" for about then, "?" where it is doubted, "%" for both.
    """

    year: int
    month: int = 0
    day: int = 0
    mark: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Year, month and day, as many as there are."""
        return tuple(number for number in (self.year, self.month, self.day) if number)

    @property
    def is_season(self) -> bool:
        """Whether its month is one of EDTF's seasons."""
        return self.month >= FIRST_SEASON


def read(edtf: str) -> tuple[Moment | None, ...]:
    """Give the moment, or both ends of a range, None for an end that is open.

    Nothing is given for what has no year ("199X", "" and what is not EDTF).
    """
    ends = edtf.split("/")
    if len(ends) > _ENDS:
        return ()
    read_ = tuple(None if end in _OPEN else _point(end) for end in ends)
    wrong = any(made is None and end not in _OPEN for made, end in zip(read_, ends, strict=True))
    return read_ if not wrong and any(read_) else ()


def _point(text: str) -> Moment | None:
    found = _POINT.fullmatch(text)
    if found is None or not int(found["year"]):
        return None
    return Moment(
        year=int(found["year"]),
        month=int(found["month"] or 0),
        day=int(found["day"] or 0),
        mark=found["mark"],
    )
