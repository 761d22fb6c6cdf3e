"""Articles and captured sources from files: read all, then save all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from encyclopedia import store
from encyclopedia.core import titles, validity
from encyclopedia.core.document import Document
from encyclopedia.core.readers import READERS, plain
from encyclopedia.models import Article, Edit, Kind
from sources import importing as source_importing
from sources import store as source_store
from sources.core import capture
from sources.core.capture import Capture
from sources.core.record import SourceRecord
from sources.models import Snapshot, Source

SUFFIXES = {".txt": "plain", ".md": "markdown", ".json": "json"}
LARGEST = 10 * 1024 * 1024
FORMATS = tuple(name for name, _ in READERS)


class ImportFileError(ValueError):
    """A file cannot be imported: one sentence that names it, and the line where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFile:
    """A file that was read, the article it holds, and a sentence for each thing not kept."""

    path: Path
    sha256: str
    document: Document
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A captured source that was read, with its bytes."""

    path: Path
    data: bytes
    captured: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file, in sentences for the operator, and the revision of an article."""

    sentence: str
    notes: tuple[str, ...] = ()
    saved: store.Saved | None = None


def read_article(path: Path, format_name: str = "") -> ArticleFile:
    """Read the article in the file *path*; its format is told by its suffix unless named."""
    data = _bytes(path)
    name = format_name or SUFFIXES.get(path.suffix.lower(), "")
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise ImportFileError(f"{path}: what format is this? Name one with --format: {known}.")
    try:
        text = plain.decode(data)
        reading = dict(READERS)[name](text)
    except ValueError as error:
        raise ImportFileError(f"{path}: {error}") from error
    document = _with_kind(validity.normalise(reading.document))
    if faults := validity.faults(document):
        raise ImportFileError(f"{path}: {faults[0].place}: {faults[0].sentence}")
    sha256 = hashlib.sha256(data).hexdigest()
    return ArticleFile(path=path, sha256=sha256, document=document, notes=reading.notes)


def read_source(path: Path) -> SourceFile:
    """Read the captured source in the file *path*."""
    data = _bytes(path)
    try:
        captured = capture.read(data, path.name)
    except ValueError as error:
        raise ImportFileError(f"{path}: {error}") from error
    return SourceFile(path=path, data=data, captured=captured)


def save_all(
    articles: Sequence[ArticleFile],
    sources: Sequence[SourceFile],
    *,
    editor: User | None = None,
    rehearsal: bool = False,
) -> list[Outcome]:
    """Save every file or, where one is refused, none; a *rehearsal* only says what would be."""
    with transaction.atomic():
        outcomes = [_keep_source(file, editor, rehearsal=rehearsal) for file in sources]
        kept = Source.objects.filter(
            snapshots__sha256__in=[file.captured.sha256 for file in sources]
        )
        at_hand = [source_store.current(source) for source in kept.distinct()]
        outcomes += [_save_article(file, at_hand, editor) for file in articles]
        if rehearsal:
            transaction.set_rollback(True)
    return outcomes


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise ImportFileError(f"{path}: this is not a file.")
        if path.stat().st_size > LARGEST:
            raise ImportFileError(f"{path}: larger than {LARGEST // 1024**2} MB, the most we read.")
        return path.read_bytes()
    except OSError as error:
        raise ImportFileError(f"{path}: cannot be read: {error.strerror}.") from error


def _with_kind(document: Document) -> Document:
    """Say what kind of article it is where its infobox names, as its type, one that we know."""
    types = [field.text for field in document.infobox if field.label.casefold() == "type"]
    if document.kind or not types:
        return document
    kind = Kind.objects.filter(name__iexact=types[0]).first()
    return replace(document, kind=kind.name) if kind else document


def _keep_source(file: SourceFile, editor: User | None, *, rehearsal: bool) -> Outcome:
    kept = Snapshot.objects.filter(sha256=file.captured.sha256).select_related("source").first()
    if kept is not None:
        return Outcome(sentence=f"{file.path.name}: archived already, as @{kept.source.key}.")
    taken = set(Source.objects.values_list("key", flat=True))
    record = source_importing.record_of(file.captured, capture.key(file.captured, taken))
    try:
        source_store.keep(
            record,
            source_store.archived(file.data, file.captured, file.path.name),
            editor=editor,
            summary=f"Imported from {file.path.name}",
            rehearsal=rehearsal,
        )
    except source_store.InvalidRecordError as error:
        raise ImportFileError(f"{file.path}: {error}") from error
    missing = f" ({'; '.join(file.captured.flags)})" if file.captured.flags else ""
    return Outcome(sentence=f"{file.path.name}: archived as @{record.key}{missing}.")


def _save_article(
    file: ArticleFile, at_hand: Iterable[SourceRecord], editor: User | None
) -> Outcome:
    reason = store.Reason(
        editor=editor, summary=f"Imported from {file.path.name}", origin=file.sha256
    )
    document = _holding(file.document, at_hand)
    article = Article.objects.titled([titles.key(document.title)]).first()
    try:
        saved = (
            store.create(document, reason=reason)
            if article is None
            else _save_again(file, document, article, reason)
        )
    except store.CollidedError as error:
        raise ImportFileError(
            f"{file.path}: the article was edited since it was imported, and the file changes the"
            f" same words: {'; '.join(dict.fromkeys(c.place.label for c in error.collisions))}."
        ) from error
    except store.StoreError as error:
        raise ImportFileError(f"{file.path}: {error}") from error
    sentence = f"{file.path.name}: {_what_became(saved)}"
    return Outcome(sentence=sentence, notes=file.notes, saved=saved)


def _holding(document: Document, at_hand: Iterable[SourceRecord]) -> Document:
    records = {record.key: record for record in (*document.sources, *at_hand)}
    return replace(document, sources=tuple(records[key] for key in sorted(records)))


def _save_again(
    file: ArticleFile, document: Document, article: Article, reason: store.Reason
) -> store.Saved:
    """Save what the file changed since it was last imported; a file seen before changes nothing."""
    imported = Edit.objects.filter(article=article).exclude(origin="").newest_first()
    same = imported.filter(origin=file.sha256).first()
    if same is not None:
        head = store.head(article)
        document = _holding(store.at(head), document.sources)
        return store.save(article, document, base=head.pk, reason=reason)
    last = imported.first()
    if last is None:
        raise store.ForeignRevisionError(
            f"there is already an article called “{article}”, and it did not come from a file."
        )
    # What came with the file before stays at hand, though it is not named again.
    document = _holding(document, store.at(last).sources)
    return store.save(article, document, base=last.pk, reason=reason)


def _what_became(saved: store.Saved) -> str:
    document = saved.document
    parts = (
        (len(document.infobox), "infobox row", "infobox rows"),
        (len(document.sections), "section", "sections"),
        (len(document.events), "event", "events"),
        (len(document.see_also), "see-also entry", "see-also entries"),
        (len(document.sources), "source", "sources"),
    )
    counted = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts)
    lead = "lead, " if document.lead else ""
    number = saved.edit.revision_id
    fate = f"saved as revision {number}" if saved.changed else f"unchanged since revision {number}"
    return f"“{document.title}”: {lead}{counted}; {fate}."
