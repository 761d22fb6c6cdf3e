"""Text to a tree of blocks."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from encyclopedia.core.markup import inline, rules, tree
from encyclopedia.core.markup.links import Definitions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ALIGNMENTS = {
    "text-align:left": "left",
    "text-align:center": "center",
    "text-align:right": "right",
}


def parse(text: str) -> tuple[tree.Block, ...]:
    """Parse prose; positions count code points of *text*."""
    tokens, definitions = rules.tokens(_normal(text))
    return _Builder(tokens, definitions).blocks()


def parse_inline(text: str) -> tuple[tree.Inline, ...]:
    """Parse a line or lines without blocks, as in an infobox: every line end is a hard Break."""
    lines = ((match.start(), match[0]) for match in _LINE.finditer(_normal(text)))
    return inline.read(rules.content(lines), Definitions(), rules.MARKDOWN, hard=True)


def _normal(text: str) -> str:
    """Make NUL and old line ends harmless without moving a character."""
    return text.replace("\0", "\ufffd").replace("\r\n", " \n").replace("\r", "\n")


class _Builder:
    """Goes through the tokens once; the depth of its recursion is bounded by `rules.DEEPEST`."""

    def __init__(self, tokens: list[Token], definitions: Definitions) -> None:
        self._tokens: Iterator[Token] = iter(tokens)
        self._definitions = definitions

    def blocks(self) -> tuple[tree.Block, ...]:
        """Build the blocks up to the end of what holds them."""
        return tuple(self._block(token) for token in self._inside())

    def _inside(self) -> Iterator[Token]:
        """Yield what is left up to the token that closes this."""
        return takewhile(lambda token: token.nesting >= 0, self._tokens)

    def _block(self, token: Token) -> tree.Block:
        start, end = token.meta["start"], token.meta["end"]
        match token.type:
            case "paragraph_open":
                return tree.Paragraph(start=start, end=end, children=self._children())
            case "blockquote_open":
                blocks = self.blocks()
                return tree.Quotation(start=start, end=_end(blocks, start + 1), blocks=blocks)
            case "bullet_list_open" | "ordered_list_open":
                return self._listing(token)
            case "table_open":
                return self._table(start, end)
            case "hr":
                return tree.Divider(start=start, end=end)
            case _:
                language = unescapeAll(token.info).split()[:1]
                return tree.CodeBlock(
                    start=start, end=end, text=token.content, language="".join(language)
                )

    def _children(self) -> tuple[tree.Inline, ...]:
        content = next(self._tokens).meta["content"]
        next(self._tokens)  # what closes the paragraph or cell
        return inline.read(content, self._definitions, rules.MARKDOWN)

    def _listing(self, opening: Token) -> tree.Listing:
        items: list[tree.ListItem] = []
        for token in self._inside():
            blocks = self.blocks()
            start = token.meta["start"]
            items.append(
                tree.ListItem(start=start, end=_end(blocks, token.meta["end"]), blocks=blocks)
            )
        return tree.Listing(
            start=opening.meta["start"],
            end=items[-1].end,
            ordered=opening.type == "ordered_list_open",
            first=int(opening.attrs.get("start", 1)),
            tight=bool(opening.meta["tight"]),
            items=tuple(items),
        )

    def _table(self, start: int, end: int) -> tree.Table:
        inside = takewhile(lambda token: token.type != "table_close", self._tokens)
        rows = [self._row() for token in inside if token.type == "tr_open"]
        return tree.Table(start=start, end=end, head=rows[0], rows=tuple(rows[1:]))

    def _row(self) -> tuple[tree.Cell, ...]:
        return tuple(
            tree.Cell(
                start=token.meta["start"],
                end=token.meta["end"],
                children=self._children(),
                align=_ALIGNMENTS.get(str(token.attrs.get("style", "")), ""),
            )
            for token in self._inside()
        )


def _end(blocks: tuple[tree.Block, ...], otherwise: int) -> int:
    return blocks[-1].end if blocks else otherwise
