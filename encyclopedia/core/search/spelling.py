"""Words typed with an error, put right by the words of titles."""

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_SHORTEST = 4
_LONG = 8


def errors(word: str) -> int:
    """Say how many errors are forgiven in *word*: none in short ones, two from eight letters."""
    return 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2


def correct(word: str, vocabulary: Collection[str]) -> str:
    """Give the word of *vocabulary* that *word* was meant as: the nearest, or *word* itself.

    A letter left out, added, changed or swapped with the next is an error (Damerau 1964).
    """
    if word in vocabulary or not errors(word):
        return word
    found = process.extractOne(
        word,
        sorted(vocabulary),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=errors(word),
    )
    return str(found[0]) if found else word
