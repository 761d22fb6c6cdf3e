"""Titles: when two are the same, and what they look like in an address."""

import re
import unicodedata
from collections.abc import Collection

_DASHES = re.compile(r"[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D-]")
LONGEST = 255
_NOT_IN_SLUG = re.compile(r"[^\w-]|_")


def key(title: str) -> str:
    """Fold *title* so that titles which readers take for the same give the same key.

    Case, underscores, white space, the kind of dash and the Unicode form make no difference.
    """
    text = unicodedata.normalize("NFC", title).replace("_", " ")
    text = _DASHES.sub("-", text).replace("’", "'")
    return " ".join(text.split()).casefold()


def slug(title: str) -> str:
    """Give *title* as it stands in an address: Unicode letters, digits and hyphens, never a dot.

    At most 255 characters; a title without a letter or digit is spelled by its code points, so
    none is empty.
    """
    words = _NOT_IN_SLUG.sub(" ", key(title)).replace("-", " ").split()
    spelled = words or [f"u{ord(character):x}" for character in title.strip()] or ["untitled"]
    return "-".join(spelled)[:LONGEST].rstrip("-")


def anchor(heading: str, taken: Collection[str] = ()) -> str:
    """Name a section after *heading*, told apart from the anchors *taken* by _2, _3 and so on."""
    plain = slug(heading)
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name
