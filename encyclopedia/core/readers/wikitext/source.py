"""The text of a page without its comments, and on which line of the file each of it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from encyclopedia.core.readers.wikitext.error import WikitextError
from sources.core.saying import say

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_NONCHARACTERS = re.compile(
    r"[\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_OPENING = re.compile(r"<!--|<(nowiki|pre|syntaxhighlight|source|math)(?=[\s>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A comment that was taken out, where that was, and the line ends taken out up to there."""

    at: int
    line_ends: int


class Source:
    """The text of a page, without comments; `line` tells where a position stands in the file.

    `odd` are characters that no text may hold, which stand in it as U+FFFD, and where first.
    """

    def __init__(self, text: str) -> None:
        """Take comments out of *text*; raise WikitextError where it is no text at all."""
        plain = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
        if found := _NO_TEXT.search(plain):
            raise WikitextError(
                plain.count("\n", 0, found.start()) + 1,
                say(
                    "The character U+{code} is a control character, not text.",
                    code=f"{ord(found[0]):04X}",
                ),
            )
        self._cuts: list[_Cut] = []
        kept = self._without_comments(plain)
        # Some of these are signs of ours while a page is read; none is a character of any text.
        self.odd = {found[0]: found.start() for found in reversed([*_NONCHARACTERS.finditer(kept)])}
        self.text = _NONCHARACTERS.sub("\ufffd", kept)

    def line(self, position: int) -> int:
        """Give the line of the file, from 1, on which *position* of the text stands."""
        cut = bisect_right(self._cut_at, position) - 1
        out = self._cuts[cut].line_ends if cut >= 0 else 0
        return 1 + bisect_right(self._line_ends, position - 1) + out

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    @cached_property
    def _cut_at(self) -> list[int]:
        return [cut.at for cut in self._cuts]

    def _without_comments(self, text: str) -> str:
        kept: list[str] = []
        length = begin = line_ends = position = 0
        never_closed: set[str] = set()
        while found := _OPENING.search(text, position):
            if found[1]:
                position = self._after_raw(text, found, never_closed)
                continue
            end = text.find("-->", found.start() + 4)
            end = len(text) if end < 0 else end + 3
            start, end = _whole_line(text, found.start(), end)
            kept.append(text[begin:start])
            length += start - begin
            line_ends += text.count("\n", start, end)
            self._cuts.append(_Cut(length, line_ends))
            begin = position = end
        kept.append(text[begin:])
        return "".join(kept)

    def _after_raw(self, text: str, found: re.Match[str], never_closed: set[str]) -> int:
        name = found[1].lower()
        if name not in never_closed:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(text, found.end())
            opening = text.find(">", found.end())
            if closing and text[opening - 1 : opening] != "/":
                return closing.end()
            if not closing:
                never_closed.add(name)
        return found.end()


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the line end along where a comment has a line to itself, as MediaWiki does."""
    before = start
    while before > 0 and text[before - 1] in " \t":
        before -= 1
    after = end
    while after < len(text) and text[after] in " \t":
        after += 1
    alone = (before == 0 or text[before - 1] == "\n") and after < len(text) and text[after] == "\n"
    return (before, after + 1) if alone else (start, end)
