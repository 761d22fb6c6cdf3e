"""What is published comes into the index, what is withdrawn leaves it: in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS

from encyclopedia.core import search as words
from encyclopedia.core import titles
from encyclopedia.models import Publication, SearchEntry, TitleWord
from encyclopedia.search import backend

if TYPE_CHECKING:
    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Prose


def write(
    publication: Publication, document: Document, texts: Sequence[Prose], *, wanting: int
) -> None:
    """Index *document*, whose parsed *texts* the public reads as *publication*.

    *wanting* of its sentences want a source. What was indexed of the article before is replaced.
    """
    remove(publication)
    entry = words.entry(document, texts)
    names = publication.article.redirects.order_by("slug").values_list("title", flat=True)
    row = SearchEntry.objects.create(
        publication=publication,
        title=entry.title,
        names="\n".join(names),
        description=entry.description,
        infobox=entry.infobox,
        body=entry.body,
        sources=entry.sources,
        kind=entry.kind,
        begins=entry.begins,
        ends=entry.ends,
        wanting=wanting,
    )
    known = dict.fromkeys(
        word[: titles.LONGEST] for word in words.tokens(f"{row.title} {row.names}")
    )
    TitleWord.objects.bulk_create(TitleWord(publication=publication, word=word) for word in known)
    backend.of(DEFAULT_DB_ALIAS).write(row, _folded(row))


def remove(publication: Publication) -> None:
    """Take *publication* out of the index."""
    for row in SearchEntry.objects.filter(publication=publication):
        backend.of(DEFAULT_DB_ALIAS).remove(row, _folded(row))
        row.delete()
    TitleWord.objects.filter(publication=publication).delete()


def _folded(row: SearchEntry) -> list[str]:
    return [" ".join(words.tokens(getattr(row, column))) for column in backend.COLUMNS]
