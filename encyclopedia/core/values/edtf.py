"""Extended Date/Time Format, level 1: https://www.loc.gov/standards/datetime/."""

import re
from dataclasses import dataclass
from typing import TypeAlias

Day: TypeAlias = tuple[int, int, int]

EARLIEST: Day = (-(10**9), 1, 1)
LATEST: Day = (10**9, 12, 31)

_SEASONS = range(21, 25)
_MONTHS = range(1, 13)
_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
_FEBRUARY = 2
_UNKNOWN = "XX"
_POINT = re.compile(
    r"(?P<year>-?\d{4}|Y-?[1-9]\d{4,8}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<mark>[?~%]?)",
    re.ASCII,
)
_ISO = re.compile(r"Y?(\d{4,})((?:-\d\d){0,2})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date or an interval, with the earliest and the latest day that it may mean.

    Days are (year, month, day) in the proleptic Gregorian calendar; year 0 is 1 BCE. Sort by
    `first`; an open start is EARLIEST and an open end is LATEST.
    """

    edtf: str
    first: Day
    last: Day
    approximate: bool = False
    uncertain: bool = False

    @property
    def is_range(self) -> bool:
        """Whether this has a start and an end, one of which may be open."""
        return "/" in self.edtf

    @property
    def start_iso(self) -> str:
        """The start as HTML's <time datetime> takes it; empty where that cannot say it."""
        return _iso(self.edtf.partition("/")[0])

    @property
    def end_iso(self) -> str:
        """The end as HTML's <time datetime> takes it; the start again for a single date."""
        return _iso(self.edtf.rpartition("/")[2])


def read(text: str) -> Date | None:
    """Read *text* as EDTF level 1, or give None where it is not, or ends before it starts."""
    start, slash, end = text.partition("/")
    if not slash:
        return _point(text)
    first = _limit(start, text, EARLIEST)
    last = _limit(end, text, LATEST)
    if first is None or last is None or first.first > last.last:
        return None
    if (first.first, last.last) == (EARLIEST, LATEST):
        return None
    return Date(
        edtf=text,
        first=first.first,
        last=last.last,
        approximate=first.approximate or last.approximate,
        uncertain=first.uncertain or last.uncertain,
    )


def overlap(one: Date, other: Date) -> bool:
    """Tell whether two intervals surely share days besides those where one may follow the other.

    What is approximate or uncertain is sure of nothing; 2000/2004 and 2004/2008 may meet.
    """
    both = (one, other)
    if any(date.approximate or date.uncertain or not date.is_range for date in both):
        return False
    starts, ends = zip(*(date.edtf.split("/") for date in both), strict=True)
    latest = max(bound.last for part in starts if (bound := _limit(part, part, EARLIEST)))
    earliest = min(bound.first for part in ends if (bound := _limit(part, part, LATEST)))
    return latest < earliest


def day_count(year: int, month: int) -> int:
    """Count the days of a month, 1 to 12, of the proleptic Gregorian calendar."""
    if month == _FEBRUARY:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 31 if month in _LONG_MONTHS else 30


def _limit(part: str, text: str, open_end: Day) -> Date | None:
    if part in ("", ".."):
        return Date(edtf=text, first=open_end, last=open_end)
    return _point(part)


def _point(text: str) -> Date | None:
    found = _POINT.fullmatch(text)
    bounds = _bounds(found["year"], found["month"], found["day"]) if found else None
    if found is None or bounds is None:
        return None
    return Date(
        edtf=text,
        first=bounds[0],
        last=bounds[1],
        approximate=found["mark"] in ("~", "%"),
        uncertain=found["mark"] in ("?", "%"),
    )


def _bounds(year: str, month: str | None, day: str | None) -> tuple[Day, Day] | None:
    if year == "-0000" or (month and not year.lstrip("-").isdecimal()):
        return None
    low = int(year.lstrip("Y").replace("X", "0"))
    high = int(year.lstrip("Y").replace("X", "9"))
    if month is None or (month == _UNKNOWN and day in (None, _UNKNOWN)):
        return (low, 1, 1), (high, 12, 31)
    return None if month == _UNKNOWN else _days(low, int(month), day)


def _days(year: int, month: int, day: str | None) -> tuple[Day, Day] | None:
    if month in _SEASONS and day is None:
        return (year, 1, 1), (year, 12, 31)
    if month not in _MONTHS:
        return None
    count = day_count(year, month)
    if day is None or day == _UNKNOWN:
        return (year, month, 1), (year, month, count)
    number = int(day)
    return ((year, month, number), (year, month, number)) if 1 <= number <= count else None


def _iso(part: str) -> str:
    found = _ISO.fullmatch(part.rstrip("?~%").replace("-XX", ""))
    if found is None or int(found[1]) == 0:
        return ""
    is_season = found[2][1:3].isdecimal() and int(found[2][1:3]) in _SEASONS
    return found[1] if is_season else found[1] + found[2]
