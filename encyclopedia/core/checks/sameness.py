"""Whether a name of the infobox is one of the text: the same, a part of it, or another."""

from functools import cached_property

from rapidfuzz.distance import Indel

from encyclopedia.core import values
from encyclopedia.core.checks.case import Case
from encyclopedia.core.checks.lexicon import FUNCTION, HONORIFICS, RANKS
from encyclopedia.core.checks.names import names, unaccented
from sources.core import text as texts

_ALIKE = 0.75  # the share of letters, in order, that two spellings of one name have in common
_NO_NAMES = RANKS | HONORIFICS | FUNCTION | {"jr", "sr"}


class Told:
    """The names of an article's text, apart from its infobox."""

    def __init__(self, case: Case) -> None:
        """Keep the article; its names are looked for when they are asked for."""
        self._case = case

    def lacks(self, name: str) -> bool:
        """Tell whether the text has no word of *name*; of an empty text, or an office, never."""
        parts = _parts(name)
        return bool(parts and self._words) and self._words.isdisjoint(parts)

    def other_than(self, name: str) -> str:
        """Give the name that the text has in place of *name*; nothing where it has that too.

        Another is one that shares a word with it and has a word besides that is spelt nearly as
        its own: "Han Zheng" for "Han Zhang", but not "Mia Voss" for "Karl Voss".
        """
        parts = frozenset(_parts(name))
        if len(parts) < len(("given", "family")) or parts <= self._words:
            return ""
        lacking = parts - self._words
        for other, its in self._names:
            shared = parts & its
            if shared and any(_are_alike(a, b) for a in lacking for b in its - parts):
                return other
        return ""

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(
            unaccented(word)
            for wording in self._case.wordings
            if wording.place.part != "infobox"
            for word in texts.words(wording.text).folded
        )

    @cached_property
    def _names(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The names of several words, as they are written, with their words."""
        found = (
            wording.words[first:last]
            for wording in self._case.wordings
            if wording.place.part != "infobox"
            for first, last in names(wording.words)
        )
        told = ((name, frozenset(_parts(name))) for name in dict.fromkeys(found) if " " in name)
        return tuple((name, parts) for name, parts in told if len(parts) > 1)


def _parts(name: str) -> tuple[str, ...]:
    """Give the words of a name without accents, ranks, initials and what stands in brackets."""
    plain = values.plain(name).partition("(")[0]
    folded = texts.words(plain).folded
    is_name = any(word[:1].isupper() for word in plain.split())
    kept = (unaccented(word) for word in folded if len(word) > 1 and word.isalpha())
    return tuple(word for word in kept if word not in _NO_NAMES) if is_name else ()


def _are_alike(one: str, other: str) -> bool:
    return one[0] == other[0] and Indel.normalized_similarity(one, other) >= _ALIKE
