"""The passage of a text that comes nearest to words that do not stand in it.

The rare words of the quote point at a few windows of the text, whatever its length; in each the
words are aligned, by their stems, and the best run is cut out. All is counted in letters, so
that "of the" in both says little.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop
from itertools import repeat

from rapidfuzz.distance import Indel

from sources.core.text import Prepared, is_apostrophe, stem

MOST_ANCHORS = 400
"""The number of places in a text that a quote's rarest word may point at."""

_ENOUGH = 120  # places after which a further word, which is more frequent, tells little more

_MOST_WINDOWS = 4
_SLACK = 4  # words looked at beyond a window
_TRIM = 0.6  # how much a letter of the source that the quote lacks costs one that it has
_LONGEST_MEND = 2  # words at an end of the quote that may stand for as many of the source
_STOPS = frozenset(".!?。！？")
_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The words from number `first` up to `last`; `similarity` is the share of letters, 0 to 1.

    It is twice the letters of the words that stand in both, in order, by the letters of both.
    """

    first: int
    last: int
    similarity: float


@dataclass(frozen=True, slots=True)
class _Match:
    word: int
    wanted: int
    letters: int
    is_word: bool


def nearest(
    wanted: Sequence[str],
    prepared: Prepared,
    first: int = 0,
    last: int | None = None,
    at_least: float = 0.0,
) -> Near | None:
    """Find where folded words most like *wanted* stand between two words; None if none do.

    Of equally near places it is the first. Those less similar than *at_least* may be passed over.
    """
    stems = tuple(map(stem, wanted))
    end = len(prepared.words.folded) if last is None else min(last, len(prepared.words.folded))
    bound = _Bound(wanted, stems, prepared)
    if bound.of_text < at_least:
        return None
    anchors = _anchors(stems, prepared, first, end)
    bound.learn(anchors)
    best: Near | None = None
    for low, high in _windows(anchors, stems, first, end):
        if bound.of(low, high) < max(at_least, best.similarity if best else 0.0):
            continue
        near = _cut_out(wanted, stems, prepared, low, high)
        if near and (
            best is None or (near.similarity, -near.first) > (best.similarity, -best.first)
        ):
            best = near
    return best


class _Bound:
    """The similarity that no run of a stretch of the text can exceed, by the words it has.

    A run that has *agreed* letters of the quote has no fewer of its own.
    """

    def __init__(self, wanted: Sequence[str], stems: Sequence[str], prepared: Prepared) -> None:
        self._letters = [
            len(word) if not each.isalnum() or prepared.count(each) else 0
            for word, each in zip(wanted, stems, strict=True)
        ]
        self._whole = sum(map(len, wanted))
        self._loose = sum(self._letters)
        self._anchors: list[tuple[int, int]] = []

    @property
    def of_text(self) -> float:
        """The bound of the whole text."""
        return self._similarity(self._loose)

    def learn(self, anchors: list[tuple[int, int]]) -> None:
        """Learn where words of the quote stand; of the others it is not known."""
        self._anchors = anchors
        self._loose -= sum(self._letters[number] for number in {n for _, n in anchors})

    def of(self, low: int, high: int) -> float:
        """Give the bound between two words."""
        first = bisect_left(self._anchors, (low, 0))
        last = bisect_left(self._anchors, (high, 0))
        numbers = {number for _, number in self._anchors[first:last]}
        return self._similarity(self._loose + sum(map(self._letters.__getitem__, numbers)))

    def _similarity(self, agreed: int) -> float:
        return 2 * agreed / (agreed + self._whole) if agreed else 0.0


def _anchors(
    stems: Sequence[str], prepared: Prepared, first: int, end: int
) -> list[tuple[int, int]]:
    """Pair the places of the rarest words with their numbers in the quote, in reading order."""
    numbers: dict[str, int] = {}
    for number, each in enumerate(stems):
        if each.isalnum():
            numbers.setdefault(each, number)
    counts = {each: count for each in numbers if (count := prepared.count(each))}
    rarest = sorted(counts, key=lambda each: (counts[each], numbers[each]))
    anchors: list[tuple[int, int]] = []
    for each in rarest:
        if anchors and len(anchors) + counts[each] > _ENOUGH:
            break
        places = prepared.places(each, MOST_ANCHORS)
        number = numbers[each]
        if first or end < len(prepared.words.folded):
            places = places[bisect_left(places, first) : bisect_left(places, end)]
        anchors += zip(places, repeat(number), strict=False)
    return sorted(anchors)


def _windows(
    anchors: Sequence[tuple[int, int]], stems: Sequence[str], first: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the ranges where most letters of the quote are pointed at, each no more than once."""
    span = len(stems) + len(stems) // 2 + _SLACK
    letters = [len(each) for each in stems]
    counts = [0] * len(stems)
    low = weight = 0
    heaped: list[tuple[int, int, int]] = []
    for high, (at, number) in enumerate(anchors):
        is_more = not counts[number]
        if is_more:
            weight += letters[number]
        counts[number] += 1
        while anchors[low][0] <= at - span:
            is_more = True
            left = anchors[low][1]
            counts[left] -= 1
            if not counts[left]:
                weight -= letters[left]
            low += 1
        if is_more:  # or else it is longer than the one before, and no better
            heaped.append((-weight, low, high))
    taken: list[tuple[int, int]] = []
    heapify(heaped)
    while heaped and len(taken) < _MOST_WINDOWS:
        _, low, high = heappop(heaped)
        begin = max(first, anchors[low][0] - anchors[low][1] - _SLACK)
        close = min(end, anchors[high][0] + len(stems) - anchors[high][1] + _SLACK)
        if all(high < a or b < low for a, b in taken):
            taken.append((low, high))
            yield begin, close


def _cut_out(
    wanted: Sequence[str], stems: Sequence[str], prepared: Prepared, low: int, high: int
) -> Near | None:
    matches = _best_run(tuple(_aligned(wanted, stems, prepared, low, high)), prepared.words.folded)
    while matches and not matches[0].is_word:
        matches = matches[1:]
    while matches and not matches[-1].is_word:
        matches = matches[:-1]
    if len(matches) < _PAIR:
        return None
    before, after = matches[0].wanted, len(wanted) - 1 - matches[-1].wanted
    first = _whole(prepared, _lengthened(prepared, matches[0].word, -1, before, low), -1)
    last = _whole(prepared, _lengthened(prepared, matches[-1].word, 1, after, high - 1), 1) + 1
    letters = sum(map(len, prepared.words.folded[first:last])) + sum(map(len, wanted))
    agreed = sum(match.letters for match in matches)
    return Near(first=first, last=last, similarity=2 * agreed / letters)


def _aligned(
    wanted: Sequence[str], stems: Sequence[str], prepared: Prepared, low: int, high: int
) -> Iterator[_Match]:
    """Yield the words that have one stem, in the order of both."""
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(each, len(numbers)) for each in prepared.stems[low:high]]
    b = [numbers.setdefault(each, len(numbers)) for each in stems]
    for code in Indel.opcodes(a, b):
        if code.tag == "equal":
            for step in range(code.src_end - code.src_start):
                word, number = low + code.src_start + step, code.dest_start + step
                shared = min(len(prepared.words.folded[word]), len(wanted[number]))
                yield _Match(word, number, shared, prepared.words.wordlike[word] > 0)


def _best_run(matches: Sequence[_Match], folded: Sequence[str]) -> Sequence[_Match]:
    """Drop stray matches at both ends, so that what is left is worth its length."""
    worth = most = 0.0
    begin, best = 0, slice(0)
    for number, match in enumerate(matches):
        gap = _TRIM * sum(map(len, folded[matches[number - 1].word + 1 : match.word]))
        if number == 0 or worth <= gap:
            worth, gap, begin = 0.0, 0.0, number
        worth += 2 * match.letters - _TRIM * len(folded[match.word]) - gap
        if worth > most:
            most, best = worth, slice(begin, number + 1)
    return matches[best]


def _lengthened(prepared: Prepared, word: int, step: int, missing: int, limit: int) -> int:
    """Take in the words at an end that one or two words of the quote stand in place of."""
    if missing > _LONGEST_MEND:
        return word
    for _ in range(missing):
        if word == limit or prepared.words.folded[word + step] in _STOPS:
            break
        if "\n" in _between(prepared, word, step):
            break
        word += step
    return word


def _whole(prepared: Prepared, word: int, step: int) -> int:
    """Take in the rest of a word that an apostrophe parts."""
    while is_apostrophe(_between(prepared, word, step)):
        word += step
    return word


def _between(prepared: Prepared, word: int, step: int) -> str:
    """Give what stands between a word and the one beside it; a line break at either end."""
    left, right = sorted((word, word + step))
    if left < 0 or right == len(prepared.words.folded):
        return "\n"
    return prepared.text[prepared.words.ends[left] : prepared.words.starts[right]]
