"""Texts as readers compare them: case, white space, dashes and quotation marks set aside."""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PLAIN = re.compile(r"[!#-,./0-~]+")
_SPACE = re.compile(r"\s+")
_DASH = re.compile(r"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FOLDED = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    "…": "...",
}
_JAMO_VOWELS_AND_FINALS = range(0x1160, 0x1200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A text made comparable, and where each of its characters stood in the original.

    Character i of `text` came from the code points `starts[i]` up to `ends[i]`.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def normalise(text: str) -> Normal:
    """Fold *text*, in time linear in its length, so that what readers take for the same is equal.

    NFC, case folded; a run of white space is a space, of dashes a hyphen; quotation marks and
    ellipses are ASCII; soft hyphens and zero-width characters are gone.
    """
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    composed = unicodedata.is_normalized("NFC", text)
    for start, end, folded in _pieces(text, composed=composed):
        parts.append(folded)
        if len(folded) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(folded))
            ends.extend([end] * len(folded))
    return Normal(text="".join(parts), starts=starts, ends=ends)


def _pieces(text: str, *, composed: bool) -> Iterator[tuple[int, int, str]]:
    """Cut *text* into stretches that are folded apart, each with what it becomes."""
    at = 0
    while at < len(text):
        start = at
        if found := _SPACE.match(text, at):
            at, folded = found.end(), " "
        elif found := _DASH.match(text, at):
            at, folded = found.end(), "-"
        elif composed and (found := _PLAIN.match(text, at)):
            at, folded = found.end(), found[0].lower()
        else:
            at = at + 1 if composed else _end_of_character(text, at)
            folded = _fold(text[start:at])
        yield start, at, folded


def _end_of_character(text: str, at: int) -> int:
    """Find the end of a character with the marks and jamo that may compose with it."""
    at += 1
    while at < len(text) and (
        unicodedata.category(text[at]).startswith("M") or ord(text[at]) in _JAMO_VOWELS_AND_FINALS
    ):
        at += 1
    return at


def _fold(character: str) -> str:
    if character in _DROPPED:
        return ""
    folded = unicodedata.normalize("NFC", character).casefold()
    return unicodedata.normalize("NFC", _FOLDED.get(folded, folded))
