"""Blocks of prose → wikitext."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from encyclopedia.core import markup
from encyclopedia.core.markup import tree
from encyclopedia.core.writers.wikitext.inline import Inline, escaped, guarded


def write(text: str, inline: Inline) -> str:
    """Write the prose *text*."""
    return of(markup.parse(text), inline)


def of(blocks: Iterable[tree.Block], inline: Inline) -> str:
    """Write *blocks*, with a blank line between them."""
    return "\n\n".join(piece for piece in (_block(block, inline) for block in blocks) if piece)


def _block(block: tree.Block, inline: Inline) -> str:
    match block:
        case tree.Paragraph():
            words = inline.line(block.children, between="\n")
            return "\n".join(guarded(line) for line in words.split("\n"))
        case tree.Listing():
            return "\n".join(_items(block, "", inline))
        case tree.Quotation():
            return f"<blockquote>\n{of(block.blocks, inline)}\n</blockquote>"
        case tree.CodeBlock():
            return _code(block)
        case tree.Table():
            return "\n".join(_table(block, inline))
        case tree.Divider():
            return "----"


def _items(listing: tree.Listing, above: str, inline: Inline) -> Iterator[str]:
    prefix = above + ("#" if listing.ordered else "*")
    for item in listing.items:
        first, *rest = item.blocks or (None,)
        words = flat(first, inline) if first is not None else ""
        if isinstance(first, tree.Listing):
            yield from _items(first, prefix, inline)
        else:
            yield f"{prefix} {words}"
        for block in rest:
            if isinstance(block, tree.Listing):
                yield from _items(block, prefix, inline)
            else:
                yield f"{prefix}: {flat(block, inline)}"


def flat(block: tree.Block, inline: Inline) -> str:
    """Write a block within an item, which is one line."""
    if isinstance(block, tree.Paragraph):
        return inline.line(block.children)
    if isinstance(block, tree.Quotation):
        return " ".join(flat(each, inline) for each in block.blocks)
    return escaped(" ".join(markup.plain((block,)).split()))


def _code(block: tree.CodeBlock) -> str:
    language = block.language if block.language.replace("-", "").isalnum() else "text"
    closing = "</syntaxhighlight>"
    if closing in block.text.lower():
        inner = block.text.replace("&", "&amp;").replace("<", "&lt;")
        return f"<pre>\n{inner.rstrip()}\n</pre>"
    name = f' lang="{language}"' if block.language else ""
    return (
        f"<syntaxhighlight{name}>\n{block.text.rstrip()}\n{closing}" if block.text.strip() else ""
    )


def _table(table: tree.Table, inline: Inline) -> Iterator[str]:
    yield '{| class="wikitable"'
    if any(cell.children for cell in table.head):
        yield "|-"
        yield "! " + " !! ".join(inline.line(cell.children) for cell in table.head)
    for row in table.rows:
        yield "|-"
        yield "| " + " || ".join(inline.line(cell.children) for cell in row)
    yield "|}"
