"""The key of a source: made from words, after the grammar of citation marks, and its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 60
_NOT_IN_WORDS = re.compile(r"[^a-z0-9]+")
_NOT_IN_KEY = re.compile(r"[^a-z0-9_.:-]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "þ": "th"})


def words(text: str) -> str:
    """Write *text* in small Latin letters and digits with hyphens between; "" where none are."""
    return _NOT_IN_WORDS.sub("-", _folded(text)).strip("-")[:_LONGEST].strip("-")


def normalised(key: str) -> str:
    """Write the key of another system as one of ours ("Müller:2024" as "muller:2024")."""
    plain = _NOT_IN_KEY.sub("-", _folded(key))
    return plain.lstrip("_.:-")[:_LONGEST].rstrip(".:-")


def unlike(plain: str, taken: Collection[str]) -> str:
    """Give *plain*, or with the first number that tells it from those *taken*."""
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    return name


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    return plain.replace("'", "").replace("’", "")
