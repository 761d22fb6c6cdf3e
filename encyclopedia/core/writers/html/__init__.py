"""HTML: the article as its readers see it, and the same for one text in a preview."""

from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

from encyclopedia.core.document import Document
from encyclopedia.core.writers.html import article, page, references
from encyclopedia.core.writers.html.cleaning import clean
from encyclopedia.core.writers.html.dates import date_in_words
from encyclopedia.core.writers.html.inline import PICTURE_SUFFIXES, picture_address
from encyclopedia.core.writers.html.page import NO_PASSAGES, Passages, Shown
from encyclopedia.core.writers.html.references import (
    name_in_words,
    reliability_in_words,
    standing_in_words,
    tags,
    type_in_words,
)
from encyclopedia.core.writers.html.summary import summary
from sources.core.saying import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from encyclopedia.core.reading import Prose

__all__ = [
    "PICTURE_SUFFIXES",
    "Shown",
    "clean",
    "date_in_words",
    "name_in_words",
    "picture_address",
    "preview",
    "reliability_in_words",
    "standing_in_words",
    "summary",
    "tags",
    "type_in_words",
    "write",
]

_NO_TITLES: Final[Mapping[str, str]] = MappingProxyType({})
_NOWHERE: Final = Document(id=UUID(int=0), title="")


def write(
    document: Document,
    titles: Mapping[str, str] = _NO_TITLES,
    passages: Passages = NO_PASSAGES,
    words: NullTranslations = ENGLISH,
    descriptions: Mapping[str, str] = _NO_TITLES,
) -> str:
    """Write what stands below the head of *document*: lead, infobox, contents and body.

    *titles* gives the slug of each public article by its title key (`core.titles.key`); a link to
    any other title is marked as one to a page that does not exist. *passages* is what the archived
    copies that the document names by their SHA-256 say around its quotations. *words* is the
    catalogue of the language in which the page speaks of the article. *descriptions* are those
    of public articles by title key: a page that tells articles apart says them where its editors
    said nothing.
    """
    prepared = page.prepare(document, titles, passages=passages, words=words)
    return clean(article.write(replace(prepared, descriptions=descriptions)))


def preview(
    prose: Prose,
    document: Document | None = None,
    titles: Mapping[str, str] = _NO_TITLES,
    words: NullTranslations = ENGLISH,
) -> str:
    """Write one parsed text as it would stand in *document*, with its own notes and references."""
    around = document or _NOWHERE
    alone = Document(
        id=around.id,
        title=around.title,
        language=around.language,
        lead=prose.source,
        illustrations=around.illustrations,
        sources=around.sources,
    )
    prepared = page.prepare(alone, titles, (prose,), words=words)
    parts = [article.prose(prose, prepared), references.notes(prepared)]
    if prepared.numbering.footnotes:
        parts.append(references.references(prepared, spare=False))
    return clean(article.numbered_tables("\n".join(part for part in parts if part), words))
