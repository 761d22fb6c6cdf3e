"""The lines of a captured text, with their places, and what shape each has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»")
_CLOSERS = "\"'”’)]»"
_SENTENCE_ENDS = (".", "!", "?", "。", "؟")
_SHORTEST_SENTENCE = 40
_LONGEST_HEADLINE = 200
_MOST_HEADLINE_WORDS = 25
_NOT_A_HEADLINE = (".", "!", ";", ",", "…", "—", "–")
_SHORTEST_BLURB = 60
_CUT_OFF = ("…", "...", "[…]", "[...]")
_MOST_MENU_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The words of a line from code point `start` up to `end`; `opens` after a blank line."""

    start: int
    end: int
    text: str
    opens: bool = True

    @property
    def bare(self) -> str:
        """The words that the text says in its own voice: what stands in quotation marks is out."""
        return _QUOTED.sub(" ", self.text)

    @property
    def is_report(self) -> bool:
        """Whether it holds a whole sentence of an article."""
        ended = self.text.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)
        return len(self.text) > _SHORTEST_SENTENCE and ended and not self.is_cut_off

    @property
    def is_headline(self) -> bool:
        """Whether it can be a headline: short, begun like one, and without a full stop."""
        return (
            len(self.text) <= _LONGEST_HEADLINE
            and len(self.text.split()) <= _MOST_HEADLINE_WORDS
            and not self.text[0].islower()
            and not self.text.rstrip(_CLOSERS).endswith(_NOT_A_HEADLINE)
        )

    @property
    def is_cut_off(self) -> bool:
        """Whether it breaks off, as the first words of another report do."""
        return len(self.text) >= _SHORTEST_BLURB and self.text.endswith(_CUT_OFF)

    @property
    def is_menu_entry(self) -> bool:
        """Whether it can be an entry of a menu: a few words, no number, no punctuation."""
        words = self.text.split()
        return len(words) <= _MOST_MENU_WORDS and all(
            word.isalpha() or word in {"&", "/", "|"} for word in words
        )


def cut(text: str) -> tuple[Line, ...]:
    """Cut *text* into its lines that are not blank, without the white space around them."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    at, opens = 0, True
    for whole in text.split("\n"):
        words = whole.strip()
        if words:
            start = at + len(whole) - len(whole.lstrip())
            yield Line(start=start, end=start + len(words), text=words, opens=opens)
        opens = not words
        at += len(whole) + 1
