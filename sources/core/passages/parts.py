"""A quote in parts, cut at its ellipses, and where such parts stand in order in a text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sources.core import text as texts
from sources.core.text import Prepared

_MOST_SIGNS = 3  # signs of the source where the quote has an ellipsis: they are no words
_AT_THE_ENDS = frozenset(",.;:、，。；：")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a quote between ellipses: folded, where they stand in it, how many they are."""

    folded: tuple[str, ...]
    start: int
    end: int
    size: float


def parts_of(quote: str) -> tuple[Part, ...]:
    """Cut *quote* at its ellipses, without the points and commas at the ends of each part."""
    words = texts.words(quote)
    cuts = (0, *words.gaps, len(words.folded))
    return tuple(
        part for first, last in pairwise(cuts) if (part := _part(quote, words, first, last)).folded
    )


def _part(quote: str, words: texts.Words, first: int, last: int) -> Part:
    while first < last and words.folded[first] in _AT_THE_ENDS:
        first += 1
    while first < last and words.folded[last - 1] in _AT_THE_ENDS:
        last -= 1
    if first == last:
        return Part((), 0, 0, 0)
    start, end = words.starts[first], words.ends[last - 1]
    return Part(words.folded[first:last], start, end, sum(words.wordlike[first:last]) / 2)


def joined(parts: tuple[Part, ...]) -> Part:
    """Take *parts* for one, as if no ellipsis stood between them."""
    folded = tuple(word for part in parts for word in part.folded)
    return Part(folded, parts[0].start, parts[-1].end, sum(part.size for part in parts))


def in_order(
    parts: tuple[tuple[str, ...], ...], prepared: Prepared, first: int, farthest: int = 0
) -> tuple[int, int] | None:
    """Find the words from and up to which *parts* stand in order.

    Between them stand up to *farthest* words, or else nothing but signs.
    """
    head, *rest = parts
    while (first := prepared.find(head, first)) >= 0:
        end = first + len(head)
        for part in rest:
            at = prepared.find(part, end, end + (farthest or _MOST_SIGNS) + len(part))
            if at < 0 or (not farthest and any(prepared.words.wordlike[end:at])):
                break
            end = at + len(part)
        else:
            return first, end
        first += 1
    return None


def code_points(prepared: Prepared, first: int, last: int) -> tuple[int, int]:
    """Give the code points from and up to which the words from *first* up to *last* stand."""
    return prepared.words.starts[first], prepared.words.ends[last - 1]
