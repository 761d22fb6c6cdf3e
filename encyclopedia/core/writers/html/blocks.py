"""Paragraphs, lists, tables and the other blocks of prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from encyclopedia.core.markup import tree
from encyclopedia.core.writers.html import inline
from encyclopedia.core.writers.html.elements import element, items, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from encyclopedia.core.writers.html.page import Here

TABLE: Final = "Table"
"""What a table is called until it is numbered."""

_ALIGN: Final = {"center": {"class": "center"}, "right": {"class": "end"}}


def write(blocks: Sequence[tree.Block], here: Here) -> str:
    """Write *blocks* one below the other."""
    return "\n".join(_WRITERS[type(block)](block, here) for block in blocks)


def _paragraph(block: tree.Paragraph, here: Here) -> str:
    pictures = _only_pictures(block.children)
    if pictures:
        return "\n".join(inline.figure(picture, here) for picture in pictures)
    return element("p", inline.write(block.children, here))


def _only_pictures(nodes: Sequence[tree.Inline]) -> tuple[tree.Picture, ...]:
    """Give the pictures of a paragraph that holds nothing else, or nothing."""
    rest = [node for node in nodes if not _is_blank(node)]
    pictures = tuple(node for node in rest if isinstance(node, tree.Picture))
    return pictures if len(pictures) == len(rest) else ()


def _is_blank(node: tree.Inline) -> bool:
    return isinstance(node, tree.Break) or (isinstance(node, tree.Text) and not node.text.strip())


def _listing(block: tree.Listing, here: Here) -> str:
    contents = (_list_item(item, tight=block.tight, here=here) for item in block.items)
    if not block.ordered:
        return items("ul", contents)
    return items("ol", contents, {} if block.first == 1 else {"start": str(block.first)})


def _list_item(item: tree.ListItem, *, tight: bool, here: Here) -> str:
    parts = [
        inline.write(block.children, here)
        if tight and isinstance(block, tree.Paragraph) and not _only_pictures(block.children)
        else write((block,), here)
        for block in item.blocks
    ]
    return "\n".join(parts) + _described(item, here)


def _described(item: tree.ListItem, here: Here) -> str:
    """Say what the article is about whose title is all that the *item* says."""
    match item.blocks:
        case (tree.Paragraph(children=(tree.WikiLink() as link,)),):
            said = here.page.description(link.title)
            return f" – {element('bdi', text(said))}" if said else ""
    return ""


def _quotation(block: tree.Quotation, here: Here) -> str:
    return element("blockquote", write(block.blocks, here))


def _code_block(block: tree.CodeBlock, _here: Here) -> str:
    return element("pre", element("code", text(block.text)))


def _table(block: tree.Table, here: Here) -> str:
    head = element("thead", _row(block.head, here, head=True)) if block.head else ""
    body = "".join(_row(row, here) for row in block.rows)
    table = element("table", head + (element("tbody", body) if body else ""))
    wrap = {"class": "tablewrap", "tabindex": "0", "aria-label": TABLE}
    return element("section", table, wrap)


def _row(cells: Sequence[tree.Cell], here: Here, *, head: bool = False) -> str:
    return element("tr", "".join(_cell(cell, here, head=head) for cell in cells))


def _cell(cell: tree.Cell, here: Here, *, head: bool) -> str:
    content = inline.write(cell.children, here)
    align = _ALIGN.get(cell.align, {})
    if head and content.strip():
        return element("th", content, {"scope": "col", **align})
    return element("td", content, align)


def _divider(_block: tree.Divider, _here: Here) -> str:
    return "<hr>"


_WRITERS: Final[Mapping[type[tree.Node], Callable[[Any, Here], str]]] = {
    tree.Paragraph: _paragraph,
    tree.Listing: _listing,
    tree.Quotation: _quotation,
    tree.CodeBlock: _code_block,
    tree.Table: _table,
    tree.Divider: _divider,
}
