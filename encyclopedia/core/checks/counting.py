"""Which numbers of a sentence its sources bear."""

import re
from collections.abc import Iterator, Sequence

from encyclopedia.core.checks import clocks, lexicon, numerals
from encyclopedia.core.checks.archived import Archived, amount, counted, number
from encyclopedia.core.checks.dates import Mention
from encyclopedia.core.checks.quantities import (
    Fraction,
    Quantity,
    bears,
    fractions,
    has_share,
    quantities,
)
from sources.core.text import words
from sources.core.vocabulary import root

Range = tuple[int, int]

_ROUNDED = re.compile(
    r"\b(?:about|around|approximately|nearly|almost|roughly|some|over|circa|more than|"
    r"less than|fewer than|at least|up to|under|an estimated)\s*(?:US)?[$€£]?$",
    re.IGNORECASE,
)
_WORDS = sorted({*lexicon.NUMBERS, *numerals.SCALES, "half", "quarter"}, key=len, reverse=True)
_NUMBERED = re.compile(
    rf"\d|\b(?=[{''.join(sorted({word[0] for word in _WORDS}))}])(?:{'|'.join(_WORDS)})",
    re.IGNORECASE,
)
_SHORT = 2  # digits of a number that stands in many a text for something else
_TOLERANCE = 0.1  # the share by which a number may be rounded
_EXACT = 0.005  # the share by which a percentage and a fraction in words may differ
_HUNDRED = 100
_MINUTES = frozenset({"minute", "minutes"})
_SIXTY = 60


def unborne(
    said: str, mentioned: Sequence[Mention], texts: Sequence[Archived], about: str = ""
) -> Iterator[Range]:
    """Yield the numbers of an English sentence that none of *texts* has, dates aside.

    *about* are words beside it that say what it counts, as the label of a row does.
    """
    if not _NUMBERED.search(said):
        return
    told = tuple(each for each in quantities(said) if not each.is_bare)
    parts = tuple(fractions(said))
    yield from _quantities(said, told, texts)
    for part in parts:
        if not any(_has_share(text, part) for text in texts):
            yield part.first, part.last
    spans = [(each.first, each.last) for each in mentioned]
    spans += [(each.first, each.last) for each in told]
    timed = tuple(clocks.clocks(said))
    known = tuple(other for text in texts for other in text.clocks) if timed else ()
    for each in timed:
        if not any(clocks.agree(each, other) for other in known):
            yield each.first, each.last
    elsewhere = (
        *spans,
        *((part.first, part.last) for part in parts),
        *((one.first, one.last) for one in timed),
    )
    yield from _bare(said, elsewhere, texts, in_words=True, about=about)


def unborne_digits(
    said: str, mentioned: Sequence[Mention], texts: Sequence[Archived]
) -> Iterator[Range]:
    """Yield the numbers in digits of a sentence of any language that none of *texts* has."""
    dates = tuple((each.first, each.last) for each in mentioned)
    yield from _bare(said, dates, texts, in_words=False)


def _bare(
    said: str,
    elsewhere: Sequence[Range],
    texts: Sequence[Archived],
    *,
    in_words: bool,
    about: str = "",
) -> Iterator[Range]:
    found = words(said)
    beside = (*found.folded, *words(about).folded)
    stems = frozenset(root(part) for part in beside if _tells(part))
    for n, end, value in counted(found.folded):
        first, last = found.starts[n], found.ends[end - 1]
        if any(begin <= first < close for begin, close in elsewhere) or _is_in_name(said, first):
            continue
        if in_words:
            is_small = bool(about) and value in lexicon.SMALL
            if is_small or _is_passed_over(found.folded, n, end, value, stems, texts):
                continue
        elif not found.folded[n].isdigit():
            continue
        if not _bears_number(value, stems, texts, rounded=bool(_ROUNDED.search(said[:first]))):
            yield first, last


def _is_time_taken(value: str, unit: Sequence[str], texts: Sequence[Archived]) -> bool:
    """Tell whether a text has so many minutes in hours and minutes: 172 are 2 hours and 52."""
    if not unit or unit[0] not in _MINUTES or not value.isdigit():
        return False
    told = (clock.time for text in texts for clock in text.clocks)
    return any(hours * _SIXTY + minutes == int(value) for hours, minutes, _ in told)


def _has_share(text: Archived, part: Fraction) -> bool:
    return has_share(text.prepared.text, part.share)


def _quantities(said: str, told: Sequence[Quantity], texts: Sequence[Archived]) -> Iterator[Range]:
    """Yield the numbers with a magnitude, currency or unit that no source has with the same."""
    for each in told:
        tolerance = _TOLERANCE if _ROUNDED.search(said[: each.first]) else 0.0
        others = (
            other
            for text in texts
            for other in text.quantities
            if not other.is_bare or len(other.number) > _SHORT
        )
        if any(bears(each, other, tolerance) for other in others):
            continue
        if each.unit != "%" or not _is_part(each.amount / _HUNDRED, texts):
            yield each.first, each.last


def _is_part(share: float, texts: Sequence[Archived]) -> bool:
    """Tell whether a text has a share in words: "half", "one in five"."""
    return any(
        abs(each.share - share) <= _EXACT
        for text in texts
        for each in fractions(text.prepared.text)
    )


def _is_passed_over(
    folded: Sequence[str],
    n: int,
    end: int,
    value: str,
    stems: frozenset[str],
    texts: Sequence[Archived],
) -> bool:
    """Tell whether a number is a small one in words, or counts minutes or the time between dates.

    A time is only reckoned where no source gives another one beside words of the sentence.
    """
    if value in lexicon.SMALL and not folded[n][0].isdigit():
        return True
    period = folded[end : end + 1]
    if _is_time_taken(value, period, texts):
        return True
    if len(value) > _SHORT or lexicon.PERIODS.isdisjoint(period):
        return False
    about = stems - {root(period[0])} - _PERIOD_STEMS
    return not any(text.counts_period(root(period[0]), about) for text in texts)


_PERIOD_STEMS = frozenset(root(word) for word in lexicon.PERIODS)


def _is_in_name(said: str, first: int) -> bool:
    """Tell whether a number hangs on a name, as in COVID-19 or Apollo 11."""
    before = said[:first]
    if before.endswith("-"):
        return before[-2:-1].isalpha()
    opening, blank, word = before.rstrip().rpartition(" ")
    return bool(blank and opening) and word[:1].isupper() and word.isalpha()


def _tells(part: str) -> bool:
    """Tell whether a word says what a number counts."""
    if len(value := number(part)) > _SHORT:
        return value == part
    return part.isalpha() and part not in lexicon.FUNCTION and not value


def _bears_number(
    value: str, stems: frozenset[str], texts: Sequence[Archived], *, rounded: bool
) -> bool:
    """Tell whether a source has a number: a short one only beside words of the sentence."""
    if len(value) > _SHORT:
        if any(text.has_number(value) for text in texts):
            return True
    elif any(text.counts(value, stems) for text in texts):
        return True
    wanted = amount(value)
    return rounded and any(
        abs(other - wanted) <= _TOLERANCE * wanted for text in texts for other in text.amounts
    )
