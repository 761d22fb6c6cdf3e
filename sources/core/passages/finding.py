"""Where a quote stands in a text, to the letter or as readers compare."""

from __future__ import annotations

from sources.core import text as texts
from sources.core.passages.parts import code_points, in_order, joined, parts_of
from sources.core.passages.value import Passage, Verdict
from sources.core.text import Prepared


def find(quote: str, prepared: Prepared) -> Passage | None:
    """Find *quote* in a text, letter by letter or else as readers compare; None if absent."""
    parts = parts_of(quote)
    if not any(part.size for part in parts):
        return None
    passage = _exact(quote.strip(), prepared.text)
    if passage:
        return passage
    passage = _normalised((joined(parts).folded,), prepared)
    if passage or len(parts) == 1:
        return passage
    return _normalised(tuple(part.folded for part in parts), prepared)


def _exact(quote: str, text: str) -> Passage | None:
    start = _whole(quote, text, 0)
    if start < 0:
        return None
    end = start + len(quote)
    again = _whole(quote, text, start + 1) >= 0
    return Passage(start=start, end=end, verdict=Verdict.EXACT, ambiguous=again)


def _whole(quote: str, text: str, start: int) -> int:
    """Find *quote* from *start* on, where it cuts no word in two."""
    at = text.find(quote, start) if quote else -1
    while at >= 0 and (texts.is_inside(text, at) or texts.is_inside(text, at + len(quote))):
        at = text.find(quote, at + 1)
    return at


def _normalised(parts: tuple[tuple[str, ...], ...], prepared: Prepared) -> Passage | None:
    span = in_order(parts, prepared, 0)
    if span is None:
        return None
    start, end = code_points(prepared, *span)
    return Passage(
        start=start,
        end=end,
        verdict=Verdict.NORMALISED,
        ambiguous=in_order(parts, prepared, span[0] + 1) is not None,
    )
