"""A passage widened by whole words, until its words stand only once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from sources.core import passages
from sources.core.text import Prepared, prepare

MOST_WORDS = 80
"""The number of words and signs by which a passage may grow."""


def lengthen(start: int, end: int, text: str | Prepared) -> tuple[int, int]:
    """Give the passage from code point *start* up to *end*, widened until it stands once.

    It begins and ends with a whole word, and stays in its line where that is enough. Words that
    stand more than once even after MOST_WORDS more are given as long as they were.
    """
    prepared = prepare(text) if isinstance(text, str) else text
    whole = next(_wider(start, end, prepared), (start, end))
    for first, last in _wider(start, end, prepared):
        found = passages.find(prepared.text[first:last], prepared)
        if found is not None and not found.ambiguous:
            return first, last
    return whole


def _wider(start: int, end: int, prepared: Prepared) -> Iterator[tuple[int, int]]:
    """Yield the passage in whole words, then with one more each time, after and before in turn."""
    starts, ends = prepared.words.starts, prepared.words.ends
    first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
    if first > last:
        return
    start, end = min(start, starts[first]), max(end, ends[last])
    yield start, end
    for turn in range(min(MOST_WORDS, len(starts) - (last + 1 - first))):
        sides = []
        if last + 1 < len(starts):
            sides.append((_breaks(prepared.text, end, starts[last + 1]), turn % 2, "after"))
        if first > 0:
            sides.append((_breaks(prepared.text, ends[first - 1], start), 1 - turn % 2, "before"))
        if min(sides)[2] == "after":
            last += 1
            end = ends[last]
        else:
            first -= 1
            start = starts[first]
        yield start, end


def _breaks(text: str, start: int, end: int) -> bool:
    return "\n" in text[start:end]
