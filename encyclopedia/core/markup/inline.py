"""Inline content to a tree: words, emphasis, line ends, and what `scan` found enclosed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from markdown_it.common.entities import entities
from markdown_it.common.utils import fromCodePoint, isValidEntityCode
from markdown_it.rules_inline.state_inline import StateInline

from encyclopedia.core.markup import tree, walking
from encyclopedia.core.markup.emphasis import DEEPEST, Scope
from encyclopedia.core.markup.scan import Enclosed, Kind, Scan

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from encyclopedia.core.markup.links import Definitions, Target
    from encyclopedia.core.markup.offsets import Content

_SPECIAL = re.compile(r"[\\&\n\[!^<`]|\*++|_++")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([A-Za-z][A-Za-z0-9]{1,31}));")
_NEXT_LINE = re.compile(r"\n[ \t]*+")
_REPLACEMENT = "\ufffd"


def read(
    content: Content, definitions: Definitions, md: MarkdownIt, *, hard: bool = False
) -> tuple[tree.Inline, ...]:
    """Parse *content*; where *hard* is set, every line end is a hard break."""
    if not _SPECIAL.search(content.text):
        return content.words(0, len(content.text))
    return _Reader(content, definitions, md, hard=hard).children(0, len(content.text))


class _Reader:
    def __init__(
        self, content: Content, definitions: Definitions, md: MarkdownIt, *, hard: bool
    ) -> None:
        self.text = content.text
        self.content = content
        self._scan = Scan(content.text, definitions)
        self._state = StateInline(content.text, md, {}, [])
        self._hard = hard
        self._pictures = 0

    def children(self, start: int, end: int) -> tuple[tree.Inline, ...]:
        scope = Scope(self.content, self._state)
        position = start
        while match := _SPECIAL.search(self.text, position, end):
            at = match.start()
            if match[0][0] in "*_":
                scope.words(start, at)
                scope.run(at, match.end())
                start = position = match.end()
                continue
            node, first, position = self._special(match[0], at, end)
            if node is not None:
                scope.words(start, first)
                scope.node(node)
                start = position
        scope.words(start, end)
        return scope.tree()

    def _special(self, character: str, at: int, end: int) -> tuple[tree.Inline | None, int, int]:
        """Give the node at *at* if there is one, where it starts, and where to go on."""
        if character == "\\":
            return self._backslash(at, end)
        if character == "&":
            return self._entity(at, end)
        if character == "\n":
            return self._line_end(at)
        if at in self._scan.found:
            enclosed = self._scan.found[at]
            return self._enclosed(at, enclosed), at, enclosed.end
        if at in self._scan.unclosed:
            after = at + self._scan.unclosed[at]
            start, stop = self._span(at, after)
            node = tree.Unclosed(start=start, end=stop, text=self.text[at:after])
            return node, at, after
        return None, at, at + 1

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self.content.start(start), self.content.end(end)

    def _backslash(self, at: int, end: int) -> tuple[tree.Inline | None, int, int]:
        match = _ESCAPE.match(self.text, at, end)
        if match:
            start, stop = self._span(at, match.end())
            return tree.Text(start=start, end=stop, text=match[1]), at, match.end()
        if self.text.startswith("\n", at + 1):
            return self._break(at, at + 1, hard=True)
        return None, at, at + 1

    def _entity(self, at: int, end: int) -> tuple[tree.Inline | None, int, int]:
        match = _ENTITY.match(self.text, at, end)
        text = match and _meaning(match)
        if not match or not text:
            return None, at, at + 1
        start, stop = self._span(at, match.end())
        return tree.Text(start=start, end=stop, text=text), at, match.end()

    def _line_end(self, at: int) -> tuple[tree.Inline | None, int, int]:
        first = at
        while first > 0 and self.text[first - 1] in " \t":
            first -= 1
        return self._break(first, at, hard=self._hard or self.text.endswith("  ", first, at))

    def _break(self, first: int, at: int, *, hard: bool) -> tuple[tree.Inline | None, int, int]:
        match = _NEXT_LINE.match(self.text, at)
        after = match.end() if match else at + 1
        start, stop = self._span(first, after)
        return tree.Break(start=start, end=stop, hard=hard or self._hard), first, after

    def _enclosed(self, at: int, enclosed: Enclosed) -> tree.Inline:
        start, end = self._span(at, enclosed.end)
        match enclosed.kind:
            case Kind.CODE:
                text = _code(self.text[enclosed.first : enclosed.last])
                return tree.Code(start=start, end=end, text=text)
            case Kind.NOTE:
                inside = self.children(enclosed.first, enclosed.last)
                return tree.Note(start=start, end=end, children=inside)
            case Kind.LINK | Kind.PICTURE:
                return self._link(start, end, enclosed)
        node = enclosed.node
        if not isinstance(node, tree.Mark):
            return replace(cast("tree.WikiLink", node), start=start, end=end)
        mark = self._mark(node)
        if enclosed.kind is Kind.MARK:
            return mark
        inside = self.children(enclosed.first, enclosed.last)
        return tree.Claim(start=start, end=end, children=inside, mark=mark)

    def _mark(self, mark: tree.Mark) -> tree.Mark:
        start, end = self._span(mark.start, mark.end)
        items = tuple(
            replace(item, start=self.content.start(item.start), end=self.content.end(item.end))
            for item in mark.items
        )
        return tree.Mark(start=start, end=end, items=items)

    def _link(self, start: int, end: int, enclosed: Enclosed) -> tree.Inline:
        target = cast("Target", enclosed.target)
        if enclosed.kind is Kind.LINK:
            children = self._label(enclosed)
            return tree.Link(
                start=start, end=end, href=target.href, title=target.title, children=children
            )
        alt = self._alt(enclosed)
        if target.picture:
            return tree.Picture(start=start, end=end, key=target.picture, alt=alt)
        words = tree.Text(start=start, end=end, text=alt or target.href)
        if alt and alt == self.text[enclosed.first : enclosed.last]:
            inner_start, inner_end = self._span(enclosed.first, enclosed.last)
            words = tree.Text(start=inner_start, end=inner_end, text=alt)
        return tree.Link(
            start=start, end=end, href=target.href, title=target.title, children=(words,)
        )

    def _label(self, enclosed: Enclosed) -> tuple[tree.Inline, ...]:
        if self.text[enclosed.first - 1] == "<":
            scope = Scope(self.content, self._state)
            scope.words(enclosed.first, enclosed.last)
            return scope.tree()
        return self.children(enclosed.first, enclosed.last)

    def _alt(self, enclosed: Enclosed) -> str:
        if self._pictures >= DEEPEST:
            return self.text[enclosed.first : enclosed.last]
        self._pictures += 1
        children = self.children(enclosed.first, enclosed.last)
        self._pictures -= 1
        return "".join(
            node.alt if isinstance(node, tree.Picture) else walking.plain((node,))
            for node in children
        )


def _meaning(entity: re.Match[str]) -> str:
    """Give the character that an entity stands for, or nothing where there is no such entity."""
    hexadecimal, decimal, name = entity.groups()
    if name:
        return entities.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return fromCodePoint(code) if isValidEntityCode(code) else _REPLACEMENT


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    padded = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    return text[1:-1] if padded else text
