"""Numbers with what they count: a currency, a magnitude, a unit, or a fraction of a whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from encyclopedia.core.checks import lexicon

_TIMES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6}
_TIMES |= {"billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12}
_UNITS = (
    "$ us$ usd dollar dollars",
    "€ eur euro euros",
    "£ gbp pound pounds",
    "¥ yen yuan",
    "% percent",
    "kg kilogram kilograms kilogramme kilogrammes kilo kilos",
    "km kilometre kilometres kilometer kilometers",
    "cm centimetre centimetres centimeter centimeters",
    "metre metres meter meters",
    "mile miles",
    "ton tons tonne tonnes",
    "litre litres liter liters",
    "hectare hectares ha",
)
_UNIT = {word: row.split()[0] for row in _UNITS for word in row.split()}
_SIGNS = r"US\$|[$€£¥]"
_WRITTEN = "|".join(sorted((u for u in _UNIT if u.isalpha()), key=len, reverse=True))
_ORDINAL = ("th", "first", "second", "third")
CARDINALS = frozenset(word for word in lexicon.NUMBERS if not word.endswith(_ORDINAL))
"""The numbers in words that may count something."""

_SPELT = "|".join(sorted(CARDINALS, key=lambda word: (-len(word), word)))
_OPENING = re.compile(r"\d+|[$€£¥]")
_SHORT = frozenset({"k", "m"})  # a magnitude only in a sum of money
_QUANTITY = re.compile(
    rf"(?:(?P<sign>{_SIGNS})\s?)?(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{_SPELT})(?!\w))"
    rf"(?:[\s-]?(?P<times>{'|'.join(sorted(_TIMES, key=len, reverse=True))})(?!\w))?"
    rf"(?:[\s-]?(?:US\s)?(?P<unit>%|per cent\b|(?:{_WRITTEN})\b))?",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_FRACTION = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)})[\s-](?P<part>third|quarter|fourth|fifth|sixth|tenth)"
    r"(?P<many>s\b|\b(?=\s+of\b|\s*[.,;)]|\s*$))",
    re.IGNORECASE,
)
_HUNDRED = 100
_NEARLY = 0.02  # of the whole: 33 % is a third
_SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number at `first` up to `last`: as written, what it amounts to, and of what ("" if bare).

    `times` is its magnitude, 0 where it has none in words.
    """

    first: int
    last: int
    number: str
    times: float
    amount: float
    unit: str

    @property
    def is_bare(self) -> bool:
        """Tell whether it is a mere number."""
        return not (self.times or self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraction:
    """A fraction in words at `first` up to `last`, and its share of the whole."""

    first: int
    last: int
    share: float


def quantities(text: str, words: Iterable[int] | None = None) -> Iterator[Quantity]:
    """Yield the numbers of *text* with the magnitude and unit beside them.

    *words* are where its CARDINALS start, if that is known.
    """
    for found in _QUANTITY.finditer(text) if words is None else _at(text, words):
        written = found["number"].lower()
        number = lexicon.NUMBERS.get(written, written.replace(",", ""))
        magnitude = (found["times"] or "").lower()
        is_magnitude = bool(found["sign"]) or magnitude not in _SHORT
        times = _TIMES.get(magnitude, 0.0) if is_magnitude else 0.0
        said = (found["sign"] or found["unit"] or "").lower()
        yield Quantity(
            first=found.start(),
            last=found.end(),
            number=number,
            times=times,
            amount=float(number) * (times or 1.0),
            unit=_UNIT.get("%" if said == "per cent" else said, ""),
        )


def _at(text: str, words: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what `finditer` does, looking only at digits, signs and *words*."""
    openings = {*words}
    for opening in _OPENING.finditer(text):
        openings.add(opening.start())
        openings.add(max(0, opening.start() - 2))  # of US$
    last = 0
    for at in sorted(openings):
        found = _QUANTITY.match(text, at) if at >= last else None
        if found is not None:
            last = found.end()
            yield found


def bears(wanted: Quantity, other: Quantity, tolerance: float = 0.0) -> bool:
    """Tell whether *other* says *wanted*, give or take *tolerance* as a share of it."""
    if wanted.unit and other.unit and wanted.unit != other.unit:
        return False
    if wanted.times == other.times and other.number.partition(".")[0] == wanted.number:
        return True
    return abs(other.amount - wanted.amount) <= max(tolerance, _SAME) * wanted.amount


def fractions(text: str) -> Iterator[Fraction]:
    """Yield the fractions that *text* has in words; "a third lamp" is none."""
    for found in _FRACTION.finditer(text):
        count, part = _COUNTS[found["count"].lower()], _PARTS[found["part"].lower()]
        yield Fraction(first=found.start(), last=found.end(), share=count / part)


def has_share(text: str, share: float) -> bool:
    """Tell whether *text* has a share of a whole, in words or nearly so in percent."""
    if any(abs(each.share - share) < _SAME for each in fractions(text)):
        return True
    percents = (each.amount / _HUNDRED for each in quantities(text) if each.unit == "%")
    return any(abs(each - share) <= _NEARLY for each in percents)
