"""Wikitext to nodes, in time proportional to its length.

The brackets are paired with one stack, as MediaWiki's own preprocessor does
(https://www.mediawiki.org/wiki/Preprocessor_ABNF). What never closes is words, and is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from encyclopedia.core.readers.wikitext import foreign
from encyclopedia.core.readers.wikitext.frames import (
    Frame,
    cut_at_prose,
    joined,
    merged,
    outward_of,
    parts_of,
    words_of,
)
from encyclopedia.core.readers.wikitext.nodes import (
    Html,
    Link,
    Node,
    Nodes,
    Part,
    Tag,
    Template,
    Text,
)

DEEPEST = 30  # brackets within brackets: deeper ones are words
_MOST_UNCLOSED = 5  # templates that never close, where an infobox among them is still read

_TOKEN = re.compile(
    r"\{{2,}|\}{2,}|\[\[|\[(?=(?:https?:|ftp:)?//|mailto:)|\]\]?|[|=]|<(?=[/a-zA-Z])", re.IGNORECASE
)
_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<rest>(?:[\s/](?>(?:\"[^\"<]{0,300}+\"|'[^'<]{0,300}+'|[^<>\"']++)*))?|[\s/][^<>]*+)>"
)
_ATTRIBUTE = re.compile(
    r"([a-zA-Z][\w-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|[\"“”]?([^\s\"'“”]+)[\"“”]?)"
)
_RAW = frozenset(
    {
        *("nowiki", "pre", "math", "chem", "ce", "syntaxhighlight", "source", "score", "gallery"),
        *("timeline", "templatedata", "graph", "mapframe", "maplink", "imagemap", "hiero"),
        *("categorytree", "inputbox", "includeonly"),
    }
)
_PARSED = frozenset(
    {"ref", "references", "blockquote", "poem", "code", "tt", "kbd", "samp", "sub", "sup"}
)
_HTML = frozenset(
    {
        *("b", "i", "em", "strong", "small", "big", "sub", "sup", "br", "hr", "div", "span", "p"),
        *("q", "cite", "code", "tt", "var", "samp", "kbd", "s", "del", "strike", "ins", "u"),
        *("center", "font", "abbr", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th"),
        *("caption", "tbody", "thead", "time", "bdi", "bdo", "mark", "wbr", "data", "ruby", "rb"),
        *("rp", "rt", "noinclude", "onlyinclude", "section", "templatestyles", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "blockquote", "poem", "references", "dfn", "nobr", "indicator"),
    }
)


class Parser:
    """Reads one text; `unclosed` is told the position and the words of what never closes."""

    def __init__(self, text: str, unclosed: Callable[[int, str], None]) -> None:
        """Take the *text*, whose positions all nodes count."""
        self._text = text
        self._unclosed = unclosed
        self._closers: dict[str, list[tuple[int, int]]] = {}

    def nodes(self, start: int = 0, end: int | None = None) -> Nodes:
        """Parse the text from *start* up to *end*."""
        return _Run(self, self._text, start, len(self._text) if end is None else end).nodes()

    def tell(self, position: int, words: str) -> None:
        """Tell of something that never closes."""
        self._unclosed(position, words)

    def tag(self, at: int, end: int) -> tuple[Node | None, int]:
        """Read the tag at *at*; give it, if it is one, and where to go on."""
        found = _TAG.match(self._text, at, end)
        name = found["name"].lower() if found else ""
        if found is None or name not in _RAW | _PARSED | _HTML:
            return None, at + 1
        alone = found["rest"].rstrip().endswith("/")
        if name in _RAW | _PARSED and not found["closing"]:
            return self._enclosing(found, name, end, alone=alone)
        if name in _RAW or name == "ref":
            return Html(at, "stray", closing=True), found.end()
        return Html(at, name, closing=bool(found["closing"])), found.end()

    def _enclosing(
        self, found: re.Match[str], name: str, end: int, *, alone: bool
    ) -> tuple[Node, int]:
        at, first = found.start(), found.end()
        attributes = attributes_of(found["rest"])
        if alone:
            return Tag(at, first, name, attributes), first
        closing = None if name == "ref" else self._closing(name, first, end)
        last, after = closing or (first, first)
        if name == "ref":
            last, after = self._end_of_ref(at, first, end)
        elif closing is None:
            if name in _PARSED:
                return Html(at, name), first
            self.tell(at, f"the tag <{name}>")
            return Html(at, "stray"), first
        inner = self.nodes(first, last) if name in _PARSED else ()
        return Tag(at, after, name, attributes, self._text[first:last], inner), after

    def _closing(self, name: str, start: int, end: int) -> tuple[int, int] | None:
        """Find the first closing tag *name* from *start* on; all of them are looked for once."""
        if name not in self._closers:
            pattern = re.compile(rf"</{name}\s*+>", re.IGNORECASE)
            self._closers[name] = [found.span() for found in pattern.finditer(self._text)]
        closers = self._closers[name]
        at = bisect_left(closers, (start, 0))
        return closers[at] if at < len(closers) and closers[at][1] <= end else None

    def _end_of_ref(self, at: int, first: int, end: int) -> tuple[int, int]:
        """Let a reference that is never closed end before the next one, or with its paragraph."""
        edge = _REF_EDGE.search(self._text, first, end)
        if edge is not None and edge[0].startswith("</"):
            return edge.start(), edge.end()
        self.tell(at, "the reference")
        stop = _PARAGRAPH_END.search(self._text, first, edge.start() if edge else end)
        last = stop.start() if stop else edge.start() if edge else end
        return last, last


_REF_EDGE = re.compile(r"<ref(?=[\s>])|</ref\s*+>", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"\n(?=\s*\n|==|[*#|])|(?=\}\}\s*\n\s*\n)")


def attributes_of(text: str) -> dict[str, str]:
    """Read the attributes of a tag; a value may stand in quotation marks or without."""
    return {
        found[1].lower(): next((value for value in found.groups()[1:] if value), "")
        .strip()
        .removesuffix("/" if found[4] else "\0")
        for found in _ATTRIBUTE.finditer(text)
    }


class _Run:
    """Goes through one stretch of the text once."""

    def __init__(self, parser: Parser, text: str, start: int, end: int) -> None:
        self._parser = parser
        self._text = text
        self._at = start
        self._end = end
        self._stack = [Frame("", start)]

    def nodes(self) -> Nodes:
        position = self._at
        while found := _TOKEN.search(self._text, position, self._end):
            self._words(found.start())
            position = self._token(found[0], found.start())
        self._words(self._end)
        self._unwind()
        return merged(self._stack[0].parts[0])

    def _unwind(self) -> None:
        """Let all brackets that are open at the end be words, but for an infobox."""
        root, *never_closed = self._stack
        self._stack = [root]
        for frame in never_closed:
            name = self._told(frame)
            if "infobox" in name.casefold() and len(never_closed) < _MOST_UNCLOSED:
                self._rescue(frame, name)
                continue
            self._add(Text(frame.start, self._text[frame.start : frame.start + (frame.count or 1)]))
            for number in range(len(frame.parts)):
                if number:
                    self._add(Text(frame.bars[number - 1] - 1, "|"))
                for node in joined(frame, number):
                    self._add(node)

    def _told(self, frame: Frame) -> str:
        """Tell of a template that never closes; give its name."""
        if frame.kind != "{":
            return ""
        name = "".join(words_of(node) for node in frame.parts[0]).strip().partition("\n")[0][:60]
        self._parser.tell(frame.start, f"the template “{name}”")
        return name

    @property
    def _top(self) -> Frame:
        return self._stack[-1]

    def _add(self, node: Node) -> None:
        self._top.parts[-1].append(node)

    def _words(self, until: int) -> None:
        if self._at < until:
            self._add(Text(self._at, self._text[self._at : until]))
            self._at = until

    def _token(self, sign: str, at: int) -> int:
        """Take in what *sign* means, or leave it among the words; give where to go on."""
        if sign[0] in "{[":
            kind = {"[[": "[", "[": "outward"}.get(sign, "{")
            return self._open(kind, at, len(sign), at + len(sign))
        if sign[0] in "}]":
            close = self._close_braces if sign[0] == "}" else self._close_brackets
            return close(at, len(sign))
        take = {"|": self._bar, "=": self._equals}.get(sign, self._tag)
        return take(at)

    def _open(self, kind: str, at: int, count: int, after: int) -> int:
        if len(self._stack) <= DEEPEST:
            self._stack.append(Frame(kind, at, count))
            self._at = after
        return after

    def _tag(self, at: int) -> int:
        node, after = self._parser.tag(at, self._end)
        if node is not None:
            self._add(node)
            self._at = after
        return after

    def _bar(self, at: int) -> int:
        while self._top.kind == "outward":
            self._give_up()
        if self._top.kind in ("{", "["):
            self._top.parts.append([])
            self._top.bars.append(at + 1)
            self._at = at + 1
        return at + 1

    def _equals(self, at: int) -> int:
        frame = self._top
        number = len(frame.parts) - 1
        if frame.kind == "{" and number and number not in frame.equals:
            frame.equals[number] = len(frame.parts[-1])
            self._at = at + 1
        return at + 1

    def _close_braces(self, at: int, count: int) -> int:
        if not any(frame.kind == "{" for frame in self._stack):
            return at + count
        while self._top.kind != "{":
            self._give_up()
        frame = self._top
        matched = min(frame.count, count, 3)
        self._stack.pop()
        after = at + matched
        left = frame.count - matched
        start = frame.start + left
        node = self._braced(frame, start, after, matched)
        if left >= 2:  # noqa: PLR2004 -- two braces open a template
            self._stack.append(Frame("{", frame.start, left))
        elif left:
            self._add(Text(frame.start, "{"))
        for each in node:
            self._add(each)
        self._at = after
        # One brace alone is a word; two may close what stands around.
        return after

    def _braced(self, frame: Frame, start: int, end: int, matched: int) -> Nodes:
        if matched == 3:  # noqa: PLR2004 -- three braces are a parameter, which no page has
            return tuple(frame.parts[1]) if len(frame.parts) > 1 else ()
        written = " ".join("".join(words_of(node) for node in frame.parts[0]).split())
        name = written.replace("_", " ").casefold().removeprefix("template:").strip()
        if not name and not any(isinstance(node, Template) for node in frame.parts[0]):
            return (Text(start, self._text[start:end]),)
        if name in _SIGNS:
            return (Text(start, _SIGNS[name]),)
        return (foreign.understood(Template(start, end, name, written, tuple(parts_of(frame)))),)

    def _close_brackets(self, at: int, count: int) -> int:
        if self._top.kind == "[" and count == 2:  # noqa: PLR2004 -- two brackets close a link
            return self._close_link(at)
        if self._top.kind == "outward":
            frame = self._stack.pop()
            label = merged(frame.parts[0])
            if any(isinstance(node, Text) and "\n" in node.text for node in label):
                self._stack.append(frame)
                self._give_up()
                return at + count
            self._at = at + 1
            self._add(outward_of(frame.start, at + 1, label))
            return at + 1
        return at + count

    def _close_link(self, at: int) -> int:
        frame = self._stack.pop()
        target = "".join(words_of(node) for node in frame.parts[0])
        if "\n" in target.strip() or not target.strip():
            self._stack.append(frame)
            self._give_up()
            return at + 2
        self._at = at + 2
        parts = tuple(merged(part) for part in frame.parts[1:])
        self._add(Link(frame.start, at + 2, " ".join(target.split()), parts))
        return at + 2

    def _give_up(self) -> None:
        """Let the innermost brackets be words, and their bars those of what stands around."""
        frame = self._stack.pop()
        opening = self._text[frame.start : frame.start + (frame.count or 1)]
        self._add(Text(frame.start, opening))
        for number in range(len(frame.parts)):
            if number:
                self._bar_again(frame.bars[number - 1] - 1)
            for node in joined(frame, number):
                self._add(node)

    def _bar_again(self, at: int) -> None:
        if self._top.kind in ("{", "["):
            self._top.parts.append([])
            self._top.bars.append(at + 1)
        else:
            self._add(Text(at, "|"))

    def _rescue(self, frame: Frame, name: str) -> None:
        """Let an infobox that is never closed end where its rows do."""
        parts = list(parts_of(frame))
        rows: list[Part] = []
        rest: list[Node] = []
        for number, part in enumerate(parts):
            nodes, left = cut_at_prose(part.nodes)
            rows.append(Part(part.name, nodes, part.start))
            if left:
                rest = list(left)
                for later in range(number + 1, len(parts)):
                    rest.append(Text(parts[later].start, "|"))
                    rest += joined(frame, later + 1)
                break
        self._add(Template(frame.start, self._at, name.casefold(), name, tuple(rows)))
        for node in rest:
            self._add(node)


_SIGNS = {"!": "|", "=": "=", "(": "{", ")": "}", "((": "{{", "))": "}}", "!!": "||", "!-": "|-"}
