"""Go through a parsed tree: every node of it, or the words that a reader reads."""

import re
from collections.abc import Iterable, Iterator, Sequence

from encyclopedia.core.markup import tree

GONE = "\0"  # what a mark leaves behind until the words stand; no Text holds it
_SPACE_BEFORE_GONE = re.compile(r" ?\0++(?=[\s.,;:!?…)\]»”’]|$)|\0++")
_LINES = (tree.Paragraph, tree.CodeBlock, tree.Listing, tree.Quotation, tree.Table, tree.Divider)


def walk(nodes: Iterable[tree.Node]) -> Iterator[tree.Node]:
    """Yield *nodes* and all that is in them, depth first in reading order.

    The mark of a claim follows its words; the items of a mark are not visited.
    """
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(inside(node)))


def inside(node: tree.Node) -> Sequence[tree.Node]:
    """Give the nodes directly in *node*, in reading order."""
    match node:
        case tree.Claim():
            return (*node.children, node.mark)
        case (
            tree.Paragraph()
            | tree.Emphasis()
            | tree.Strong()
            | tree.Link()
            | tree.Note()
            | tree.Cell()
        ):
            return node.children
        case tree.Listing():
            return node.items
        case tree.ListItem() | tree.Quotation():
            return node.blocks
        case tree.Table():
            return (*node.head, *(cell for row in node.rows for cell in row))
        case _:
            return ()


def label(link: tree.WikiLink) -> str:
    """Give the words that a reader sees of a link to an article."""
    return link.label or link.title or link.section


def plain(nodes: Iterable[tree.Node]) -> str:
    """Give what a reader reads of *nodes*: no marks, no notes, a line for each block or row."""
    given = tuple(nodes)
    words = tidy("".join(_pieces(given)))
    has_blocks = any(isinstance(node, _LINES) for node in given)
    return re.sub(r"\n{2,}", "\n", words.strip("\n")) if has_blocks else words


def tidy(words: str) -> str:
    """Close the gaps that marks left in *words*."""
    return _SPACE_BEFORE_GONE.sub("", words)


def _pieces(nodes: Iterable[tree.Node]) -> Iterator[str]:
    # Strings on the stack are what follows the nodes above them.
    stack: list[tree.Node | str] = []
    stack.extend(nodes)
    stack.reverse()
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        yield _own_words(node)
        if isinstance(node, _LINES):
            yield "\n"
            stack.append("\n")
        if isinstance(node, tree.Table):
            stack.extend(reversed(_rows(node)))
        elif not isinstance(node, tree.Note):
            stack.extend(reversed(inside(node)))


def _rows(table: tree.Table) -> list[tree.Node | str]:
    pieces: list[tree.Node | str] = []
    for row in (table.head, *table.rows):
        for cell in row:
            pieces += [cell, "\t"]
        pieces[-1] = "\n"
    return pieces


def _own_words(node: tree.Node) -> str:
    match node:
        case tree.Text() | tree.Code() | tree.CodeBlock() | tree.Unclosed():
            return node.text
        case tree.Break():
            return "\n" if node.hard else " "
        case tree.WikiLink():
            return label(node)
        case tree.Mark() | tree.Note():
            return GONE
        case _:
            return ""
