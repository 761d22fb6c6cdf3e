"""What is published is put where the pages around the articles find it, in the same transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef

from encyclopedia.core import anniversaries, mentions, titles, values
from encyclopedia.core import search as words
from encyclopedia.models import (
    PublishedCategory,
    PublishedCitation,
    PublishedEvent,
    PublishedEvidence,
    PublishedLink,
    PublishedSeries,
)
from sources import store as source_store
from sources.models import Source

if TYPE_CHECKING:
    from datetime import date

    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Prose
    from encyclopedia.models import Publication

# Well sourced: of at least so many sentences, at least four in five have a source.
ENOUGH: Final = 8
SOUND: Final = 0.8
_LOTS: Final = 1 << 31


def place(publication: Publication) -> None:
    """Say where lists have *publication*; saving it is the caller's."""
    publication.letter = titles.letter(publication.title)
    publication.sort_key = titles.sort_key(publication.title)


def write(
    publication: Publication,
    document: Document,
    texts: Sequence[Prose],
    *,
    sentences: int,
    wanting: int,
) -> None:
    """Keep what lists tell of *document*, whose parsed *texts* the public reads as *publication*.

    Of its *sentences* that are to have a source, *wanting* have none, or a wrong quotation.
    """
    for shelf in (PublishedLink, PublishedCategory, PublishedEvent, PublishedSeries):
        shelf.objects.filter(publication=publication).delete()
    PublishedLink.objects.bulk_create(_links(publication, document, texts))
    PublishedCategory.objects.bulk_create(_categories(publication, document))
    PublishedEvent.objects.bulk_create(_events(publication, document, texts))
    PublishedSeries.objects.bulk_create(_series(publication, document))
    PublishedEvidence.objects.update_or_create(
        publication=publication,
        defaults={
            "sentences": sentences,
            "wanting": wanting,
            "sound": sentences >= ENOUGH and sentences - wanting >= SOUND * sentences,
            "lot": lot(str(publication.article_id)),
        },
    )


def lot(name: str) -> int:
    """Give *name* a number below 2³¹ that looks drawn by lot and is always the same."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % _LOTS


def lot_of(day: date) -> int:
    """Draw the lot of *day*."""
    return lot(day.isoformat())


def _links(
    publication: Publication, document: Document, texts: Sequence[Prose]
) -> Iterator[PublishedLink]:
    said, pointed = mentions.in_text(document, texts), mentions.in_see_also(document)
    for key in sorted(said | pointed):
        yield PublishedLink(
            publication=publication, title_key=key, in_text=key in said, in_see_also=key in pointed
        )


def _categories(publication: Publication, document: Document) -> Iterator[PublishedCategory]:
    for slug, name in {titles.slug(name): name for name in document.categories}.items():
        yield PublishedCategory(
            publication=publication,
            name=name,
            slug=slug,
            letter=publication.letter,
            sort_key=publication.sort_key,
            changed_at=publication.published_at,
        )


def _events(
    publication: Publication, document: Document, texts: Sequence[Prose]
) -> Iterator[PublishedEvent]:
    for event in anniversaries.read(document, texts):
        yield PublishedEvent(
            publication=publication,
            day=event.month * 100 + event.day,
            year=event.year,
            title=event.title,
            words=event.words,
            anchor=f"event-{event.id.hex}",
        )


def _series(publication: Publication, document: Document) -> Iterator[PublishedSeries]:
    if not document.series.strip():
        return
    found = words.first_date(document)
    yield PublishedSeries(
        publication=publication,
        name=document.series,
        slug=titles.slug(document.series),
        date=values.plain(found[0])[: titles.LONGEST] if found else "",
        begins=_number(found[1].first) if found else None,
        sort_key=publication.sort_key,
    )


def _number(day: tuple[int, int, int]) -> int:
    """Make a number of a day, so that an earlier one is less."""
    year, month, number = day
    return (year * 13 + month) * 32 + number


def list_sources(ids: Iterable[int]) -> None:
    """Let the list that readers have name those of the sources *ids* that public articles cite.

    Whoever asks queues to publish, so that of two who begin or end to cite one, the second knows.
    """
    cited = Exists(PublishedCitation.objects.filter(source=OuterRef("pk")))
    known = Source.objects.filter(pk__in=set(ids)).annotate(cited=cited).order_by("pk")
    wrong = [
        (pk, now)
        for pk, was, now in known.values_list("pk", "listed", "cited")
        if bool(was) is not now
    ]
    for listed in sorted({now for _, now in wrong}):
        source_store.note_listed((pk for pk, now in wrong if now is listed), listed=listed)
