"""The lines of a text as readers read them: sentences of prose, and whatever else stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final
from uuid import UUID

from encyclopedia.core import citations, reading
from encyclopedia.core.markup import tree, walk
from encyclopedia.core.reading import Place
from encyclopedia.core.sentences import sentences

_PROSE: Final = frozenset({"text", "lead", "hatnote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence or another line: its place in code points of the text, and as it reads.

    `source` is as written, `cited` the items of the marks in it that name a source, `notes` the
    places of the notes in it, whose words are not the sentence's.
    """

    start: int
    end: int
    text: str
    source: str
    cited: tuple[tree.Item, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()


def place(part: str, field: str, id_: UUID) -> Place | None:
    """Give the place of prose that *field* of a *part* is, or None where it is plain text."""
    if field not in _PROSE:
        return None
    return Place(field) if part == "article" else Place(part, id_)


def cut(place: Place | None, text: str) -> tuple[Line, ...]:
    """Cut the prose of *place*, or plain *text*, into lines in reading order."""
    if place is None:
        read = text.strip()
        line = Line(start=0, end=len(text), text=read, source=text)
        return (line,) if read else ()
    return tuple(_of_prose(place, text))


def _of_prose(place: Place, text: str) -> Iterator[Line]:
    """Give the sentences, and the blocks of code, which have none."""
    prose = reading.parsed(place, text)
    spans = [(each.start, each.end, each.text) for each in sentences(prose.blocks)]
    code = (node for node in walk(prose.blocks) if isinstance(node, tree.CodeBlock))
    spans += [(node.start, node.end, text[node.start : node.end].strip()) for node in code]
    items = [
        item
        for span in citations.claims(prose)
        for item in span.mark.items
        if item.key != citations.NEEDED
    ]
    notes = [(n.start, n.end) for n in walk(prose.blocks) if isinstance(n, tree.Note)]
    for start, end, words in sorted(spans):
        yield Line(
            start=start,
            end=end,
            text=words,
            source=text[start:end],
            cited=tuple(item for item in items if start <= item.start < end),
            notes=tuple(note for note in notes if start <= note[0] < end),
        )


def locator(id_: UUID, field: str, text: str) -> str:
    """Name a line by its part, its field and a digest of its words as they read."""
    words = " ".join(text.split())
    return f"{id_.hex}-{field}-{blake2b(words.encode(), digest_size=6).hexdigest()}"
