"""Read what this language adds to CommonMark: `[@…]` marks and `[[…]]` links."""

import re
from bisect import bisect_left
from functools import cached_property

from encyclopedia.core.markup import tree

_KEY = re.compile(r"[a-z0-9][a-z0-9_.:-]*+")
_SPACE = re.compile(r"\s*+")
_SINCE = re.compile(r"\s++since\s++([^\s;,\]\"]++)")
# What ends a locator: the end of its item, or a quote. A backslash takes the next character along.
_STOPS = re.compile(r"\\.|[;\]\"]|,\s*+“", re.DOTALL)
_QUOTE_ENDS = re.compile(r"\\.|[\"”]", re.DOTALL)
_CLOSING = {'"': '"', "“": "”"}
_LOCATOR_ESCAPE = re.compile(r"\\([;\]\"“\\])")
_WIKI_LINK = re.compile(r"\[\[(?!\[)((?>(?:\\.|[^\\\[\]]++|\](?!\])|\[(?![\[@]))*))\]\]", re.DOTALL)
_WIKI_PARTS = re.compile(
    r"((?>(?:\\.|[^\\#|]++)*))(?:#((?>(?:\\.|[^\\|]++)*)))?(?:\|(.*))?", re.DOTALL
)
_WIKI_ESCAPE = re.compile(r"\\([#|\]])")


class MarkReader:
    """Reads marks anywhere in one text, each in time proportional to its own length.

    Positions count code points of that text.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, start: int) -> tree.Mark | None:
        """Read the mark whose bracket stands at *start*, or nothing where none is well formed."""
        items: list[tree.Item] = []
        position = start + 1
        while item := self._item(position):
            items.append(item)
            position = self._skip_space(item.end)
            if self._text.startswith("]", position):
                return tree.Mark(start=start, end=position + 1, items=tuple(items))
            if not self._text.startswith(";", position):
                return None
            position = self._skip_space(position + 1)
        return None

    @cached_property
    def _stops(self) -> list[int]:
        return [m.start() for m in _STOPS.finditer(self._text) if m[0][0] != "\\"]

    @cached_property
    def _quote_ends(self) -> dict[str, list[int]]:
        ends: dict[str, list[int]] = {'"': [], "”": []}
        for match in _QUOTE_ENDS.finditer(self._text):
            if match[0] in ends:
                ends[match[0]].append(match.start())
        return ends

    def _skip_space(self, position: int) -> int:
        found = _SPACE.match(self._text, position)
        return found.end() if found else position

    def _item(self, start: int) -> tree.Item | None:
        if self._text.startswith("@?", start):
            return self._needed(start)
        key = _KEY.match(self._text, start + 1) if self._text.startswith("@", start) else None
        if key is None:
            return None
        name = key[0].rstrip(".:")
        end = start + 1 + len(name)
        comma = self._skip_space(end)
        if not self._text.startswith(",", comma):
            return tree.Item(start=start, end=end, key=name)
        return self._detail(start, name, comma)

    def _needed(self, start: int) -> tree.Item:
        since = _SINCE.match(self._text, start + 2)
        if since is None:
            return tree.Item(start=start, end=start + 2, key="?")
        return tree.Item(start=start, end=since.end(), key="?", since=since[1])

    def _detail(self, start: int, key: str, comma: int) -> tree.Item | None:
        """Read `, locator, "quote"`, of which either may be missing, from its comma on."""
        position = self._skip_space(comma + 1)
        if self._text[position : position + 1] in _CLOSING:
            return self._quoted(start, key, "", position)
        stop = _at_or_after(self._stops, position)
        if stop is None:
            return None
        words = self._text[position:stop].rstrip()
        opening = stop
        if self._text[stop] == ",":
            opening = self._skip_space(stop + 1)
        elif self._text[stop] == '"':
            if not words.endswith(","):
                return None
            words = words[:-1].rstrip()
        if not words:
            return None
        locator = " ".join(_LOCATOR_ESCAPE.sub(r"\1", words).split())
        if opening != stop or self._text[stop] == '"':
            return self._quoted(start, key, locator, opening)
        return tree.Item(start=start, end=position + len(words), key=key, locator=locator)

    def _quoted(self, start: int, key: str, locator: str, opening: int) -> tree.Item | None:
        delimiter = _CLOSING[self._text[opening]]
        end = _at_or_after(self._quote_ends[delimiter], opening + 1)
        if end is None:
            return None
        inside = self._text[opening + 1 : end]
        quote = re.sub(rf"\\([\\{delimiter}])", r"\1", inside)
        return tree.Item(start=start, end=end + 1, key=key, locator=locator, quote=quote)


def read_wiki_link(text: str, start: int) -> tree.WikiLink | None:
    """Read the link to an article whose brackets stand at *start*, if one is well formed."""
    match = _WIKI_LINK.match(text, start)
    parts = match and _WIKI_PARTS.fullmatch(match[1])
    if not match or not parts:
        return None
    title, section, label = (_unescape(part or "") for part in parts.groups())
    if not title and not section:
        return None
    return tree.WikiLink(start=start, end=match.end(), title=title, section=section, label=label)


def _unescape(part: str) -> str:
    return _WIKI_ESCAPE.sub(r"\1", " ".join(part.split()))


def _at_or_after(positions: list[int], start: int) -> int | None:
    index = bisect_left(positions, start)
    return positions[index] if index < len(positions) else None
