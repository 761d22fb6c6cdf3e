"""The nodes of parsed prose. Every `start` and `end` counts code points in the text parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A stretch of the source text, from `start` up to but not including `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Node):
    """Words. `text` is what a reader sees; an escape or entity makes it differ from the source."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis(Node):
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong(Node):
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Node):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break(Node):
    """The end of a source line: a space to readers, unless `hard`."""

    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Node):
    """A link out of the encyclopedia; `href` is http, https or mailto."""

    href: str
    title: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Node):
    """`![alt](picture:key)`: an Illustration of the article, placed here."""

    key: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiLink(Node):
    """`[[title#section|label]]`, each part unescaped; section and label may be empty."""

    title: str
    section: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Node):
    """One source in a mark. Key "?" says that a citation is needed (`since` as written)."""

    key: str
    locator: str = ""
    quote: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Node):
    """`[@a, p. 3, "words"; @b]`: where the text cites."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Node):
    """`[these very words][@a]`: the words that the mark supports."""

    children: tuple[Inline, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Node):
    """`^[an explanatory note]`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclosed(Node):
    """The opening characters of a mark, link or note that never closes: shown as they stand."""

    text: str


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Code
    | Break
    | Link
    | Picture
    | WikiLink
    | Mark
    | Claim
    | Note
    | Unclosed
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Node):
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem(Node):
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Node):
    """A list; `first` is the number of its first item where it is ordered."""

    ordered: bool
    first: int
    tight: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Node):
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(Node):
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Node):
    """A cell of a table; `align` is "", "left", "center" or "right"."""

    children: tuple[Inline, ...]
    align: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Node):
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider(Node):
    """A thematic break."""


Block: TypeAlias = Paragraph | Listing | Quotation | CodeBlock | Table | Divider
