"""The pages of a captured text, and the number that is printed on each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from sources.core.extract import Extracted

BORDER: Final = "\f"
"""What parts the pages of a text, as programs that write PDFs as text do it too."""

_NUMBER: Final = re.compile(r"(?<![\d.,])\d{1,4}(?![\d,]|\.\d)")
_LONGEST_HEAD: Final = 200
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """Where pages begin in the article of a capture, in code points, and the number of each."""

    starts: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> str:
        """Give the locator of a passage: "p. 12", "pp. 12–13", or nothing where no page is told."""
        first, last = self._number(start), self._number(max(start, end - 1))
        if not first or not last:
            return ""
        return f"p. {first}" if first == last else f"pp. {first}–{last}"

    def in_utf_16(self, text: str) -> list[tuple[int, int]]:
        """Give where each page of *text* begins, as scripts count characters, and its number."""
        lengths = (
            len(text[start:end].encode("utf-16-le")) // 2
            for start, end in pairwise((0, *self.starts))
        )
        return list(zip(accumulate(lengths), self.numbers, strict=True))

    def _number(self, at: int) -> int:
        found = bisect_right(self.starts, at) - 1
        return self.numbers[found] if found >= 0 else 0


def read(extracted: Extracted) -> Leaves:
    """Find the pages of *extracted*; a text without borders has none."""
    if BORDER not in extracted.full:
        return Leaves()
    pages = extracted.full.split(BORDER)
    shift = _shift(pages)
    borders = tuple(accumulate(len(page) + 1 for page in pages[:-1]))
    found = tuple(_starts(extracted, borders))
    return Leaves(
        starts=tuple(start for start, _ in found),
        numbers=tuple(max(0, number + 1 + shift) for _, number in found),
    )


def _starts(extracted: Extracted, borders: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the kept part of each page begins in the article, with the place of the page."""
    at = 0
    for start, end in extracted.kept:
        first, last = bisect_right(borders, start), bisect_right(borders, end - 1)
        yield at, first
        yield from ((at + borders[n] - start, n + 1) for n in range(first, last))
        at += end - start + 2


def _shift(pages: list[str]) -> int:
    """Give by how much the printed numbers are ahead of the pages, where most pages print one."""
    found = Counter(
        shift
        for place, page in enumerate(pages, start=1)
        for shift in {number - place for number in _printed(page)}
    )
    if not found:
        return 0
    shift, count = max(found.items(), key=lambda each: (each[1], -abs(each[0])))
    return shift if count >= max(_FEWEST, len(pages) / 2) else 0


def _printed(page: str) -> Iterator[int]:
    """Yield the numbers in the first and the last line of *page*."""
    lines = [line for line in page.split("\n") if line.strip()]
    for line in lines[:1] + lines[-1:]:
        if len(line) <= _LONGEST_HEAD:
            yield from (int(found[0]) for found in _NUMBER.finditer(line))
