"""An archived text in paragraphs, cut where pinned passages begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sources.core import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GAP: Final = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a paragraph; a marked stretch belongs to a passage, `anchor` where it begins.

    `names` are the anchors by which quotations of its words lead to it.
    """

    text: str
    marked: bool = False
    anchor: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marked:
    """A passage, or several that meet, and what it is called."""

    start: int
    end: int
    anchor: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of an archived text or, in its place, the lines that were left out of it."""

    paragraph: tuple[Stretch, ...] = ()
    left_out: tuple[str, ...] = ()


def blocks(
    text: str,
    pinned: Iterable[tuple[int, int]] = (),
    removed: Iterable[tuple[int, str]] = (),
) -> tuple[Block, ...]:
    """Cut *text* into paragraphs, with what was *removed* where it stood (place, words).

    What was removed stands between paragraphs, and no passage is ever marked in it.
    """
    found = [(start, 1, Block(paragraph=cut)) for start, cut in _placed(text, pinned)]
    found += [(at, 0, Block(left_out=_lines(words))) for at, words in removed]
    return tuple(block for _, _, block in sorted(found, key=lambda each: each[:2]))


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line for line in re.split(r"[\n\f]", words) if line.strip())


def paragraphs(
    text: str,
    pinned: Iterable[tuple[int, int]] = (),
) -> tuple[tuple[Stretch, ...], ...]:
    """Cut *text* at blank lines and at the ends of *pinned* passages (code points).

    The first passage has the anchor "passage", the next "passage-2" and so on.
    """
    return tuple(paragraph for _, paragraph in _placed(text, pinned))


def marked(text: str, pinned: Iterable[tuple[int, int]], *, first: int = 1) -> tuple[Stretch, ...]:
    """Cut *text* at the ends of *pinned* passages alone; the *first* is named by that number."""
    return tuple(_stretches(text, 0, len(text), _merged(text, pinned, first)))


def _placed(
    text: str, pinned: Iterable[tuple[int, int]]
) -> tuple[tuple[int, tuple[Stretch, ...]], ...]:
    """Give the paragraphs of *text*, each with the place where it begins."""
    merged = _merged(text, pinned, 1)
    cut = ((start, tuple(_stretches(text, start, end, merged))) for start, end in _paragraphs(text))
    return tuple((start, paragraph) for start, paragraph in cut if paragraph)


def _merged(text: str, pinned: Iterable[tuple[int, int]], first: int) -> tuple[_Marked, ...]:
    """Join passages that meet; each keeps the names of all that it was made of."""
    spans: list[tuple[int, int]] = []
    names: list[dict[str, None]] = []
    for start, end in sorted((max(0, s), min(e, len(text))) for s, e in pinned):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif start < end:
            spans.append((start, end))
            names.append({})
        if start < end:
            names[-1][passages.anchor(text[start:end])] = None
    return tuple(
        _Marked(start, end, "passage" if number == 1 else f"passage-{number}", tuple(named))
        for number, ((start, end), named) in enumerate(zip(spans, names, strict=True), start=first)
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for gap in _GAP.finditer(text):
        yield begin, gap.start()
        begin = gap.end()
    yield begin, len(text)


def _stretches(
    text: str, begin: int, finish: int, merged: tuple[_Marked, ...]
) -> Iterator[Stretch]:
    at = begin
    for passage in merged:
        first, last = max(passage.start, at), min(passage.end, finish)
        if first >= last:
            continue
        if at < first:
            yield Stretch(text=text[at:first])
        begins = first == passage.start
        yield Stretch(
            text=text[first:last],
            marked=True,
            anchor=passage.anchor if begins else "",
            names=passage.names if begins else (),
        )
        at = last
    if text[at:finish].strip():
        yield Stretch(text=text[at:finish])
