"""Names in running text: capitalised words that stand together."""

import re
import unicodedata
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


_UNLIKE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_LONG_NAME = re.compile(
    rf"[{_UPPER}]\w+(?:[\s-]+(?:(?:of|the|and|for|on|in|to|de|des|du|la|der|für)\s+){{0,2}}"
    rf"[{_UPPER}]\w+)+"
)
_LONGEST_ACRONYM = 7


def unaccented(folded: str) -> str:
    """Give a folded word without its accents, as other newspapers print it."""
    if folded.isascii():
        return folded
    return _ACCENTS.sub("", unicodedata.normalize("NFD", folded.translate(_UNLIKE)))


def acronyms(text: str) -> Iterator[str]:
    """Yield, folded, what the names of *text* may be cut short to: "eu" for European Union."""
    for name in {found[0] for found in _LONG_NAME.finditer(text)}:
        letters = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[0].isupper())
        for first in range(len(letters) - 1):
            for last in range(first + 2, min(len(letters), first + _LONGEST_ACRONYM) + 1):
                yield letters[first:last].lower()


def acronym(name: str) -> str:
    """Give, folded, what a name of several words may be cut short to, or nothing."""
    letters = [word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper()]
    return "".join(letters).lower() if len(letters) > 1 else ""


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


def distinct(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give what `names` and what `inner` find in *words*, each once, with one look at them."""
    opening = _LETTER.search(words)
    first = opening.start() if opening else -1
    found: set[str] = set()
    at_first = ""
    for name in _NAME.finditer(words):
        if name.start() == first:
            at_first = name[0]
        else:
            found.add(name[0])
    named = {name[end.end() :] if (end := _COMBINING.match(name)) else name for name in found}
    named |= {words[a:b] for a, b in names(at_first)} if at_first else set()
    return frozenset(named - {""}), frozenset((found | {at_first.partition(" ")[2]}) - {""})


def opening(words: str) -> str:
    """Give the capitalised word that opens *words*, a name or not, or nothing."""
    letter = _LETTER.search(words)
    found = _NAME.match(words, letter.start()) if letter else None
    return found[0].partition(" ")[0] if found else ""
