"""What is said of quoted words: where they stand, how far they are what a text says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sources.core.differences import Change


class Verdict(StrEnum):
    """How far a quote is what a text says."""

    EXACT = "exact"
    NORMALISED = "normalised"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of a text from code point `start` up to `end`, which a quote was found to be.

    "normalised" says that only case, white space, dashes, ellipses, brackets, quotation marks
    or Unicode form differ; `ambiguous`, that the quote stands more than once and this is the
    first place.
    """

    start: int
    end: int
    verdict: Verdict
    ambiguous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A quote's place in a text, from code point `start` up to `end`; both are 0 if absent.

    `similarity` is the share of letters that agree in words, 0 to 1, and for an absent quote
    that of the nearest passage, or 0 where that was not asked for. `changes` lead from the
    passage's words to an altered quote's; the words that its own ellipsis omits are missing ones,
    and of many only the first and last.
    """

    verdict: Verdict
    start: int = 0
    end: int = 0
    ambiguous: bool = False
    similarity: float = 0.0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A passage's words with what stands before and after, cut between words."""

    before: str
    words: str
    after: str


class Span(Protocol):
    """A place in a text, in code points."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""
