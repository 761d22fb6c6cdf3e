"""Text cut into words and sentences by which authors are carried on.

The sentences are found in the source text and serve this alone; what readers are shown is cut by
`core.sentences`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Final, TypeAlias

from encyclopedia.core.diff import tokens

LONG: Final = 30
"""From so many letters on, words are told by themselves; fewer only at their place."""

Words: TypeAlias = tuple[str, ...]

_WIDE_ENDS: Final = frozenset("。！？｡؟۔।॥")
_ENDS: Final = _WIDE_ENDS | frozenset(".!?…‽")
_CLOSES: Final = frozenset("\"'”’»)]}›』」】）〉》*_")
_MARKS: Final = ("[@", "^[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Words of a text of `size` characters, where each starts in it, and the sentences of them."""

    words: Words
    starts: tuple[int, ...]
    sentences: tuple[range, ...]
    size: int

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many characters go with each word: up to the next, the first from the beginning."""
        edges = (0, *self.starts[1:], self.size)
        return tuple(b - a for a, b in pairwise(edges)) if self.words else ()


def cut(text: str) -> Cut:
    """Cut *text* into words without the space around them, and those into sentences."""
    words: list[str] = []
    starts: list[int] = []
    sentences: list[range] = []
    begun, at, ended = 0, 0, False
    for piece in tokens.read(text):
        if word := piece.strip():
            words.append(word)
            starts.append(at if piece[0] == word[0] else at + piece.index(word))
            ended = word[-1] in _ENDS or (ended and _only_closes(word))
        at += len(piece)
        may_end = ended or "\n" in piece
        if may_end and len(words) > begun and _is_end(piece, words[-1], ended=ended):
            sentences.append(range(begun, len(words)))
            begun, ended = len(words), False
    if len(words) > begun:
        sentences.append(range(begun, len(words)))
    return Cut(words=tuple(words), starts=tuple(starts), sentences=tuple(sentences), size=len(text))


def _only_closes(word: str) -> bool:
    return word in _CLOSES or word.startswith(_MARKS)


def _is_end(piece: str, word: str, *, ended: bool) -> bool:
    if piece.count("\n") > 1:
        return True
    return ended and (piece[-1:].isspace() or word[-1] in _WIDE_ENDS)


def letters(words: Iterable[str]) -> int:
    """Count the characters of *words*."""
    return len("".join(words))


def is_short(words: Words) -> bool:
    """Tell whether *words* are too few to be told by themselves."""
    return letters(words) < LONG


def key(words: Words, place: str, around: tuple[str, str] = ("", "")) -> int:
    """Give a number of 64 bits, signed, by which *words* are found again.

    Few words are only found at their *place* and *around* the same words.
    """
    spot = (place, *around) if is_short(words) else ()
    text = "\0".join(("\0".join(spot), "\1", *words))
    digest = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def middle(old: str, new: str) -> tuple[int, int]:
    """Count the characters that *old* and *new* share at the start and the end: whole paragraphs.

    What lies between is all that differs.
    """
    a, b = old.split("\n\n"), new.split("\n\n")
    most = min(len(a), len(b))
    head = next((n for n in range(most) if a[n] != b[n]), most)
    tail = next((n for n in range(most - head) if a[-1 - n] != b[-1 - n]), most - head)
    before = sum(len(each) + 2 for each in a[:head])
    after = sum(len(each) + 2 for each in a[len(a) - tail :])
    # A text has one gap fewer than paragraphs: where all of one side is shared, none is missing.
    room = min(len(old), len(new))
    before = min(before, room)
    return before, min(after, room - before)


def stretches(wanted: Iterable[bool]) -> Iterator[range]:
    """Give the ranges of places that are *wanted*, each as long as can be."""
    start, at = 0, 0
    for at, is_wanted in enumerate(wanted, start=1):
        if not is_wanted:
            if start < at - 1:
                yield range(start, at - 1)
            start = at
    if start < at:
        yield range(start, at)
