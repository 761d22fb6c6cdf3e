"""Archived sources at hand for an editor: those of the article first, then all others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from encyclopedia import tracing
from encyclopedia.core.document import Document
from sources import store as source_store
from sources.core import prefilter
from sources.core.leaves import Leaves
from sources.core.prefilter import Sketch
from sources.models import Source

MOST_SEARCHED = 24
"""The number of texts of other sources that are searched for one sentence."""

_AT_ONCE = 100  # texts in memory while they are sketched
_MOST_SKETCHES = 20_000  # of some 4 KB
_SKETCHES: dict[str, Sketch] = {}  # by the hash of the text, which therefore never changes


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
    """A source with its archived text, which is empty where it is not archived, and its pages."""

    key: str
    title: str
    language: str
    text: str
    pages: Leaves = field(default_factory=Leaves)


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
    copy = "" if snapshot else _(" – not archived")
    return Book(key=key, name=f"{named} (@{key}){copy}".strip(), title=title or key)


def opened(document: Document, key: str) -> Opened | None:
    """Open the source *key*: as the article keeps it or, where it does not, as it is now."""
    record = next((r for r in document.sources if key in (r.key, *r.aliases)), None)
    if record is None:
        found = source_store.records(source_store.latest([key]).values())
        record = next(iter(found.values()), None)
    if record is None:
        return None
    copy = source_store.copy(record.snapshot)
    return Opened(
        key=record.key,
        title=record.title or record.key,
        language=record.language,
        text=copy.text if copy else "",
        pages=source_store.pages(copy) if copy else Leaves(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The texts in which a sentence is looked up: an article's own, and sketches of all others.

    `copies` names the snapshot of each other source.
    """

    own: Mapping[str, str]
    copies: Mapping[str, str]
    sketches: Mapping[str, Sketch]

    def texts(self, sentence: str) -> Mapping[str, str]:
        """Give the article's own texts and the likeliest of the others, by key; one query."""
        likely = prefilter.likeliest(sentence, self.sketches, MOST_SEARCHED)
        if not likely:
            return self.own
        found = source_store.texts(self.copies[key] for key in likely)
        return {key: found[self.copies[key]] for key in likely} | dict(self.own)


def archive(document: Document, *, everything: bool = False) -> Archive:
    """Open the archived texts of the article's sources or, of *everything*, of all.

    Texts are read to be sketched once in the life of a process; later only who has which copy is
    asked.
    """
    own = tracing.snapshots(document)
    if not everything:
        return Archive(own=own, copies={}, sketches={})
    rows = Source.objects.filter(snapshot__isnull=False).exclude(key__in=own)
    copies = {key: str(copy) for key, copy in rows.values_list("key", "snapshot_id")}
    sketches = _sketched(copies.values())
    return Archive(
        own=own, copies=copies, sketches={key: sketches[copy] for key, copy in copies.items()}
    )


def _sketched(hashes: Iterable[str]) -> Mapping[str, Sketch]:
    """Sketch the snapshots named by *hashes*; those that never were are read, many at a time."""
    wanted = tuple(dict.fromkeys(hashes))
    found = {each: _SKETCHES[each] for each in wanted if each in _SKETCHES}
    unknown = [each for each in wanted if each not in found]
    for first in range(0, len(unknown), _AT_ONCE):
        texts = source_store.texts(unknown[first : first + _AT_ONCE])
        found |= {copy: prefilter.sketch(text) for copy, text in texts.items()}
    _SKETCHES.update({each: found[each] for each in unknown[-_MOST_SKETCHES:]})
    for oldest in tuple(_SKETCHES)[: max(0, len(_SKETCHES) - _MOST_SKETCHES)]:
        _SKETCHES.pop(oldest, None)
    return found
