"""Where the characters of a block's inline content stand in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from encyclopedia.core.markup import tree


@dataclass(frozen=True, slots=True)
class Line:
    """Source that is content as it stands; where `escaped`, it begins with an escaped bar."""

    start: int
    text: str
    escaped: bool = False


class Content:
    """Inline content, and the source position of each of its characters."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = _joined(lines) if len(lines) > 1 else lines
        self.text = "".join(line.text for line in self._lines)
        self._firsts: list[int] = []
        position = 0
        for line in self._lines:
            self._firsts.append(position)
            position += len(line.text)

    def start(self, position: int) -> int:
        """Give the source position at which the character at *position* starts."""
        index = bisect_right(self._firsts, position) - 1
        line, first = self._lines[index], self._firsts[index]
        early = line.escaped and position == first
        return line.start + position - first - early

    def end(self, position: int) -> int:
        """Give the source position at which the character before *position* ends."""
        index = bisect_left(self._firsts, position) - 1
        return self._lines[index].start + position - self._firsts[index]

    def words(self, start: int, end: int) -> tuple[tree.Text, ...]:
        """Make nodes of a range, each of which stands in the source as it is, or is one escape."""
        return tuple(
            tree.Text(start=self.start(first), end=self.end(last), text=self.text[first:last])
            for first, last in self._pieces(start, end)
        )

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        if len(self._lines) > 1:
            begin, beyond = bisect_left(self._firsts, start), bisect_left(self._firsts, end)
            for index in range(begin, beyond):
                if self._lines[index].escaped:
                    first = self._firsts[index]
                    yield from _nonempty(start, first)
                    yield first, first + 1
                    start = first + 1
        yield from _nonempty(start, end)


def _nonempty(start: int, end: int) -> Iterator[tuple[int, int]]:
    if start < end:
        yield start, end


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Make one line of those that stand side by side in the source."""
    groups: list[tuple[Line, list[str]]] = []
    end = -1
    for line in lines:
        if line.start == end and not line.escaped:
            groups[-1][1].append(line.text)
        else:
            groups.append((line, [line.text]))
        end = line.start + len(line.text)
    return [Line(first.start, "".join(texts), first.escaped) for first, texts in groups]
