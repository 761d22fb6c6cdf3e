"""The words of a paragraph or cell in one string, each with its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from encyclopedia.core.markup import tree, walking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLANKS = str.maketrans({"\n": " ", "\0": "\ufffd"})
_HIDDEN_STOPS = str.maketrans(dict.fromkeys(".!?…‽。！？｡؟۔।॥", "_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A mark and its position in the words of its run; `claim` is what it ends, if anything."""

    position: int
    mark: tree.Mark
    claim: tree.Claim | None = None


class Run:
    """The words of one paragraph, cell or line; positions count characters of `shape`.

    `shape` is the words as `boundaries` wants them: marks are NUL, hard breaks line feeds, and
    the full stops of code and of titles are hidden.
    """

    def __init__(self, nodes: Iterable[tree.Node]) -> None:
        self.cited: list[Cited] = []
        self.notes: list[tree.Note] = []
        self._shapes: list[str] = []
        self._words: list[str] = []
        self._length = 0
        self._pieces: list[tuple[int, tree.Node]] = []
        # Where brackets or emphasis open right before a position, or close right after it.
        self._opens: dict[int, int] = {}
        self._closes: dict[int, int] = {}
        for node in nodes:
            self._take(node)
        self.shape = "".join(self._shapes)
        self._text = "".join(self._words)
        self._firsts = [first for first, _ in self._pieces]

    def start(self, position: int) -> int:
        """Give the source position where the character at *position* starts."""
        if position in self._opens:
            return self._opens[position]
        first, node = self._piece(position)
        return node.start + (position - first if self._is_verbatim(node) else 0)

    def end(self, position: int) -> int:
        """Give the source position where the character before *position* ends."""
        if position in self._closes:
            return self._closes[position]
        first, node = self._piece(position - 1)
        return node.start + position - first if self._is_verbatim(node) else node.end

    def words(self, first: int, last: int) -> str:
        """Give the words of a range, NULs for marks and code, so that positions still count."""
        words = self._text
        for at, node in self._pieces:
            if isinstance(node, tree.Code):
                words = words[:at] + walking.GONE * len(node.text) + words[at + len(node.text) :]
        return words[first:last]

    def text(self, first: int, last: int) -> str:
        """Give the words of a range as they read."""
        return walking.tidy(self._text[first:last])

    def _piece(self, position: int) -> tuple[int, tree.Node]:
        return self._pieces[bisect_right(self._firsts, position) - 1]

    @staticmethod
    def _is_verbatim(node: tree.Node) -> bool:
        return isinstance(node, tree.Text) and len(node.text) == node.end - node.start

    def _take(self, node: tree.Node) -> None:
        match node:
            case tree.Claim():
                self._take_all(node)
                self._cite(node.mark, node)
                self._closes[self._length] = node.end
            case tree.Mark():
                self._cite(node, None)
            case tree.Emphasis() | tree.Strong() | tree.Link():
                self._take_all(node)
                self._closes[self._length] = node.end
            case tree.Note():
                self.notes.append(node)
                self._add(node, walking.GONE, walking.GONE)
            case _:
                self._add(node, *_words(node))

    def _take_all(self, node: tree.Emphasis | tree.Strong | tree.Link | tree.Claim) -> None:
        first = self._length
        for child in node.children:
            self._take(child)
        self._opens[first] = node.start

    def _cite(self, mark: tree.Mark, claim: tree.Claim | None) -> None:
        self.cited.append(Cited(position=self._length, mark=mark, claim=claim))
        self._add(mark, walking.GONE, walking.GONE)

    def _add(self, node: tree.Node, words: str, shape: str) -> None:
        self._pieces.append((self._length, node))
        self._words.append(words)
        self._shapes.append(shape)
        self._length += len(words)


def _words(node: tree.Node) -> tuple[str, str]:
    """Give the words of a node that holds no others, and their shape."""
    match node:
        case tree.Text() | tree.Unclosed():
            return node.text, node.text.translate(_BLANKS)
        case tree.Break():
            return " ", "\n" if node.hard else " "
        case tree.Code():
            return node.text, node.text.translate(_HIDDEN_STOPS)
        case tree.WikiLink():
            label = walking.label(node)
            return label, label.translate(_HIDDEN_STOPS)
        case _:
            return walking.GONE, walking.GONE


def runs(nodes: Iterable[tree.Node]) -> Iterator[Run]:
    """Yield a run for each paragraph and cell in *nodes*, or one where they are inline."""
    inline = []
    for node in nodes:
        match node:
            case tree.Paragraph() | tree.Cell():
                yield Run(node.children)
            case tree.Listing() | tree.ListItem() | tree.Quotation() | tree.Table():
                yield from runs(walking.inside(node))
            case tree.CodeBlock() | tree.Divider():
                pass
            case _:
                inline.append(node)
    if inline:
        yield Run(inline)
