"""What a quotation changed in the words of its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from sources.core import text as texts


class Kind(StrEnum):
    """What became of words of the source: kept, left out by the quote, or put in by it."""

    SAME = "same"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words with one fate, as written in the source, or in the quote if added."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Units:
    """The whole words of a text, "it's" as one: folded, and from where to where each stands."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def written(self, first: int, last: int) -> str:
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]


def compare(source: str, quote: str) -> tuple[Change, ...]:
    """Tell from the words of *source* to those of *quote*; what is left out stands first."""
    old, new = _units(source), _units(quote)
    numbers: dict[str, int] = {}
    a, b = ([numbers.setdefault(word, len(numbers)) for word in s.folded] for s in (old, new))
    found: list[Change] = []
    added: list[Change] = []
    for code in Indel.opcodes(a, b):
        if code.tag == "insert":
            added.append(Change(Kind.ADDED, new.written(code.dest_start, code.dest_end)))
            continue
        if code.tag == "equal":
            found, added = [*found, *added], []
        kind = Kind.SAME if code.tag == "equal" else Kind.MISSING
        found.append(Change(kind, old.written(code.src_start, code.src_end)))
    return (*found, *added)


def _units(text: str) -> _Units:
    words = texts.words(text)
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for first, last in _whole(text, words):
        folded.append(" ".join(words.folded[first:last]))
        spans.append((words.starts[first], words.ends[last - 1]))
    return _Units(text, tuple(folded), tuple(spans))


def _whole(text: str, words: texts.Words) -> Iterator[tuple[int, int]]:
    first = 0
    for last in range(1, len(words.folded) + 1):
        joined = last < len(words.folded) and texts.is_apostrophe(
            text[words.ends[last - 1] : words.starts[last]]
        )
        if not joined:
            yield first, last
            first = last
