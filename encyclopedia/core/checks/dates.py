"""Dates as they are mentioned in running text."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from encyclopedia.core.values import Date, edtf, words

_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_NAMED = re.compile(r"(?:\s(?:eht|fo)(?=\s))?\s+,?\.?([^\W\d_]+)", re.IGNORECASE)  # read backwards
_LONGEST_MONTH = 40  # characters, with what stands between it and its day or year
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?"
_MONTHS = 12
_DAYS = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A date at `first` up to `last` of the words that it stands in; 0 is what it does not say.

    `date` is None where no year is said. `swapped` says that "5/6/2024" may be in May or in June,
    which `readings` tells apart.
    """

    first: int
    last: int
    year: int
    month: int
    days: tuple[int, ...]
    swapped: bool = False

    @property
    def date(self) -> Date | None:
        """The days that the mention may mean; None where that is unclear."""
        if not self.year or self.swapped:
            return None
        month = f"-{self.month:02}" if self.month else ""
        ends = [f"{self.year:04}{month}-{day:02}" for day in self.days]
        return edtf.read("/".join((ends[0], ends[-1])) if ends else f"{self.year:04}{month}")

    @property
    def readings(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The months with their days that the mention may mean."""
        told = ((self.month, self.days),)
        return (*told, (self.days[0], (self.month,))) if self.swapped else told


def is_english(language: str) -> bool:
    """Tell whether a BCP 47 tag is of English, which an empty one is taken for."""
    return language.partition("-")[0].partition("_")[0].casefold() in ("", "en")


def mentions(text: str, language: str = "en") -> Iterator[Mention]:
    """Yield the days, months and years that *text* mentions, in order.

    A month alone is none, for too many of their names are words or people too.
    """
    if not _DIGIT.search(text):
        return
    pattern, months = _patterns(language)
    last = 0
    for at in _starts(text, months):
        found = pattern.match(text, at) if at >= last else None
        if found is None:
            continue
        last = found.end()
        said = found.groupdict()
        if said["n1"]:
            yield from _in_digits(found)
            continue
        days = (said["d1"] or said["d3"], said["d2"] or said["d4"])
        name = said["m1"] or said["m2"] or said["m3"] or ""
        yield Mention(
            first=found.start(),
            last=found.end(),
            year=int(said["y1"] or said["y2"] or said["y3"] or said["y4"] or 0),
            month=months.get(name.casefold(), 0),
            days=tuple(int(day) for day in days if day),
        )


def _starts(text: str, months: Container[str]) -> Iterator[int]:
    """Yield where a date may begin: at a month right before digits, or at the digits."""
    for digits in _DIGITS.finditer(text):
        at = digits.start()
        if at and text[at - 1].isspace():
            named = _NAMED.match(text[max(0, at - _LONGEST_MONTH) : at][::-1])
            if named and named[1][::-1].casefold() in months:
                yield at - named.end()
        yield at


def _in_digits(found: re.Match[str]) -> Iterator[Mention]:
    """Read 2024-05-16, 16/05/2024, 5/16/2024 and 16.5.2024, of which some may be two days."""
    one, two, three = (int(found[name]) for name in ("n1", "n2", "n3"))
    if len(found["n1"]) == len("2024"):
        year, month, day = one, two, three
    else:
        year, month, day = (three, two, one) if two <= _MONTHS else (three, one, two)
    if month <= _MONTHS and 1 <= day <= _DAYS and month:
        swapped = len(found["n1"]) < len("2024") and found["by"] == "/" and day <= _MONTHS
        yield Mention(
            first=found.start(),
            last=found.end(),
            year=year,
            month=month,
            days=(day,),
            swapped=swapped and day != month,
        )


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    spoken = words.of(language)
    months = {name: n for n, names in enumerate(spoken.months, 1) for name in names}
    name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    until = "|".join(map(re.escape, (*spoken.until, spoken.conjunction)))
    weekday = "|".join(sorted(map(re.escape, spoken.weekdays), key=len, reverse=True))

    def days(one: str, two: str) -> str:
        return (
            rf"(?P<{one}>\d{{1,2}}){_ORDINAL}(?:,\s\d{{1,2}}{_ORDINAL}(?=,?\s))*"
            rf"(?:(?:\s*[-–—]\s*|,?\s+(?:{until})\s+(?:(?:{weekday})\.?,?\s+)?)"
            rf"(?:the\s+)?(?P<{two}>\d{{1,2}}){_ORDINAL}(?![\d:]))?"
        )

    year = r"(?<=\d{4}[-/.]\d\d[-/.])\d\d|(?<!\d{4}[-/.]\d\d[-/.])\d{4}"
    digits = rf"(?P<n1>\d{{4}}|\d{{1,2}})(?P<by>[-/.])(?P<n2>\d{{1,2}})(?P=by)(?P<n3>{year})"
    opening = rf"(?P<m2>{name})\.?\s+(?:the\s+)?{days('d3', 'd4')}(?![\d:])"
    shapes = (
        rf"{digits}(?![\d.]\d|\d)",
        rf"{days('d1', 'd2')}\s+(?:of\s+)?(?P<m1>{name})\b\.?(?:,?\s+(?P<y1>\d{{4}})(?!\d))?",
        rf"{opening}(?:,?\s+(?P<y2>\d{{4}})(?!\d))?",
        rf"(?P<m3>{name})\.?,?\s+(?:of\s+)?(?P<y3>\d{{4}})(?!\d)",
        r"(?P<y4>1[1-9]\d\d|20\d\d)(?![\d%]|[.,]\d|[^\W\d_])",
    )
    pattern = rf"\b(?<![$€£])(?<!\d[.,])(?:{'|'.join(shapes)})"
    return re.compile(pattern, re.IGNORECASE), months
