"""Dates as editors write them, read into EDTF; what is not plain is not guessed."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date as calendar_day
from datetime import timedelta
from enum import Enum
from functools import lru_cache

from encyclopedia.core.values import edtf, words
from encyclopedia.core.values.edtf import Date
from encyclopedia.core.values.inline import plain

_LONGEST = 200
_INCOMPLETE = "incomplete"
_SHORT_YEAR = 100
_ORDINAL = r"(?:st|nd|rd|th|er|ère|e|\.)?"
_HYPHENS = re.compile(r"[\u2010\u2011]")
_DASHES = re.compile(r"\s*(?:[\u2012-\u2015\u2212]|--+)\s*|\s+-\s*|-\s+")
_YEAR_AND_TWO_DIGITS = re.compile(r"\d\d(\d\d)-(2[1-4])", re.ASCII)


class Fault(Enum):
    """Why what is written as a date can be none."""

    TURNED = "ends before it begins"
    NO_DAY = "names a day or a month that the calendar does not have"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """One end of a date, as far as the text says it; a season counts as month 21 to 24."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    era: str = ""
    decade: bool = False
    mark: str = ""

    @property
    def only(self) -> str:
        """Name the one thing that is said, or nothing."""
        said = [name for name in ("year", "month", "day") if getattr(self, name) is not None]
        return said[0] if len(said) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """The compiled forms of a language."""

    shapes: tuple[re.Pattern[str], ...]
    months: dict[str, int]
    weekday: re.Pattern[str]
    circa: re.Pattern[str]
    bce: re.Pattern[str]
    ce: re.Pattern[str]
    century: re.Pattern[str]
    start: re.Pattern[str]
    until: re.Pattern[str]
    opening: re.Pattern[str]
    present: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: tuple[str, ...]


def date(text: str, language: str = "en") -> Date | None:
    """Read inline *text* as a date or range of dates, or give None; EDTF itself is read too."""
    return None if len(text) > _LONGEST else _read(text, language)


def fault(text: str, language: str = "en") -> Fault | None:
    """Say why *text*, which is written as dates are, can be none; None where it may be one."""
    if len(text) > _LONGEST or _read(text, language) is not None:
        return None
    patterns = _patterns(language)
    tidy = _tidy(_said(text), patterns)
    point = _point(tidy, patterns)
    if point is not None:
        return Fault.NO_DAY if _is_nowhere(_written(point)) else None
    start, end = _ends(tidy.replace("/", "–"), patterns) or ("", "")
    if _is_nowhere(start) or _is_nowhere(end):
        return Fault.NO_DAY
    first, last = edtf.read(start), edtf.read(end)
    return Fault.TURNED if first and last and first.first > last.last else None


def _is_nowhere(written: str) -> bool:
    return written not in ("", "..", _INCOMPLETE) and edtf.read(written) is None


def _said(text: str) -> str:
    return unicodedata.normalize("NFC", plain(text)).strip()


@lru_cache(maxsize=2048)
def _read(text: str, language: str) -> Date | None:
    """Read *text*, or give what was read in it the last time."""
    said = _said(text)
    years = _YEAR_AND_TWO_DIGITS.fullmatch(said)
    if years and years[2] > years[1]:
        return None
    patterns = _patterns(language)
    tidy = _tidy(said, patterns)
    return (
        edtf.read(said)
        or _single(tidy, patterns)
        or _open(tidy, patterns)
        or _range(tidy, patterns)
    )


def _tidy(text: str, patterns: _Patterns) -> str:
    text = _HYPHENS.sub("-", text.casefold()).replace("’", "'")
    text = _DASHES.sub("–", " ".join(text.split()))
    return patterns.weekday.sub("", text).strip()


def _single(text: str, patterns: _Patterns) -> Date | None:
    century = patterns.century.fullmatch(text)
    if century:
        return _century(int(century["number"]), bce=bool(century["bce"]))
    point = _point(text, patterns)
    return edtf.read(_written(point)) if point else None


def _century(number: int, *, bce: bool) -> Date | None:
    if number == 0:
        return None
    if bce:
        return edtf.read(f"{_year(1 - 100 * number)}/{_year(100 - 100 * number)}")
    return edtf.read(f"{number - 1:02}XX")


def _open(text: str, patterns: _Patterns) -> Date | None:
    found = patterns.opening.fullmatch(text)
    point = _point(found["rest"], patterns) if found else None
    whole = edtf.read(_written(point)) if point else None
    if found is None or point is None or whole is None:
        return None
    if found["word"] in patterns.since:
        return edtf.read(f"{_written(_outer(point, 0))}/..")
    if found["word"] in patterns.before:
        return edtf.read(f"../{_beside(point, whole, -1)}")
    if found["word"] in patterns.after:
        return edtf.read(f"{_beside(point, whole, 1)}/..")
    return edtf.read(f"../{_written(_outer(point, 9))}")


def _beside(point: _Point, whole: Date, step: int) -> str:
    """Give the last year or day before, or the first after; not a date if that is unclear."""
    if point.mark or point.decade:
        return "unclear"
    edge = whole.first if step < 0 else whole.last
    if point.only == "year":
        return _year(edge[0] + step)
    try:
        return (calendar_day(*edge) + timedelta(days=step)).isoformat()
    except (ValueError, OverflowError):
        return "unclear"


def _range(text: str, patterns: _Patterns) -> Date | None:
    ends = _ends(text, patterns)
    return edtf.read("/".join(ends)) if ends else None


def _ends(text: str, patterns: _Patterns) -> tuple[str, str] | None:
    """Give the two ends of a range as EDTF, whether or not there are such days."""
    halves = _halves(patterns.start.sub("", text), patterns)
    left = _point(halves[0], patterns) if halves else None
    if left is None:
        return None
    if halves[1] in patterns.present:
        return _written(_outer(left, 0)), ".."
    right = _point(halves[1], patterns)
    if right is None:
        return None
    left, right = _complete(left, right)
    return _written(_outer(left, 0)), _written(_outer(right, 9))


def _halves(text: str, patterns: _Patterns) -> tuple[str, ...]:
    for parts in (text.split("–"), patterns.until.split(text), text.split("-")):
        if len(parts) == len(("start", "end")):
            return tuple(part.strip() for part in parts)
    return ()


def _complete(left: _Point, right: _Point) -> tuple[_Point, _Point]:
    """Let each end of a range lend the other what is said once: "16–17 May 2024", "1914–18"."""
    if left.only == "year" and right.only == "day" and not left.era and not left.decade:
        return left, _same_century(left, right)
    if left.only == "day" and right.only == "year" and right.era:
        left = replace(left, year=left.day, day=None)
    if right.day is not None and right.month is None:
        right = replace(right, month=left.month)
    if left.day is not None and left.month is None and right.day is not None:
        left = replace(left, month=right.month)
    if left.year is None and (left.day is None) == (right.day is None):
        left = replace(left, year=right.year)
    return replace(left, era=left.era or right.era), right


def _same_century(left: _Point, right: _Point) -> _Point:
    century, years = divmod(left.year or 0, 100)
    end = right.day or 0
    return replace(right, day=None, year=century * 100 + end if end > years else None)


def _point(text: str, patterns: _Patterns) -> _Point | None:
    text, circa = patterns.circa.subn("", text, count=1)
    said = text.removesuffix("?").strip()
    mark = {(1, 0): "~", (0, 1): "?", (1, 1): "%"}.get((circa, int(text.endswith("?"))), "")
    said, bce = patterns.bce.subn("", said, count=1)
    said, ce = patterns.ce.subn("", said, count=1)
    era = "bce" if bce else "ce" if ce else ""
    if bce and ce:
        return None
    found = next((match for shape in patterns.shapes if (match := shape.fullmatch(said))), None)
    if found is None:
        return None
    point = _fields(found.groupdict(), patterns, era)
    return replace(point, mark=mark) if point else None


def _fields(said: dict[str, str | None], patterns: _Patterns, era: str) -> _Point | None:
    year, day = _number(said.get("year")), _number(said.get("day"))
    month = patterns.months.get(said.get("name") or "", _number(said.get("month")))
    if era and year is None:
        year, day = day, None
    if era and said.get("decade"):
        return None
    if year is not None and (year == 0 or (year < _SHORT_YEAR and not era)):
        return None
    return _Point(year=year, month=month, day=day, era=era, decade=bool(said.get("decade")))


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _written(point: _Point) -> str:
    """Write a point as EDTF; one without a year, or a day without a month, as no date."""
    if point.year is None or (point.day is not None and point.month is None):
        return _INCOMPLETE
    year = _year(1 - point.year if point.era == "bce" else point.year)
    if point.decade:
        return f"{year[:-1]}X{point.mark}"
    month = "" if point.month is None else f"-{point.month:02}"
    day = "" if point.day is None else f"-{point.day:02}"
    return f"{year}{month}{day}{point.mark}"


def _outer(point: _Point, decade_year: int) -> _Point:
    """Give the end of a range: level 1 has no decades there, so its first or last year."""
    if point.year is None or not point.decade:
        return point
    return replace(point, year=point.year + decade_year, decade=False)


def _year(number: int) -> str:
    return f"-{-number:04}" if number < 0 else f"{number:04}"


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    spoken = words.of(language)
    months = {name: n for n, names in enumerate(spoken.months, 1) for name in names}
    seasons = {name: n for n, names in enumerate(spoken.seasons, 21) for name in names}
    month = rf"(?P<name>{_any(tuple(months))})\.?"
    season = rf"(?P<name>{_any(tuple(seasons))})"
    day = rf"(?P<day>\d{{1,2}}){_ORDINAL}"
    shapes = (
        rf"{day} (?:of )?{month}(?:,? (?P<year>\d{{1,4}}))?",
        rf"{month} {day}(?:,? (?P<year>\d{{1,4}}))?",
        rf"{month}(?:,? (?P<year>\d{{3,4}}))?",
        rf"{season},? (?P<year>\d{{3,4}})",
        rf"{day},? (?P<year>\d{{3,4}})",
        r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        r"(?P<year>\d{3}0)(?P<decade>'?s)",
        r"(?P<year>\d{3,4})",
        day,
    )
    ce, bce = _any(spoken.ce), _any(spoken.bce)
    openings = (*spoken.before, *spoken.after, *spoken.since, *spoken.until)
    return _Patterns(
        shapes=tuple(re.compile(shape, re.ASCII) for shape in shapes),
        months=months | seasons,
        weekday=re.compile(rf"(?<!\w)(?:{_any(spoken.weekdays)})(?!\w)\.?,? ?"),
        circa=re.compile(rf"^(?:{_any(spoken.circa)})(?:(?<=\.)|(?!\w)) ?"),
        bce=re.compile(rf" ?(?:{bce})$"),
        ce=re.compile(rf"^(?:{ce}) (?=\d)| ?(?:{ce})$"),
        century=re.compile(
            rf"(?P<number>\d{{1,2}}){_ORDINAL}[ -]{spoken.century}"
            rf"(?: (?:(?P<bce>{bce})|{ce}))?",
            re.ASCII,
        ),
        start=re.compile(rf"^(?:{_any(spoken.start)}) "),
        until=re.compile(rf" (?:{_any(spoken.until)}) "),
        opening=re.compile(rf"(?P<word>{_any(openings)}) (?P<rest>.+)"),
        present=spoken.present,
        before=spoken.before,
        after=spoken.after,
        since=spoken.since,
    )


def _any(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
