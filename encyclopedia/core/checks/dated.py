"""Which dates a source bears: what it says, what its day of issue makes of it, and no more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from encyclopedia.core.checks.archived import Archived
from encyclopedia.core.checks.dates import Mention, is_english
from encyclopedia.core.values import Date, edtf
from encyclopedia.core.values import words as spoken

_WEEK = 7  # days around a report in which it says "on Tuesday" rather than the date
_MONTHS = 62  # the same for "last month"
_HALF_YEAR = 200  # days around a report in which it leaves the year out
_FEW_DAYS = 3
_YEARS = range(1, 9999)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:this|last|next|coming) (?:morning|evening|week|weekend|month|year)|"
    r"(?:in|this|last|next|by|the) (?:spring|summer|autumn|winter))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"\b(?:this|last|next|coming|past) (?:week|weekend|month)\b", re.IGNORECASE)
_YEAR_BESIDE = {-1: "last year", 1: "next year"}
_BESIDE = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A source that may bear a fact: its text, when it was issued, and its language."""

    text: Archived
    issued: Date | None
    language: str = "en"


def bears(bearers: Sequence[Bearer], mention: Mention, language: str) -> bool:
    """Tell whether one source bears a date, or two of them do together."""
    return any(
        _bears(bearer, mention.year, month, days, language)
        for bearer in bearers
        for month, days in mention.readings
    ) or _is_told_together(bearers, mention, language)


def _bears(bearer: Bearer, year: int, month: int, days: tuple[int, ...], language: str) -> bool:
    if not month:
        return _says_year(bearer, year)
    if not days:
        if bearer.issued and _is_near(bearer, bearer.issued, year, month):
            return True
        return _says_month(bearer, month, language) and (not year or _says_year(bearer, year))
    told = _days(bearer, language)
    return all(
        (year, month, day) in told
        or (not year and any(each[1:] == (month, day) for each in told))
        or ((0, month, day) in told and _fits(bearer, (year, month, day)))
        or _is_reported(bearer, (year, month, day))
        for day in days
    )


def _days(bearer: Bearer, language: str) -> frozenset[tuple[int, int, int]]:
    own = bearer.language or language
    return bearer.text.days(own) if own else bearer.text.days()


def _fits(bearer: Bearer, day: edtf.Day) -> bool:
    """Tell whether a day that a source tells without its year may be of that year."""
    issued = bearer.issued
    if issued is None:
        return not bearer.text.years or day[0] >= max(bearer.text.years)
    if issued.first[0] == day[0] == issued.last[0]:
        return True
    is_day = issued.first == issued.last
    return is_day and abs(_distance(issued.first, day)) <= _HALF_YEAR


def _is_reported(bearer: Bearer, day: edtf.Day) -> bool:
    """Tell whether a report tells a day by its own: "on Tuesday", "yesterday", or no word."""
    issued = bearer.issued
    if issued is None or issued.first != issued.last:
        return False
    off = _distance(issued.first, (day[0] or issued.first[0], *day[1:]))
    if off == 0:
        return True
    if not is_english(bearer.language):
        return abs(off) <= _FEW_DAYS
    words = bearer.text.words
    is_beside = any(off == step for word, step in _BESIDE.items() if word in words)
    if is_beside or (abs(off) <= _WEEK and _weekday(issued.first, off) in words):
        return True
    if abs(off) <= _FEW_DAYS and _VAGUE.search(bearer.text.prepared.text):
        return True
    return issued.first[:2] == (day[0] or issued.first[0], day[1]) and _is_nth(bearer, day[2])


def _is_nth(bearer: Bearer, day: int) -> bool:
    """Tell whether a source tells a day of its own month as "the 23rd"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    return bearer.text.prepared.find(("the", f"{day}{ending}")) >= 0


def _weekday(day: edtf.Day, off: int) -> str:
    return _DAYS[(date(*day) + timedelta(days=off)).weekday()]


def _distance(one: edtf.Day, other: edtf.Day) -> int:
    """Count the days from *one* to *other*; very many where the calendar does not reach."""
    if one[0] not in _YEARS or other[0] not in _YEARS or not 1 <= other[1] <= 12:  # noqa: PLR2004 -- months
        return 10**6
    if other[2] > edtf.day_count(other[0], other[1]) or other[2] < 1:
        return 10**6
    return (date(*other) - date(*one)).days


def _is_told_together(bearers: Sequence[Bearer], mention: Mention, language: str) -> bool:
    """Tell whether one source has all the days, and another one of them with the year."""
    days = {(mention.month, day) for day in mention.days}

    def told(bearer: Bearer) -> set[tuple[int, int]]:
        return {each[1:] for each in _days(bearer, language)}

    return (
        len(bearers) > 1
        and bool(days)
        and any(days <= told(bearer) for bearer in bearers)
        and any(_says_year(bearer, mention.year) for bearer in bearers if days & told(bearer))
    )


def _is_relative(bearer: Bearer) -> bool:
    """Tell whether a source tells days by its own, as "on Tuesday"; known of English alone."""
    return (
        not is_english(bearer.language) or _RELATIVE.search(bearer.text.prepared.text) is not None
    )


def _says_year(bearer: Bearer, year: int) -> bool:
    """Tell whether a source has a year, or is of that year and has a time in it without a year."""
    if not year or str(year) in bearer.text.numbers:
        return True
    issued = bearer.issued
    if issued is None or issued.first[0] != issued.last[0]:
        return False
    if is_english(bearer.language) and (word := _YEAR_BESIDE.get(year - issued.first[0])):
        return word in bearer.text.prepared.text
    if issued.first[0] != year:
        return False
    return bool(bearer.text.days(bearer.language)) or _is_relative(bearer)


def _says_month(bearer: Bearer, month: int, language: str) -> bool:
    own = bearer.language or language
    names = spoken.of(own).months[month - 1]
    if bearer.text.words.isdisjoint(names):
        return False
    text = bearer.text.prepared.text
    return not is_english(own) or any(name.title() in text for name in names)


def _is_near(bearer: Bearer, issued: Date, year: int, month: int) -> bool:
    """Tell whether a report is of a month, or may tell it as "last month"."""
    if issued.first[:2] == issued.last[:2] == (year, month):
        return True
    if not _is_relative(bearer):
        return False
    return abs(_distance(issued.first, (year or issued.first[0], month, 1))) <= _MONTHS
