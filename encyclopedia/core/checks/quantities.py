"""Numbers with what they count: a currency, a magnitude, a unit, or a fraction of a whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from encyclopedia.core.checks import lexicon, numerals
from encyclopedia.core.checks.spelling import one_of

_TIMES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6}
_TIMES |= {"billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12}
_UNITS = (
    "$ us$ usd dollar dollars",
    "€ eur euro euros",
    "£ gbp pound pounds",
    "¥ jpy yen",
    "yuan renminbi rmb cny",
    "rouble roubles ruble rubles",
    "rupee rupees inr",
    "₩ won",
    "crown crowns krone kroner krona kronor kr skr nkr dkr sek nok dkk czk",
    "franc francs chf",
    "peso pesos",
    "lira lire",
    "dinar dinars",
    "zloty zlotys pln",
    "% percent",
    "kg kilogram kilograms kilogramme kilogrammes kilo kilos",
    "m metre metres meter meters",
    "km kilometre kilometres kilometer kilometers",
    "cm centimetre centimetres centimeter centimeters",
    "mm millimetre millimetres millimeter millimeters",
    "mile miles mi",
    "foot feet ft",
    "inch inches",
    "yard yards",
    "acre acres",
    "ton tons tonne tonnes",
    "litre litres liter liters",
    "hectare hectares ha",
    "megawatt megawatts mw",
    "gigawatt gigawatts gw",
    "knot knots",
    "barrel barrels",
)
_UNIT = {word: row.split()[0] for row in _UNITS for word in row.split()}
_AS_METRIC = {"km": (1e3, "m"), "cm": (1e-2, "m"), "mm": (1e-3, "m"), "ton": (1e3, "kg")}
_AS_METRIC |= {"gigawatt": (1e3, "megawatt")}
_MONEY = frozenset({row.split()[0] for row in _UNITS[:14]})
_SIGNS = r"US\$|[$€£¥₩]|(?<![^\W_])(?:[SND]?kr\.?|SEK|NOK|DKK|CZK|USD|EUR|GBP|CHF|JPY|CNY|INR|PLN)"
_UNLIKELY = frozenset({"m", "won", "mw", "gw", "mi", "ft", "mm"})  # units only where they stand so
_WRITTEN = one_of(u for u in _UNIT if u.isalpha() and u not in _UNLIKELY)
_SHORT = frozenset({"k", "m", "b"})  # a magnitude in a sum of money, or close behind the number
_LARGE = frozenset({"million", "billion", "trillion"})
_TIMES_WRITTEN = one_of(_TIMES)
_QUANTITY = re.compile(
    rf"(?:(?P<sign>{_SIGNS})\s?|(?<![\w.,]))"
    rf"(?P<number>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d[\d,]*(?:\.\d+)?|\b{numerals.SPELT})"
    rf"(?:(?P<gap>[\s-]?)(?P<times>{_TIMES_WRITTEN})(?!\w))?"
    rf"(?:[\s-]?(?:US\s|U\.S\.\s)?(?P<power>(?:square|sq\.?|cubic)\s)?"
    rf"(?P<unit>%|per\scent\b|(?:{_WRITTEN})\b|(?:mw|gw|mi|ft|mm)(?!\w)))?",
    re.IGNORECASE,
)
_FIRST_DIGIT = r"\d(?:(?<![\w.,]\d)|(?<=[kK]r\d)|(?<=[A-Z]{3}\d))"
_START = re.compile(rf"{_FIRST_DIGIT}|\b(?:{one_of(numerals.WORDS)})(?!\w)", re.IGNORECASE)
_DIGIT = re.compile(_FIRST_DIGIT)
_SIGN_BEFORE = re.compile(rf"(?:{_SIGNS})\s?\Z", re.IGNORECASE)
_LONGEST_SIGN = 6  # with the space behind it
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{'|'.join(_COUNTS)})[\s-](?P<part>third|quarter|fourth|fifth|sixth|tenth)"
    r"(?P<many>s\b|\b(?=\s+of\b|\s+(?:more|less|fewer)\b|\s*[.,;)\0]|\s*$))"
    r"|(?P<half>half)\s+(?:of|the)\b"
    r"|(?P<of>one|two|three|four)\s+(?:in|out\s+of)(?:\s+every)?\s+(?P<in>three|four|five|six|ten)\b)",
    re.IGNORECASE,
)
_HUNDRED = 100
_NEARLY = 0.02  # of the whole: 33 % is a third
_CUT_OFF = 0.005  # the share that may be cut off: 218 is 218.2, but 4 is not 4.5
_SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number at `first` up to `last`: as written, what it amounts to, and of what ("" if bare).

    `times` is its magnitude, 0 where it has none in words. `metres` says that "200m" may be so
    many metres rather than millions.
    """

    first: int
    last: int
    number: str
    times: float
    amount: float
    unit: str
    metres: bool = False

    @property
    def is_bare(self) -> bool:
        """Tell whether it is a mere number."""
        return not (self.times or self.unit)

    @property
    def readings(self) -> tuple[tuple[float, str], ...]:
        """What it may amount to, and of what, in units that can be compared."""
        factor, unit = _AS_METRIC.get(self.unit, (1.0, self.unit))
        own = ((self.amount * factor, unit),)
        return (*own, (self.amount / (self.times or 1.0), "m")) if self.metres else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraction:
    """A fraction in words at `first` up to `last`, and its share of the whole."""

    first: int
    last: int
    share: float


def quantities(text: str, spelt: Iterable[int] | None = None) -> Iterator[Quantity]:
    """Yield the numbers of *text* with the magnitude and unit beside them.

    *spelt* are the places of the `numerals.WORDS`, where they are known already.
    """
    last = 0
    for at in _starts(text, spelt):
        if at < last:
            continue
        sign = _SIGN_BEFORE.search(text[max(last, at - _LONGEST_SIGN) : at])
        found = _QUANTITY.match(text, at - len(sign[0]) if sign else at)
        if found is None:
            continue
        last = found.end()
        written = found["number"].lower()
        is_digits = written[0].isdigit()
        number, magnitude = _read(written, (found["times"] or "").lower())
        said = (found["sign"] or found["unit"] or "").lower().rstrip(".")
        unit = _UNIT.get("%" if said.startswith("per") else said, "")
        is_short = magnitude in _SHORT and unit not in _MONEY
        metres = is_short and magnitude == "m" and is_digits
        is_magnitude = not is_short or (not found["gap"] and is_digits)
        if metres and not is_magnitude:
            metres, unit, magnitude = False, "m", ""
        times = _TIMES.get(magnitude, 0.0) if is_magnitude else 0.0
        yield Quantity(
            first=found.start(),
            last=found.end(),
            number=number,
            times=times,
            amount=float(number) * (times or 1.0),
            unit=f"{_power(found['power'])}{unit}",
            metres=metres,
        )


def _starts(text: str, spelt: Iterable[int] | None) -> Iterable[int]:
    if spelt is None:
        return (found.start() for found in _START.finditer(text))
    return sorted((*spelt, *(found.start() for found in _DIGIT.finditer(text))))


def _read(written: str, magnitude: str) -> tuple[str, str]:
    """Give a number in digits, with its magnitude, which may be among its words."""
    if written[0].isdigit():
        return re.sub(r"[,\s]", "", written), magnitude
    words = re.split(r"[\s-]+", written)
    inside = max((w for w in words if w in _LARGE), key=_TIMES.__getitem__, default="")
    return f"{numerals.amount(words) / _TIMES.get(inside, 1.0):.15g}", magnitude or inside


def _power(written: str | None) -> str:
    return {"s": "square ", "c": "cubic "}.get((written or " ")[0].lower(), "")


def bears(wanted: Quantity, other: Quantity, tolerance: float = 0.0) -> bool:
    """Tell whether *other* says *wanted*, give or take *tolerance* as a share of it."""
    return any(
        _is_same(one, its, tolerance, cut_off=wanted.times > 0 and "." not in wanted.number)
        for one in wanted.readings
        for its in other.readings
    )


def _is_same(
    one: tuple[float, str], other: tuple[float, str], tolerance: float, *, cut_off: bool
) -> bool:
    if one[1] != other[1] and one[1] and other[1]:
        return False
    share = max(tolerance, _SAME, _CUT_OFF * (cut_off and other[0] > one[0]))
    return abs(other[0] - one[0]) <= share * one[0]


def fractions(text: str) -> Iterator[Fraction]:
    """Yield the fractions that *text* has in words; "a third lamp" is none."""
    for found in _FRACTION.finditer(text):
        if found["half"]:
            share = 0.5
        elif found["in"]:
            share = _COUNTS[found["of"].lower()] / float(lexicon.NUMBERS[found["in"].lower()])
        else:
            share = _COUNTS[found["count"].lower()] / _PARTS[found["part"].lower()]
        yield Fraction(first=found.start(), last=found.end(), share=share)


def has_share(text: str, share: float) -> bool:
    """Tell whether *text* has a share of a whole, in words or nearly so in percent."""
    if any(abs(each.share - share) < _SAME for each in fractions(text)):
        return True
    percents = (each.amount / _HUNDRED for each in quantities(text) if each.unit == "%")
    return any(abs(each - share) <= _NEARLY for each in percents)
