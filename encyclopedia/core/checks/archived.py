"""What an archived text says: its words, names, numbers, dates and kinds of thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, count

from rapidfuzz.distance import Indel

from encyclopedia.core.checks import dates, lexicon, numerals
from encyclopedia.core.checks.clocks import Clock, clocks
from encyclopedia.core.checks.kinds import WORDS as KIND_WORDS
from encyclopedia.core.checks.kinds import kinds
from encyclopedia.core.checks.names import acronyms, distinct, unaccented
from encyclopedia.core.checks.offices import offices
from encyclopedia.core.checks.quantities import Quantity, quantities
from encyclopedia.core.remembering import along
from sources.core.text import Prepared, words
from sources.core.vocabulary import root

_NUMBER = re.compile(r"-?(\d[\d.,]*)(?:st|nd|rd|th|s|er|e)?", re.ASCII)
_YEAR = re.compile(r"1[1-9]\d\d|20\d\d", re.ASCII)
_CAPITALS = re.compile(r"\b[A-Z]{2,7}\b")
_STEM = 4
_GROUP = 3  # digits between the spaces of 60 000
_ALIKE = 0.75  # the share of letters, in order, that two spellings of a name have in common
_COUNTED = 5  # words up to what is counted: "six and a half years"
_AROUND = 12  # words around a number that tell what it counts
_FORMS = {
    "": ("s", "es", "ian", "ians", "ese", "ish"),
    "a": ("an", "ans", "ian", "ians"),
    "e": ("ean", "eans", "ian", "ians"),
    "y": ("", "s", "ian", "ians", "ies"),
    "ine": ("inian", "inians"),
}
"""What stands at the end of a name in place of what, in the plural or for what is of a place."""
_OF_A_PLACE = frozenset({"i", "is", "n", "ns", "er", "ers", "ic"})
_NO_NAMES = lexicon.RANKS | lexicon.FUNCTION


def number(folded: str) -> str:
    """Give the number that a folded word is, in digits without thousands separators, or nothing."""
    if folded.isalpha():
        return lexicon.NUMBERS.get(folded, "")
    if found := _NUMBER.fullmatch(folded):
        return found[1].replace(",", "")
    return lexicon.NUMBERS.get(folded, "")


def counted(folded: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield from and up to which word of a text a number stands, "seventy-fifth" as one."""
    values = {word: value for word in frozenset(folded) if (value := number(word))}
    last = 0
    for n in compress(count(), map(values.__contains__, folded)):
        if n < last:
            continue
        last = _end(folded, n, values)
        yield n, last, values[folded[n]] if last == n + 1 else _joined(folded[n:last], values)


def _end(folded: Sequence[str], n: int, values: Mapping[str, str]) -> int:
    """Give up to which word the number goes on that starts with a word."""
    last = n + 1
    if folded[n].isdigit():  # 60 000
        while len(folded[n]) <= _GROUP and folded[last : last + 1] and _is_group(folded[last]):
            last += 1
        return last
    while last < len(folded):
        after = last + (folded[last] == "and" and folded[last - 1] in numerals.SCALES)
        if after >= len(folded) or not _goes_on(folded[last - 1], folded[after], values):
            break
        last = after + 1
    return last


def _is_group(word: str) -> bool:
    return len(word) == _GROUP and word.isdigit()


def _goes_on(one: str, other: str, values: Mapping[str, str]) -> bool:
    """Tell whether two words are parts of one number: seventy-fifth, two hundred, hundred six."""
    if one in lexicon.TENS and other not in numerals.SCALES:
        return other.isalpha() and len(values.get(other, "")) == 1
    is_scaled = one in numerals.SCALES or numerals.is_counting(one)
    return is_scaled and (
        other in numerals.SCALES or (one in numerals.SCALES and numerals.is_counting(other))
    )


def _joined(parts: Sequence[str], values: Mapping[str, str]) -> str:
    if parts[0].isdigit():
        return "".join(parts)
    *before, end = parts
    told = before if numerals.is_counting(end) else [*before, lexicon.CARDINALS.get(end, end)]
    return f"{numerals.amount([*told, end] if numerals.is_counting(end) else told):.0f}"


@dataclass(frozen=True, kw_only=True)
class Archived:
    """An archived text, each view of which is made when first asked for."""

    prepared: Prepared

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of the text."""
        return frozenset(self.prepared.spelt.letters)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the text, those in words too."""
        return frozenset(self._places)

    def has_number(self, value: str) -> bool:
        """Tell whether the text has a number, or one of which it is the whole part."""
        return value in self.numbers or value in self._wholes

    @cached_property
    def _wholes(self) -> frozenset[str]:
        return frozenset(
            n[:at] for n in self.numbers for at, character in enumerate(n) if character == "."
        )

    @cached_property
    def amounts(self) -> tuple[float, ...]:
        """What the numbers of the text amount to."""
        return tuple(map(amount, self.numbers))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The words that are each number, by their own numbers."""
        found: dict[str, list[int]] = {}
        for n, _, value in counted(self.prepared.words.folded):
            found.setdefault(value, []).append(n)
        return found

    def counts(self, value: str, stems: frozenset[str]) -> bool:
        """Tell whether a number stands within a few words of one that has one of *stems*."""
        folded = self.prepared.words.folded
        return any(
            not stems.isdisjoint(map(root, folded[max(0, n - _AROUND) : n + _AROUND + 1]))
            for n in self._places.get(value, ())
        )

    def counts_period(self, period: str, stems: frozenset[str]) -> bool:
        """Tell whether the text counts a *period*, "month", near a word that has one of *stems*."""
        folded = self.prepared.words.folded
        return any(
            not stems.isdisjoint(map(root, folded[max(0, n - _AROUND) : n + _AROUND + 1]))
            for n in self._periods.get(period, ())
        )

    @cached_property
    def _periods(self) -> dict[str, list[int]]:
        """The words that count days, weeks, months or years, by their stems."""
        folded = self.prepared.words.folded
        found: dict[str, list[int]] = {}
        for n in chain.from_iterable(self._places.values()):
            for word in lexicon.PERIODS.intersection(folded[n + 1 : n + _COUNTED]):
                found.setdefault(root(word), []).append(n)
        return found

    def days(self, language: str = "") -> frozenset[tuple[int, int, int]]:
        """Give the years, 0 where none is said, months and days that the text mentions."""
        if language not in self._days:
            self._days[language] = frozenset(
                (mention.year, month, day)
                for mention in dates.mentions(self.prepared.text, language)
                for month, days in mention.readings
                for day in days
            )
        return self._days[language]

    @cached_property
    def _days(self) -> dict[str, frozenset[tuple[int, int, int]]]:
        """The days that were asked for, by language."""
        return {}

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the text mentions."""
        return frozenset(int(value) for value in self.numbers if _YEAR.fullmatch(value))

    @cached_property
    def kinds(self) -> frozenset[tuple[str, str]]:
        """The kinds of thing that the text names."""
        if self.words.isdisjoint(KIND_WORDS):
            return frozenset()
        return frozenset((kind.kind, kind.thing) for kind in kinds(self.prepared.text))

    def names(self, part: str) -> bool:
        """Tell whether the text has a word of a name, or another form of it: Russia, Russian."""
        if part in self.words or not self.words.isdisjoint(lexicon.SAME.get(part, ())):
            return True
        if any(_are_forms(part, other) for other in self._stems.get(part[:_STEM], ())):
            return True
        plain = unaccented(part)
        if plain in self._plain or (plain != part and plain in self.words):
            return True
        return part.endswith("s") and len(part) > _STEM and self.names(part[:-1])

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The accented words of the text without their accents."""
        return frozenset(unaccented(word) for word in self.words if not word.isascii())

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """What the names of the text may be cut short to."""
        return frozenset(acronyms(self.prepared.text))

    @cached_property
    def cut_short(self) -> frozenset[str]:
        """The words of the text that are all in capitals, folded."""
        return frozenset(found[0].lower() for found in _CAPITALS.finditer(self.prepared.text))

    def names_in_full(self, part: str) -> bool:
        """Tell whether the text has a word of a name beside others of it."""
        return part in self._in_full

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """The times of day and times taken that the text has."""
        return tuple(clocks(self.prepared.text))

    @cached_property
    def offices(self) -> dict[str, tuple[frozenset[str], ...]]:
        """The offices that the text names people with, by the last of their names."""
        found: dict[str, tuple[frozenset[str], ...]] = {}
        if self.words.isdisjoint(lexicon.OFFICES):
            return found
        for office in offices(self.prepared.text):
            found[office.holder] = (*found.get(office.holder, ()), office.words)
        return found

    def names_alone(self, part: str) -> bool:
        """Tell whether the text uses a word as a whole name, as reports do after the first time."""
        return part in self._alone

    def alike(self, part: str) -> Iterator[tuple[float, str]]:
        """Yield the words of names that are spelt nearly as *part*, each with how nearly."""
        for other in self._stems.get(part[:_STEM], ()):
            share = Indel.normalized_similarity(part, other)
            if share >= _ALIKE and other not in _NO_NAMES and not _are_forms(part, other):
                yield share, other

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers of the text with their magnitudes and units."""
        prepared = self.prepared
        words = self.words & numerals.WORDS
        spelt = (prepared.words.starts[n] for word in words for n in prepared.numbers(word))
        return tuple(quantities(prepared.text, spelt))

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(parts[0] for parts in self._names if len(parts) == 1)

    @cached_property
    def _in_full(self) -> frozenset[str]:
        return frozenset(part for parts in self._names if len(parts) > 1 for part in parts)

    @cached_property
    def _names(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name, without ranks."""
        found, _ = self._distinct
        return tuple(
            tuple(part for part in self._parts(name) if part not in _NO_NAMES) for name in found
        )

    @cached_property
    def _distinct(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the text, and those that open no sentence."""
        return distinct(self.prepared.text)

    def _parts(self, name: str) -> Sequence[str]:
        """Give the folded words of a name, which are worked out once."""
        known = self._known_parts.get(name)
        if known is None:
            known = self._known_parts[name] = _parts(name)
        return known

    @cached_property
    def _known_parts(self) -> dict[str, Sequence[str]]:
        return {}

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        """The words of names by their first letters."""
        found: dict[str, list[str]] = {}
        for part in {p for name in self._distinct[1] for p in self._parts(name)}:
            found.setdefault(part[:_STEM], []).append(part)
        return found


@along
def archived(prepared: Prepared) -> Archived:
    """Give what a text says, which is worked out once."""
    return Archived(prepared=prepared)


def amount(value: str) -> float:
    """Give what the digits of a number amount to; of several points the first one counts."""
    whole, _, rest = value.partition(".")
    return float(f"{whole}.{rest.replace('.', '')}0")


def _parts(name: str) -> Sequence[str]:
    """Give the folded words of a name."""
    is_plain = name.isascii() and name.replace(" ", "").isalpha()
    return name.lower().split() if is_plain else words(name).folded


def _are_forms(one: str, other: str) -> bool:
    return _is_form(one, other) or _is_form(other, one)


def _is_form(one: str, other: str) -> bool:
    """Tell whether *other* is the plural of a name, or what is of it: Russia, Russian."""
    if one in lexicon.PLACES and other.startswith(one) and other[len(one) :] in _OF_A_PLACE:
        return True
    return any(
        other == one.removesuffix(end) + form
        for end, forms in _FORMS.items()
        if one.endswith(end)
        for form in forms
    )
