"""Find in one pass what is enclosed in inline content: code, marks, claims, notes and links.

The brackets are paired as CommonMark's own algorithm does, with one stack, so the time is
proportional to the length of the text. What stands between (emphasis, escapes, line ends) is
left to `inline`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, auto

from encyclopedia.core.markup import links, tree
from encyclopedia.core.markup.marks import MarkReader, read_wiki_link

_OPENINGS = re.compile(r"\\.|`++|<|!\[|\^\[|\[|\]", re.DOTALL)
_BACKTICKS = re.compile(r"`++")
_OURS = re.compile(r"\\.|\[(?=[@\[])", re.DOTALL)


class Kind(Enum):
    """What an enclosed stretch of text is."""

    CODE = auto()
    MARK = auto()
    WIKI_LINK = auto()
    CLAIM = auto()
    NOTE = auto()
    LINK = auto()
    PICTURE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A stretch that ends at `end`; what it encloses is from `first` up to `last`."""

    kind: Kind
    end: int
    first: int = 0
    last: int = 0
    node: tree.Mark | tree.WikiLink | None = None
    target: links.Target | None = None


@dataclass(slots=True)
class _Opener:
    position: int
    kind: Kind
    dead: bool = False


class Scan:
    """What is enclosed in *text*: `found` by start, and the lengths of `unclosed` openings."""

    def __init__(self, text: str, definitions: links.Definitions) -> None:
        self.found: dict[int, Enclosed] = {}
        self.unclosed: dict[int, int] = {}
        self._text = text
        self._definitions = definitions
        self._marks = MarkReader(text)
        self._stack: list[_Opener] = []
        # Openers below these depths can no longer become what they are the floor of: links and
        # pictures hold none of ours, links no link, claims no claim, notes no note.
        self._floors = dict.fromkeys((Kind.LINK, Kind.PICTURE, Kind.CLAIM, Kind.NOTE), 0)
        self._code_ends: dict[int, list[int]] | None = None
        self._run()

    def _run(self) -> None:
        position = 0
        while match := _OPENINGS.search(self._text, position):
            position = self._step(match)
        for opener in self._stack:
            self._never_closed(opener)

    def _step(self, match: re.Match[str]) -> int:
        start = match.start()
        match match[0][0]:
            case "`":
                return self._code(start, match.end())
            case "<":
                return self._autolink(start)
            case "[":
                return self._open(start)
            case "]":
                return self._close(start)
            case "!":
                return self._open_picture(start)
            case "^":
                self._stack.append(_Opener(start, Kind.NOTE))
        return match.end()

    def _code(self, start: int, first: int) -> int:
        if self._code_ends is None:
            self._code_ends = {}
            for run in _BACKTICKS.finditer(self._text):
                self._code_ends.setdefault(len(run[0]), []).append(run.start())
        runs = self._code_ends.get(first - start, [])
        index = bisect_left(runs, first)
        if index == len(runs):
            return first
        end = runs[index] + first - start
        self.found[start] = Enclosed(kind=Kind.CODE, end=end, first=first, last=runs[index])
        return end

    def _autolink(self, start: int) -> int:
        read = links.autolink(self._text, start)
        if read is None or self._holds_ours(start, read[0].end):
            return start + 1
        target = read[0]
        self.found[start] = Enclosed(
            kind=Kind.LINK, end=target.end, first=start + 1, last=target.end - 1, target=target
        )
        self._raise_floors(Kind.LINK)
        return target.end

    def _ours(self, start: int) -> Enclosed | None:
        """Read the mark or link to an article whose bracket stands at *start*."""
        if self._text.startswith("[@", start):
            mark = self._marks.read(start)
            return Enclosed(kind=Kind.MARK, end=mark.end, node=mark) if mark else None
        link = read_wiki_link(self._text, start)
        return Enclosed(kind=Kind.WIKI_LINK, end=link.end, node=link) if link else None

    def _holds_ours(self, start: int, end: int) -> bool:
        found = (m.start() for m in _OURS.finditer(self._text, start, end) if m[0] == "[")
        return any(self._ours(position) for position in found)

    def _open(self, start: int) -> int:
        ours = self._ours(start)
        if ours:
            self.found[start] = ours
            self._raise_floors(Kind.LINK, Kind.PICTURE)
            return ours.end
        self._stack.append(_Opener(start, Kind.LINK, dead=self._text.startswith("[@", start)))
        return start + 1

    def _open_picture(self, start: int) -> int:
        if self._ours(start + 1):
            return start + 1
        self._stack.append(_Opener(start, Kind.PICTURE))
        return start + 2

    def _close(self, end: int) -> int:
        if not self._stack:
            return end + 1
        opener = self._stack.pop()
        depth = len(self._stack)
        after = end + 1
        if opener.dead:
            self._never_closed(opener)
        elif opener.kind is Kind.NOTE:
            self._note(opener, end)
        else:
            after = self._claim(opener, end) or self._link(opener, end) or after
        for kind, floor in self._floors.items():
            self._floors[kind] = min(floor, depth)
        return after

    def _note(self, opener: _Opener, end: int) -> None:
        first = opener.position + 2
        if not self._may_be(Kind.NOTE) or not self._text[first:end].strip():
            self._never_closed(opener)
            return
        self.found[opener.position] = Enclosed(kind=Kind.NOTE, end=end + 1, first=first, last=end)
        self._raise_floors(Kind.NOTE, Kind.LINK, Kind.PICTURE)

    def _claim(self, opener: _Opener, end: int) -> int:
        """Make a claim of what *opener* opened, and give its end, or 0 where it is none."""
        start = opener.position + (opener.kind is Kind.PICTURE)
        if not self._text.startswith("[@", end + 1) or not self._may_be(Kind.CLAIM):
            return 0
        mark = self._marks.read(end + 1)
        if mark is None or self._text[start + 1 : end].isspace() or start + 1 == end:
            return 0
        self.found[start] = Enclosed(
            kind=Kind.CLAIM, end=mark.end, first=start + 1, last=end, node=mark
        )
        self._raise_floors(Kind.CLAIM, Kind.LINK, Kind.PICTURE)
        return mark.end

    def _link(self, opener: _Opener, end: int) -> int:
        """Make a link or picture of what *opener* opened; give its end, or 0."""
        if not self._may_be(opener.kind):
            return 0
        picture = opener.kind is Kind.PICTURE
        first = opener.position + 1 + picture
        target = links.tail(self._text, first, end, self._definitions, picture=picture)
        if target is None or self._holds_ours(end + 1, target.end):
            return 0
        self.found[opener.position] = Enclosed(
            kind=opener.kind, end=target.end, first=first, last=end, target=target
        )
        if not target.picture:
            self._raise_floors(Kind.LINK)
        return target.end

    def _may_be(self, kind: Kind) -> bool:
        return len(self._stack) >= self._floors[kind]

    def _raise_floors(self, *kinds: Kind) -> None:
        for kind in kinds:
            self._floors[kind] = len(self._stack)

    def _never_closed(self, opener: _Opener) -> None:
        start = opener.position
        if self._text.startswith("[[", start) and start + 1 not in self.found:
            # The second bracket is on the stack as well: the first speaks for both.
            if start - 1 not in self.unclosed:
                self.unclosed[start] = 2
        elif opener.dead or opener.kind is Kind.NOTE:
            self.unclosed[start] = 2
