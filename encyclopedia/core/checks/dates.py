"""Dates as they are mentioned in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from encyclopedia.core.values import Date, edtf, words

_DIGITS = re.compile(r"\d+")
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A date at `first` up to `last` of the words that it stands in; 0 is what it does not say.

    `date` is None where no year is said.
    """

    first: int
    last: int
    year: int
    month: int
    days: tuple[int, ...]

    @property
    def date(self) -> Date | None:
        """The days that the mention may mean."""
        if not self.year:
            return None
        month = f"-{self.month:02}" if self.month else ""
        ends = [f"{self.year:04}{month}-{day:02}" for day in self.days]
        return edtf.read("/".join(ends) or f"{self.year:04}{month}")


def mentions(text: str, language: str = "en") -> Iterator[Mention]:
    """Yield the days, months and years that *text* mentions, in order.

    A month alone is none, for too many of their names are words or people too.
    """
    pattern, months = _patterns(language)
    last = 0
    for at in _openings(text):
        found = pattern.match(text, at) if at >= last else None
        if found is None:
            continue
        last = found.end()
        said = found.groupdict()
        days = (said["d1"] or said["d3"], said["d2"] or said["d4"])
        name = said["m1"] or said["m2"] or said["m3"] or ""
        yield Mention(
            first=found.start(),
            last=found.end(),
            year=int(said["y1"] or said["y2"] or said["y3"] or said["y4"] or 0),
            month=months.get(name.casefold(), 0),
            days=tuple(int(day) for day in days if day),
        )


def _openings(text: str) -> Iterator[int]:
    """Yield where a date may begin: at digits, or at the word that stands before them."""
    for digits in _DIGITS.finditer(text):
        first = at = digits.start()
        while at and text[at - 1].isspace():
            at -= 1
        if at < first:
            at -= text[at - 1 : at] == ","
            at -= text[at - 1 : at] == "."
            word = at
            while word and text[word - 1].isalnum() and not text[word - 1].isdecimal():
                word -= 1
            if word < at:
                yield word
        yield first


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    spoken = words.of(language)
    months = {name: n for n, names in enumerate(spoken.months, 1) for name in names}
    name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    until = "|".join(map(re.escape, (*spoken.until, spoken.conjunction)))

    def days(one: str, two: str) -> str:
        return (
            rf"(?P<{one}>\d{{1,2}}){_ORDINAL}"
            rf"(?:(?:\s*[-–—]\s*|\s+(?:{until})\s+)(?P<{two}>\d{{1,2}}){_ORDINAL}(?![\d:]))?"
        )

    shapes = (
        rf"{days('d1', 'd2')}\s+(?:of\s+)?(?P<m1>{name})\b\.?(?:,?\s+(?P<y1>\d{{4}})(?!\d))?",
        rf"(?P<m2>{name})\.?\s+{days('d3', 'd4')}(?![\d:])(?:,?\s+(?P<y2>\d{{4}})(?!\d))?",
        rf"(?P<m3>{name})\.?,?\s+(?P<y3>\d{{4}})(?!\d)",
        r"(?P<y4>1[1-9]\d\d|20\d\d)(?![\d%]|[.,]\d|[^\W\d_])",
    )
    pattern = rf"\b(?<![$€£])(?<!\d[.,])(?:{'|'.join(shapes)})"
    return re.compile(pattern, re.IGNORECASE), months
