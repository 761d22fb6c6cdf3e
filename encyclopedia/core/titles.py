"""Titles: when two are the same, and what they look like in an address."""

import re
from collections.abc import Collection
from typing import Final

from sources.core import sorting

LONGEST = 255
LONGEST_KEY: Final = sorting.LONGEST
_NOT_IN_SLUG = re.compile(r"[^\w-]|_")


def key(title: str) -> str:
    """Fold *title* so that titles which readers take for the same give the same key.

    Case, underscores, white space, the kind of dash and the Unicode form make no difference. The
    first 300 characters tell, for folding makes some titles longer than any table keeps.
    """
    return sorting.folded(title)


def slug(title: str) -> str:
    """Give *title* as it stands in an address: Unicode letters, digits and hyphens, never a dot.

    Accents that are signs of their own are left out. At most 255 characters; a title without a
    letter or digit is spelled by its code points, so none is empty.
    """
    words = _NOT_IN_SLUG.sub(" ", sorting.bare(key(title))).replace("-", " ").split()
    spelled = words or [f"u{ord(character):x}" for character in title.strip()] or ["untitled"]
    return "-".join(spelled)[:LONGEST].rstrip("-")


def sort_key(title: str) -> str:
    """Give *title* as it is sorted: without case, accents and signs, 9 before 10.

    A title of signs alone is sorted by them. The first 300 characters tell.
    """
    return sorting.key(title)


def letter(title: str) -> str:
    """Give the letter under which *title* stands in a list: a capital of any script.

    Digits share one heading, so do Chinese characters, and so do titles of signs alone.
    """
    return sorting.heading(sort_key(title))


def anchor(heading: str, taken: Collection[str] = ()) -> str:
    """Name a section after *heading*, told apart from the anchors *taken* by _2, _3 and so on."""
    plain = slug(heading)
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name
