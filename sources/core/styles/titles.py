"""Titles as styles write them: capitals, quotation marks, apostrophes."""

from __future__ import annotations

import re
from typing import Final

from sources.core.record import SourceRecord

# The words that styles leave small, after the Citation Style Language (1.0.2, "title case").
_SMALL: Final = frozenset(
    {
        *("a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor"),
        *("of", "on", "onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet"),
        *("van", "von", "de", "v", "vs"),
    }
)
_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_BEGINS = re.compile(r"[:?!.—]\s+[“‘(\[]?$")
_STRAIGHT: Final = (
    (re.compile(r"(?<=\w)'|'(?=\d0s)"), "’"),
    (re.compile(r"(?<![^\s(\[“—–-])'"), "‘"),
    (re.compile(r"'"), "’"),
    (re.compile(r"(?<![^\s(\[‘—–-])\""), "“"),
    (re.compile(r"\""), "”"),
)


def is_english(record: SourceRecord) -> bool:
    """Tell whether English capitals apply: the language is English, or is not told.

    The headword of an encyclopedia stays as it is, and so does what describes a work.
    """
    if record.type == "entry-encyclopedia" or is_described(record):
        return False
    return not record.language or record.language.casefold().partition("-")[0] == "en"


def is_described(record: SourceRecord) -> bool:
    """Tell whether somebody described the work in brackets because it has no title."""
    return record.title.startswith("[") and record.title.endswith("]")


def curled(text: str) -> str:
    """Turn straight quotation marks and apostrophes into the ones that printers use."""
    for shape, sign in _STRAIGHT:
        text = shape.sub(sign, text)
    return " ".join(text.split())


def in_capitals(text: str, *, english: bool) -> str:
    """Give a title with its words in capitals but for the small ones; others' are left alone."""
    plain = curled(text)
    if not english:
        return plain
    return _WORD.sub(lambda found: _capital(found, plain), plain)


def _capital(found: re.Match[str], text: str) -> str:
    word, before = found[0], text[: found.start()]
    if not word.islower() or _is_abbreviation(word, text, found.end()):
        return word
    first = not before.strip("“‘(['\" ") or bool(_BEGINS.search(before))
    small = word in _SMALL and not first
    return word if small else word[0].upper() + word[1:]


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    """Tell "v." and "p." of a title, which stay as they are."""
    return len(word) == 1 and text[end : end + 1] == "." and end + 1 < len(text)


def as_a_sentence(text: str, *, english: bool) -> str:
    """Give a title with a capital where it and its subtitle begin.

    No capital is taken away: nobody can tell a name from a word by its letters.
    """
    plain = curled(text)
    if not english:
        return plain
    found = [*_WORD.finditer(plain)]
    for number, each in enumerate(found):
        begins = number == 0 or re.search(r"[:?!—]\s+[“‘(\[]?$", plain[: each.start()])
        if begins and each[0].islower():
            at = each.start()
            plain = plain[:at] + plain[at].upper() + plain[at + 1 :]
    return plain
