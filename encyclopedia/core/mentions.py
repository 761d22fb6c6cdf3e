"""Which titles an article mentions, and so links to."""

from collections.abc import Iterable
from itertools import chain

from encyclopedia.core import markup, titles
from encyclopedia.core.document import Document
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Prose
from encyclopedia.core.remembering import along


def title_keys(document: Document, texts: Iterable[Prose]) -> frozenset[str]:
    """Give the folded titles (`titles.key`) that *document* and its parsed *texts* link to."""
    return in_text(document, texts) | in_see_also(document)


def in_text(document: Document, texts: Iterable[Prose]) -> frozenset[str]:
    """Give those that its prose and infobox link to."""
    linked = frozenset(chain.from_iterable(map(_linked, texts)))
    return linked - {titles.key(document.title)}


def in_see_also(document: Document) -> frozenset[str]:
    """Give those that stand under See also."""
    pointed = frozenset(titles.key(entry.title) for entry in document.see_also)
    return pointed - {titles.key(document.title)}


@along
def _linked(prose: Prose) -> frozenset[str]:
    """Give the folded titles that one text links to, or those of the last time."""
    nodes = markup.walk(prose.blocks)
    return frozenset(titles.key(node.title) for node in nodes if isinstance(node, tree.WikiLink))
