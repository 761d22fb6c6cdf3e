"""Drafts of lines: what stands for itself is held back in them until the line is whole."""

from __future__ import annotations

import re

from encyclopedia.core import markup
from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext import spelling
from encyclopedia.core.readers.wikitext.pieces import (
    Block,
    Held,
    Paragraphs,
    Place,
    add_place,
)
from encyclopedia.core.readers.wikitext.spelling import BREAK, HELD

_HELD = re.compile(f"{HELD}(\\d+){HELD}")
_HELD_RUN = re.compile(f"(?:{HELD}\\d+{HELD} ?)+")


class Drafts:
    """Holds what is no words yet, such as marks and blocks, and puts it into finished lines."""

    def __init__(self) -> None:
        self._held: list[Held] = []

    def hold(self, held: Held) -> str:
        """Give the sign that stands for *held* in drafts."""
        self._held.append(held)
        return f"{HELD}{len(self._held) - 1}{HELD}"

    def finished(self, draft: str, break_: str = ", ") -> str:
        """Write what was drafted as one line; what breaks it gives *break_*."""
        text = self._with_marks(draft)
        text = spelling.tidy(text)
        text = re.sub(f"^[ {BREAK}]+|[ {BREAK}]+$", "", text)
        return re.sub(f" ?{BREAK}[ {BREAK}]*", break_, text)

    def paragraph(self, lines: list[str]) -> list[str]:
        """Write drafted *lines* as paragraphs, with the blocks that stand between them."""
        paragraphs = Paragraphs()
        for piece in (piece for draft in lines for piece in self._pieces(draft)):
            if isinstance(piece, Block):
                paragraphs.block(piece.markdown)
            else:
                paragraphs.line(spelling.tidy(self._with_marks(piece)))
        paragraphs.end()
        return paragraphs.blocks

    def _pieces(self, draft: str) -> list[str | Block]:
        pieces: list[str | Block] = []
        begin = 0
        for found in _HELD.finditer(draft):
            held = self._held[int(found[1])]
            if isinstance(held, Block):
                pieces += [draft[begin : found.start()], held]
                begin = found.end()
        return [*pieces, draft[begin:]]

    def _with_marks(self, draft: str) -> str:
        return _HELD_RUN.sub(self._marks, draft) if HELD in draft else draft

    def _marks(self, run: re.Match[str]) -> str:
        """Write neighbouring references as one mark; notes stand after it."""
        items: list[tree.Item] = []
        seen: set[tree.Item] = set()
        rest: list[str] = []
        for found in _HELD.finditer(run[0]):
            match self._held[int(found[1])]:
                case Place() as place:
                    add_place(items, place)
                case Block() as block:
                    rest.append(f" {block.words} ")
                case str() as note:
                    rest.append(spelling.fixed(note))
                case more:
                    items += [item for item in more if item not in seen]
                    seen.update(more)
        mark = spelling.fixed(markup.mark(items)) if items else ""
        space = " " if run[0].endswith(" ") else ""
        return mark + "".join(rest) + space
