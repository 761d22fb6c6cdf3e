"""Exports of MediaWiki with their whole history: each revision becomes a revision of ours.

A page is saved whole or not at all, and what is saved is known again; so an import that was
stopped goes on where it was, and the same file again does nothing.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from encyclopedia import accompanying, addressing, importing, publishing, store
from encyclopedia.core import titles, validity
from encyclopedia.core.document import Document
from encyclopedia.core.readers import mediawiki_xml
from encyclopedia.core.readers.mediawiki_xml import Event, PageEnd, PageStart, PastRevision
from encyclopedia.importing import ImportFileError
from encyclopedia.limiting import Apart, LimitError, ReadError
from encyclopedia.models import Article, Edit
from sources.management.progress import shown
from sources.store import InvalidRecordError

_ENDINGS = (".xml", ".xml.gz", ".xml.bz2")
_CHUNK = 64 * 1024
_MOST_NOTES = 1_000
_ARTICLES = "0"


@dataclass(slots=True, kw_only=True)
class DumpOutcome:
    """What became of an export: how many of its pages and revisions, and what was left out."""

    path: Path
    pages: int = 0
    revisions: int = 0
    known: int = 0
    same: int = 0
    redirects: int = 0
    namespaces: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[int, str, str]] = field(default_factory=list)
    unsaid: int = 0

    def skip(self, line: int, what: str, why: str) -> None:
        """Note that *what* was left out; of very many the first are named."""
        if len(self.skipped) < _MOST_NOTES:
            self.skipped.append((line, what, why))
        else:
            self.unsaid += 1

    @property
    def sentence(self) -> str:
        """Say how much was imported."""
        said = [
            f"{self.pages:,} pages",
            f"{self.revisions:,} revisions saved",
            f"{self.known:,} there already" if self.known else "",
            f"{self.same:,} that change nothing we keep" if self.same else "",
            f"{self.redirects:,} redirects" if self.redirects else "",
        ]
        return f"{self.path.name}: {', '.join(each for each in said if each)}."

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what was left out."""
        other = sum(self.namespaces.values())
        notes = [f"line {line}: {what} {why}." for line, what, why in self.skipped]
        if self.unsaid:
            notes.append(f"and {self.unsaid:,} more.")
        if other:
            notes.append(f"{other:,} pages that are no articles were left out.")
        return tuple(notes)


def is_dump(path: Path) -> bool:
    """Tell by its name whether the file *path* is an export of MediaWiki."""
    return path.name.lower().endswith(_ENDINGS)


def count_pages(path: Path) -> int:
    """Read the export *path* whole, and count its pages; raises ImportFileError if damaged."""
    return sum(isinstance(event, PageStart) for event in _events(path))


def import_dump(
    path: Path, *, apart: Apart, pages: int, rehearsal: bool = False, publish: bool = False
) -> DumpOutcome:
    """Save each revision of each article in the export *path*, which has so many *pages*.

    Whoever calls has counted them, so a damaged file was refused before anything is written.
    """
    outcome = DumpOutcome(path=path)
    with transaction.atomic() if rehearsal else _each_alone():
        events = _events(path)
        starts = (event for event in events if isinstance(event, PageStart))
        for page in shown(starts, "page", pages):
            _import_page(page, events, outcome, apart, publish=publish and not rehearsal)
        _lead_on(path, outcome)
        if rehearsal:
            transaction.set_rollback(True)
    return outcome


class _each_alone:  # noqa: N801 -- reads as transaction.atomic does beside it
    def __enter__(self) -> None:
        """Begin nothing: each page is a transaction of its own."""

    def __exit__(self, *_: object) -> None:
        """End nothing."""


def _events(path: Path) -> Iterator[Event]:
    try:
        with _opened(path) as file:
            yield from mediawiki_xml.read(iter(lambda: file.read(_CHUNK), b""))
    except mediawiki_xml.DumpError as error:
        raise ImportFileError(f"{path}: {error}") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ImportFileError(f"{path}: the compressed file is damaged or cut short.") from error
    except OSError as error:
        said = error.strerror or "it is not what its ending says"
        raise ImportFileError(f"{path}: cannot be read: {said}.") from error


def _opened(path: Path) -> BinaryIO | gzip.GzipFile | bz2.BZ2File:
    if path.exists() and not path.is_file():
        raise ImportFileError(f"{path}: this is not a file.")
    if path.suffix.lower() == ".gz":
        return gzip.open(path)
    if path.suffix.lower() == ".bz2":
        return bz2.open(path)
    return path.open("rb")


def _import_page(
    page: PageStart, events: Iterable[Event], outcome: DumpOutcome, apart: Apart, *, publish: bool
) -> None:
    revisions = _revisions(events)
    line = 0
    if page.namespace != _ARTICLES:
        outcome.namespaces[page.namespace] += 1
    elif not page.redirect:
        try:
            with transaction.atomic():
                history = _History(page, outcome, apart)
                for revision in revisions:
                    line = revision.line
                    history.save(revision)
                if publish and history.last is not None:
                    publishing.publish(store.head(history.last.article), publisher=None)
            history.count()
        except store.CollidedError:
            why = "was edited here since it was imported, and changes the same words"
            outcome.skip(line, f"“{page.title}”", why)
        except (store.StoreError, InvalidRecordError) as error:
            outcome.skip(line, f"“{page.title}”", f"was left out: {str(error).rstrip('.')}")
    for _ in revisions:
        pass


def _revisions(events: Iterable[Event]) -> Iterator[PastRevision]:
    """Yield the revisions up to the end of the page."""
    for event in events:
        if isinstance(event, PageEnd):
            return
        if isinstance(event, PastRevision):
            yield event


class _History:
    """The history of one page, as it is saved revision by revision."""

    def __init__(self, page: PageStart, outcome: DumpOutcome, apart: Apart) -> None:
        self._page = page
        self._outcome = outcome
        self._apart = apart
        self._saved = self._same = self._known = 0
        self._article = Article.objects.titled([titles.key(page.title)]).first()
        edits = Edit.objects.filter(article=self._article).exclude(origin="")
        self._there = {edit.origin: edit for edit in edits.order_by("revision_id")}
        self.last: Edit | None = None
        if self._article is not None and not self._there:
            raise importing.NotFromAFileError("there is one of this title that was written here")

    def save(self, revision: PastRevision) -> None:
        """Save *revision*, unless it is there."""
        origin = self._origin(revision)
        if origin in self._there:
            self.last = self._there[origin]
            self._known += 1
            return
        document = self._read(revision)
        if document is None:
            return
        reason = store.Reason(
            editor=None,
            editor_name=_signature(revision.editor),
            summary=revision.comment,
            minor=revision.minor,
            origin=origin,
            saved_at=min(revision.saved_at or timezone.now(), timezone.now()),
        )
        document = accompanying.record(
            document, editor=None, summary=f"Imported with “{self._page.title}”"
        )
        saved = self._write(document, reason)
        self._saved += saved.changed
        self._same += not saved.changed
        if saved.changed or self.last is None:
            self.last = saved.edit

    def count(self) -> None:
        """Tell what was saved, once it is."""
        self._outcome.pages += 1
        self._outcome.revisions += self._saved
        self._outcome.same += self._same
        self._outcome.known += self._known

    def _write(self, document: Document, reason: store.Reason) -> store.Saved:
        if self._article is None:
            saved = store.create(document, reason=reason)
            self._article = saved.edit.article
            return saved
        base = self.last or next(iter(self._there.values()))
        return store.save(self._article, document, base=base.pk, reason=reason)

    def _origin(self, revision: PastRevision) -> str:
        said = f"mediawiki\n{self._page.id}\n{revision.id}\n{revision.text}"
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()

    def _read(self, revision: PastRevision) -> Document | None:
        what = f"revision {revision.id} of “{self._page.title}”"
        if revision.text is None:
            self._outcome.skip(revision.line, what, "was deleted, or is too long")
            return None
        try:
            reading = self._apart.read("wikitext", revision.text, called=self._page.title)
        except (ReadError, LimitError) as error:
            self._outcome.skip(revision.line, what, f"was left out: {str(error).rstrip('.')}")
            return None
        if reading.redirect:
            self._outcome.skip(revision.line, what, f"only leads to “{reading.redirect}”")
            return None
        document, _ = importing.with_kind(validity.normalise(reading.document), "wikitext")
        return document


@lru_cache(maxsize=10_000)
def _signature(name: str) -> str:
    """Sign with the *name* of an editor elsewhere, told apart from accounts of the same name."""
    if not name:
        return "unknown (import)"
    same = Q(username__iexact=name)
    return f"{name[:140]} (import)" if User.objects.filter(same).exists() else name


def _lead_on(path: Path, outcome: DumpOutcome) -> None:
    """Let the titles of redirects lead to the articles, which are there by now."""
    for event in _events(path):
        if not isinstance(event, PageStart) or not event.redirect or event.namespace != _ARTICLES:
            continue
        goal = Article.objects.present().titled([titles.key(event.redirect)]).first()
        if goal is None:
            outcome.skip(0, f"“{event.title}”", f"leads to “{event.redirect}”, which is not here")
            continue
        try:
            with transaction.atomic():
                importing.lead(goal, event.title)
            outcome.redirects += 1
        except (store.StoreError, addressing.AddressError) as error:
            outcome.skip(0, f"“{event.title}”", f"was left out: {str(error).rstrip('.')}")
