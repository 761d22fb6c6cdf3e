"""Which facts of a sentence its sources bear: names, dates, numbers and kinds of thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from encyclopedia.core.checks import dates, lexicon
from encyclopedia.core.checks.archived import Archived, amount, counted, number
from encyclopedia.core.checks.dates import Mention
from encyclopedia.core.checks.kinds import kinds
from encyclopedia.core.checks.names import names, opener
from encyclopedia.core.checks.quantities import Quantity, bears, fractions, has_share, quantities
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
_NEAR = 3  # days around a report in which it says "on Tuesday" rather than the date
_NEAR_MONTH = 62  # the same for "last month"
_YEARS = range(1, 9999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A "name", "date", "number" or "kind" at `first` up to `last` of a sentence's words.

    `nearest` is the name of a source that is written much like it, or nothing.
    """

    first: int
    last: int
    kind: str
    nearest: str = ""


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
        is_told = any(_bears_date(bearer, mention, language) for bearer in bearers)
        if not is_told and not _is_told_together(bearers, mention, language):
            yield Fact(first=mention.first, last=mention.last, kind="date")
    for first, last in names(said, known):
        if not any(mention.first < last and first < mention.last for mention in mentioned):
            yield from _name(said, first, last, bearers)
    yield from _opener(said, bearers, known)
    yield from _numbers(said, mentioned, bearers)
    yield from _kinds(said, bearers)


def _name(said: str, first: int, last: int, bearers: Sequence[Bearer]) -> Iterator[Fact]:
    found = words(said[first:last])
    lacking = [n for n, part in enumerate(found.folded) if not _is_named(part, bearers)]
    if not lacking:
        return
    others = {part for n, part in enumerate(found.folded) if n not in lacking}
    near = _nearest((found.folded[n] for n in lacking), bearers)
    if not near and any(b.text.names_alone(part) for part in others for b in bearers):
        return  # "Roe" is Jane Roe
    begin, end = found.starts[lacking[0]], found.ends[lacking[-1]]
    yield Fact(first=first + begin, last=first + end, kind="name", nearest=near)


def _opener(said: str, bearers: Sequence[Bearer], known: frozenset[str]) -> Iterator[Fact]:
    """Yield the one word that opens a sentence if it is all but a name of a source."""
    span = opener(said)
    folded = words(said[span[0] : span[1]]).folded
    if len(folded) != 1 or folded[0] in known or _is_named(folded[0], bearers):
        return
    if near := _nearest(folded, bearers):
        yield Fact(first=span[0], last=span[1], kind="name", nearest=near)


def _nearest(parts: Iterable[str], bearers: Sequence[Bearer]) -> str:
    """Give the word of a name in a source that is written most like one of *parts*."""
    found = [each for part in parts for b in bearers for each in b.text.alike(part)]
    return max(found, default=(0.0, ""))[1]


def _is_named(part: str, bearers: Sequence[Bearer]) -> bool:
    if len(part) == 1 or part in lexicon.FUNCTION:
        return True
    return any(bearer.text.names(part) for bearer in bearers)


def _numbers(said: str, mentioned: Sequence[Mention], bearers: Sequence[Bearer]) -> Iterator[Fact]:
    told = tuple(each for each in quantities(said) if not each.is_bare)
    parts = tuple(fractions(said))
    yield from _quantities(said, told, bearers)
    for part in parts:
        if not any(has_share(bearer.text.prepared.text, part.share) for bearer in bearers):
            yield Fact(first=part.first, last=part.last, kind="number")
    elsewhere = [
        *((each.first, each.last) for each in mentioned),
        *((each.first, each.last) for each in told),
        *((each.first, each.last) for each in parts),
    ]
    found = words(said)
    for n, end, value in counted(found.folded):
        first, last = found.starts[n], found.ends[end - 1]
        if _is_passed_over(found.folded, n, end, value) or _is_in_name(said, first):
            continue
        if any(begin <= first < close for begin, close in elsewhere):
            continue
        stems = frozenset(stem(part) for part in found.folded if _tells(part))
        if not _bears_number(value, stems, bearers, rounded=bool(_ROUNDED.search(said[:first]))):
            yield Fact(first=first, last=last, kind="number")


def _quantities(said: str, told: Sequence[Quantity], bearers: Sequence[Bearer]) -> Iterator[Fact]:
    """Yield the numbers with a magnitude, currency or unit that no source has with the same."""
    for each in told:
        tolerance = _TOLERANCE if _ROUNDED.search(said[: each.first]) else 0.0
        others = (
            other
            for bearer in bearers
            for other in bearer.text.quantities
            if not other.is_bare or len(other.number) > _SHORT
        )
        if not any(bears(each, other, tolerance) for other in others):
            yield Fact(first=each.first, last=each.last, kind="number")


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


def _is_told_together(bearers: Sequence[Bearer], mention: Mention, language: str) -> bool:
    """Tell whether one source has all the days, and another one of them with the year."""
    days = {(mention.month, day) for day in mention.days}
    return any(_says_days(bearer, mention, language) for bearer in bearers) and any(
        _says_year(bearer, mention) for bearer in bearers if not days.isdisjoint(bearer.text.days)
    )


def _bears_date(bearer: Bearer, mention: Mention, language: str) -> bool:
    if bearer.issued and _is_relative(bearer) and _is_near(bearer.issued, mention):
        return True
    return _says_year(bearer, mention) and _says_days(bearer, mention, language)


def _is_relative(bearer: Bearer) -> bool:
    """Tell whether a source tells days by its own, as "on Tuesday"; known of English alone."""
    is_english = bearer.language.partition("-")[0] in ("", "en")
    return not is_english or bearer.text.is_relative


def _says_year(bearer: Bearer, mention: Mention) -> bool:
    """Tell whether a source has a year, or is of that year and has a time in it without a year."""
    year, issued = mention.year, bearer.issued
    if not year or str(year) in bearer.text.numbers:
        return True
    if issued is None or not issued.first[0] == year == issued.last[0]:
        return False
    return bool(mention.month or bearer.text.days) or _is_relative(bearer)


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
