"""Which facts of a sentence its sources bear: names, dates, numbers and kinds of thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from encyclopedia.core.checks import dates, lexicon
from encyclopedia.core.checks.archived import Archived, amount, counted, number
from encyclopedia.core.checks.dates import Mention
from encyclopedia.core.checks.kinds import kinds
from encyclopedia.core.checks.names import names
from encyclopedia.core.values import Date, edtf
from encyclopedia.core.values import words as spoken
from sources.core.text import stem, words

_ROUNDED = re.compile(
    r"\b(?:about|around|approximately|nearly|almost|roughly|some|over|circa|more than|"
    r"less than|fewer than|at least|up to|under)\s*[$€£]?$",
    re.IGNORECASE,
)
_SHORT = 2  # digits of a number that stands in many a text for something else
_TOLERANCE = 0.1  # the share by which a number may be rounded
_NEAR = 10  # days around a report in which it says "on Tuesday" rather than the date
_NEAR_MONTH = 62  # the same for "last month"
_YEARS = range(1, 9999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A "name", "date", "number" or "kind" at `first` up to `last` of a sentence's words."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A source that may bear a fact: its text, and when it was issued."""

    text: Archived
    issued: Date | None
    language: str = "en"


def unborne(
    said: str, bearers: Sequence[Bearer], known: frozenset[str], language: str
) -> Iterator[Fact]:
    """Yield the facts of the sentence *said* that none of *bearers* bears.

    The *known* (folded) words are names wherever they stand.
    """
    mentioned = tuple(dates.mentions(said, language))
    for mention in mentioned:
        if not any(_bears_date(bearer, mention, language) for bearer in bearers):
            yield Fact(first=mention.first, last=mention.last, kind="date")
    for first, last in names(said, known):
        if not any(mention.first < last and first < mention.last for mention in mentioned):
            yield from _name(said, first, last, bearers)
    yield from _numbers(said, mentioned, bearers)
    yield from _kinds(said, bearers)


def _name(said: str, first: int, last: int, bearers: Sequence[Bearer]) -> Iterator[Fact]:
    found = words(said[first:last])
    lacking = [n for n, part in enumerate(found.folded) if not _is_named(part, bearers)]
    others = {part for n, part in enumerate(found.folded) if n not in lacking}
    if not lacking or any(b.text.names_alone(part) for part in others for b in bearers):
        return
    begin, end = found.starts[lacking[0]], found.ends[lacking[-1]]
    yield Fact(first=first + begin, last=first + end, kind="name")


def _is_named(part: str, bearers: Sequence[Bearer]) -> bool:
    if len(part) == 1 or part in lexicon.FUNCTION:
        return True
    return any(bearer.text.names(part) for bearer in bearers)


def _numbers(said: str, mentioned: Sequence[Mention], bearers: Sequence[Bearer]) -> Iterator[Fact]:
    found = words(said)
    for n, end, value in counted(found.folded):
        first, last = found.starts[n], found.ends[end - 1]
        if _is_passed_over(found.folded, n, end, value) or _is_in_name(said, first):
            continue
        if any(mention.first <= first < mention.last for mention in mentioned):
            continue
        stems = frozenset(stem(part) for part in found.folded if _tells(part))
        if not _bears_number(value, stems, bearers, rounded=bool(_ROUNDED.search(said[:first]))):
            yield Fact(first=first, last=last, kind="number")


def _is_passed_over(folded: Sequence[str], n: int, end: int, value: str) -> bool:
    """Tell whether a number is a small one in words, or counts the time between two dates."""
    if value in lexicon.SMALL and not folded[n][0].isdigit():
        return True
    return len(value) <= _SHORT and not lexicon.PERIODS.isdisjoint(folded[end : end + 1])


def _is_in_name(said: str, first: int) -> bool:
    """Tell whether a number hangs on a name, as in COVID-19 or Apollo 11."""
    before = said[:first]
    if before.endswith("-"):
        return before[-2:-1].isalpha()
    opening, blank, word = before.rstrip().rpartition(" ")
    return bool(blank and opening) and word[:1].isupper() and word.isalpha()


def _tells(part: str) -> bool:
    """Tell whether a word says what a number counts."""
    return part.isalpha() and part not in lexicon.FUNCTION and not number(part)


def _bears_number(
    value: str, stems: frozenset[str], bearers: Sequence[Bearer], *, rounded: bool
) -> bool:
    """Tell whether a source has a number: a short one only beside words of the sentence."""
    if len(value) > _SHORT:
        if any(bearer.text.has_number(value) for bearer in bearers):
            return True
    elif any(bearer.text.counts(value, stems) for bearer in bearers):
        return True
    wanted = amount(value)
    return rounded and any(
        abs(other - wanted) <= _TOLERANCE * wanted
        for bearer in bearers
        for other in bearer.text.amounts
    )


def _kinds(said: str, bearers: Sequence[Bearer]) -> Iterator[Fact]:
    for kind in kinds(said):
        told = {
            one for bearer in bearers for one, thing in bearer.text.kinds if thing == kind.thing
        }
        if kind.kind not in told and not told.isdisjoint(kind.others):
            yield Fact(first=kind.first, last=kind.last, kind="kind")


def _bears_date(bearer: Bearer, mention: Mention, language: str) -> bool:
    if bearer.issued and _is_near(bearer.issued, mention):
        return True
    return _says_year(bearer, mention.year) and _says_days(bearer, mention, language)


def _says_year(bearer: Bearer, year: int) -> bool:
    """Tell whether a source has a year, or need not say it, being of that year or undated."""
    issued = bearer.issued
    if not year or issued is None or str(year) in bearer.text.numbers:
        return True
    return issued.first[0] - 1 <= year <= issued.last[0] + 1


def _says_days(bearer: Bearer, mention: Mention, language: str) -> bool:
    if mention.days:
        return all((mention.month, day) in bearer.text.days for day in mention.days)
    if not mention.month:
        return True
    months = {*spoken.of(language).months[mention.month - 1]}
    return not bearer.text.words.isdisjoint(months)


def _is_near(issued: Date, mention: Mention) -> bool:
    """Tell whether a report of that day would tell the date as "on Tuesday" or "last month"."""
    year = mention.year or issued.first[0]
    if not mention.month or year not in _YEARS or issued.first[0] not in _YEARS:
        return False
    days = mention.days or (1,)
    length = edtf.day_count(year, mention.month)
    reach = _NEAR if mention.days else _NEAR_MONTH
    return all(
        day <= length and abs(date(year, mention.month, day) - date(*issued.first)).days <= reach
        for day in days
    )
