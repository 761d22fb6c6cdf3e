"""The section See also → rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from encyclopedia.core.readers.wikitext import links
from encyclopedia.core.readers.wikitext.expanding import expand, items_of
from encyclopedia.core.readers.wikitext.inline import Inline
from encyclopedia.core.readers.wikitext.nodes import (
    Link,
    Node,
    Nodes,
    Template,
    Text,
    is_blank,
)
from encyclopedia.core.readers.wikitext.page import Page, first

_LISTS = frozenset(
    {"columns-list", "columnslist", "ubl", "plainlist", "flatlist", "hlist", "div col"}
)
_LEADING = re.compile(r"\A[*#:;\s]+")
_NOTE = re.compile(r"^[–—:,-]+\s*")
_LONGEST = 255


def rows(page: Page, lines: Sequence[Nodes], inline: Inline) -> Iterator[tuple[int, str, str]]:
    """Give position, title and note of each pointer among *lines*."""
    for line in lines:
        for item in _items(page, line, inline):
            yield from _row(page, item, inline)


def _items(page: Page, line: Nodes, inline: Inline) -> Iterator[Nodes]:
    plain: list[Node] = []
    for node in line:
        if isinstance(node, Template) and node.name in _LISTS:
            for value in node.positional():
                yield from items_of(value)
        else:
            plain.append(node)
    if not is_blank(plain):
        yield tuple(plain)


def _row(page: Page, item: Nodes, inline: Inline) -> Iterator[tuple[int, str, str]]:
    nodes = _expanded(page, item, inline)
    for number, node in enumerate(nodes):
        if not isinstance(node, Link):
            continue
        target = links.target(node, page.title, page.language)
        if target.kind in ("file", "category", "wiki"):
            inline.draft((node,))
            continue
        before = _LEADING.sub("", inline.words(nodes[:number]))
        rest = inline.words(nodes[number + 1 :])
        title = target.title or page.title
        note = _NOTE.sub("", " ".join(f"{before} {rest}".split()))
        if target.kind == "outside":
            page.leave(node.start, f"the link to “{title}”", "leads out of the encyclopedia")
        elif len(title) <= _LONGEST:
            yield node.start, title, _short(note)
        return
    words = " ".join(_LEADING.sub("", inline.words(nodes)).split())
    listed = isinstance(item[0], Text) and item[0].text.lstrip().startswith("*")
    if words and listed and len(words) <= _LONGEST:
        yield first(item), words, ""
    elif words:
        page.leave(first(item), f"“{words}” under See also", "is no pointer to an article")
    else:
        inline.draft(item)


def _expanded(page: Page, item: Nodes, inline: Inline) -> Nodes:
    nodes: list[Node] = []
    for node in item:
        said = expand(page, node, inline.words) if isinstance(node, Template) else None
        nodes += [node] if said is None else said
    return tuple(nodes)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
