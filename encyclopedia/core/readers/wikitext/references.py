"""References of a page: each `<ref>`, short citation and note, and the sources that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext import cites, shortened
from encyclopedia.core.readers.wikitext.asides import (
    bare_address,
    container_in,
    date_in,
    folded,
    is_comment,
    item_of,
    tag_of,
    wrapped,
)
from encyclopedia.core.readers.wikitext.cites import Words
from encyclopedia.core.readers.wikitext.links import address_of
from encyclopedia.core.readers.wikitext.names import Names
from encyclopedia.core.readers.wikitext.nodes import (
    Node,
    Nodes,
    Outward,
    Tag,
    Template,
    walk,
)
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.readers.wikitext.shelf import Shelf, key_of
from sources.core import naming
from sources.core.record import SourceRecord

_NOTE_GROUPS = re.compile(
    r"(?:note|nb|n|fn|lower-|upper-|footnote|efn|decimal|expl|comment|anm|remark|[a-z]$)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"[,;:.\s]*(?P<place>(?:pp?\.|pages?|chap(?:ter)?\.?|ch\.|§|vol\.|ff\.)\s?.{1,60})"
)
_LONGEST_ASIDE = 24  # characters beside a citation that say no more than where it is from


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a reference comes to: sources it cites, or a note with `note` as its words."""

    items: tuple[tree.Item, ...] = ()
    note: Nodes = ()


class References:
    """All references of one page, by name and group; sources get their keys as they are met."""

    def __init__(self, page: Page, nodes: Nodes, words: Words) -> None:
        """Look through *nodes* for what references are called and what they say."""
        self._page = page
        self._words = words
        self._memo: dict[int, Reference] = {}
        self._pending: set[int] = set()
        self._names = Names(page, words)
        self.shelf = Shelf(page, words)
        self._collect(nodes)

    def _collect(self, nodes: Nodes) -> None:
        templates: list[tuple[Template, str]] = []
        for node in walk(nodes):
            if isinstance(node, Template) and node.name.startswith("#tag:ref"):
                self._names.add(tag_of(node))
            if isinstance(node, Tag) and node.name == "ref":
                self._names.add(node)
            elif isinstance(node, Template) and cites.is_citation(node):
                templates.append((node, self._names.of(node)))
            elif isinstance(node, Template) and node.name in ("efn", "refn", "notetag", "efn-ua"):
                self._names.add_note(node)
        for template, name in templates:
            self.shelf.keep(template, name)

    def of(self, tag: Tag) -> Reference:
        """Give what the reference *tag* comes to."""
        body, group = self._names.body(tag)
        if body is None:
            return Reference(items=(tree.Item(start=0, end=0, key="?"),))
        if body.start in self._pending:
            return Reference()
        if body.start not in self._memo:
            self._pending.add(body.start)
            self._memo[body.start] = self._read(body, group)
            self._pending.discard(body.start)
        reference = self._memo[body.start]
        details = tag.attributes.get("details", "")
        if details and reference.items:
            last = replace(reference.items[-1], locator=details)
            return Reference(items=(*reference.items[:-1], last))
        return reference

    def _read(self, tag: Tag, group: str) -> Reference:
        parent = folded(tag.attributes.get("extends", ""))
        if parent:
            return self._extended(tag, parent, group)
        items, aside = self._items(tag.nodes)
        words = " ".join(self._words(aside).split()).strip(" .,;:*–—-")
        if not items:
            return self._wordy(tag, group, words)
        place = _PLACE.fullmatch(words)
        if place and not items[-1].locator:
            return Reference(items=(*items[:-1], replace(items[-1], locator=place["place"])))
        if len(words) > _LONGEST_ASIDE or (_NOTE_GROUPS.match(group) and words):
            return Reference(note=tag.nodes)
        if words and not re.fullmatch(
            r"(?i)see(?: also)?|cf|also|and|in|via|archived.*|from|\W+", words
        ):
            self._page.leave(tag.start, f"the words “{words}” beside a citation", "are not kept")
        return Reference(items=items)

    def _extended(self, tag: Tag, parent: str, group: str) -> Reference:
        """Read a sub-reference: the source of its parent, and the place that it names itself."""
        above = Tag(tag.start, tag.start, "ref", {"name": parent, "group": group})
        items = self.of(above).items
        words = " ".join(self._words(tag.nodes).split()).strip(" .")
        if not items:
            return self._wordy(tag, group, words)
        return Reference(items=(*items[:-1], replace(items[-1], locator=words[:500])))

    def _items(self, nodes: Nodes) -> tuple[tuple[tree.Item, ...], Nodes]:
        """Give the citations among *nodes*, and the words beside them."""
        items: list[tree.Item] = []
        aside: list[Node] = []
        for node in nodes:
            if isinstance(node, Template) and cites.is_citation(node):
                items.append(self.shelf.item(node))
            elif isinstance(node, Template) and shortened.is_short(node):
                items += self.short(node)
            elif isinstance(node, Template) and node.name in ("webarchive", "wayback"):
                self._archived(node, items)
            elif isinstance(node, Template) and (more := wrapped(node)):
                inner, rest = self._items(more)
                items += inner
                aside += rest
            elif not isinstance(node, Template) or not is_comment(node):
                aside.append(node)
        return tuple(items), tuple(aside)

    def _archived(self, template: Template, items: Sequence[tree.Item]) -> None:
        """Give the last source the address of the copy that `{{webarchive}}` names."""
        address = address_of(self._words(template.get("url")))
        if items:
            self.shelf.archive(items[-1].key, address)

    def _wordy(self, tag: Tag, group: str, words: str) -> Reference:
        """Read a reference without a template: an address, a short citation, or words."""
        outward = [node for node in walk(tag.nodes) if isinstance(node, Outward)]
        address = address_of(outward[0].address) if outward else bare_address(tag.nodes)
        if address and not (_NOTE_GROUPS.match(group) and len(words) > 120):  # noqa: PLR2004
            return self._linked(tag, outward[0] if outward else None, address, words)
        if (pointed := shortened.in_words(words, self.shelf)) and not address:
            return Reference(items=(pointed,))
        if group or not words:
            return Reference(note=tag.nodes) if words else Reference()
        title = words if len(words) <= 500 else f"{words[:499]}…"  # noqa: PLR2004 -- of a title
        key = self.shelf.put(SourceRecord(key="", title=title), _wanted(tag))
        return Reference(items=(item_of(key, "", ""),))

    def _linked(self, tag: Tag, link: Outward | None, address: str, words: str) -> Reference:
        label = " ".join(self._words(link.label).split()) if link else ""
        rest = words.replace(label, "", 1).strip(' .,;:–—-"“”()') if label else ""
        title = label or ("" if words.startswith(("http", "//")) else words.replace(address, ""))
        title = title.strip(' .,;:–—-"“”()')
        date = date_in(rest)
        archived = (
            address_of(self._words(node.get("url")))
            for node in walk(tag.nodes)
            if isinstance(node, Template) and node.name in ("webarchive", "wayback")
        )
        record = SourceRecord(
            key="",
            type="webpage",
            archive_url=next(archived, ""),
            title=title[:500],
            container=container_in(rest),
            issued=date,
            url=address,
        )
        wanted = _wanted(tag) or ("" if title else naming.words(urlsplit(address).netloc))
        return Reference(items=(item_of(self.shelf.put(record, wanted), "", ""),))

    def short(self, template: Template) -> tuple[tree.Item, ...]:
        """Give what the short citation *template* points at: sources, or references by name."""
        if template.name not in shortened.BY_NAME:
            return shortened.read(template, self._words, self.shelf)
        return tuple(
            item
            for name in shortened.values(template, self._words)
            for item in self.of(Tag(template.start, template.end, "ref", {"name": name})).items
        )


def _wanted(tag: Tag) -> str:
    return key_of(folded(tag.attributes.get("name", "")))
