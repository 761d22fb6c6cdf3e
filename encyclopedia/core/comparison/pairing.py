"""Each changed paragraph beside what readers read of it on both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from encyclopedia.core.comparison import prose, readable
from encyclopedia.core.comparison.readable import Piece
from encyclopedia.core.comparison.values import Words
from encyclopedia.core.diff import Changes
from encyclopedia.core.diff.blocks import BlockChange, Fate
from encyclopedia.core.diff.words import Kind

_WHOLE = {Fate.SAME: Kind.SAME, Fate.ADDED: Kind.INSERTED, Fate.REMOVED: Kind.DELETED}


@dataclass(frozen=True)
class _Side:
    """A stretch of a text, read when it is asked for."""

    text: "_Text"
    start: int
    end: int

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return readable.between(self.text.pieces, self.start, self.end)


class _Text:
    """A text, parsed once and when it is asked for."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return readable.read(self.source)


class Pairs:
    """What readers read of every paragraph of the text lane, before and after."""

    def __init__(self, changes: Changes) -> None:
        text = cache(_Text)
        self._sides: dict[int, tuple[_Side, _Side]] = {}
        self._gone: dict[int, _Side] = {}
        for blocks in (changes.lead, *(section.blocks for section in changes.sections)):
            old = text("".join(block.old for block in blocks))
            new = text("".join(block.new for block in blocks))
            for block, before, after in _placed(blocks, old, new):
                self._sides[id(block)] = (before, after)
                if block.fate is Fate.MOVED_AWAY:
                    self._gone[block.move] = before

    def before(self, block: BlockChange) -> tuple[Words, ...]:
        """Give the words of *block* as readers read them before the change."""
        return prose.whole(Kind.SAME, self._sides[id(block)][0].pieces)

    def read(self, block: BlockChange) -> tuple[tuple[Words, ...], tuple[str, ...]]:
        """Give the words of *block* as readers read them, and notes on their style."""
        before, after = self._sides[id(block)]
        if block.fate in _WHOLE:
            side = before if block.fate is Fate.REMOVED else after
            return prose.whole(_WHOLE[block.fate], side.pieces), ()
        if block.fate is Fate.MOVED_HERE:
            before = self._gone[block.move]
        return prose.compare(before.pieces, after.pieces, block.runs)


def _placed(
    blocks: Sequence[BlockChange], old: _Text, new: _Text
) -> Iterator[tuple[BlockChange, _Side, _Side]]:
    before = after = 0
    for block in blocks:
        start = before, after
        before, after = before + len(block.old), after + len(block.new)
        yield block, _Side(old, start[0], before), _Side(new, start[1], after)
