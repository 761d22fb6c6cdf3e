"""Templates of dates and times: `{{start date|2024|5|16}}` → "16 May 2024"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from encyclopedia.core.readers.wikitext import known
from encyclopedia.core.readers.wikitext.page import Page

_ISO = re.compile(r"(\d{4})-(\d\d?)(?:-(\d\d?))?")
_ONE = frozenset(
    {
        *("start date", "start date and age", "end date", "end date and age", "birth date", "dob"),
        *("death date", "birth date and age", "bda", "dts", "date", "release date", "launch date"),
        *(
            "start-date and age",
            "event date",
            "opening date",
            "closing date",
            "date and age",
            "dod",
        ),
        *("birth year and age", "birth year", "death year", "sda", "start date & age", "startdate"),
        *("enddate", "birth date and age2", "founding date", "dmy-date", "disestablished date"),
        *("film date", "video game release date", "birthdate and age", "birthdate", "deathdate"),
        *("birth-year and age", "start date and years ago", "end date and years ago", "dmy", "mdy"),
    }
)
_TWO = frozenset(
    {
        *("death date and age", "death year and age", "death date and given age", "dda"),
        *("deathdateandage", "death date and age2"),
    }
)
_AGO = frozenset({"time ago", "age", "age in years", "years ago", "age in years and days"})


_AROUND = {
    **dict.fromkeys(("circa", "c.", "ca", "ca.", "c"), "c."),
    **dict.fromkeys(("floruit", "fl.", "fl"), "fl."),
    **dict.fromkeys(("reign", "r.", "r"), "r."),
    **dict.fromkeys(("born", "b."), "born"),
    **dict.fromkeys(("died", "d."), "died"),
}


def read(page: Page, name: str, values: Sequence[str], named: Callable[[str], str]) -> str | None:
    """Give the words of the date template *name*, or None where it is none."""
    if name in _ONE or name in _TWO:
        return _date(name, values, day_first=_order(page, named))
    if name in _AROUND:
        return _around(_AROUND[name], values if name[0] in "cfr" else values[:1])
    if name == "as of":
        start = "as of" if named("lc").casefold() in ("y", "yes") else "As of"
        start = "since" if named("since") else start
        return named("alt") or f"{start} {written(values, day_first=_order(page, named))}".strip()
    return "" if name in _AGO else None


def _date(name: str, values: Sequence[str], *, day_first: bool) -> str:
    if name == "film date":
        return _several(values, day_first=day_first)
    hours = f", {values[3]}:{values[4]}" if _has_time(name, values) else ""
    return written(values, day_first=day_first) + hours


def _order(page: Page, named: Callable[[str], str]) -> bool:
    if named("df").casefold() in ("y", "yes", "t", "true", "1"):
        return True
    if named("mf").casefold() in ("y", "yes", "t", "true", "1"):
        return False
    return page.day_first


def _has_time(name: str, values: Sequence[str]) -> bool:
    return (
        name in ("start date", "end date")
        and len(values) > 4  # noqa: PLR2004 -- year, month, day, hour, minute
        and values[3].isdigit()
        and values[4].isdigit()
    )


def written(values: Sequence[str], *, day_first: bool) -> str:
    """Write year, month and day, as many as are given; what is no number stays as it is."""
    given = [value.strip() for value in values[:3]]
    if given and (iso := _ISO.fullmatch(given[0])):
        given = [part for part in iso.groups() if part]
    if not given or not given[0].isdigit():
        return given[0] if given else ""
    year = str(int(given[0]))
    month = _month(given[1]) if len(given) > 1 else ""
    if not month:
        return year
    day = str(int(given[2])) if len(given) > 2 and given[2].isdigit() else ""  # noqa: PLR2004
    if not day or int(day) > 31:  # noqa: PLR2004 -- the longest month
        return f"{month} {year}"
    return f"{day} {month} {year}" if day_first else f"{month} {day}, {year}"


def _month(text: str) -> str:
    if text.isdigit():
        return known.MONTHS[int(text) - 1] if 1 <= int(text[:4]) <= 12 else ""  # noqa: PLR2004
    return text.capitalize() if text.isalpha() else ""


def _several(values: Sequence[str], *, day_first: bool) -> str:
    """Write the years, months, days and places of `{{film date}}`, four a date."""
    said = []
    for at in range(0, len(values), 4):
        day = written(values[at : at + 3], day_first=day_first)
        place = values[at + 3].strip() if len(values) > at + 3 else ""
        said.append(f"{day} ({place})" if place and day else day)
    return ", ".join(day for day in said if day)


def _around(word: str, values: Sequence[str]) -> str:
    return f"{word} {'–'.join(value for value in values[:2] if value)}".strip()
