"""Two texts compared paragraph by paragraph, and changed paragraphs word by word."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import pairwise

from rapidfuzz.distance import Indel

from encyclopedia.core.diff import tokens, words

LEAST_ALIKE = 0.3
"""The similarity from which two paragraphs are one that changed, not one gone and one come."""

_BETTER = 0.05  # by how much a second paragraph must improve a pair to join it
_MOST_PAIRS = 2_500  # of paragraphs tried against each other in one gap
_MOST_BLOCKS = 400_000_000  # pairs in two texts: 50 MB of rapidfuzz's matrix
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)


class Fate(StrEnum):
    """What became of a paragraph or another part."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_HERE = "moved-here"
    MOVED_AWAY = "moved-away"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of source text, and the blank lines that follow it."""

    text: str
    end: str


class _Step(Enum):
    """How to go on from two paragraphs: past the old one, past the new one, or past the pair."""

    DOWN = "down"
    RIGHT = "right"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class _Gap:
    """What lies between two equal paragraphs, with the words of each block."""

    gone: Sequence[Block]
    come: Sequence[Block]
    old_words: Sequence[words.Bag]
    new_words: Sequence[words.Bag]
    pinned: frozenset[str]

    def may_pair(self, i: int, j: int) -> bool:
        return self.gone[i].text not in self.pinned and self.come[j].text not in self.pinned


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChange:
    """A paragraph and its fate; the `old` of all joined give the old text, the `new` the new.

    `old` and `new` end with the blank lines that follow, `runs` do not. A paragraph that was
    split or joined counts several on one side. Two entries with one `move` number are the two
    places of a moved paragraph; `other` names the section of the other place, or is empty where
    that is the same one, `up` tells that it went up the page, and `swapped` that another took
    its place and left it its own.
    """

    fate: Fate
    old: str = ""
    new: str = ""
    runs: tuple[words.Run, ...] = ()
    old_count: int = 0
    new_count: int = 0
    move: int = 0
    other: str = ""
    up: bool = False
    swapped: bool = False


def split(text: str) -> tuple[Block, ...]:
    """Cut *text* at its blank lines, fenced code excepted, into blocks that joined give it back."""
    starts = [0, *(m.end() for m in _BLANK.finditer(text) if m.start() and m.end() < len(text))]
    if "```" in text or "~~~" in text:
        starts = _outside_fences(text, starts)
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True) if a < b]
    return tuple(_block(piece) for piece in pieces)


def compare(old: str, new: str, pinned: frozenset[str] = frozenset()) -> tuple[BlockChange, ...]:
    """Align the paragraphs of *old* and *new*: by equality, then by similarity.

    Paragraphs whose text is in *pinned* stand elsewhere too and are never taken as changed.
    """
    if old == new:
        return tuple(_kept(block, block) for block in split(old))
    a, b = split(old), split(new)
    if not old or not new:
        return (*map(removed, a), *map(added, b))
    if len(a) * len(b) > _MOST_BLOCKS:
        return _honest(old, new, [changed(a, b)])
    changes: list[BlockChange] = []
    i = j = 0
    codes = Indel.opcodes([block.text for block in a], [block.text for block in b])
    for code in (code for code in codes if code.tag == "equal"):
        changes.extend(_gap(a[i : code.src_start], b[j : code.dest_start], pinned))
        i, j = code.src_end, code.dest_end
        changes.extend(map(_kept, a[code.src_start : i], b[code.dest_start : j]))
    changes.extend(_gap(a[i:], b[j:], pinned))
    return _honest(old, new, changes)


def removed(block: Block) -> BlockChange:
    """Say that *block* is gone."""
    runs = (words.Run(words.Kind.DELETED, block.text),)
    return BlockChange(fate=Fate.REMOVED, old=block.text + block.end, runs=runs, old_count=1)


def added(block: Block) -> BlockChange:
    """Say that *block* is new."""
    runs = (words.Run(words.Kind.INSERTED, block.text),)
    return BlockChange(fate=Fate.ADDED, new=block.text + block.end, runs=runs, new_count=1)


def changed(old: Sequence[Block], new: Sequence[Block]) -> BlockChange:
    """Compare the words of paragraphs that stand for each other."""
    before, after = _source(old), _source(new)
    ends = old[-1].end and new[-1].end and old[-1].end != new[-1].end
    return BlockChange(
        fate=Fate.CHANGED,
        old=before,
        new=after,
        runs=words.compare(
            before if ends else before.removesuffix(old[-1].end),
            after if ends else after.removesuffix(new[-1].end),
        ),
        old_count=len(old),
        new_count=len(new),
    )


def _outside_fences(text: str, starts: list[int]) -> list[int]:
    edges: list[int] = []  # where a fence opens and where it closes, in turn
    opened = ""
    for fence in _FENCE.finditer(text):
        if not opened or fence.group(1).startswith(opened):
            edges.append(fence.start())
            opened = "" if opened else fence.group(1)
    return [at for at in starts if bisect_left(edges, at) % 2 == 0]


def _block(piece: str) -> Block:
    text = piece.rstrip() or piece
    newline = piece.find("\n", len(text))
    text = piece if newline < 0 else piece[:newline]
    return Block(text, piece[len(text) :])


def bag(text: str) -> words.Bag:
    """Count the words of *text*, as `words.alike` wants them."""
    return words.bag(tokens.read(text))


def _source(blocks: Iterable[Block]) -> str:
    return "".join(block.text + block.end for block in blocks)


def _kept(old: Block, new: Block) -> BlockChange:
    if old.end and new.end and old.end != new.end:
        return changed([old], [new])
    return BlockChange(
        fate=Fate.SAME,
        old=old.text + old.end,
        new=new.text + new.end,
        runs=(words.Run(words.Kind.SAME, old.text),),
        old_count=1,
        new_count=1,
    )


def _honest(old: str, new: str, changes: list[BlockChange]) -> tuple[BlockChange, ...]:
    """Show the difference in white space at the end where it is the only one."""
    if old != new and all(change.fate is Fate.SAME for change in changes):
        last = changes[-1]
        runs = words.compare(last.old, last.new)
        changes[-1] = BlockChange(
            fate=Fate.CHANGED, old=last.old, new=last.new, runs=runs, old_count=1, new_count=1
        )
    return tuple(changes)


def _gap(gone: Sequence[Block], come: Sequence[Block], pinned: frozenset[str]) -> list[BlockChange]:
    """Pair what lies between two equal paragraphs by similarity, in order."""
    if not gone or not come:
        return [*map(removed, gone), *map(added, come)]
    old_words, new_words = ([bag(block.text) for block in side] for side in (gone, come))
    gap = _Gap(gone, come, old_words, new_words, pinned)
    changes: list[BlockChange] = []
    i = j = 0
    for old, new in _widened(gap, _pairs(gap)):
        changes.extend(map(removed, gone[i : old.start]))
        changes.extend(map(added, come[j : new.start]))
        i, j = old.stop, new.stop
        changes.append(changed(gone[old.start : i], come[new.start : j]))
    changes.extend(map(removed, gone[i:]))
    changes.extend(map(added, come[j:]))
    return changes


def _pairs(gap: _Gap) -> list[tuple[int, int]]:
    """Choose the pairs, in order on both sides, whose similarities add up to the most.

    Where there are many, only those about as far down on either side are tried.
    """
    rows, columns = len(gap.gone), len(gap.come)
    width = max(1, _MOST_PAIRS // max(rows, columns))
    best = [0.0] * (columns + 1)  # what can be had from each column on, in this row and below
    low = columns
    steps: dict[tuple[int, int], _Step] = {}
    for i in range(rows - 1, -1, -1):
        level = i * columns // rows
        tried = range(max(0, level - width), min(columns, level + width + 1))
        best[tried.start : low] = [best[low]] * (low - tried.start)
        low = tried.start
        after = best[tried.stop]  # of the row below, one column on
        for j in reversed(tried):
            below, best[j] = best[j], max(best[j], best[j + 1])
            steps[i, j] = _Step.DOWN if below >= best[j + 1] else _Step.RIGHT
            score = _score(gap, i, j)
            if score and score + after > best[j]:
                best[j] = score + after
                steps[i, j] = _Step.PAIR
            after = below
    return _path(steps, rows, columns)


def _score(gap: _Gap, i: int, j: int) -> float:
    if not gap.may_pair(i, j):
        return 0.0
    score = words.alike(gap.old_words[i], gap.new_words[j], LEAST_ALIKE)
    return score if score >= LEAST_ALIKE else 0.0


def _path(steps: Mapping[tuple[int, int], _Step], rows: int, columns: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        # What was not tried lies to the left of the rest of its row, or to the right.
        untried = _Step.RIGHT if j < i * columns // rows else _Step.DOWN
        step = steps.get((i, j), untried)
        if step is _Step.PAIR:
            pairs.append((i, j))
        i += step is not _Step.RIGHT
        j += step is not _Step.DOWN
    return pairs


def _widened(gap: _Gap, pairs: list[tuple[int, int]]) -> list[tuple[range, range]]:
    """Let a pair take in the neighbours that it was split into or joined from."""
    spans: list[tuple[range, range]] = []
    ends = (len(gap.gone), len(gap.come))
    for (i, j), end in pairwise([*pairs, ends]):
        start = (spans[-1][0].stop, spans[-1][1].stop) if spans else (0, 0)
        new_room = _room(gap.come, j, range(start[1], end[1]), gap.pinned)
        old_room = _room(gap.gone, i, range(start[0], end[0]), gap.pinned)
        old, new = range(i, i + 1), _grown(gap.old_words[i], gap.new_words, j, new_room)
        if len(new) == 1:
            old = _grown(gap.new_words[j], gap.old_words, i, old_room)
        spans.append((old, new))
    return spans


def _room(side: Sequence[Block], at: int, limits: range, pinned: frozenset[str]) -> range:
    """Narrow *limits* around *at* to the blocks that do not stand elsewhere too."""
    start, stop = at, at + 1
    while start > limits.start and side[start - 1].text not in pinned:
        start -= 1
    while stop < limits.stop and side[stop].text not in pinned:
        stop += 1
    return range(start, stop)


def _grown(one: words.Bag, many: Sequence[words.Bag], at: int, room: range) -> range:
    span = range(at, at + 1)
    reached = words.alike(one, many[at]) if len(room) > 1 else 0.0
    growing = True
    while growing:
        growing = False
        for wider in _wider(span, room):
            likeness = words.alike(one, words.bag(word for k in wider for word in many[k].words))
            if likeness > reached + _BETTER:
                span, reached, growing = wider, likeness, True
                break
    return span


def _wider(span: range, room: range) -> Iterable[range]:
    if span.stop < room.stop:
        yield range(span.start, span.stop + 1)
    if span.start > room.start:
        yield range(span.start - 1, span.stop)
