"""Archived sources at hand for an editor: those of the article first, then all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from encyclopedia import tracing
from encyclopedia.core.document import Document
from sources import store as source_store
from sources.models import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A source to choose: its key, and what it is called in a list."""

    key: str
    title: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The sources of an article, and all others."""

    own: tuple[Book, ...]
    others: tuple[Book, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A source with its archived text, which is empty where it is not archived."""

    key: str
    title: str
    language: str
    text: str


def choices(document: Document) -> Choices:
    """Give the sources that an editor of *document* may cite, by title."""
    own = tuple(
        _book(record.key, record.title, record.publisher or record.container, record.snapshot)
        for record in document.sources
    )
    known = {book.key for book in own}
    rows = Source.objects.exclude(key__in=known).order_by("title", "key")
    others = rows.values_list("key", "title", "publisher", "container", "snapshot_id")
    return Choices(
        own=tuple(sorted(own, key=lambda book: book.name.casefold())),
        others=tuple(_book(key, title, by or in_, copy) for key, title, by, in_, copy in others),
    )


def titles(found: Choices) -> dict[str, str]:
    """Give the title of each source by its key."""
    return {book.key: book.title for book in (*found.own, *found.others)}


def _book(key: str, title: str, publisher: str, snapshot: str | None) -> Book:
    named = ", ".join(part for part in (title, publisher) if part)
    copy = "" if snapshot else " – not archived"
    return Book(key=key, name=f"{named} (@{key}){copy}".strip(), title=title or key)


def opened(document: Document, key: str) -> Opened | None:
    """Open the source *key*: as the article keeps it or, where it does not, as it is now."""
    record = next((r for r in document.sources if key in (r.key, *r.aliases)), None)
    if record is None:
        found = source_store.records(source_store.latest([key]).values())
        record = next(iter(found.values()), None)
    if record is None:
        return None
    texts = source_store.texts([record.snapshot])
    return Opened(
        key=record.key,
        title=record.title or record.key,
        language=record.language,
        text=texts.get(record.snapshot, ""),
    )


def texts(document: Document, *, everything: bool = False) -> Mapping[str, str]:
    """Give the archived texts of the article's sources by key or, of *everything*, of all."""
    own = tracing.snapshots(document)
    if not everything:
        return own
    archived = Source.objects.filter(snapshot__isnull=False)
    return dict(archived.values_list("key", "snapshot__text")) | own
