"""What is found of a publication: by searches, on lists, under names and by what it cites."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F

from encyclopedia import search, serving, shelving, store, tracing
from encyclopedia.core import citations, reading
from encyclopedia.core.document import Document
from encyclopedia.models import Article, Publication, PublishedCitation
from encyclopedia.publishing import queueing
from sources import store as source_store
from sources.models import Source

SOURCES_AT_ONCE = 500


def index(publication: Publication, document: Document) -> None:
    """Save the publication, what it cites, and what searches and lists know of it."""
    publication.page, publication.brotli, publication.etag = b"", b"", ""
    shelving.place(publication)
    others = Publication.objects.filter(article=publication.article).exclude(pk=publication.pk)
    for other in others.without_pages():
        take_away(other)
    publication.save()
    before = _sources_of(publication)
    publication.citations.all().delete()
    sources = source_store.ids(record.key for record in document.sources)
    PublishedCitation.objects.bulk_create(
        PublishedCitation(
            publication=publication, source_id=sources[key], anchor=anchor, quote=quote
        )
        for key, anchor, quote in _cited(document)
    )
    shelving.list_sources({*before, *sources.values()})
    _index_words(publication, document)


def take_away(publication: Publication) -> None:
    """Delete *publication*, and let searches and lists know."""
    sources = _sources_of(publication)
    search.remove(publication)
    publication.delete()
    shelving.list_sources(sources)


def _sources_of(publication: Publication) -> set[int]:
    return set(publication.citations.values_list("source_id", flat=True))


def reindex() -> Iterator[Publication]:
    """Index all that the public reads for searches and lists, one article after the other.

    What was never indexed comes first, then what was longest ago, so that a run which was stopped
    goes on where it ended.
    """
    longest_ago = F("search_entry__pk").asc(nulls_first=True)
    waiting = Publication.objects.without_pages().select_related("edit", "article")
    for publication in waiting.order_by(longest_ago, "pk"):
        with transaction.atomic():
            shelving.place(publication)
            publication.save(update_fields=["letter", "sort_key"])
            _index_words(publication, store.at(publication.edit))
            serving.change()
        yield publication


def reindex_sources() -> int:
    """Put sources where lists have them, as after an upgrade; give how many stood elsewhere."""
    moved = source_store.put_in_order()
    ids = list(Source.objects.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(ids), SOURCES_AT_ONCE):
        with transaction.atomic():
            queueing.wait()
            shelving.list_sources(ids[begin : begin + SOURCES_AT_ONCE])
    return moved


def _index_words(publication: Publication, document: Document) -> None:
    """Keep what searches find of *document*, and what the pages around it list."""
    texts, traced = reading.texts(document), tracing.trace(document)
    search.write(publication, document, texts, wanting=traced.wanting)
    shelving.write(publication, document, texts, sentences=traced.sentences, wanting=traced.wanting)


def index_names_of(article: Article) -> None:
    """Let searches know *article* by its names of today, and by no other."""
    for publication in Publication.objects.filter(article=article).without_pages():
        _index_words(publication, store.at(publication.edit))


def _cited(document: Document) -> Iterator[tuple[str, str, str]]:
    """Give key, place on the page and quoted words of each use; sources at hand by their entry."""
    footnotes = citations.footnotes(document)
    for footnote in footnotes:
        for use in footnote.uses:
            yield footnote.source.key, use.anchor, use.item.quote
    cited = {footnote.source.key for footnote in footnotes}
    for record in document.sources:
        if record.key not in cited:
            yield record.key, f"ref-{record.key}", ""
