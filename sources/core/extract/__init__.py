"""A captured text → its article: what surrounds the article is left out, by rule.

Quotations are found in what is kept; what is left out stays in the capture, and is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sources.core.extract import finding
from sources.core.extract.finding import Removal

VERSION = 1
_BETWEEN = "\n\n"
_ONE_PER_CENT = 0.01

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A captured text and the stretches of it, in code points, that are the article."""

    full: str
    kept: tuple[Range, ...]

    @property
    def text(self) -> str:
        """The article: the kept stretches with a blank line between."""
        return _BETWEEN.join(self.full[start:end] for start, end in self.kept)

    @property
    def removed(self) -> tuple[Range, ...]:
        """The stretches that were left out, without white space around them."""
        return tuple(stretch for _, stretch in self._gaps())

    @property
    def gaps(self) -> tuple[tuple[int, str], ...]:
        """The words that were left out, each with the place in `text` where they stood."""
        return tuple((at, self.full[start:end]) for at, (start, end) in self._gaps())

    @property
    def left_out(self) -> float:
        """The share, 0 to 1, of the characters (white space not counted) that were left out."""
        total = _size(self.full)
        return sum(_size(self.full[start:end]) for start, end in self.removed) / max(total, 1)

    @property
    def left_out_in_words(self) -> str:
        """The same in whole per cents: "59 %"; what is there is never called nothing."""
        share = self.left_out
        return "less than 1 %" if 0 < share < _ONE_PER_CENT else f"{share * 100:.0f} %"

    def _gaps(self) -> Iterator[tuple[int, Range]]:
        before, at, last = 0, 0, len(self.text)
        for start, end in (*self.kept, (len(self.full), len(self.full))):
            begin, finish = _trimmed(self.full, before, start)
            if begin < finish:
                yield min(at, last), (begin, finish)
            before, at = end, at + end - start + len(_BETWEEN)


def _size(words: str) -> int:
    return sum(map(len, words.split()))


def clean(text: str) -> Extracted:
    """Keep the article of a captured *text*; where nothing would be left, all of it is kept."""
    return without(text, explain(text))


def explain(text: str) -> tuple[Removal, ...]:
    """Say what is left out of *text*, in its order: which stretch, and by which rule."""
    return finding.removals(text)


def without(text: str, removals: Iterable[Removal]) -> Extracted:
    """Keep what no removal of *removals* (in order, not overlapping) takes from *text*."""
    kept, at = [], 0
    for removal in removals:
        kept.append((at, removal.start))
        at = removal.end
    kept.append((at, len(text)))
    trimmed = tuple(_trimmed(text, start, end) for start, end in kept)
    filled = tuple((start, end) for start, end in trimmed if start < end)
    return Extracted(full=text, kept=filled or (_trimmed(text, 0, len(text)),))


def _trimmed(text: str, start: int, end: int) -> Range:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return begin, max(begin, start + len(words.rstrip()))
