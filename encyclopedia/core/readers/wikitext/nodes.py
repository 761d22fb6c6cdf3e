"""The nodes of parsed wikitext. Every `start` and `end` counts code points of the text parsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Wikitext without brackets of its own: words, apostrophes, entities, line ends."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that are nothing but words."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter of a template, by its name or its number."""

    name: str
    nodes: Nodes
    start: int


@dataclass(frozen=True, slots=True)
class Template:
    """`{{name|value|name=value}}`; `name` is folded, `written` is not."""

    start: int
    end: int
    name: str
    written: str
    parts: tuple[Part, ...] = ()

    def get(self, *names: str) -> Nodes:
        """Give the last of its parameters called by the first of *names* that says something."""
        for name in names:
            for part in reversed(self.parts):
                if part.name == name and not is_blank(part.nodes):
                    return part.nodes
        return ()

    def positional(self) -> tuple[Nodes, ...]:
        """Give the values of the parameters that are numbered, in their order."""
        found: dict[int, Nodes] = {}
        for part in self.parts:
            if part.name.isascii() and part.name.isdigit():
                found[int(part.name[:6])] = part.nodes
        return tuple(found[number] for number in sorted(found))


@dataclass(frozen=True, slots=True)
class Link:
    """`[[target|label]]`, also a file or a category: `parts` is what stands between the bars."""

    start: int
    end: int
    target: str
    parts: tuple[Nodes, ...] = ()


@dataclass(frozen=True, slots=True)
class Outward:
    """`[address label]`."""

    start: int
    end: int
    address: str
    label: Nodes = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with what it encloses: `raw` as written, `nodes` where that is wikitext."""

    start: int
    end: int
    name: str
    attributes: dict[str, str] = field(default_factory=dict, hash=False)
    raw: str = ""
    nodes: Nodes = ()


@dataclass(frozen=True, slots=True)
class Html:
    """A tag that opens, closes or stands alone."""

    start: int
    name: str
    closing: bool = False


Node: TypeAlias = Text | Literal | Template | Link | Outward | Tag | Html
Nodes: TypeAlias = tuple[Node, ...]


def is_blank(nodes: Iterable[Node]) -> bool:
    """Tell whether there is nothing but white space in *nodes*."""
    return all(isinstance(node, Text) and not node.text.strip() for node in nodes)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield *nodes* and all that is in them, in the order of the text."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(inside(node)))


def inside(node: Node) -> Nodes:
    """Give the nodes directly in *node*."""
    match node:
        case Template():
            return tuple(each for part in node.parts for each in part.nodes)
        case Link():
            return tuple(each for part in node.parts for each in part)
        case Outward():
            return node.label
        case Tag():
            return node.nodes
        case _:
            return ()
