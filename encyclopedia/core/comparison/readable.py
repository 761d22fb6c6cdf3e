"""Prose as readers read it, with the place of every word in the source text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from encyclopedia.core import markup, reading
from encyclopedia.core.markup import tree, walking
from sources.core.saying import Said, join, say

EMPHASIS, STRONG, CODE, CITES, CLAIM = "em", "strong", "code", "cites", "claim"
_STYLES = {tree.Emphasis: EMPHASIS, tree.Strong: STRONG, tree.Claim: CLAIM}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one style, from the source position `start` on.

    `text` is what is compared, `label` what readers are shown in its place, if anything:
    a citation is compared as a whole and shown as what it cites.
    """

    start: int
    text: str
    styles: tuple[str, ...] = ()
    label: str = ""


def read(source: str) -> tuple[Piece, ...]:
    """Read prose: emphasis as style, links as their words, a citation as one piece."""
    return tuple(_blocks(reading.blocks(source), ""))


def read_line(source: str) -> tuple[Piece, ...]:
    """Read a text without blocks, as the infobox and the hatnote have."""
    return tuple(_inline(markup.parse_inline(source), ()))


def between(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Give the pieces that stand from *start* up to *end* of the source, blank ends left out."""
    first = bisect_left(pieces, start, key=_start)
    last = bisect_left(pieces, end, key=_start)
    while first < last and not pieces[first].text.strip():
        first += 1
    while first < last and not pieces[last - 1].text.strip():
        last -= 1
    return tuple(pieces[first:last])


def text(pieces: Iterable[Piece]) -> str:
    """Give the words of *pieces* as they are compared."""
    return "".join(piece.text for piece in pieces)


def _start(piece: Piece) -> int:
    return piece.start


def _blocks(blocks: Iterable[tree.Block], indent: str, gap: str = "\n\n") -> Iterator[Piece]:
    for number, block in enumerate(blocks):
        if number:
            yield Piece(block.start, gap + indent)
        yield from _block(block, indent)


def _block(block: tree.Block, indent: str) -> Iterator[Piece]:
    match block:
        case tree.Paragraph():
            yield from _inline(block.children, ())
        case tree.Listing():
            yield from _listing(block, indent)
        case tree.Quotation():
            yield Piece(block.start, "> ")
            yield from _blocks(block.blocks, f"{indent}> ", "\n")
        case tree.CodeBlock():
            yield Piece(block.start, block.text.rstrip("\n"), (CODE,))
        case tree.Table():
            yield from _table(block, indent)
        case tree.Divider():
            yield Piece(block.start, "* * *")


def _listing(block: tree.Listing, indent: str) -> Iterator[Piece]:
    for number, item in enumerate(block.items, block.first):
        if number > block.first:
            yield Piece(item.start, f"\n{indent}")
        yield Piece(item.start, f"{number}. " if block.ordered else "• ")
        yield from _blocks(item.blocks, f"{indent}  ", "\n")


def _table(block: tree.Table, indent: str) -> Iterator[Piece]:
    for number, row in enumerate((block.head, *block.rows)):
        for column, cell in enumerate(row):
            if column or number:
                yield Piece(cell.start, " | " if column else f"\n{indent}")
            yield from _inline(cell.children, ())


def _inline(nodes: Iterable[tree.Inline], styles: tuple[str, ...]) -> Iterator[Piece]:
    for node in nodes:
        match node:
            case tree.Emphasis() | tree.Strong() | tree.Link():
                own = _STYLES.get(type(node))
                yield from _inline(node.children, (*styles, own) if own else styles)
            case tree.Claim():
                yield from _inline(node.children, (*styles, CLAIM))
                yield _mark(node.mark, styles)
            case tree.Note():
                yield Piece(node.start, "[note: ", styles, say("[note: "))
                yield from _inline(node.children, styles)
                yield Piece(max(node.start, node.end - 1), "]", styles)
            case tree.Mark():
                yield _mark(node, styles)
            case _:
                yield _words(node, styles)


def _words(node: tree.Inline, styles: tuple[str, ...]) -> Piece:
    match node:
        case tree.Text() | tree.Unclosed():
            return Piece(node.start, node.text, styles)
        case tree.Code():
            return Piece(node.start, node.text, (*styles, CODE))
        case tree.WikiLink():
            return Piece(node.start, walking.label(node), styles)
        case tree.Picture():
            named = node.alt or node.key
            label = say("[picture: {words}]", words=named)
            return Piece(node.start, f"[picture: {named}]", styles, label)
        case _:
            return Piece(node.start, "\n" if isinstance(node, tree.Break) and node.hard else " ")


def _mark(mark: tree.Mark, styles: tuple[str, ...]) -> Piece:
    label = join("", ("[", join("; ", map(_item, mark.items)), "]"))
    return Piece(mark.start, markup.mark(mark.items), (*styles, CITES), label)


def _item(item: tree.Item) -> Said:
    if item.key == "?":
        if item.since:
            return say("citation needed since {date}", date=item.since)
        return say("citation needed")
    if item.locator:
        return say("cites {key}, {locator}", key=item.key, locator=item.locator)
    return say("cites {key}", key=item.key)
