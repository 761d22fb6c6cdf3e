"""Titles: when two are the same, and what they look like in an address."""

import re
import unicodedata
from collections.abc import Collection

_DASHES = re.compile(r"[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D-]")
LONGEST = 255
LONGEST_KEY = 300
_NOT_IN_SLUG = re.compile(r"[^\w-]|_")


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
    bare = "".join(sign for sign in key(title) if not unicodedata.category(sign).startswith("M"))
    words = _NOT_IN_SLUG.sub(" ", bare).replace("-", " ").split()
    spelled = words or [f"u{ord(character):x}" for character in title.strip()] or ["untitled"]
    return "-".join(spelled)[:LONGEST].rstrip("-")


def anchor(heading: str, taken: Collection[str] = ()) -> str:
    """Name a section after *heading*, told apart from the anchors *taken* by _2, _3 and so on."""
    plain = slug(heading)
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name
