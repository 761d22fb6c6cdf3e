"""What the key of a source or a picture is made of."""

import re

from sources.core.saying import say

LONGEST = 100
KEY = re.compile(r"[a-z0-9](?:[a-z0-9_.:-]*[a-z0-9_-])?")
KEY_SENTENCE = say(
    "A key is lower-case letters, digits and _ . : -; it starts with one of the first two."
)


def is_key(text: str) -> bool:
    """Tell whether *text* is the key of a source or picture."""
    return len(text) <= LONGEST and bool(KEY.fullmatch(text))
