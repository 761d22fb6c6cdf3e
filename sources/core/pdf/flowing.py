"""The lines of pages → paragraphs: lines are joined, parted words and ligatures made whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_HYPHENS = "-\u2010\u00ad"
_PARTED = re.compile(rf"(?<![^\W\d_])(?P<first>[^\W\d_]+)(?P<hyphen>[{_HYPHENS}])\Z")
_REST = re.compile(r"[^\W\d_]+")
_BEFORE_DIGITS = re.compile(rf"\w[{_HYPHENS}–]\Z")
# What stands behind a hyphen that waits for its word: "pre- and post-war".
_AND = re.compile(r"(?:and|or|und|oder)\b(?=\s|\Z)")
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*")
_ITEM = re.compile(r"(?:[•▪‣◦●■–—*]|\(?[0-9a-z]{1,3}[.)])\s", re.IGNORECASE)
_ENDS = (".", "!", "?", ":", "。", "؟")
_CLOSERS = "\"'”’)]»0123456789"  # with the number of a note
_SHORT, _SHORT_OF_A_SENTENCE = 0.6, 0.85  # of the width of a full line
_FULL = 0.8  # a fifth of the lines is at least as long as a full one
_SHORTEST_WORD = 3

_Words = Mapping[str, int]


def pages(found: Sequence[Sequence[str]]) -> list[str]:
    """Write the lines of each page as paragraphs with a blank line between.

    A word that is parted by the end of a page stands whole on the page where it begins.
    """
    lines = [[line.translate(_LIGATURES) for line in page] for page in found]
    words = _counted(lines)
    width = _width(lines)
    for number, page in enumerate(lines[:-1]):
        following = lines[number + 1]
        if page and following and _goes_on_overleaf(page[-1], following[0]):
            rest, _, others = following[0].partition(" ")
            page[-1] = _before(page[-1], rest, words) + rest
            following[0] = others
    return ["\n\n".join(_paragraphs(page, width, words)) for page in lines]


def _goes_on_overleaf(above: str, line: str) -> bool:
    return bool(_PARTED.search(above)) and line[:1].islower() and not _AND.match(line)


def _counted(lines: Sequence[Sequence[str]]) -> _Words:
    """Count the words that stand whole in a line: how this text writes them."""
    count: Counter[str] = Counter()
    is_parted = False
    for line in (line for page in lines for line in page):
        whole = _PARTED.sub("", line)
        if is_parted and (rest := _REST.match(whole)):
            whole = whole[rest.end() :]
        count.update(found[0].casefold().replace("\u2010", "-") for found in _WORD.finditer(whole))
        is_parted = bool(_PARTED.search(line))
    return count


def _width(lines: Sequence[Sequence[str]]) -> int:
    lengths = sorted(len(line) for page in lines for line in page if line)
    return lengths[int(len(lengths) * _FULL)] if lengths else 0


def _paragraphs(lines: Sequence[str], width: int, words: _Words) -> Iterator[str]:
    # The lines of the paragraph as they are written, and the last one as the page has it.
    pieces: list[str] = []
    last = ""
    for line in lines:
        if pieces and _goes_on(last, line, width):
            pieces[-1] = _before(pieces[-1], line, words)
        else:
            yield from _written(pieces)
            pieces = []
        if line:
            pieces.append(line)
        last = line
    yield from _written(pieces)


def _written(pieces: Sequence[str]) -> Iterator[str]:
    text = "".join(pieces).strip()
    if text:
        yield text


def _goes_on(above: str, line: str, width: int) -> bool:
    """Tell whether *line* goes on with the paragraph of the line *above*."""
    if not line or not above:
        return False
    if _PARTED.search(above) and line[0].isalpha():
        return True
    ended = above.rstrip(_CLOSERS).endswith(_ENDS)
    if _ITEM.match(line) and (ended or len(above) < _SHORT_OF_A_SENTENCE * width):
        return False
    return len(above) >= (_SHORT_OF_A_SENTENCE if ended else _SHORT) * width


def _before(above: str, line: str, words: _Words) -> str:
    """Give *above* as it stands before *line*, which goes on with it: with a blank, or a hyphen."""
    if _BEFORE_DIGITS.search(above) and line[:1].isdigit():
        return above
    parted, rest = _PARTED.search(above), _REST.match(line)
    if parted is None or rest is None or _AND.match(line):
        return f"{above} "
    return f"{above[: parted.start('hyphen')]}{'-' if _is_compound(parted, rest[0], words) else ''}"


def _is_compound(parted: re.Match[str], rest: str, words: _Words) -> bool:
    """Tell whether the hyphen belongs to the word, as in "well-known", by the rest of the text."""
    if parted["hyphen"] == "\u00ad":
        return False
    first, second = parted["first"].casefold(), rest.casefold()
    if first + second in words:
        return False
    if rest[0].isupper() or f"{first}-{second}" in words or _is_a_letter(parted):
        return True
    are_words = first in words and second in words
    return are_words and min(len(first), len(second)) >= _SHORTEST_WORD


def _is_a_letter(parted: re.Match[str]) -> bool:
    """Tell whether a letter alone stands before the hyphen ("e-mail"): no word is parted there."""
    before = parted.string[max(0, parted.start() - 1) : parted.start()]
    return len(parted["first"]) == 1 and not before.strip()
