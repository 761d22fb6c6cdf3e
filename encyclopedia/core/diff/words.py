"""Two texts compared word by word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rapidfuzz.distance import Indel

from encyclopedia.core.diff import tokens

MOST_TOKENS = 200_000
"""The number of words on both sides together above which texts are not compared by word."""

_MOST_CELLS = 800_000_000  # bits of rapidfuzz's matrix: 100 MB and a quarter of a second
_BIG = 3  # words that a change must have for a slight word beside it to be noise


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one fate; `whole` marks texts too large to compare by word."""

    kind: Kind
    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a text, the letters in them, and how often each stands."""

    words: tuple[str, ...]
    letters: int
    counts: Counter[str]


@dataclass(slots=True)
class _Step:
    """Pieces that stay (`new` is `old`), or those that go and those that come in their place."""

    same: bool
    old: list[str]
    new: list[str]

    def take(self, other: "_Step") -> None:
        """Lengthen this step by the one that follows it."""
        self.old += other.old
        self.new += other.new


def compare(old: str, new: str) -> tuple[Run, ...]:
    """Say what stayed, went and came between *old* and *new*.

    The same and deleted runs joined give *old*, the same and inserted runs give *new*. A deletion
    stands before the insertion that replaces it.
    """
    if old == new:
        return (Run(Kind.SAME, old),) if old else ()
    a, b = tokens.read(old), tokens.read(new)
    head, tail = _agreement(a, b)
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    whole = not _feasible(inner_a, inner_b)
    steps = [_Step(same=False, old=inner_a, new=inner_b)] if whole else _steps(inner_a, inner_b)
    steps = [
        _Step(same=True, old=a[:head], new=a[:head]),
        *steps,
        _Step(same=True, old=a[len(a) - tail :], new=a[len(a) - tail :]),
    ]
    return _runs(_slid(_coalesced(steps)), whole=whole)


def similarity(old: str, new: str) -> float:
    """Give the share of *old* and *new* that agrees: 0 to 1, by letters of words in order."""
    return alike(bag(tokens.read(old)), bag(tokens.read(new)))


def bag(pieces: Iterable[str]) -> Bag:
    """Count the words of *pieces*, white space left out."""
    words = tuple(word for piece in pieces if (word := piece.strip()))
    return Bag(words, sum(map(len, words)), Counter(words))


def alike(old: Bag, new: Bag, least: float = 0.0) -> float:
    """Give the similarity of two texts; 0.0 at once where it is sure to be below *least*."""
    total = old.letters + new.letters
    if not total:
        return 1.0
    if 2 * min(old.letters, new.letters) <= least * total:
        return 0.0
    shared = old.counts & new.counts
    bound = 2 * sum(len(word) * count for word, count in shared.items()) / total
    if bound <= least or not _feasible(old.words, new.words):
        return 0.0 if bound <= least else bound
    codes = Indel.opcodes(old.words, new.words)
    agreed = (old.words[code.src_start : code.src_end] for code in codes if code.tag == "equal")
    return 2 * sum(map(_letters, agreed)) / total


def _letters(pieces: Sequence[str]) -> int:
    return sum(map(len, pieces))


def _feasible(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) + len(b) <= MOST_TOKENS and len(a) * len(b) <= _MOST_CELLS


def _agreement(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """Count the pieces that *a* and *b* share at the start, and then at the end."""
    most = min(len(a), len(b))
    head = 0
    while head < most and a[head] == b[head]:
        head += 1
    most -= head
    tail = 0
    while tail < most and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return head, tail


def _steps(a: list[str], b: list[str]) -> Iterator[_Step]:
    for code in Indel.opcodes(a, b):
        old, new = a[code.src_start : code.src_end], b[code.dest_start : code.dest_end]
        yield _Step(same=code.tag == "equal", old=old, new=new)


def _coalesced(steps: Iterable[_Step]) -> list[_Step]:
    """Join neighbouring changes, and let big ones swallow a slight word between them."""
    result: list[_Step] = []
    refined = (part for step in _alternating(steps) for part in _refined(step))
    for step in _alternating(refined):
        if not step.same and len(result) > 1 and _is_noise(result[-2], result[-1], step):
            noise = result.pop()
            for swallowed in (noise, step):
                result[-1].take(swallowed)
        else:
            result.append(step)
    return result


def _alternating(steps: Iterable[_Step]) -> list[_Step]:
    result: list[_Step] = []
    for step in steps:
        if not step.old and not step.new:
            continue
        if result and result[-1].same == step.same:
            result[-1].take(step)
        else:
            result.append(_Step(same=step.same, old=list(step.old), new=list(step.new)))
    return result


def _refined(step: _Step) -> Iterator[_Step]:
    """Find the words in a change that differ by the space after them alone."""
    if step.same or not step.old or not step.new:
        yield step
        return
    old, new = _bare_or_blank(step.old), _bare_or_blank(step.new)
    if not set(old) & set(new) or not _feasible(old, new):
        yield step
        return
    i = j = 0
    spaces: tuple[list[str], list[str]] = ([], [])
    for code in Indel.opcodes(old, new):
        if code.tag != "equal":
            continue
        for at, to in zip(
            range(code.src_start, code.src_end), range(code.dest_start, code.dest_end), strict=True
        ):
            gone = tokens.fine([*spaces[0], *step.old[i:at]])
            come = tokens.fine([*spaces[1], *step.new[j:to]])
            yield from _split(gone, come)
            word = old[at]
            yield _Step(same=True, old=[word], new=[word])
            spaces = ([step.old[at][len(word) :]], [step.new[to][len(word) :]])
            i, j = at + 1, to + 1
    yield from _split(
        tokens.fine([*spaces[0], *step.old[i:]]), tokens.fine([*spaces[1], *step.new[j:]])
    )


def _split(gone: list[str], come: list[str]) -> Iterator[_Step]:
    """Part a change from the white space that both of its sides begin with."""
    head = 0
    while gone[head:] and come[head:] and gone[head] == come[head]:
        head += 1
    yield _Step(same=True, old=gone[:head], new=gone[:head])
    yield _Step(same=False, old=gone[head:], new=come[head:])


def _bare_or_blank(pieces: Iterable[str]) -> list[str]:
    return [piece.rstrip() or piece for piece in pieces]


def _is_noise(before: _Step, between: _Step, after: _Step) -> bool:
    replaced = all(s.old and s.new for s in (before, after))
    return replaced and tokens.is_slight(between.old) and _is_big(before) and _is_big(after)


def _is_big(step: _Step) -> bool:
    # The last pieces tell enough: a change that swallowed others grows long.
    return tokens.weight(step.old[-_BIG * 4 :]) + tokens.weight(step.new[-_BIG * 4 :]) >= _BIG


def _slid(steps: list[_Step]) -> list[_Step]:
    """Move each pure insertion or deletion to where a sentence begins, if it can move at all."""
    result = list(steps)
    for at in range(1, len(result) - 1):
        step = result[at]
        pieces = step.old or step.new
        if step.same or (step.old and step.new):
            continue
        # Between two changes a piece must stay, or they would run into one another.
        kept = int(at > 1), int(at + 2 < len(result))
        before, after = result[at - 1].old, result[at + 1].old
        if len(after) > kept[1]:
            before, pieces, after = _parted(before, pieces, after)
        start = _slide(before, pieces, after, kept)
        stretch = [*before, *pieces, *after]
        result[at - 1 : at + 2] = _cut(stretch, start, len(pieces), deleted=bool(step.old))
    return [step for step in result if step.old or step.new]


def _parted(
    before: list[str], pieces: list[str], after: list[str]
) -> tuple[list[str], list[str], list[str]]:
    """Let a whole sentence change where another ends: “A.{+ B.+}”, not “A{+. B+}.”.

    That takes the stop at the end of the one that stays from the space after it.
    """
    first = pieces[0]
    stop = first.rstrip()
    if after[0] != stop or first == stop or tokens.boundary(stop) != tokens.SENTENCE:
        return before, pieces, after
    return [*before, stop], [first[len(stop) :], *pieces[1:], stop], after[1:]


def _slide(before: list[str], pieces: list[str], after: list[str], kept: tuple[int, int]) -> int:
    """Say where in the three joined the change best begins; *kept* pieces at the ends stay."""
    stretch = [*before, *pieces, *after]
    size = len(pieces)
    lowest = highest = len(before)
    while lowest > kept[0] and stretch[lowest - 1] == stretch[lowest + size - 1]:
        lowest -= 1
    last = len(stretch) - kept[1]
    while highest + size < last and stretch[highest] == stretch[highest + size]:
        highest += 1
    return max(
        range(highest, lowest - 1, -1),
        key=lambda at: tokens.boundary(stretch[at - 1] if at else ""),
    )


def _cut(stretch: list[str], start: int, size: int, *, deleted: bool) -> list[_Step]:
    end = start + size
    moved = stretch[start:end]
    return [
        _Step(same=True, old=stretch[:start], new=stretch[:start]),
        _Step(same=False, old=moved if deleted else [], new=[] if deleted else moved),
        _Step(same=True, old=stretch[end:], new=stretch[end:]),
    ]


def _trimmed(step: _Step) -> Iterator[tuple[Kind, str]]:
    """Tell a change to its core: spaces and words that both sides begin or end with stay."""
    a, b = tokens.fine(step.old), tokens.fine(step.new)
    head, tail = _agreement(a, b)
    yield Kind.SAME, "".join(a[:head])
    yield Kind.DELETED, "".join(a[head : len(a) - tail])
    yield Kind.INSERTED, "".join(b[head : len(b) - tail])
    yield Kind.SAME, "".join(a[len(a) - tail :])


_Pair: TypeAlias = tuple[Kind, str]


def _pairs(steps: Iterable[_Step]) -> Iterator[_Pair]:
    for step in steps:
        if step.same:
            yield Kind.SAME, "".join(step.old)
        else:
            yield from _trimmed(step)


def _runs(steps: Iterable[_Step], *, whole: bool) -> tuple[Run, ...]:
    texts: list[list[str]] = []
    kinds: list[Kind] = []
    for kind, text in _pairs(steps):
        if not text:
            continue
        if kinds and kinds[-1] is kind:
            texts[-1].append(text)
        else:
            kinds.append(kind)
            texts.append([text])
    return tuple(
        Run(kind, "".join(text), whole=whole) for kind, text in zip(kinds, texts, strict=True)
    )
