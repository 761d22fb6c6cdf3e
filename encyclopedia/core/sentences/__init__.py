"""What a sentence is: the one answer, for citations, checks, comparison and search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from encyclopedia.core.sentences import boundaries
from encyclopedia.core.sentences.runs import Run as Run
from encyclopedia.core.sentences.runs import runs as runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from encyclopedia.core.markup import tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence from `start` up to `end`, in code points of the source; `text` as it reads.

    Marks and notes that follow the closing punctuation belong to it.
    """

    start: int
    end: int
    text: str


def sentences(nodes: Iterable[tree.Node]) -> tuple[Sentence, ...]:
    """Cut blocks, or the inline nodes of one line, into sentences in reading order.

    None crosses a block, a list item, a cell or a hard line break. The words of notes are no
    part of the sentence, and code blocks have none.
    """
    return tuple(
        Sentence(start=run.start(first), end=run.end(last), text=run.text(first, last))
        for run in runs(nodes)
        for first, last in boundaries.split(run.shape)
    )
