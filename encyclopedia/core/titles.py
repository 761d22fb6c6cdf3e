"""Titles: when two are the same, and what they look like in an address."""

import re
import unicodedata
from collections.abc import Callable, Collection

_DASHES = re.compile(r"[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D-]")
LONGEST = 255
LONGEST_KEY = 300
_NOT_IN_SLUG = re.compile(r"[^\w-]|_")
_NUMBER = re.compile(r"\d+")
_DIGITS_SORTED = 8
DIGITS = "0–9"
SIGNS = "&"
HAN = "漢"


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


def key(title: str) -> str:
    """Fold *title* so that titles which readers take for the same give the same key.

    Case, underscores, white space, the kind of dash and the Unicode form make no difference. The
    first 300 characters tell, for folding makes some titles longer than any table keeps.
    """
    text = unicodedata.normalize("NFC", title).replace("_", " ")
    text = _DASHES.sub("-", text).replace("’", "'")
    # What is folded may have to be composed again: ß and an accent become s and ś.
    folded = unicodedata.normalize("NFC", " ".join(text.split()).casefold())
    return folded[:LONGEST_KEY].rstrip()


def slug(title: str) -> str:
    """Give *title* as it stands in an address: Unicode letters, digits and hyphens, never a dot.

    Accents that are signs of their own are left out. At most 255 characters; a title without a
    letter or digit is spelled by its code points, so none is empty.
    """
    words = _NOT_IN_SLUG.sub(" ", key(title).translate(_BARE)).replace("-", " ").split()
    spelled = words or [f"u{ord(character):x}" for character in title.strip()] or ["untitled"]
    return "-".join(spelled)[:LONGEST].rstrip("-")


def sort_key(title: str) -> str:
    """Give *title* as it is sorted: without case, accents and signs, 9 before 10.

    A title of signs alone is sorted by them. The first 300 characters tell.
    """
    bare = unicodedata.normalize("NFKD", key(title)).translate(_BARE)
    words = bare.casefold().translate(_IN_WORDS).split()
    counted = _NUMBER.sub(lambda number: number[0].zfill(_DIGITS_SORTED), " ".join(words))
    return unicodedata.normalize("NFC", counted or key(title))[:LONGEST_KEY].rstrip()


def letter(title: str) -> str:
    """Give the letter under which *title* stands in a list: a capital of any script.

    Digits share one heading, so do Chinese characters, and so do titles of signs alone.
    """
    return heading(sort_key(title))


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


def anchor(heading: str, taken: Collection[str] = ()) -> str:
    """Name a section after *heading*, told apart from the anchors *taken* by _2, _3 and so on."""
    plain = slug(heading)
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name
