"""Words as a search compares them: without case, diacritics and typography."""

import re
import unicodedata
from functools import lru_cache

from sources.core import text

_DIACRITICS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
# Letters that Unicode does not take apart, but that people type without their stroke.
_PLAIN = str.maketrans("øłđħıŧðþ", "oldhitdt") | str.maketrans({"æ": "ae", "œ": "oe"})
_MOST_WORDS = 1 << 14


@lru_cache(maxsize=_MOST_WORDS)
def fold(word: str) -> str:
    """Fold one *word*: no case, no diacritics, and of a number its digits alone."""
    bare = _DIACRITICS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    letters = unicodedata.normalize("NFC", bare).translate(_PLAIN)
    return "".join(sign for sign in letters if sign.isalnum() or unicodedata.combining(sign))


def tokens(prose: str) -> tuple[str, ...]:
    """Cut *prose* into folded words; scripts without spaces give a word a character.

    Hyphens and dashes part words, so that one kind is found by the other.
    """
    cut = text.words(prose)
    kept = (word for word, kind in zip(cut.folded, cut.wordlike, strict=True) if kind)
    return tuple(folded for word in kept if (folded := fold(word)))
