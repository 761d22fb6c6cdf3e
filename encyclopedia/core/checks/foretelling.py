"""Sources without a date of issue that were plainly written before something happened."""

import re

from encyclopedia.core.checks import dates
from encyclopedia.core.values import Date, edtf
from encyclopedia.core.values import words as spoken
from sources.core.text import sentences

_AHEAD = re.compile(
    r"\b(?:will|would|shall|(?:is|are) (?:to|due|scheduled|set|planned|expected)|plans? to|"
    r"expected to|upcoming|coming)\b",
    re.IGNORECASE,
)


def foretells(text: str, date: Date, language: str = "en") -> bool:
    """Tell whether *text* looks forward to *date* and names no day, month or year from then on.

    Looked for is a sentence in the future tense that has the month of *date*. Days without a year
    say nothing, for they may be those that the text looks forward to.
    """
    named = [mention.date for mention in dates.mentions(text, language)]
    if any(said and said.last >= date.first for said in named if said and not _is_year(said)):
        return False
    months = spoken.of(language).months[date.first[1] - 1]
    is_month = re.compile(rf"\b(?:{'|'.join(map(re.escape, months))})\b", re.IGNORECASE)
    told = (text[start:end] for start, end in sentences(text))
    return any(_AHEAD.search(each) and is_month.search(each) for each in told)


def _is_year(date: Date) -> bool:
    """Tell whether a date is a whole year, within which nothing can be told apart."""
    return date.first[1:] == (1, 1) and date.last[1:] == (12, 31)


def day(date: edtf.Day) -> str:
    """Write a day as EDTF."""
    return f"{date[0]:04}-{date[1]:02}-{date[2]:02}"
