"""Two readable texts compared by word: what a reader saw change, and in which style."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from encyclopedia.core.comparison import readable
from encyclopedia.core.comparison.readable import Piece
from encyclopedia.core.comparison.values import Words
from encyclopedia.core.diff import visible, words
from encyclopedia.core.diff.words import Kind, Run
from sources.core.saying import Said, apply, join, say

_LONGEST = 60  # characters of the words that a note names


class _Cursor:
    """Goes through pieces by characters."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = [piece for piece in pieces if piece.text]
        self._at = 0
        self._inside = 0

    def take(self, count: int) -> Iterator[tuple[str, Piece]]:
        """Give the next *count* characters, each stretch with the piece that it stands in."""
        while count:
            piece = self._pieces[self._at]
            text = piece.text[self._inside : self._inside + count]
            count -= len(text)
            self._inside += len(text)
            yield text, piece
            if self._inside == len(piece.text):
                self._at, self._inside = self._at + 1, 0


def compare(
    old: Sequence[Piece], new: Sequence[Piece], source: tuple[Run, ...] = ()
) -> tuple[tuple[Words, ...], tuple[str, ...]]:
    """Give the words of both, and notes on what changed of their style alone.

    The same and deleted words joined are the old text as readers saw it, the same and inserted
    the new. *source* are the runs of the source texts, which serve where those are plain words.
    """
    before, after = readable.text(old), readable.text(new)
    plain = before == _side(source, Kind.DELETED) and after == _side(source, Kind.INSERTED)
    runs = source if source and plain else words.compare(before, after)
    gone, come = _Cursor(old), _Cursor(new)
    written: list[Words] = []
    notes: dict[str, None] = {}
    for run in runs:
        if run.kind is Kind.SAME:
            then, now = list(gone.take(len(run.text))), list(come.take(len(run.text)))
            written += _written(run, now, blank=False)
            notes |= dict.fromkeys(_restyled(then, now))
        else:
            side = gone if run.kind is Kind.DELETED else come
            taken = side.take(len(run.text))
            written += _written(run, taken, blank=not run.text.strip())
    return _joined(written), tuple(notes)


def whole(kind: Kind, pieces: Sequence[Piece]) -> tuple[Words, ...]:
    """Give *pieces* as words that all stayed, came or went."""
    return _joined(
        word
        for piece in pieces
        if piece.text
        for word in _written(Run(kind, piece.text), [(piece.text, piece)], blank=False)
    )


def plain(runs: Iterable[Run]) -> tuple[Words, ...]:
    """Give *runs* of a text without markup as words."""
    return tuple(Words(kind=run.kind, text=run.text) for run in visible.runs(runs))


def _side(runs: Iterable[Run], kind: Kind) -> str:
    return "".join(run.text for run in runs if run.kind in (Kind.SAME, kind))


def _written(run: Run, stretches: Iterable[tuple[str, Piece]], *, blank: bool) -> Iterator[Words]:
    same = run.kind is Kind.SAME
    for text, piece in stretches:
        shown = _labelled(text, piece)
        styles = piece.styles
        if readable.CLAIM in styles:
            styles = tuple(style for style in styles if style != readable.CLAIM)
        show = visible.text if same else partial(visible.changed, blank=blank)
        shown = apply(show, shown) if isinstance(shown, Said) else show(shown)
        yield Words(kind=run.kind, text=shown, styles=styles)


def _labelled(text: str, piece: Piece) -> str:
    """Give what readers are shown for *text* of *piece*, with the space around it."""
    inside = text.strip()
    if not piece.label or inside != piece.text.strip():
        return text
    before, _, after = text.partition(inside)
    return join("", (before, apply(str.strip, piece.label), after))


def _joined(written: Iterable[Words]) -> tuple[Words, ...]:
    alike = groupby(written, key=lambda word: (word.kind, word.styles))
    return tuple(
        Words(kind=kind, text=_run_together([word.text for word in words]), styles=styles)
        for (kind, styles), words in alike
    )


def _run_together(texts: Sequence[str]) -> str:
    """Join *texts*, so that what is said in one of them can still be said in another language."""
    said = any(isinstance(each, Said) for each in texts)
    return join("", tuple(texts)) if said else "".join(texts)


def _restyled(then: list[tuple[str, Piece]], now: list[tuple[str, Piece]]) -> Iterator[str]:
    """Name the words that stayed but are set, or claimed by a citation, in another way."""
    if [(t, p.styles) for t, p in then] == [(t, p.styles) for t, p in now]:
        return
    before, after = list(_styles(then)), list(_styles(now))
    text = "".join(words for words, _ in now)
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (before[end], after[end]) == (before[at], after[at]):
            end += 1
        if before[at] != after[at] and text[at:end].strip():
            changed = set(before[at]) ^ set(after[at])
            named = _short(text[at:end])
            if changed == {"claim"}:
                yield say("Words that a citation claims changed: “{words}”", words=named)
            else:
                yield say("Formatting changed: “{words}”", words=named)
        at = end


def _styles(stretches: Iterable[tuple[str, Piece]]) -> Iterator[tuple[str, ...]]:
    for text, piece in stretches:
        yield from [piece.styles] * len(text)


def _short(text: str) -> str:
    shown = visible.text(" ".join(text.split()))
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST].rstrip()}…"
