"""Nodes to lines of Markdown: words, links, emphasis, citations and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from encyclopedia.core.markup import tree
from encyclopedia.core.readers.wikitext import cites, known, links, shortened, spelling
from encyclopedia.core.readers.wikitext.asides import tag_of
from encyclopedia.core.readers.wikitext.drafts import Drafts
from encyclopedia.core.readers.wikitext.nodes import (
    Html,
    Link,
    Literal,
    Node,
    Nodes,
    Outward,
    Tag,
    Template,
    Text,
)
from encyclopedia.core.readers.wikitext.page import Page
from encyclopedia.core.readers.wikitext.pieces import (
    Block,
    Place,
    described,
    emphasis_around,
    is_code,
    is_exact,
    is_whole,
    linked,
    raised,
    since_of,
)
from encyclopedia.core.readers.wikitext.references import Reference, References
from encyclopedia.core.readers.wikitext.spelling import BREAK
from encyclopedia.core.readers.wikitext.wording import Wording

_TRAIL = re.compile(r"[a-z]+")
_EMPHASISED = {
    "b": (spelling.STRONG, spelling.STRONG_END),
    "strong": (spelling.STRONG, spelling.STRONG_END),
    "i": (spelling.EMPHASIS, spelling.EMPHASIS_END),
    "em": (spelling.EMPHASIS, spelling.EMPHASIS_END),
    "cite": (spelling.EMPHASIS, spelling.EMPHASIS_END),
    "var": (spelling.EMPHASIS, spelling.EMPHASIS_END),
    "dfn": (spelling.EMPHASIS, spelling.EMPHASIS_END),
}


class Inline:
    """Writes nodes as Markdown; what stands for itself is held until the line is whole."""

    def __init__(self, page: Page, references: References, wording: Wording) -> None:
        """Take the *page*, its *references*, and what gives the words of both."""
        self._page = page
        self._references = references
        self._wording = wording
        self._drafts = Drafts()
        self._in_note = False
        self.block: Callable[[Tag], Block] = lambda tag: Block(tag.raw, tag.raw)
        self.hatnote: Callable[[Template], Block | None] = lambda _: None

    def words(self, nodes: Nodes) -> str:
        """Give the words of *nodes*: no marks, no notes, no emphasis."""
        return self._wording.words(nodes)

    def draft(self, nodes: Nodes) -> str:
        """Write *nodes* with signs in it that `finished` turns into Markdown."""
        pieces: list[str] = []
        trail = ""
        for number, node in enumerate(nodes):
            if isinstance(node, Link):
                after = nodes[number + 1] if number + 1 < len(nodes) else None
                found = _TRAIL.match(after.text) if isinstance(after, Text) else None
                trail = found[0] if found else ""
                pieces.append(self._link(node, trail))
                trail = trail if pieces[-1] else ""
            elif isinstance(node, Text) and trail:
                pieces.append(spelling.words(node.text[len(trail) :]))
                trail = ""
            else:
                pieces.append(self._node(node))
        return "".join(pieces)

    def _node(self, node: Node) -> str:
        return _DRAFTS[type(node)](self, node)

    def _outward(self, node: Outward) -> str:
        return links.outward(node.address, spelling.literal(self.words(node.label).strip()))

    def _html(self, node: Html) -> str:
        if node.name in ("br", "hr", "tr", "p", "div") and not (node.closing and node.name != "br"):
            return BREAK if node.name in ("br", "tr") else " "
        if node.name in ("td", "th", "li", "dd", "dt"):
            return "" if node.closing else " "
        if node.name in _EMPHASISED:
            return _EMPHASISED[node.name][node.closing]
        if node.name == "q":
            return "“”"[node.closing]
        return ""

    def _tag(self, tag: Tag) -> str:
        if tag.name in _SILENT_TAGS:
            return ""
        if tag.name in _DRAWN_TAGS:
            self._page.leave(tag.start, f"what <{tag.name}> draws", "has no place here")
            return ""
        if is_code(tag):
            words = self.words(tag.nodes) if tag.nodes else tag.raw
            return spelling.code(words, exact=is_exact(tag))
        write = _TAGS.get(tag.name)
        return write(self, tag) if write else self._drafts.hold(self.block(tag))

    def _nowiki(self, tag: Tag) -> str:
        return spelling.literal(spelling.unescaped(tag.raw)) if tag.raw else ""

    def _script(self, tag: Tag) -> str:
        plain = self.words(tag.nodes)
        said = raised(tag.name, plain)
        return spelling.literal(said) if said != plain else self.draft(tag.nodes)

    def _reference(self, tag: Tag) -> str:
        reference = self._references.of(tag)
        if reference.note:
            return self._note(tag, reference)
        return self._drafts.hold(reference.items) if reference.items else ""

    def _note(self, tag: Tag, reference: Reference) -> str:
        if self._in_note:
            self._page.leave(tag.start, "a note within a note", "is put into it in parentheses")
            return f" ({self.line(reference.note)})"
        self._in_note = True
        words = self.line(reference.note)
        self._in_note = False
        return self._drafts.hold(f"^[{words}]") if words and is_whole(words) else ""

    def _link(self, link: Link, trail: str = "") -> str:
        target = links.target(link, self._page.title, self._page.language)
        if target.kind == "file":
            return self._picture(link, target.title)
        if target.kind == "category":
            self._page.categories.setdefault(target.title)
            return ""
        if target.kind == "wiki":
            what = f"the link to “{target.title}”"
            self._page.leave(link.start, what, "leads to another wiki")
            return ""
        before, after = emphasis_around(link.parts[-1] if link.parts else ())
        return before + linked(target, self._label(link, target, trail)) + after

    def _label(self, link: Link, target: links.Target, trail: str) -> str:
        """Give what a reader sees of *link*."""
        words = " ".join(self.words(link.parts[-1]).split()) if link.parts else ""
        if words:
            return words + trail
        if link.parts:
            return links.trick(target.title) + trail
        if target.title and not trail and not target.section:
            return target.title
        shown = link.target.lstrip(":").replace("_", " ").strip()
        return shown.replace("{{PAGENAME}}", self._page.title) + trail

    def _picture(self, link: Link, name: str) -> str:
        words = self.line(links.caption(link))
        if not words:
            self._page.leave(link.start, f"the file “{name}”", "does not come with the text")
            return ""
        self._page.leave(
            link.start, f"the file “{name}”", "does not come with the text; its caption is"
        )
        return self._drafts.hold(Block(words, words))

    def _template(self, template: Template) -> str:
        if self._wording.is_deep:
            return spelling.literal(template.written)
        cited = self._citing(template)
        if cited is not None:
            return cited
        if template.name in known.NEEDED or template.name in known.NEEDED_SPANS:
            return self._needed(template)
        over = self.hatnote(template)
        return self._drafts.hold(over) if over else self._expanded(template)

    def _citing(self, template: Template) -> str | None:
        """Write a template that cites; None where it is none."""
        if template.name.startswith("#tag:ref"):
            return self._reference(tag_of(template))
        if cites.is_citation(template):
            return self._cited_in_words(template)
        if shortened.is_short(template):
            return self._drafts.hold(self._references.short(template))
        if template.name in ("rp", "ran rp", "pages inline"):
            locator, quote = shortened.place(template, self.words)
            return self._drafts.hold(Place(locator, quote)) if locator or quote else ""
        return None

    def _expanded(self, template: Template) -> str:
        said = self._wording.expanded(template, self.draft)
        if said is not None:
            return said
        if template.name in known.DOUBTS:
            self._page.leave(template.start, f"the doubt “{template.written}”", "has no mark here")
        elif template.name.startswith(known.UPKEEP_STARTS):
            self._page.leave(
                template.start, f"the notice “{template.written}”", "is not of the article"
            )
        else:
            written = template.written or "…"
            self._page.leave(template.start, f"the template “{written}”", "is not known here")
        return ""

    def _cited_in_words(self, template: Template) -> str:
        """Write a citation that stands in the text itself as words that a mark follows."""
        item = self._references.shelf.item(template)
        said = described(self._references.shelf.record(item.key))
        return said + self._drafts.hold((replace(item, quote=""),))

    def _needed(self, template: Template) -> str:
        since = since_of(self.words(template.get("date")))
        mark = self._drafts.hold((tree.Item(start=0, end=0, key="?", since=since),))
        if template.name not in known.NEEDED_SPANS:
            return mark
        nodes = template.get("text", "1")
        return self.draft(nodes) + mark

    def line(self, nodes: Nodes, break_: str = ", ") -> str:
        """Write *nodes* as one line, where blocks give their words alone."""
        return self.finished(self.draft(nodes), break_=break_)

    def finished(self, draft: str, break_: str = ", ") -> str:
        """Write what was drafted as one line; what breaks it gives *break_*."""
        return self._drafts.finished(draft, break_)

    def paragraph(self, lines: list[str]) -> list[str]:
        """Write drafted *lines* as paragraphs, with the blocks that stand between them."""
        return self._drafts.paragraph(lines)


_SILENT_TAGS = frozenset({"references", "includeonly", "templatedata", "inputbox", "categorytree"})
_DRAWN_TAGS = frozenset({"timeline", "graph", "mapframe", "maplink", "score", "imagemap", "hiero"})
# The private methods are the class's own: these tables stand outside it, since they name them.
_TAGS: Final[Mapping[str, Callable[[Inline, Tag], str]]] = {
    "ref": Inline._reference,  # noqa: SLF001
    "nowiki": Inline._nowiki,  # noqa: SLF001
    "sub": Inline._script,  # noqa: SLF001
    "sup": Inline._script,  # noqa: SLF001
}
_DRAFTS: Final[Mapping[type[Node], Callable[[Inline, Any], str]]] = {
    Text: lambda _, node: spelling.words(node.text),
    Literal: lambda _, node: spelling.literal(node.text),
    Link: Inline._link,  # noqa: SLF001
    Outward: Inline._outward,  # noqa: SLF001
    Html: Inline._html,  # noqa: SLF001
    Tag: Inline._tag,  # noqa: SLF001
    Template: Inline._template,  # noqa: SLF001
}
