"""Words of an article found again after it changed: by what they say and what stood around them.

A selector as in https://www.w3.org/TR/annotation-model/#text-quote-selector, over the words that
readers read: a citation added to a sentence does not change them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from encyclopedia.core.reading import Place
from sources.core import passages
from sources.core.passages import Verdict

AROUND = 60
"""The number of characters kept on each side of the words."""

_TELLING = 12  # characters of surroundings that tell one place from another
_LONG = 24  # characters that hardly stand in two places by chance
_EDGE = 16  # characters next to the words by which what replaced them is known
_GROWTH = 3  # how many times as long as the words what replaced them may be
_ROOM = 40  # characters that it may be longer in any case


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of a text with what stands before and after them."""

    words: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where anchored words stand now, in code points of the text of `place`.

    `altered` tells that other words stand where they stood.
    """

    place: Place
    start: int
    end: int
    altered: bool = False


def anchor(text: str, start: int, end: int) -> Anchor:
    """Anchor the words of *text* from code point *start* up to *end*."""
    return Anchor(
        words=text[start:end],
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
    )


def texts(sentences: Iterable[tuple[Place, str]]) -> dict[Place, str]:
    """Join the *sentences* of each place, in their order, by a space."""
    found: dict[Place, list[str]] = {}
    for place, text in sentences:
        found.setdefault(place, []).append(text)
    return {place: " ".join(each) for place, each in found.items()}


def spans(sentences: Iterable[tuple[Place, str]]) -> Iterator[tuple[int, int]]:
    """Give the start and the end of each of *sentences* in what `texts` makes of its place."""
    ends: dict[Place, int] = {}
    for place, text in sentences:
        start = ends[place] + 1 if place in ends else 0
        ends[place] = start + len(text)
        yield start, ends[place]


def find(wanted: Anchor, place: Place, texts: Mapping[Place, str]) -> Found | None:
    """Find the words *wanted*, which stood at *place*, in *texts*; None where they are gone.

    They are looked for there, then in all other places, where their surroundings or their length
    must tell them; last comes what replaced them at their own place.
    """
    own = texts.get(place, "")
    starts = list(_starts(wanted.words, own))
    if starts:
        best = max(starts, key=lambda start: _agreement(wanted, own, start))
        return Found(place=place, start=best, end=best + len(wanted.words))
    return _elsewhere(wanted, place, texts) or _replaced(wanted, place, own)


def _starts(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _agreement(wanted: Anchor, text: str, start: int) -> int:
    """Count the characters around the words at *start* that are as they were."""
    before, after = text[:start], text[start + len(wanted.words) :]
    return _shared(wanted.prefix[::-1], before[::-1]) + _shared(wanted.suffix, after)


def _shared(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _elsewhere(wanted: Anchor, place: Place, texts: Mapping[Place, str]) -> Found | None:
    found = (
        (_agreement(wanted, text, start), other, start)
        for other, text in texts.items()
        if other != place
        for start in _starts(wanted.words, text)
    )
    agreed, other, start = max(found, key=lambda each: each[0], default=(-1, place, 0))
    if agreed < 0 or (agreed < _TELLING and len(wanted.words) < _LONG):
        return None
    return Found(place=other, start=start, end=start + len(wanted.words))


def _replaced(wanted: Anchor, place: Place, text: str) -> Found | None:
    """Find what stands between the old surroundings, else the passage nearest to the words."""
    span = _between(wanted, text)
    if span is None:
        pin = passages.verify(wanted.words, text)
        if pin.verdict is Verdict.ABSENT:
            return None
        span = pin.start, pin.end
    return Found(place=place, start=span[0], end=span[1], altered=True) if span[1] else None


def _between(wanted: Anchor, text: str) -> tuple[int, int] | None:
    """Find the words between the old surroundings: (0, 0) where none are left between them.

    One side may be the beginning or the end of the text, as it was.
    """
    before, after = wanted.prefix[-_EDGE:], wanted.suffix[:_EDGE]
    tells = [len(side.strip()) >= _TELLING for side in (before, after)]
    if not any(tells):
        return None
    start = _after(before, text) if tells[0] else _at_the_start(wanted, text)
    if start < 0:
        return None
    end = text.find(after, start) if tells[1] else _at_the_end(wanted, text, start)
    if end < 0 or end - start > _GROWTH * len(wanted.words) + _ROOM:
        return None
    return (start, end) if text[start:end].strip() else (0, 0)


def _after(before: str, text: str) -> int:
    at = text.find(before)
    return at + len(before) if at >= 0 else -1


def _at_the_start(wanted: Anchor, text: str) -> int:
    began = len(wanted.prefix) < AROUND and text.startswith(wanted.prefix)
    return len(wanted.prefix) if began else -1


def _at_the_end(wanted: Anchor, text: str, start: int) -> int:
    end = len(text) - len(wanted.suffix)
    ended = len(wanted.suffix) < AROUND and text.endswith(wanted.suffix) and end >= start
    return end if ended else -1
