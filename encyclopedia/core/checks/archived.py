"""What an archived text says: its words, names, numbers, dates and kinds of thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress, count

from rapidfuzz.distance import Indel

from encyclopedia.core.checks import dates, lexicon
from encyclopedia.core.checks.kinds import WORDS as KINDS
from encyclopedia.core.checks.kinds import kinds
from encyclopedia.core.checks.names import Spans, inner, names, spans
from encyclopedia.core.checks.quantities import CARDINALS, Quantity, quantities
from sources.core.text import Prepared, stem, words

_NUMBER = re.compile(r"-?(\d[\d.,]*)(?:st|nd|rd|th|s|er|e)?", re.ASCII)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:this|last|next|coming) (?:morning|evening|week|weekend|month|year))\b",
    re.IGNORECASE,
)
_DAYS = "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday"
_TIMES = frozenset(f"{_DAYS} this last next coming".split())
_STEM = 4
_ALIKE = 0.75  # the share of letters, in order, that two spellings of a name have in common
_AROUND = 12  # words around a number that tell what it counts
_FORMS = {
    "": ("s", "es", "ian", "ians", "ese", "ish"),
    "a": ("an", "ans", "ian", "ians"),
    "e": ("ean", "eans", "ian", "ians"),
    "y": ("", "s", "ian", "ians", "ies"),
    "ine": ("inian", "inians"),
}
"""What stands at the end of a name in place of what, in the plural or for what is of a place."""
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
        following = folded[n + 1 : n + 2] if folded[n] in lexicon.TENS else ()
        unit = next((values.get(word, "") for word in following), "")
        value = values[folded[n]]
        last = n + 2 if len(unit) == 1 else n + 1
        yield n, last, str(int(value) + int(unit)) if len(unit) == 1 else value


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
            not stems.isdisjoint(map(stem, folded[max(0, n - _AROUND) : n + _AROUND + 1]))
            for n in self._places.get(value, ())
        )

    @cached_property
    def days(self) -> frozenset[tuple[int, int]]:
        """The months with the days that the text mentions."""
        return frozenset(
            (mention.month, day)
            for mention in dates.mentions(self.prepared.text)
            for day in mention.days
        )

    @cached_property
    def is_relative(self) -> bool:
        """Tell whether the text tells some day by its own, as in "on Tuesday"."""
        if self.words.isdisjoint(_TIMES):
            return False
        return _RELATIVE.search(self.prepared.text) is not None

    @cached_property
    def kinds(self) -> frozenset[tuple[str, str]]:
        """The kinds of thing that the text names."""
        if self.words.isdisjoint(KINDS):
            return frozenset()
        return frozenset((kind.kind, kind.thing) for kind in kinds(self.prepared.text))

    def names(self, part: str) -> bool:
        """Tell whether the text has a word of a name, or another form of it: Russia, Russian."""
        told = self._told.get(part)
        if told is None:
            told = self._told[part] = self._tells(part)
        return told

    @cached_property
    def _told(self) -> dict[str, bool]:
        """What `names` has said, for an article asks for the same names many a time."""
        return {}

    def _tells(self, part: str) -> bool:
        if part in self.words or not self.words.isdisjoint(lexicon.SAME.get(part, ())):
            return True
        return any(_are_forms(part, other) for other in self._stems.get(part[:_STEM], ()))

    def names_alone(self, part: str) -> bool:
        """Tell whether the text uses a word as a whole name, as reports do after the first time."""
        return part in self._alone

    def alike(self, part: str) -> Iterator[tuple[float, str]]:
        """Yield the words of names that are spelt nearly as *part*, each with how nearly."""
        found = self._likenesses.get(part)
        if found is None:
            found = self._likenesses[part] = tuple(self._like(part))
        yield from found

    @cached_property
    def _likenesses(self) -> dict[str, tuple[tuple[float, str], ...]]:
        """What `alike` has said."""
        return {}

    def _like(self, part: str) -> Iterator[tuple[float, str]]:
        for other in self._stems.get(part[:_STEM], ()):
            share = Indel.normalized_similarity(part, other)
            if share >= _ALIKE and other not in _NO_NAMES and not _are_forms(part, other):
                yield share, other

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers of the text with their magnitudes and units."""
        starts = self.prepared.words.starts
        spelt = [n for word in CARDINALS & self.words for n in self.prepared.numbers(word)]
        return tuple(quantities(self.prepared.text, map(starts.__getitem__, spelt)))

    @cached_property
    def _spans(self) -> Spans:
        return spans(self.prepared.text)

    @cached_property
    def _alone(self) -> frozenset[str]:
        found: set[str] = set()
        text = self.prepared.text
        for name in {text[first:last] for first, last in names(text, found=self._spans)}:
            kept = [part for part in _parts(name) if part not in _NO_NAMES]
            found.update(kept if len(kept) == 1 else ())
        return frozenset(found)

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        """The words of names by their first letters."""
        found: dict[str, list[str]] = {}
        for part in {
            part for name in set(inner(self.prepared.text, self._spans)) for part in _parts(name)
        }:
            found.setdefault(part[:_STEM], []).append(part)
        return found


@lru_cache(maxsize=256)
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


@lru_cache(maxsize=1 << 15)
def _are_forms(one: str, other: str) -> bool:
    return _is_form(one, other) or _is_form(other, one)


def _is_form(one: str, other: str) -> bool:
    """Tell whether *other* is the plural of a name, or what is of it: Russia, Russian."""
    return any(
        other == one.removesuffix(end) + form
        for end, forms in _FORMS.items()
        if one.endswith(end)
        for form in forms
    )
