"""Which titles an article mentions, and so links to."""

from collections.abc import Iterable

from encyclopedia.core import markup, titles
from encyclopedia.core.document import Document
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Prose


def title_keys(document: Document, texts: Iterable[Prose]) -> frozenset[str]:
    """Give the folded titles (`titles.key`) that *document* and its parsed *texts* link to."""
    linked = {
        node.title
        for prose in texts
        for node in markup.walk(prose.blocks)
        if isinstance(node, tree.WikiLink)
    }
    pointed = {entry.title for entry in document.see_also}
    own = titles.key(document.title)
    return frozenset(titles.key(title) for title in linked | pointed) - {own}
