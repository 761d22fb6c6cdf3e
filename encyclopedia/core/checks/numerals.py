"""English numbers in words, and digits with what multiplies them: "two hundred thousand"."""

from collections.abc import Mapping, Sequence

from encyclopedia.core.checks import lexicon
from encyclopedia.core.checks.spelling import one_of

SCALES: Mapping[str, float] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_ORDINAL = ("th", "first", "second", "third")
_COUNTS = {
    word: int(value)
    for word, value in lexicon.NUMBERS.items()
    if not word.endswith(_ORDINAL) and word not in SCALES
}
WORDS = frozenset((*_COUNTS, *SCALES))
"""The words that make numbers."""

_ANY = one_of(WORDS)
SPELT = rf"(?:{_ANY})(?!\w)(?:[\s-](?:and\s)?(?:{_ANY})(?!\w))*"
"""A number in words, as a part of a pattern that ignores case."""


def amount(parts: Sequence[str]) -> float:
    """Add up the words of a number: "two", "hundred", "thousand", "and", "five"."""
    total = current = 0.0
    for part in parts:
        scale = SCALES.get(part)
        if scale is None:
            current += _COUNTS.get(part, 0)
        elif scale < SCALES["thousand"]:
            current = (current or 1) * scale
        else:
            total += (current or 1) * scale
            current = 0.0
    return total + current


def is_counting(word: str) -> bool:
    """Tell whether a folded word is part of a cardinal number in words."""
    return word in _COUNTS or word in SCALES
