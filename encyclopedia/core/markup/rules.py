"""markdown-it's block rules, told to say where everything stands in the source.

Each token that opens a block carries `start` and `end` in its `meta`, and each inline token its
`content`; tokens that close a block carry nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, code, fence, hr, list_block
from markdown_it.rules_block import paragraph as paragraph_rule
from markdown_it.rules_block import reference as reference_rule
from markdown_it.rules_block import table as table_rule

from encyclopedia.core.markup.links import Definitions, is_followed
from encyclopedia.core.markup.offsets import Content, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markdown_it.token import Token

    Rule = Callable[[StateBlock, int, int, bool], bool]

DEEPEST = 40  # levels of quotations and lists (two each): deeper ones are shown as they stand
SPARE_CELLS = 1_000  # cells of tables in one text, on top of one for every two characters

_MARK_LABEL = re.compile(r"\[\s*+@")
_BLANK = " \t\n"


def tokens(source: str) -> tuple[list[Token], Definitions]:
    """Cut *source* into the tokens of its blocks, and collect its link definitions."""
    state = StateBlock(source, MARKDOWN, {}, [])
    MARKDOWN.block.tokenize(state, 0, state.lineMax)
    defined = state.env.get("references", {})
    by_label = {label: (found["href"], found["title"]) for label, found in defined.items()}
    return state.tokens, Definitions(by_label)


def content(lines: Iterable[tuple[int, str]]) -> Content:
    """Make inline content of lines and their positions, without the blanks around them."""
    kept = [
        Line(at + len(text) - len(words), words)
        for at, text in lines
        for words in (text.lstrip(" \t"),)
    ]
    while kept and not kept[-1].text.strip(_BLANK):
        del kept[-1]
    if kept:
        kept[-1] = Line(kept[-1].start, kept[-1].text.rstrip(_BLANK))
    first = next((n for n, line in enumerate(kept) if line.text.strip(_BLANK)), 0)
    return Content(kept[first:])


def _placed(rule: Rule) -> Rule:
    def run(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own signature
        at, before = _first(state, line), len(state.tokens)
        if not rule(state, line, last, silent):
            return False
        if not silent:
            token = state.tokens[before]
            end = state.eMarks[_last_line(token) if token.map else line]
            end = at + len(state.src[at:end].rstrip(_BLANK))
            token.meta = {**token.meta, "start": at, "end": end}
        return True

    return run


def _shallow(rule: Rule) -> Rule:
    def run(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own signature
        return state.level < DEEPEST and rule(state, line, last, silent)

    return run


def _paragraph(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own signature
    paragraph_rule(state, line, last, silent)
    token = state.tokens[-2]
    lines = range(line, state.line)
    firsts = ((_first(state, number), state.eMarks[number] + 1) for number in lines)
    token.meta = {"content": content((first, state.src[first:end]) for first, end in firsts)}
    return True


def _listing(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own signature
    before = len(state.tokens)
    if not list_block(state, line, last, silent):
        return False
    tight = True
    for token in state.tokens[before:]:
        if token.type == "list_item_open" and token.level == state.level + 1 and token.map:
            start = _first(state, token.map[0])
            end = start + len(token.info) + len(token.markup)
            token.meta = {"start": start, "end": end}
        elif token.type == "paragraph_open" and token.level == state.level + 2:
            tight = tight and token.hidden
    if not silent:
        state.tokens[before].meta = {"tight": tight}
    return True


def _reference(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own signature
    is_mark = _MARK_LABEL.match(state.src, _first(state, line))
    return not is_mark and reference_rule(state, line, last, silent)


def table(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own signature
    """Read a table, of no more rows than `SPARE_CELLS` lets one text fill in."""
    before = len(state.tokens)
    if not table_rule(state, line, min(last, line + 2 + _rows_left(state, line)), silent):
        return False
    cells: Iterator[tuple[int, int]] = iter(())
    end = 0
    for number in range(before, len(state.tokens)):
        token = state.tokens[number]
        if token.type == "tr_open" and token.map:
            first = _first(state, token.map[0])
            end = first + len(state.src[first : state.eMarks[token.map[0]]].rstrip(_BLANK))
            cells = _cells(state.src, first, end)
        elif token.type in {"th_open", "td_open"}:
            start, stop = next(cells, (end, end))
            token.meta = {"start": start, "end": stop}
            state.env["cells"] = state.env.get("cells", 0) + 1
            state.tokens[number + 1].meta = {"content": _cell(state.src, start, stop)}
    return True


def _rows_left(state: StateBlock, line: int) -> int:
    """Give how many rows a table at *line* may have below its head; full rows always fit.

    Missing cells are filled in, so a few characters could otherwise make thousands of cells.
    """
    columns = state.src.count("|", state.bMarks[line + 1], state.eMarks[line + 1]) + 1
    cells = len(state.src) // 2 + SPARE_CELLS - int(state.env.get("cells", 0))
    return max(cells // columns - 1, 0)


def _first(state: StateBlock, line: int) -> int:
    """Give the position of the first visible character of a line, within its container."""
    return state.bMarks[line] + state.tShift[line]


def _last_line(token: Token) -> int:
    return token.map[1] - 1 if token.map else 0


def _cells(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the places of the cells in a row, without the blanks around them."""
    bars = list(_bars(source, start, end))
    if bars and bars[0] == start:
        del bars[0]
        start += 1
    if not bars or bars[-1] != end - 1:
        bars.append(end)
    for bar in bars:
        text = source[start:bar]
        first = start + len(text) - len(text.lstrip(" \t"))
        yield first, max(first, start + len(text.rstrip(" \t")))
        start = bar + 1


def _bars(source: str, start: int, end: int) -> Iterator[int]:
    position = source.find("|", start, end)
    while position >= 0:
        if position == start or source[position - 1] != "\\":
            yield position
        position = source.find("|", position + 1, end)


def _cell(source: str, start: int, end: int) -> Content:
    """Make content of a cell: every bar that is left in it is an escaped one."""
    lines = []
    bar = source.find("|", start, end)
    while bar >= 0:
        lines += [Line(start, source[start : bar - 1]), Line(bar, "|", escaped=True)]
        start = bar + 1
        bar = source.find("|", start, end)
    return Content([*lines, Line(start, source[start:end])])


class _MarkdownIt(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 -- markdown-it's own name
        return is_followed(url)


def _markdown() -> MarkdownIt:
    md = _MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * DEEPEST})
    md.enable("table").disable(["heading", "lheading", "html_block"])
    terminators = ["paragraph", "reference", "blockquote", "list"]
    for name, rule, ends in (
        ("table", _placed(table), terminators[:2]),
        ("code", _placed(code), []),
        ("fence", _placed(fence), terminators),
        ("blockquote", _shallow(_placed(blockquote)), terminators),
        ("hr", _placed(hr), terminators),
        ("list", _shallow(_placed(_listing)), terminators[:3]),
        ("reference", _reference, []),
        ("paragraph", _placed(_paragraph), []),
    ):
        md.block.ruler.at(name, rule, {"alt": ends})
    return md


MARKDOWN = _markdown()
