"""Nodes to their words alone: no marks, no notes, no emphasis."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from encyclopedia.core.readers.wikitext import cites, links, spelling
from encyclopedia.core.readers.wikitext.expanding import expand
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
from encyclopedia.core.readers.wikitext.pieces import raised

_DEEPEST = 60


class Wording:
    """Gives the words of nodes of one page; what templates say is asked of it, level by level."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._depth = 0

    @property
    def is_deep(self) -> bool:
        """Whether templates stand in templates so deep that no more of them are expanded."""
        return self._depth > _DEEPEST

    def expanded(self, template: Template, write: Callable[[Nodes], str]) -> str | None:
        """Give what *write* makes of what *template* stands for; None where it is not known."""
        self._depth += 1
        nodes = expand(self._page, template, self.words)
        said = write(nodes) if nodes else ""
        self._depth -= 1
        return said if nodes is not None else None

    def words(self, nodes: Nodes) -> str:
        """Give the words of *nodes*: no marks, no notes, no emphasis."""
        if len(nodes) == 1 and isinstance(nodes[0], Text) and "&" not in nodes[0].text:
            return re.sub("'{2,}", "", nodes[0].text)
        return "".join(self._word(node) for node in nodes)

    def _word(self, node: Node) -> str:
        return _WORDS[type(node)](self, node)

    def _tag(self, tag: Tag) -> str:
        if tag.name in ("ref", "references", "includeonly"):
            return ""
        if tag.name in ("nowiki", "pre"):
            return spelling.unescaped(tag.raw)
        if tag.name in ("sub", "sup"):
            return raised(tag.name, self.words(tag.nodes))
        return self.words(tag.nodes) if tag.nodes else tag.raw

    def _link(self, link: Link) -> str:
        target = links.target(link, self._page.title, self._page.language)
        if target.kind in ("file", "category", "wiki"):
            return ""
        label = self.words(link.parts[-1]) if link.parts else ""
        return label or link.target.lstrip(":").replace("_", " ").replace("{{PAGENAME}}", "")

    def _template(self, template: Template) -> str:
        if self.is_deep or template.name.startswith("#tag:ref"):
            return ""
        if cites.is_citation(template):
            return self.words(template.get("title"))
        return self.expanded(template, self.words) or ""


# The private methods are the class's own: this table stands outside it, since it names them.
_WORDS: Final[Mapping[type[Node], Callable[[Wording, Any], str]]] = {
    Text: lambda _, node: re.sub("'{2,}", "", spelling.unescaped(node.text)),
    Literal: lambda _, node: str(node.text),
    Link: Wording._link,  # noqa: SLF001
    Outward: lambda wording, node: wording.words(node.label) or str(node.address),
    Html: lambda _, node: " " if node.name == "br" else "",
    Tag: Wording._tag,  # noqa: SLF001
    Template: Wording._template,  # noqa: SLF001
}
