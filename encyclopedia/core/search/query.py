"""What a reader typed into the search, as terms: words, phrases, and what is not wanted."""

import re
from dataclasses import dataclass

from encyclopedia.core.search.folding import tokens
from sources.core.text import UNSPACED

LONGEST = 200
MOST_TERMS = 16
_SHORTEST_BEGINNING = 3
_SHORTEST_PLURAL = 4
_PIECE = re.compile(
    r"""(?P<without>(?<!\S)[-\u2212](?=[\w"“]))?
        (?:["“„”](?P<phrase>[^"“”„]*)["“”]|(?P<word>[^\s"“”„]+))""",
    re.VERBOSE,
)
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Folded words that stand one after the other; where `open`, the last may only begin so."""

    words: tuple[str, ...]
    open: bool = False

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The words, and those without a plural's s: who looks for visits finds a visit."""
        *before, last = self.words
        if self.open and last.endswith("s") and len(last) >= _SHORTEST_PLURAL and last.isalpha():
            return self.words, (*before, last[:-1])
        return (self.words,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All of `terms` are wanted, none of `without`; `text` is what was typed, in one line."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are wanted, in the order typed."""
        return tuple(word for term in self.terms for word in term.words)


def read(typed: str) -> Query:
    """Read what was *typed*: words, "phrases", and -exclusions; the first 200 characters count.

    A wanted word also finds longer ones that begin with it; a phrase, and what is not wanted,
    is taken exactly. A word with a hyphen, or of a script without spaces, stays one piece.
    """
    line = " ".join(typed.split())[:LONGEST]
    wanted: list[Term] = []
    without: list[Term] = []
    for piece in _PIECE.finditer(line):
        exactly = piece["word"] is None or bool(piece["without"])
        term = _term(piece["word"] or piece["phrase"], exactly=exactly)
        if term is not None:
            (without if piece["without"] else wanted).append(term)
    terms = tuple(dict.fromkeys(wanted))[:MOST_TERMS]
    return Query(text=line, terms=terms, without=tuple(dict.fromkeys(without))[:MOST_TERMS])


def _term(typed: str, *, exactly: bool) -> Term | None:
    cut = tokens(typed)
    if not cut:
        return None
    begins = len(cut[-1]) >= _SHORTEST_BEGINNING and not _IS_UNSPACED.match(cut[-1])
    return Term(words=cut, open=begins and not exactly)
