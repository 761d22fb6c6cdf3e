"""Which passage of a text a quote altered, and how."""

from __future__ import annotations

from sources.core import differences
from sources.core.differences import Change, Kind
from sources.core.nearest import Near, nearest
from sources.core.passages.parts import Part, code_points, in_order, joined, parts_of
from sources.core.passages.value import Pin, Verdict
from sources.core.text import Prepared

NEAR = 0.5
"""The similarity from which the nearest passage is what the quote altered; below, it is absent."""

FARTHEST = 100
"""The number of words that an ellipsis of the quote may leave out of a passage it altered."""

_FEWEST_WORDS = 3  # of a quote that may be altered; two characters without spaces count as one
_LONGEST_GAP = 12  # words left out that are shown whole
_SHOWN = 5  # words shown at each end of a longer gap


def pin(quote: str, prepared: Prepared, at_least: float) -> Pin:
    """Pin *quote* to the passage of a text that it altered most likely, if any is near."""
    parts = parts_of(quote)
    pins = [Pin(verdict=Verdict.ABSENT)]
    if any(part.size for part in parts):
        pins.append(_nearest((joined(parts),), quote, prepared, at_least))
    if len(parts) > 1:
        pins.append(_nearest(parts, quote, prepared))
    best = max(pins, key=lambda pin: pin.similarity)
    if best.similarity < NEAR:
        return Pin(verdict=Verdict.ABSENT, similarity=best.similarity)
    return best


def _nearest(parts: tuple[Part, ...], quote: str, prepared: Prepared, at_least: float = 0.0) -> Pin:
    """Pin each of *parts* to the passage nearest to it, one after the other."""
    whole = in_order(tuple(part.folded for part in parts), prepared, 0, FARTHEST)
    nears: list[Near] = []
    changes: list[Change] = []
    for part in parts:
        begin = whole[0] if whole else None
        near = _near(part, prepared, nears[-1].last if nears else begin, at_least)
        if near is None:
            return Pin(verdict=Verdict.ABSENT)
        changes += _left_out(prepared, nears[-1].last, near.first) if nears else ()
        nears.append(near)
        start, end = code_points(prepared, near.first, near.last)
        changes += differences.compare(prepared.text[start:end], quote[part.start : part.end])
    start, end = code_points(prepared, nears[0].first, nears[-1].last)
    letters = [sum(map(len, part.folded)) for part in parts]
    agreed = sum(near.similarity * each for near, each in zip(nears, letters, strict=True))
    return Pin(
        verdict=Verdict.ALTERED,
        start=start,
        end=end,
        similarity=agreed / sum(letters),
        changes=tuple(changes),
    )


def _left_out(prepared: Prepared, first: int, last: int) -> tuple[Change, ...]:
    """Tell the words that an ellipsis leaves out; of very many only the first and last."""
    if not any(prepared.words.wordlike[first:last]):
        return ()
    if last - first <= _LONGEST_GAP:
        start, end = code_points(prepared, first, last)
        return (Change(Kind.MISSING, prepared.text[start:end]),)
    start, cut = code_points(prepared, first, first + _SHOWN)
    again, end = code_points(prepared, last - _SHOWN, last)
    return (Change(Kind.MISSING, f"{prepared.text[start:cut]} … {prepared.text[again:end]}"),)


def _near(part: Part, prepared: Prepared, after: int | None, at_least: float) -> Near | None:
    first, last = (0, None) if after is None else (after, after + FARTHEST + len(part.folded))
    at = prepared.find(part.folded, first, last)
    if at >= 0:
        return Near(first=at, last=at + len(part.folded), similarity=1.0)
    if part.size < _FEWEST_WORDS:
        return None
    return nearest(part.folded, prepared, first, last, at_least)
