"""What is known of a page while it is read, and what of it was left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia.core.readers.value import Left
from encyclopedia.core.readers.wikitext.nodes import Nodes
from encyclopedia.core.readers.wikitext.source import Source

LONGEST_NAMED = 80


@dataclass(slots=True)
class Page:
    """A page being read: its text, its title, and what has no place in a Document so far."""

    source: Source
    title: str = ""
    language: str = "en"
    day_first: bool = False
    categories: dict[str, None] = field(default_factory=dict)
    _left: dict[tuple[int, str], Left] = field(default_factory=dict)

    def leave(self, position: int, what: str, why: str) -> None:
        """Note that *what*, which stands at *position*, is not kept as it is, and why."""
        line = self.source.line(position)
        short = what if len(what) <= LONGEST_NAMED else f"{what[: LONGEST_NAMED - 1]}…"
        self._left.setdefault((line, short), Left(line=line, what=short, why=why))

    @property
    def left(self) -> tuple[Left, ...]:
        """All that was left out, by line."""
        return tuple(sorted(self._left.values(), key=lambda left: left.line))

    def written(self, start: int, end: int) -> str:
        """Give the wikitext from *start* up to *end*."""
        return self.source.text[start:end]


def first(nodes: Nodes, otherwise: int = 0) -> int:
    """Give where *nodes* start."""
    return nodes[0].start if nodes else otherwise
