"""Which of very many texts are worth searching for a sentence, by a few bytes kept of each.

A sketch of a text holds what its content words have in common with those that say the same, as
numbers: some 4 KB for a text of 20 KB. Looking a sentence up costs as much as there are sketches
and words in it, however long the texts are.
"""

import math
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from sources.core.ranking import roots
from sources.core.vocabulary import is_figure

_NUMBER = 2.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """The hashes of a text's roots, in order."""

    hashes: array

    def has(self, hashed: int) -> bool:
        """Tell whether the text has a word of a root; once in a million times it may not."""
        at = bisect_left(self.hashes, hashed)
        return at < len(self.hashes) and self.hashes[at] == hashed


def sketch(text: str) -> Sketch:
    """Sketch *text*, in time linear in its length."""
    return Sketch(array("L", sorted({_hash(root) for root in roots(text)})))


def likeliest(sentence: str, sketches: Mapping[str, Sketch], most: int) -> tuple[str, ...]:
    """Give the keys of up to *most* texts that have most of a sentence's rare words, best first.

    A text without any of its content words is not given.
    """
    weights: dict[str, float] = {}
    for root in sorted(roots(sentence)):
        hashed = _hash(root)
        having = [key for key, each in sketches.items() if each.has(hashed)]
        rarity = math.log(1 + len(sketches) / (len(having) + 0.5))
        for key in having:
            weights[key] = weights.get(key, 0.0) + rarity * (_NUMBER if is_figure(root) else 1.0)
    return tuple(sorted(weights, key=lambda key: (-weights[key], key))[:most])


def _hash(root: str) -> int:
    return zlib.crc32(root.encode())
