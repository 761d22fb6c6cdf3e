"""Inline markup → wikitext: words, links, references, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from encyclopedia.core import markup
from encyclopedia.core.markup import tree
from encyclopedia.core.writers.wikitext import cites
from sources.core.record import SourceRecord
from sources.core.styles.dates import MONTHS

_MEANT = re.compile(r"[\[\]{}|<~&]|''+|__|(?<=\w)://|\A'|'\Z|\A/|~{3,}")
_AT_LINE_START = re.compile(r"[*#:;=!| ]|-{4}|\{\||/|__|redirect", re.IGNORECASE)
_NAMESPACE = re.compile(r"\s*:|\s*[A-Za-z-]{1,20}\s*:(?=\s*\S)")
_NOT_IN_TITLE = re.compile(r"[\[\]{}|<>#\n&_]|''")


def escaped(text: str) -> str:
    """Write *text* so that MediaWiki takes it for nothing but words."""
    return _MEANT.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), text)


def guarded(line: str) -> str:
    """Keep what *line* starts with from making it a list, a heading or a table."""
    return f"<nowiki />{line}" if _AT_LINE_START.match(line) else line


class Inline:
    """Writes lines, and knows which references were defined before."""

    def __init__(self, sources: Iterable[SourceRecord]) -> None:
        """Take the *sources* that marks name by key or alias."""
        records = tuple(sources)
        self._records: Mapping[str, SourceRecord] = {
            key: record for record in records for key in (*record.aliases, record.key)
        }
        self._named: dict[tuple[str, str, str], str] = {}
        self.cited: set[str] = set()
        self.has_notes = False
        self._in_note = False

    def line(self, nodes: Iterable[tree.Inline], between: str = " ") -> str:
        """Write *nodes*; a line end that does not matter becomes *between*."""
        return "".join(self._node(node, between) for node in nodes)

    def _node(self, node: tree.Inline, between: str) -> str:
        match node:
            case tree.Text() | tree.Unclosed():
                return escaped(node.text)
            case tree.Code():
                return f"<code><nowiki>{_raw(node.text)}</nowiki></code>"
            case tree.Break():
                return "<br />" if node.hard else between
            case tree.Link() | tree.Picture() | tree.WikiLink():
                return _linked(node)
            case _:
                return self._holding(node, between)

    def _holding(
        self, node: tree.Emphasis | tree.Strong | tree.Mark | tree.Claim | tree.Note, between: str
    ) -> str:
        """Write what holds other nodes."""
        match node:
            case tree.Mark():
                return "".join(map(self._item, node.items))
            case tree.Note():
                return self._note(node)
        inner = self.line(node.children, between)
        if isinstance(node, tree.Claim):
            return inner + "".join(map(self._item, node.mark.items))
        sign = "'''" if isinstance(node, tree.Strong) else "''"
        return f"{sign}{inner}{sign}"

    def _note(self, node: tree.Note) -> str:
        words = self.line(node.children)
        if self._in_note:
            return f" ({words})"
        self.has_notes = True
        return "{{efn|1=" + words + "}}"

    def _item(self, item: tree.Item) -> str:
        if item.key == "?":
            return _needed(item.since)
        record = self._records.get(item.key) or SourceRecord(key=item.key, title=item.key)
        self.cited.add(record.key)
        said = (record.key, item.locator, item.quote)
        if said in self._named:
            return f'<ref name="{self._named[said]}" />'
        count = sum(key == record.key for key, _, _ in self._named)
        name = record.key if not count else f"{record.key}-{count + 1}"
        while name in self._named.values():
            name += "-x"
        self._named[said] = name
        return f'<ref name="{name}">{cites.write(record, item.locator, item.quote)}</ref>'


def _linked(node: tree.Link | tree.Picture | tree.WikiLink) -> str:
    if isinstance(node, tree.Picture):
        return escaped(node.alt)
    if isinstance(node, tree.WikiLink):
        return _to_article(node)
    words = markup.plain(node.children)
    if words == node.href or not words.strip():
        return node.href
    return f"[{node.href} {escaped(words)}]"


def _needed(since: str) -> str:
    found = re.fullmatch(r"(\d{4})-(\d\d)", since)
    if found and 1 <= int(found[2]) <= len(MONTHS):
        since = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return "{{citation needed|date=" + escaped(since) + "}}" if since else "{{citation needed}}"


def _to_article(node: tree.WikiLink) -> str:
    label = node.label or node.title or node.section
    if is_odd_title(node.title) or _NOT_IN_TITLE.search(node.section):
        return escaped(label)
    place = f"{node.title}#{node.section}" if node.section else node.title
    return f"[[{place}|{escaped(label)}]]" if label != place else f"[[{place}]]"


def is_odd_title(title: str) -> bool:
    """Tell whether a link cannot name *title* in wikitext."""
    return bool(_NOT_IN_TITLE.search(title) or _NAMESPACE.match(title) or title.startswith("/"))


def _raw(text: str) -> str:
    """Keep what is written in <nowiki> from closing it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
