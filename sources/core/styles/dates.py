"""Dates as styles write them, from EDTF."""

from __future__ import annotations

import re
from typing import Final

from sources.core import moments
from sources.core.moments import FIRST_SEASON, Moment

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# As the Modern Language Association shortens them.
SHORT: Final = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July"),
    *("Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_SEASONS: Final = ("Spring", "Summer", "Fall", "Winter")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_YEAR = re.compile(r"-?\d{4}")


def year(edtf: str, *, era: str = "BC", about: str = "ca. ") -> str:
    """Write the year, or both of a range: "2031", "1888–1889", "ca. 1888", "381 BC", "1990s"."""
    ends = moments.read(edtf)
    if not ends:
        return _unknown(edtf)
    years = [_year(end, era, about) if end else "" for end in ends]
    return "–".join(dict.fromkeys(years) if all(years) else years)


def american(edtf: str) -> str:
    """Write "May 14, 2031", "May 14–16, 2031", "May–June 2031", "Summer 2031"."""
    ends = moments.read(edtf)
    if not ends or not any(end and end.month for end in ends):
        return year(edtf)
    if same := _in_one_year(ends):
        first, comma = _run(same, month_first=True), "," if same[0].day else ""
        return f"{same[0].mark and 'ca. '}{first}{comma} {_number(same[0].year)}"
    return "–".join(_american(end) if end else "" for end in ends)


def day_first(edtf: str) -> str:
    """Write "14 May 2031", with months in full."""
    plain = british(edtf).replace("circa ", "about ")
    for short, full in zip(SHORT, MONTHS, strict=True):
        plain = plain.replace(f"{short} ", f"{full} ") if short != full else plain
    return plain


def british(edtf: str) -> str:
    """Write "14 May 2031", "14–16 May 2031", with months as the MLA shortens them."""
    ends = moments.read(edtf)
    if not ends or not any(end and end.month for end in ends):
        return year(edtf, about="circa ")
    if same := _in_one_year(ends):
        run = _run(same, month_first=False)
        return f"{same[0].mark and 'circa '}{run} {_number(same[0].year)}"
    return "–".join(_british(end) if end else "" for end in ends)


def apa(edtf: str, *, whole: bool) -> str:
    """Write "2031, May 14" where the *whole* date is told, else "2031"; "n.d." where none is."""
    written = year(edtf, era="B.C.E.")
    rest = after_year(edtf) if whole else ""
    return ", ".join(part for part in (written, rest) if part) or "n.d."


def after_year(edtf: str) -> str:
    """Write month and day, of both ends of a range: "May 14", "May 14–16", "May–June"."""
    ends = [end for end in moments.read(edtf) if end and end.month]
    if not ends:
        return ""
    if same := _in_one_year(tuple(ends)):
        return _run(same, month_first=True)
    return "–".join(_month_and_day(end, month_first=True) for end in ends)


def _unknown(edtf: str) -> str:
    if found := _DECADE.match(edtf):
        return f"{found[1]}0s"
    if found := _CENTURY.match(edtf):
        return f"{found[1]}00s"
    plain = _YEAR.match(edtf)
    return plain[0] if plain else edtf


def _year(moment: Moment, era: str, about: str) -> str:
    number = _number(moment.year, era)
    circa = about if moment.mark in ("~", "%") else ""
    return f"{circa}{number}{'?' if moment.mark in ('?', '%') else ''}"


def _number(year_: int, era: str = "BC") -> str:
    """Write a year; EDTF counts the one before the first as 0, people as the first before."""
    return str(year_) if year_ > 0 else f"{1 - year_} {era}"


def _in_one_year(ends: tuple[Moment | None, ...]) -> tuple[Moment, ...]:
    known = tuple(end for end in ends if end)
    alike = {end.year for end in known}
    return known if len(known) == len(ends) and len(alike) == 1 else ()


def _run(ends: tuple[Moment, ...], *, month_first: bool) -> str:
    """Write month and day of one or two moments of a year, the month once where it is one."""
    first, last = ends[0], ends[-1]
    if first.month == last.month and first.day != last.day:
        days = f"{first.day}–{last.day}"
        return f"{_month(first, month_first)} {days}" if month_first else f"{days} {_month(first)}"
    parts = [_month_and_day(end, month_first=month_first) for end in ends]
    return "–".join(dict.fromkeys(parts))


def _month_and_day(moment: Moment, *, month_first: bool) -> str:
    month, day = _month(moment, month_first), str(moment.day or "")
    parts = (month, day) if month_first else (day, month)
    return " ".join(part for part in parts if part)


def _month(moment: Moment, in_full: bool = False) -> str:  # noqa: FBT001, FBT002 -- read aloud, it is "in full"
    if not moment.month:
        return ""
    if moment.is_season:
        return _SEASONS[moment.month - FIRST_SEASON]
    return (MONTHS if in_full else SHORT)[moment.month - 1]


def _american(moment: Moment) -> str:
    comma = "," if moment.day else ""
    return f"{_month_and_day(moment, month_first=True)}{comma} {_number(moment.year)}".strip()


def _british(moment: Moment) -> str:
    return f"{_month_and_day(moment, month_first=False)} {_number(moment.year)}".strip()
