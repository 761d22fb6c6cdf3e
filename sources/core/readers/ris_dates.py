"""Dates as RIS files have them → EDTF level 1: in fields with strokes, as numbers, in words."""

from __future__ import annotations

import re
from typing import Final

from sources.core import dates
from sources.core.readers.ris_fields import Fields

_PARTED: Final = re.compile(r"(?P<numbers>[^/]*/[^/]*/[^/]*)/(?P<words>.*)")
_EDTF: Final = re.compile(r"\d{3}")
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_CALLED: Final = re.compile(r"[A-Za-z ]{2,40}: *")
_COMPACT: Final = re.compile(r"((?:1[5-9]|20)\d\d)(\d\d)(\d\d)?")
_MONTHS: Final = re.compile(
    r"(?P<one>[a-z]{3,9})\.? ?[-–/] ?(?P<other>[a-z]{3,9})\.?,? (?P<year>\d{4})", re.IGNORECASE
)
_DAYS: Final = re.compile(
    r"(?P<one>\d{1,2}) ?[-–] ?(?P<other>\d{1,2}) (?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})",
    re.IGNORECASE,
)
_SEASON: Final = re.compile(r"(?P<season>[a-z]{4,6}),? (?P<year>\d{4})", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<![\w/])(?:1[5-9]|20)\d\d(?![\w/])")
_FULL: Final = "Full publication date:"


def issued(fields: Fields) -> tuple[str, str]:
    """Give the fullest of the dates that it came out on, and the first as it is written."""
    said = [each for tag in ("DA", "PY", "Y1") if (each := fields.first(tag))]
    said += [each for each in fields.all("C1") if each.startswith(_FULL)]
    year = next((found[0] for each in said if (found := _YEAR.search(each))), "")
    # Some programs have a year in one field and "MAR 12" in another.
    more = [_with(year, each) for each in said if year and not re.search(r"\d{4}", each)]
    return max(map(read, (*said, *more)), key=len, default=""), next(iter(said), "")


def _with(year: str, written: str) -> str:
    return f"{written}, {year}" if written[-1:].isdigit() else f"{written} {year}"


def read(written: str) -> str:
    """Read "2031/05/14/", "2031///Spring", "20310514", "Mar-Apr 2031", "4-8 Aug. 2031"."""
    numbers, words = written, ""
    if found := _PARTED.fullmatch(written):
        numbers, words = found["numbers"], found["words"].strip()
    if _EDTF.search(words) and (whole := dates.read(words)):
        return whole
    said = _numbered(numbers) or _worded(_CALLED.sub("", numbers, count=1))
    season = _SEASONS.get(words.casefold()) if len(said) == len("2031") else None
    return f"{said}-{season}" if season else said


def _numbered(written: str) -> str:
    """Read year, month and day with strokes between; what is no number after them says nothing."""
    year, *rest = (part.strip() for part in written.split("/"))
    if not (len(year) == len("2031") and year.isascii() and year.isdigit()):
        return ""
    if not rest or not (month := _month(rest[0])):
        return dates.parts([int(year)])
    day = rest[1] if len(rest) > 1 else ""
    numbers = (
        [int(year), month, int(day)] if day.isascii() and day.isdigit() else [int(year), month]
    )
    return dates.parts(numbers if numbers[-1] else numbers[:2])


def _month(written: str) -> int:
    return _SEASONS.get(written.casefold(), 0) or dates.month(written)


def _worded(written: str) -> str:
    """Read a date in words, or its year alone where the words say more than a date."""
    if whole := dates.day(written):
        return whole
    if found := _COMPACT.fullmatch(written):
        return dates.parts([int(part) for part in found.groups() if part])
    if found := _MONTHS.fullmatch(written):
        return _between(f"{found['one']} {found['year']}", f"{found['other']} {found['year']}")
    if found := _DAYS.fullmatch(written):
        month = f"{found['month']} {found['year']}"
        return _between(f"{found['one']} {month}", f"{found['other']} {month}")
    if (found := _SEASON.fullmatch(written)) and found["season"].casefold() in _SEASONS:
        return dates.parts([int(found["year"]), _SEASONS[found["season"].casefold()]])
    years = set(_YEAR.findall(written))
    return years.pop() if len(years) == 1 else ""


def _between(one: str, other: str) -> str:
    ends = [dates.read(one), dates.read(other)]
    return "/".join(ends) if all(ends) else ends[0][:4] or ends[1][:4]
