"""Nodes cut where their words say so: into lines, or at a sign."""

from __future__ import annotations

import re

from encyclopedia.core.readers.wikitext.nodes import Node, Nodes, Text

_LINE_END = re.compile("\n")


def cut(nodes: Nodes, at: re.Pattern[str], most: int = 0) -> list[Nodes]:
    """Cut *nodes* where their own words match *at*, no more than *most* times if that is given."""
    pieces: list[list[Node]] = [[]]
    for node in nodes:
        if not isinstance(node, Text):
            pieces[-1].append(node)
            continue
        begin = 0
        for found in at.finditer(node.text):
            if most and len(pieces) > most:
                break
            if begin < found.start():
                text = node.text[begin : found.start()]
                pieces[-1].append(Text(node.start + begin, text))
            pieces.append([])
            begin = found.end()
        if begin < len(node.text):
            pieces[-1].append(Text(node.start + begin, node.text[begin:]))
    return [tuple(piece) for piece in pieces]


def lines_of(nodes: Nodes) -> list[Nodes]:
    """Cut *nodes* into lines."""
    return cut(nodes, _LINE_END)


def without_start(line: Nodes, characters: int) -> Nodes:
    """Drop the first *characters* of the words that *line* starts with."""
    first = line[0]
    if not isinstance(first, Text):
        return line
    rest = first.text[characters:]
    return (Text(first.start + characters, rest), *line[1:]) if rest else line[1:]


def start_of(line: Nodes) -> str:
    """Give the words that *line* starts with."""
    return line[0].text if line and isinstance(line[0], Text) else ""
