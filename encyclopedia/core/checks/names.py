"""Names in running text: capitalised words that stand together."""

import re
from collections.abc import Iterator

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


def names(words: str, known: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Yield the range of each name in the sentence *words*.

    The capital that opens a sentence tells nothing: a word there is a name where another name
    follows it, or where it is one of the *known* (folded) words.
    """
    opening = _LETTER.search(words)
    for found in _NAME.finditer(words):
        first, last = found.span()
        if opening and first == opening.start():
            first = _without_opening(words, first, last, known)
        combining = _COMBINING.match(words, first, last)
        first = combining.end() if combining else first
        if first < last:
            yield first, last


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


def inner(words: str) -> Iterator[str]:
    """Yield the names of *words* that do not open it, which are names for certain."""
    opening = _LETTER.search(words)
    for found in _NAME.finditer(words):
        is_opening = opening is not None and found.start() == opening.start()
        if name := found[0].partition(" ")[2] if is_opening else found[0]:
            yield name
