"""Where quoted words stand in the text of a source, and what of them does not."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, Protocol

from sources.core import differences
from sources.core import text as texts
from sources.core.differences import Change as Change
from sources.core.differences import Kind as Kind
from sources.core.nearest import Near, nearest
from sources.core.text import Prepared as Prepared
from sources.core.text import prepare as prepare

NEAR = 0.5
"""The similarity from which the nearest passage is what the quote altered; below, it is absent."""

FARTHEST = 100
"""The number of words that an ellipsis of the quote may leave out of a passage it altered."""

AROUND = 32
"""The number of code points that a selector gives before and after the quoted words."""

_FEWEST_WORDS = 3  # of a quote that may be altered; two characters without spaces count as one
_LONGEST_GAP = 12  # words left out that are shown whole
_SHOWN = 5  # words shown at each end of a longer gap
_MOST_SIGNS = 3  # signs of the source where the quote has an ellipsis: they are no words
_AT_THE_ENDS = frozenset(",.;:、，。；：")


class Verdict(StrEnum):
    """How far a quote is what a text says."""

    EXACT = "exact"
    NORMALISED = "normalised"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of a text from code point `start` up to `end`, which a quote was found to be.

    "normalised" says that only case, white space, dashes, ellipses, brackets, quotation marks
    or Unicode form differ; `ambiguous`, that the quote stands more than once and this is the
    first place.
    """

    start: int
    end: int
    verdict: Verdict
    ambiguous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A quote's place in a text, from code point `start` up to `end`; both are 0 if absent.

    `similarity` is the share of letters that agree in words, 0 to 1, and for an absent quote
    that of the nearest passage, or 0 where that was not asked for. `changes` lead from the
    passage's words to an altered quote's; the words that its own ellipsis omits are missing ones,
    and of many only the first and last.
    """

    verdict: Verdict
    start: int = 0
    end: int = 0
    ambiguous: bool = False
    similarity: float = 0.0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A passage's words with what stands before and after, cut between words."""

    before: str
    words: str
    after: str


class Span(Protocol):
    """A place in a text, in code points."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a quote between ellipses: folded, where they stand in it, how many they are."""

    folded: tuple[str, ...]
    start: int
    end: int
    size: float


def verify(quote: str, text: str | Prepared, at_least: float = 0.0) -> Pin:
    """Say where *quote* stands in *text*, or else which passage it altered, and how.

    Passages less similar than *at_least* may be passed over, which saves most of the search.

    An ellipsis in the quote is an ellipsis of the text or nothing: where it leaves out words, be
    they a mere "not", the quote altered the text. A quote of one or two words is there or
    absent, for there is no telling what it altered; one without any word is absent.
    """
    prepared = _prepared(text)
    passage = _found(quote, prepared)
    if passage is None:
        return _altered(quote, prepared, at_least)
    return Pin(
        verdict=passage.verdict,
        start=passage.start,
        end=passage.end,
        ambiguous=passage.ambiguous,
        similarity=1.0,
    )


def find(quote: str, text: str | Prepared) -> Passage | None:
    """Find *quote* in *text*, letter by letter or else as readers compare; None if absent."""
    return _found(quote, _prepared(text))


def find_all(quotes: Iterable[str], text: str | Prepared) -> tuple[Passage | None, ...]:
    """Find each of *quotes* in *text*, which is prepared at most once."""
    prepared = _prepared(text)
    return tuple(_found(quote, prepared) for quote in quotes)


def context(text: str, passage: Span, around: int = 300) -> Context:
    """Give *passage* with up to *around* characters of *text* on each side."""
    begin, end = max(0, passage.start - around), passage.end + around
    before, after = text[begin : passage.start], text[passage.end : end]
    if begin > 0 and not text[begin - 1].isspace():
        before = _without_first_word(before)
    if end < len(text) and not text[end].isspace():
        after = _without_first_word(after[::-1])[::-1]
    return Context(before=before, words=text[passage.start : passage.end], after=after)


def excerpt(text: str, passage: Span, around: int = 300) -> Context:
    """Give the context of *passage*, with an ellipsis where *text* goes on beyond it."""
    found = context(text, passage, around)
    begins, ends = passage.start - len(found.before), passage.end + len(found.after)
    opens, closes = ("…" if rest.strip() else "" for rest in (text[:begins], text[ends:]))
    return Context(
        before=f"{opens}{found.before.lstrip()}",
        words=found.words,
        after=f"{found.after.rstrip()}{closes}",
    )


def anchor(words: str) -> str:
    """Name the place where *words* of an archived text stand, on the page of their source.

    It follows from the words alone, so whoever quotes them can link to them.
    """
    return f"p-{hashlib.sha256(' '.join(words.split()).encode()).hexdigest()[:8]}"


def selectors(pin: Span, text: str, sha256: str) -> dict[str, Any]:
    """Give the place of *pin* in *text* as a resource of the W3C Web Annotation model, section 4.

    The source is the snapshot by its hash; positions are code points of *text*. A pin without
    words gives an empty dict.
    """
    if pin.start == pin.end:
        return {}
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[pin.start : pin.end],
        "prefix": text[max(0, pin.start - AROUND) : pin.start],
        "suffix": text[pin.end : pin.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": pin.start, "end": pin.end}
    return {
        "type": "SpecificResource",
        "source": f"urn:sha256:{sha256}",
        "selector": [quote, position],
    }


def _prepared(text: str | Prepared) -> Prepared:
    return prepare(text) if isinstance(text, str) else text


def _without_first_word(text: str) -> str:
    """Drop a word cut in two; a script without spaces has none to cut at, so it stays."""
    cut = next((i for i, character in enumerate(text) if character.isspace()), 0)
    return text[cut:]


def _found(quote: str, prepared: Prepared) -> Passage | None:
    parts = _parts(quote)
    if not any(part.size for part in parts):
        return None
    passage = _exact(quote.strip(), prepared.text)
    if passage:
        return passage
    passage = _normalised((_joined(parts).folded,), prepared)
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


def _parts(quote: str) -> tuple[_Part, ...]:
    """Cut *quote* at its ellipses, without the points and commas at the ends of each part."""
    words = texts.words(quote)
    cuts = (0, *words.gaps, len(words.folded))
    return tuple(
        part for first, last in pairwise(cuts) if (part := _part(quote, words, first, last)).folded
    )


def _part(quote: str, words: texts.Words, first: int, last: int) -> _Part:
    while first < last and words.folded[first] in _AT_THE_ENDS:
        first += 1
    while first < last and words.folded[last - 1] in _AT_THE_ENDS:
        last -= 1
    if first == last:
        return _Part((), 0, 0, 0)
    start, end = words.starts[first], words.ends[last - 1]
    return _Part(words.folded[first:last], start, end, sum(words.wordlike[first:last]) / 2)


def _normalised(parts: tuple[tuple[str, ...], ...], prepared: Prepared) -> Passage | None:
    span = _in_order(parts, prepared, 0)
    if span is None:
        return None
    start, end = _span(prepared, *span)
    return Passage(
        start=start,
        end=end,
        verdict=Verdict.NORMALISED,
        ambiguous=_in_order(parts, prepared, span[0] + 1) is not None,
    )


def _in_order(
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


def _altered(quote: str, prepared: Prepared, at_least: float) -> Pin:
    parts = _parts(quote)
    pins = [Pin(verdict=Verdict.ABSENT)]
    if any(part.size for part in parts):
        pins.append(_nearest((_joined(parts),), quote, prepared, at_least))
    if len(parts) > 1:
        pins.append(_nearest(parts, quote, prepared))
    best = max(pins, key=lambda pin: pin.similarity)
    if best.similarity < NEAR:
        return Pin(verdict=Verdict.ABSENT, similarity=best.similarity)
    return best


def _joined(parts: tuple[_Part, ...]) -> _Part:
    folded = tuple(word for part in parts for word in part.folded)
    return _Part(folded, parts[0].start, parts[-1].end, sum(part.size for part in parts))


def _nearest(
    parts: tuple[_Part, ...], quote: str, prepared: Prepared, at_least: float = 0.0
) -> Pin:
    """Pin each of *parts* to the passage nearest to it, one after the other."""
    whole = _in_order(tuple(part.folded for part in parts), prepared, 0, FARTHEST)
    nears: list[Near] = []
    changes: list[Change] = []
    for part in parts:
        begin = whole[0] if whole else None
        near = _near(part, prepared, nears[-1].last if nears else begin, at_least)
        if near is None:
            return Pin(verdict=Verdict.ABSENT)
        changes += _left_out(prepared, nears[-1].last, near.first) if nears else ()
        nears.append(near)
        start, end = _span(prepared, near.first, near.last)
        changes += differences.compare(prepared.text[start:end], quote[part.start : part.end])
    start, end = _span(prepared, nears[0].first, nears[-1].last)
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
        start, end = _span(prepared, first, last)
        return (Change(Kind.MISSING, prepared.text[start:end]),)
    start, cut = _span(prepared, first, first + _SHOWN)
    again, end = _span(prepared, last - _SHOWN, last)
    return (Change(Kind.MISSING, f"{prepared.text[start:cut]} … {prepared.text[again:end]}"),)


def _near(part: _Part, prepared: Prepared, after: int | None, at_least: float) -> Near | None:
    first, last = (0, None) if after is None else (after, after + FARTHEST + len(part.folded))
    at = prepared.find(part.folded, first, last)
    if at >= 0:
        return Near(first=at, last=at + len(part.folded), similarity=1.0)
    if part.size < _FEWEST_WORDS:
        return None
    return nearest(part.folded, prepared, first, last, at_least)


def _span(prepared: Prepared, first: int, last: int) -> tuple[int, int]:
    return prepared.words.starts[first], prepared.words.ends[last - 1]
