"""Brackets that are open while wikitext is parsed, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from encyclopedia.core.readers.wikitext.nodes import (
    Link,
    Literal,
    Node,
    Nodes,
    Outward,
    Part,
    Template,
    Text,
)


@dataclass(slots=True)
class Frame:
    """Brackets that are open: their kind, how many, and what stands in them between the bars."""

    kind: str
    start: int
    count: int = 0
    parts: list[list[Node]] = field(default_factory=lambda: [[]])
    bars: list[int] = field(default_factory=list)
    # For each part the number of nodes before its first equals sign.
    equals: dict[int, int] = field(default_factory=dict)


_PROSE = re.compile(r"\n\s*\n|\n(?='''|==)")


def joined(frame: Frame, number: int) -> list[Node]:
    part, at = frame.parts[number], frame.equals.get(number)
    if at is None:
        return part
    return [*part[:at], Text(start_of(part[at:], frame.bars[number - 1]), "="), *part[at:]]


def cut_at_prose(nodes: Nodes) -> tuple[Nodes, Nodes]:
    for number, node in enumerate(nodes):
        if isinstance(node, Text) and (found := _PROSE.search(node.text)):
            at = found.start()
            head = Text(node.start, node.text[:at])
            return (*nodes[:number], head), (
                Text(node.start + at, node.text[at:]),
                *nodes[number + 1 :],
            )
    return nodes, ()


def parts_of(frame: Frame) -> Iterable[Part]:
    count = 0
    for number, nodes in enumerate(frame.parts[1:], 1):
        start = frame.bars[number - 1]
        at = frame.equals.get(number)
        if at is None:
            count += 1
            yield Part(str(count), merged(nodes), start)
        else:
            name = " ".join("".join(words_of(node) for node in nodes[:at]).split()).casefold()
            yield Part(name, merged(nodes[at:]), start)


def outward_of(start: int, end: int, label: Nodes) -> Node:
    first = label[0] if label else Text(start, "")
    words = first.text if isinstance(first, Text) else ""
    address, space, rest = words.partition(" ")
    left = (Text(first.start + len(address) + 1, rest),) if space and rest else ()
    return Outward(start, end, address, (*left, *label[1:]))


def start_of(nodes: list[Node], otherwise: int) -> int:
    return nodes[0].start if nodes else otherwise


def words_of(node: Node) -> str:
    """Give the words of *node* that may name a template or a page."""
    match node:
        case Text() | Literal():
            return node.text
        case Link():
            return node.target
        case Template() if node.name in ("pagename", "fullpagename"):
            return "{{PAGENAME}}"
        case _:
            return ""


def merged(nodes: Iterable[Node]) -> Nodes:
    """Join neighbouring words, so that what is looked for in them is not cut in two."""
    merged: list[Node] = []
    pending: list[str] = []
    start = 0
    for node in nodes:
        if isinstance(node, Text):
            if not pending:
                start = node.start
            pending.append(node.text)
            continue
        if pending:
            merged.append(Text(start, "".join(pending)))
            pending = []
        merged.append(node)
    if pending:
        merged.append(Text(start, "".join(pending)))
    return tuple(merged)
