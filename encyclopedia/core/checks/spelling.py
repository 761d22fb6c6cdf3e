"""Lists of words as patterns that fail at the first letter that none of them has."""

import re
from collections.abc import Iterable
from itertools import groupby


def one_of(words: Iterable[str]) -> str:
    """Give a pattern of any of *words*, of which the longest that fits is taken.

    A plain list of alternatives is tried word by word at each place of a text, which for fifty
    words takes most of the time of a search.
    """
    listed = sorted(set(words))
    rest = [word for word in listed if word]
    branches = [
        re.escape(letter) + one_of(word[1:] for word in same)
        for letter, same in groupby(rest, key=lambda word: word[0])
    ]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if len(rest) == len(listed):
        return inner
    return f"(?:{inner})?"
