"""Names in running text: capitalised words that stand together."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from encyclopedia.core.checks import lexicon

_UPPER = "".join(
    chr(code)
    for codes in (range(0x41, 0x590), range(0x1E00, 0x2000))
    for code in codes
    if chr(code).isupper()
)
_REST = r"(?:[^\W\d_]|[’'](?=[^\W\d_]{2}))*"
_NAMED = rf"[{_UPPER}]{_REST}"
_NAME = re.compile(
    rf"[{_UPPER}](?<![^\W_][{_UPPER}]){_REST}"  # the letter first: it is the quickest to look for
    rf"(?:(?:-| (?:(?:van|von|der|de|del|da|di|bin) )?){_NAMED})*"
)
_COMBINING = re.compile(r"[^\W\d_]*o-")  # Sino-, Russo-, Anglo-
_LETTER = re.compile(r"[^\W_]")


Spans: TypeAlias = Sequence[tuple[int, int]]


def spans(words: str) -> Spans:
    """Give the ranges of capitalised words that stand together, that which opens *words* too."""
    return [found.span() for found in _NAME.finditer(words)]


def names(
    words: str, known: frozenset[str] = frozenset(), found: Spans = ()
) -> Iterator[tuple[int, int]]:
    """Yield the range of each name in the sentence *words*; *found* are its `spans`, if known.

    The capital that opens a sentence tells nothing: a word there is a name where another name
    follows it, or where it is one of the *known* (folded) words.
    """
    opening = _LETTER.search(words)
    for first, last in found or spans(words):
        if opening and first == opening.start():
            begin = _without_opening(words, first, last, known)
        else:
            begin = first
        combining = _COMBINING.match(words, begin, last)
        begin = combining.end() if combining else begin
        if begin < last:
            yield begin, last


def _without_opening(words: str, first: int, last: int, known: frozenset[str]) -> int:
    opener, blank, _ = words[first:last].partition(" ")
    folded = opener.casefold()
    if folded in known or (blank and folded not in lexicon.FUNCTION):
        return first
    return first + len(opener) + len(blank)


def opener(words: str) -> tuple[int, int]:
    """Give the range of a capitalised word that opens *words* with no name after it; else 0, 0."""
    opening = _LETTER.search(words)
    found = _NAME.match(words, opening.start()) if opening else None
    if found is None or " " in found[0] or found[0].casefold() in lexicon.FUNCTION:
        return 0, 0
    return found.span()


def inner(words: str, found: Spans = ()) -> Iterator[str]:
    """Yield the names of *words* that do not open it, which are names for certain.

    *found* are its `spans`, if known.
    """
    opening = _LETTER.search(words)
    for first, last in found or spans(words):
        is_opening = opening is not None and first == opening.start()
        name = words[first:last]
        if name := name.partition(" ")[2] if is_opening else name:
            yield name
