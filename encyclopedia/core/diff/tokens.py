"""The pieces that texts are compared by: a word with the space that follows it, or a whole mark."""

import re
from collections.abc import Sequence

from encyclopedia.core.remembering import by_words
from sources.core.text import COMBINING, UNSPACED

_MARKS = COMBINING + "\u200c\u200d"

# Each alternative starts where no other can and none looks past the next opening of its own
# kind, so that a text is read in one pass whatever it holds.
_ESCAPED = r"\\(?:[^\[]|\[(?!@))"
_QUOTED = rf'"(?>(?:[^"\\\[]++|{_ESCAPED}|\[(?!@))*)"|“(?>(?:[^”\\\[]++|{_ESCAPED}|\[(?!@))*)”'
_TOKEN = re.compile(
    rf"""(?:
        \n\s*                                                   # the end of a line, or of a block
      | \[@(?>(?:[^\[\]"“\n\\]++|{_ESCAPED}|{_QUOTED})*)\]            # a citation mark
      | \[\[(?>(?:[^\[\]\\\n]++|\\.)*)\]\]                     # a link to an article
      | https?://[^\s()<>\[\]"“”]++                             # an address
      | [{UNSPACED}][{_MARKS}]*+
      | [^\W{UNSPACED}]++                                      # a word, don’t and 1,000 included
        (?>(?:[{_MARKS}]++[^\W{UNSPACED}]*+
          |['’](?=\w)[^\W{UNSPACED}]++
          |(?<=\d)[.,](?=\d)[^\W{UNSPACED}]++)*)
      | (?:\*++|~++|`++|\#++|=++|\.++|-++)                     # a run of one sign
      | \S(?>(?:[{_MARKS}]|\u200d\S)*)
      )[^\S\n]*+
      | \s+""",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w")
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "…")
_STOP_LETTERS = 3
SENTENCE = 2
"""How well a change may begin after a sentence, as `boundary` tells it."""
_STOP_PIECES = 6  # a word, its marks and the spaces around them
_WHOLE_MARK = ("[@", "[[", "http")


def read(text: str) -> list[str]:
    """Cut *text* into pieces that, joined, give it back."""
    return list(_read(text))


@by_words(most=8_000_000, each=13)
def _read(text: str) -> tuple[str, ...]:
    # A paragraph is cut several times while its partner is looked for and when it is found.
    return tuple(_TOKEN.findall(text))


def fine(pieces: Sequence[str]) -> list[str]:
    """Part each of *pieces* from its white space, which then stands character by character."""
    parts: list[str] = []
    for piece in pieces:
        word = piece.rstrip()
        if word:
            parts.append(word)
        parts.extend(piece[len(word) :])
    return parts


def weight(pieces: Sequence[str]) -> int:
    """Count the words in *pieces*; a mark, a link or an address weighs as three."""
    return sum(3 if piece.startswith(_WHOLE_MARK) else 1 for piece in pieces if _WORD.search(piece))


def is_slight(pieces: Sequence[str]) -> bool:
    """Tell whether *pieces* are no more than a short word, a sign or a space."""
    if len(pieces) > _STOP_PIECES:
        return False
    text = "".join(pieces).strip()
    return weight(pieces) <= 1 and len(text) <= _STOP_LETTERS


def boundary(before: str) -> int:
    """Say how well a change may begin after *before*: 3 a line, 2 a sentence, 1 a pause."""
    if not before or before.startswith("\n"):
        return SENTENCE + 1
    word = before.rstrip()
    if word.endswith(_SENTENCE_END) or (word.startswith("[@") and before != word):
        return SENTENCE
    return int(not _WORD.search(word))
