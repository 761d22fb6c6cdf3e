"""Tables of wikitext to tables of Markdown: spans are filled in, since Markdown has none."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from encyclopedia.core.readers.wikitext.cutting import cut, start_of, without_start
from encyclopedia.core.readers.wikitext.nodes import Node, Nodes, Text, is_blank
from encyclopedia.core.readers.wikitext.page import Page, first
from encyclopedia.core.readers.wikitext.parsing import attributes_of

_DATA, _HEAD = re.compile(r"\|\|"), re.compile(r"!!|\|\|")
_BAR = re.compile(r"(?<!\|)\|(?!\|)")
_MOST_ROWS, _WIDEST, _TALLEST = 2_000, 100, 500

Line = Callable[[Nodes], str]


@dataclass(slots=True)
class _Cell:
    nodes: list[Node]
    head: bool
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class _Table:
    caption: Nodes = ()
    rows: list[list[_Cell]] = field(default_factory=lambda: [[]])


def starts(line: Nodes) -> bool:
    """Tell whether *line* opens a table."""
    return start_of(line).lstrip(" :\t").startswith("{|")


def ends(line: Nodes) -> bool:
    """Tell whether *line* closes one."""
    return start_of(line).lstrip().startswith("|}") and not start_of(line).lstrip().startswith(
        "|}}"
    )


def write(page: Page, lines: Sequence[Nodes], line: Line) -> list[str]:
    """Write the table of *lines*, from the one that opens it to the last before its end."""
    table = _read(page, lines[1:])
    grid = _grid(page, table, first(lines[0]))
    blocks = []
    if caption := line(table.caption):
        blocks.append(f"**{caption}**" if "*" not in caption else caption)
    written = [[line(tuple(cell.nodes)) if cell else "" for cell in row] for row in grid]
    kept = [at for at, row in enumerate(written) if any(row)]
    if not kept:
        return blocks
    heads = [all(cell is None or cell.head for cell in grid[at]) for at in kept]
    width = max(len(written[at]) for at in kept)
    if width == 1 and not heads[0]:
        return [*blocks, *(written[at][0] for at in kept)]
    body = [written[at] for at in kept]
    head = body.pop(0) if heads[0] else [""] * width
    return [*blocks, "\n".join([_row(head, width), _rule(width), *(_row(r, width) for r in body)])]


def _row(cells: Sequence[str], width: int) -> str:
    texts = [cell.replace(r"\|", "|").replace("|", r"\|") for cell in cells]
    return "| " + " | ".join([*texts, *[""] * (width - len(cells))]) + " |"


def _rule(width: int) -> str:
    return "| " + " | ".join(["---"] * width) + " |"


def _read(page: Page, lines: Sequence[Nodes]) -> _Table:
    table = _Table()
    depth = 0
    for line in lines:
        start = start_of(line).lstrip()
        if starts(line):
            depth += 1
            if depth == 1:
                page.leave(first(line), "a table within a table", "is kept as words")
            continue
        if depth and ends(line):
            depth -= 1
            continue
        if depth:
            _add_words(table, _nested(line, start))
        else:
            _take(table, line, start)
    return table


def _nested(line: Nodes, start: str) -> Nodes:
    if not start or start.startswith(("|-", "|+")):
        return ()
    plain = without_start(line, len(start_of(line)) - len(start.lstrip("|!")))
    said: list[Node] = [Text(first(line), " ")]
    for piece in cut(plain, _HEAD):
        said += [*_value(piece)[1], Text(first(line), "; ")]
    return tuple(said[:-1])


def _take(table: _Table, line: Nodes, start: str) -> None:
    indent = len(start_of(line)) - len(start)
    if start.startswith("|-"):
        table.rows.append([])
    elif start.startswith("|+"):
        table.caption = _value(without_start(line, indent + 2))[1]
    elif start.startswith(("|", "!")):
        head = start.startswith("!")
        for piece in cut(without_start(line, indent + 1), _HEAD if head else _DATA):
            table.rows[-1].append(_cell(piece, head=head))
    else:
        _add_words(table, line)


def _add_words(table: _Table, nodes: Nodes) -> None:
    """Let what stands on a line of its own belong to the cell before it."""
    if table.rows[-1] and not is_blank(nodes):
        table.rows[-1][-1].nodes += [Text(first(nodes), "\n"), *nodes]


def _value(piece: Nodes) -> tuple[dict[str, str], Nodes]:
    """Part the attributes of a cell from what it says."""
    parts = cut(piece, _BAR, most=1)
    if len(parts) == 1 or not all(isinstance(node, Text) for node in parts[0]):
        return {}, piece
    words = "".join(node.text for node in parts[0] if isinstance(node, Text))
    return attributes_of(words), parts[1]


def _cell(piece: Nodes, *, head: bool) -> _Cell:
    attributes, nodes = _value(piece)
    return _Cell(
        nodes=list(nodes),
        head=head,
        columns=_span(attributes.get("colspan", ""), _WIDEST),
        rows=_span(attributes.get("rowspan", ""), _TALLEST),
    )


def _span(text: str, most: int) -> int:
    return min(max(int(text[:6]), 1), most) if text.isascii() and text.isdigit() else 1


def _grid(page: Page, table: _Table, start: int) -> list[list[_Cell | None]]:
    """Put cells where they stand; one that spans several is written in each."""
    below: dict[int, tuple[int, _Cell]] = {}
    grid = [_placed(cells, below) for cells in table.rows[:_MOST_ROWS] if cells]
    cells = [cell for row in table.rows for cell in row]
    if any(cell.columns > 1 or cell.rows > 1 for cell in cells):
        page.leave(start, "cells that span rows or columns", "are written in each of them")
    if len(table.rows) > _MOST_ROWS or any(len(row) > _WIDEST for row in table.rows):
        page.leave(start, "the end of a very large table", "is not kept")
    return grid


def _placed(cells: Sequence[_Cell], below: dict[int, tuple[int, _Cell]]) -> list[_Cell | None]:
    """Put the cells of a row between those that reach down to it from rows above."""
    row: list[_Cell | None] = []
    waiting = deque(cells)
    while (waiting or len(row) in below) and len(row) < _WIDEST:
        at = len(row)
        if at in below:
            left, cell = below.pop(at)
            row.append(cell)
            if left > 1:
                below[at] = (left - 1, cell)
            continue
        cell = waiting.popleft()
        for column in range(at, min(at + cell.columns, _WIDEST)):
            row.append(cell)
            if cell.rows > 1:
                below[column] = (cell.rows - 1, cell)
    return row
