"""Dates as bibliographies and pages write them → EDTF level 1; what says less gives ""."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = re.compile(
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?",
    re.IGNORECASE,
)
_EDTF = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)")
_WORDS = (
    re.compile(r"(?P<day>\d{1,2})\.? (?P<name>[a-z]+)\.?,? (?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?:(?P<name>[a-z]+)\.? )?(?:(?P<day>\d{1,2}), )?(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4}),? (?P<name>[a-z]+)\.?(?: (?P<day>\d{1,2}))?", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4})/(?P<month>\d{1,2})(?:/(?P<day>\d{1,2}))?"),
)
# Of digits that nobody knows, and of an end of a range that is open, EDTF says so.
_UNKNOWN = re.compile(r"-?(?:\d{3}X|\d\dXX|\d{4}-XX(?:-XX)?|\d{4}-(?:0[1-9]|1[0-2])-XX)")
_OPEN = frozenset({"", ".."})
_MONTHS_A_YEAR = 12
_SEASONS = range(21, 25)
_ENDS = 2


def parts(numbers: Sequence[int]) -> str:
    """Write year, month and day, as many as there are, as EDTF; a season is a month 21 to 24."""
    if not numbers or not numbers[0] or abs(numbers[0]) > 9999:  # noqa: PLR2004 -- EDTF's four digits
        return ""
    year = f"{numbers[0]:04}" if numbers[0] > 0 else f"-{-numbers[0]:04}"
    if len(numbers) == 1:
        return year
    month, *day = numbers[1:3]
    if month in _SEASONS and not day:
        return f"{year}-{month}"
    if not 1 <= month <= _MONTHS_A_YEAR:
        return ""
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day[0]:02}" if _is_day(numbers[0], month, day[0]) else ""


def _is_day(year: int, month: int, day: int) -> bool:
    # A year before the first has the days of the one that Gregory's calendar would repeat.
    return 1 <= day <= monthrange(year % 400 + 400, month)[1]


def read(text: str) -> str:
    """Read a date, or two with "/" between: "2024-05-14", "14 May 2024", "May 2024", "2024~"."""
    plain = " ".join(text.split())
    if whole := _one(plain):
        return whole
    ends = plain.split("/")
    made = [_one(end) or (".." if end in _OPEN else "") for end in ends]
    if len(ends) != _ENDS or not all(made) or made == ["..", ".."]:
        return ""
    return "/".join(made)


def day(text: str) -> str:
    """Read the day of a moment, "2024-05-14T08:30:00+02:00", or a date."""
    return read(re.split(r"[T ](?=\d\d:)", text.strip(), maxsplit=1)[0])


def month(text: str) -> int:
    """Read a month from its number or its English name; 0 where it is neither."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit():
        return int(plain[:3])
    return _MONTHS.index(plain[:3].lower()) + 1 if _NAMES.fullmatch(plain) else 0


def _one(text: str) -> str:
    if _UNKNOWN.fullmatch(text):
        return text
    if found := _EDTF.fullmatch(text):
        said = parts([int(found[part]) for part in ("year", "month", "day") if found[part]])
        return said + found["mark"] if said else ""
    for shape in _WORDS:
        if found := shape.fullmatch(text):
            return _worded(found.groupdict())
    return ""


def _worded(said: dict[str, str | None]) -> str:
    named = said.get("month") or said.get("name") or ""
    numbers = [int(said["year"] or 0)]
    if named:
        numbers.append(month(named))
    if said.get("day"):
        numbers += [int(said["day"] or 0)] if named else [0, 0]
    return parts(numbers)
