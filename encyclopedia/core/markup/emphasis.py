"""Pair up runs of `*` and `_`, and put the nodes between them into a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it.rules_inline.balance_pairs import processDelimiters
from markdown_it.rules_inline.state_inline import Delimiter

from encyclopedia.core.markup import tree

if TYPE_CHECKING:
    from markdown_it.rules_inline.state_inline import StateInline

    from encyclopedia.core.markup.offsets import Content

DEEPEST = 24  # emphasis within emphasis, picture within picture: more is shown as it stands


class Scope:
    """The content of one pair of brackets, or of a whole block: emphasis pairs up within it."""

    def __init__(self, content: Content, state: StateInline) -> None:
        self._content = content
        self._state = state
        self._delimiters: list[Delimiter] = []
        # Finished nodes, ranges of words, and the positions of single emphasis characters.
        self._entries: list[tree.Inline | tuple[int, int] | int] = []

    def words(self, start: int, end: int) -> None:
        """Take in the words from *start* up to *end*."""
        if start < end:
            self._entries.append((start, end))

    def node(self, node: tree.Inline) -> None:
        """Take in a finished node."""
        self._entries.append(node)

    def run(self, start: int, end: int) -> None:
        """Take in a run of `*` or `_`."""
        marker = self._state.src[start]
        scanned = self._state.scanDelims(start, marker == "*")
        if not scanned.can_open and not scanned.can_close:
            self.words(start, end)
            return
        for position in range(start, end):
            delimiter = Delimiter(
                marker=ord(marker),
                length=end - start,
                token=len(self._entries),
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
            self._delimiters.append(delimiter)
            self._entries.append(position)

    def tree(self) -> tuple[tree.Inline, ...]:
        """Give what was taken in, with emphasis around what stands between its runs."""
        builder = _Builder(self._content)
        pairs = self._pairs()
        skip = 0
        for index, entry in enumerate(self._entries):
            if skip:
                skip -= 1
            elif isinstance(entry, int):
                skip = builder.emphasis(index, entry, pairs.get(index))
            elif isinstance(entry, tuple):
                builder.words(*entry)
            else:
                builder.node(entry)
        return builder.finish()

    def _pairs(self) -> dict[int, _Pair]:
        """Give the emphasis that each entry opens."""
        delimiters = self._delimiters
        processDelimiters(self._state, delimiters)
        pairs: dict[int, _Pair] = {}
        index = len(delimiters) - 1
        while index >= 0:
            opener = delimiters[index]
            if opener.end >= 0:
                closer = delimiters[opener.end].token
                strong = _is_strong(delimiters, index)
                index -= strong
                pairs[delimiters[index].token] = _Pair(closer, 1 + strong)
            index -= 1
        return pairs


def _is_strong(delimiters: list[Delimiter], index: int) -> bool:
    """Tell whether the pair of the opener at *index* is the inner half of a double one."""
    inner, outer = delimiters[index], delimiters[index - 1]
    return (
        index > 0
        and outer.end == inner.end + 1
        and outer.marker == inner.marker
        and outer.token == inner.token - 1
        and delimiters[outer.end].token == delimiters[inner.end].token + 1
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    closer: int
    width: int


@dataclass(slots=True)
class _Open:
    pair: _Pair
    start: int
    children: list[tree.Inline] = field(default_factory=list)


class _Builder:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._stack = [_Open(_Pair(-1, 0), 0)]
        self._first = self._last = 0  # words not yet made into Text

    def words(self, start: int, end: int) -> None:
        if start != self._last:
            self._flush()
            self._first = start
        self._last = end

    def node(self, node: tree.Inline) -> None:
        self._flush()
        self._stack[-1].children.append(node)

    def emphasis(self, index: int, position: int, pair: _Pair | None) -> int:
        """Open, close or show the character of an entry; give how many more to pass over."""
        top = self._stack[-1]
        if pair and len(self._stack) <= DEEPEST:
            self._flush()
            self._stack.append(_Open(pair, self._content.start(position)))
            return pair.width - 1
        if index != top.pair.closer:
            self.words(position, position + 1)
            return 0
        self._flush()
        self._stack.pop()
        kind = tree.Strong if top.pair.width == 2 else tree.Emphasis  # noqa: PLR2004 -- `**`
        end = self._content.end(position + top.pair.width)
        self._stack[-1].children.append(
            kind(start=top.start, end=end, children=tuple(top.children))
        )
        return top.pair.width - 1

    def finish(self) -> tuple[tree.Inline, ...]:
        self._flush()
        return tuple(self._stack[0].children)

    def _flush(self) -> None:
        self._stack[-1].children.extend(self._content.words(self._first, self._last))
        self._first = self._last
