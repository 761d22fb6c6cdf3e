"""Where a list has a title: without case, accents and signs, 9 before 10, in any script."""

import re
import unicodedata
from collections.abc import Callable

LONGEST = 300
DIGITS = "0–9"
SIGNS = "&"
HAN = "漢"

_DASHES = re.compile(r"[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D-]")
_NUMBER = re.compile(r"\d+")
_DIGITS_SORTED = 8


class _Signs(dict[int, str]):
    """What becomes of each sign in `str.translate`; it is asked once of each."""

    def __init__(self, become: Callable[[str], str]) -> None:
        """Take what a sign becomes."""
        super().__init__()
        self._become = become

    def __missing__(self, code: int) -> str:
        became = self[code] = self._become(chr(code))
        return became


_BARE = _Signs(lambda sign: "" if unicodedata.category(sign).startswith("M") else sign)
_IN_WORDS = _Signs(lambda sign: sign if sign.isalnum() else " ")


def folded(title: str) -> str:
    """Give *title* as all write it who differ in case, dashes, white space and Unicode form alone.

    The first 300 characters tell, for folding makes some titles longer than any table keeps.
    """
    text = unicodedata.normalize("NFC", title).replace("_", " ")
    text = _DASHES.sub("-", text).replace("’", "'")
    # What is folded may have to be composed again: ß and an accent become s and ś.
    composed = unicodedata.normalize("NFC", " ".join(text.split()).casefold())
    return composed[:LONGEST].rstrip()


def bare(text: str) -> str:
    """Leave accents that are signs of their own out of *text*."""
    return text.translate(_BARE)


def key(title: str) -> str:
    """Give *title* as it is sorted: without case, accents and signs, 9 before 10.

    A title of signs alone is sorted by them. The first 300 characters tell.
    """
    words = bare(unicodedata.normalize("NFKD", folded(title))).casefold().translate(_IN_WORDS)
    counted = _NUMBER.sub(lambda number: number[0].zfill(_DIGITS_SORTED), " ".join(words.split()))
    return unicodedata.normalize("NFC", counted or folded(title))[:LONGEST].rstrip()


def heading(key: str) -> str:
    """Give the letter under which a title that is sorted by *key* stands in a list."""
    first = key[:1]
    if first.isdecimal():
        return DIGITS
    if not first.isalnum():
        return SIGNS
    if unicodedata.name(first, "").startswith("CJK"):
        return HAN
    return unicodedata.normalize("NFD", first)[:1].upper()[:1]


def place(title: str, name: str) -> bytes:
    """Say where a list has *title*, and of those that are sorted alike the one called *name*.

    Letter, sort key and name in UTF-8: databases compare bytes as Python compares the three, while
    each collation has an order of its own for texts.
    """
    sorted_by = key(title or name)
    return "\0".join((heading(sorted_by), sorted_by, name)).encode()
