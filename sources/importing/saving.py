"""What was read, saved all or nothing, and what became of each source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from sources import store
from sources.core import capture, duplicates, readers
from sources.core.capture import Capture
from sources.core.record import Access, SourceRecord
from sources.importing import captures, reading
from sources.models import Snapshot, Source

_IN_WORDS = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "address", "issued": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source, in sentences for the operator."""

    key: str
    sentence: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How sources are to be saved: by whom, and what readers may see of them.

    With `merge`, an entry for a source that is there already fills its gaps.
    """

    access: Access = Access.EXCERPT
    editor: User | None = None
    merge: bool = False
    rehearsal: bool = False


def save_all(
    files: Iterable[reading.SourceFile],
    *,
    access: Access = Access.EXCERPT,
    editor: User | None = None,
    merge: bool = False,
    rehearsal: bool = False,
) -> list[Outcome]:
    """Save every source or, where one is refused, none; a *rehearsal* only says what would be."""
    outcomes: list[Outcome] = []
    asked = Asked(access=access, editor=editor, merge=merge, rehearsal=rehearsal)
    with transaction.atomic():
        shelf = _Shelf()
        for file in files:
            outcomes += _save(file, shelf, asked)
        if rehearsal:
            transaction.set_rollback(True)
    return outcomes


def _save(file: reading.SourceFile, shelf: _Shelf, asked: Asked) -> list[Outcome]:
    try:
        if file.captured is not None:
            return [_keep(file, file.captured, shelf, asked)]
        return [_record(file, entry, shelf, asked) for entry in file.entries]
    except (store.InvalidRecordError, store.AlreadyArchivedError) as error:
        raise reading.SourceFileError(f"{file.place}: {error}") from error


def _keep(file: reading.SourceFile, captured: Capture, shelf: _Shelf, asked: Asked) -> Outcome:
    name = file.name
    out = f"left out: {captured.extracted.left_out_in_words}"
    same = Snapshot.objects.filter(sha256=captured.sha256).select_related("source").first()
    if same is not None:
        key = same.source.key
        return Outcome(key=key, sentence=f"{name}: archived already, as @{key}; {out}.")
    record = captures.record_of(captured, capture.key(captured, shelf.keys), access=asked.access)
    known, why = shelf.find(record)
    if known is not None and file.is_page and why != duplicates.SAME_ADDRESS:
        # What a page says of itself is no reason to take it for the copy of another address.
        return Outcome(
            key=known.key,
            sentence=f"{name}: already there as @{known.key}, by {why}; no copy was archived.",
        )
    if known is not None:
        record = store.current(known)
    elif file.is_page:
        record = replace(record, accessed=timezone.localdate().isoformat())
    copy = store.archived(file.data, captured, file.path.name)
    summary = _summary("Imported from", file)
    saved = store.keep(
        record, copy, editor=asked.editor, summary=summary, rehearsal=asked.rehearsal
    )
    shelf.add(saved)
    if known is not None:
        sentence = f"{name}: already there as @{known.key}; a new copy of it is archived; {out}."
        return Outcome(key=known.key, sentence=sentence)
    return Outcome(
        key=record.key,
        sentence=f"{name}: archived as @{record.key}{_titled(record)}; {out}.",
        notes=_empty(record),
    )


def _record(file: reading.SourceFile, entry: readers.Entry, shelf: _Shelf, asked: Asked) -> Outcome:
    place = _line(file, entry, file.name)
    known, why = shelf.find(entry.record)
    if known is not None:
        return _already(file, entry, known, why, shelf, asked)
    key = readers.value.key(entry.record, shelf.keys)
    record = replace(entry.record, key=key, access=asked.access)
    try:
        saved = store.save(record, editor=asked.editor, summary=_summary("Imported from", file))
    except store.InvalidRecordError as error:
        raise reading.SourceFileError(f"{_line(file, entry, file.place)}: {error}") from error
    shelf.add(saved)
    return Outcome(
        key=key,
        sentence=f"{place}: recorded as @{key}{_titled(record)}.",
        notes=(*_empty(record), *(f"{note}." for note in entry.notes)),
    )


def _already(
    file: reading.SourceFile,
    entry: readers.Entry,
    known: Source,
    why: str,
    shelf: _Shelf,
    asked: Asked,
) -> Outcome:
    """Say which source is there already, and where merging was asked for fill its gaps."""
    there = f"{_line(file, entry, file.name)}: already there as @{known.key}, by {why}"
    before = store.current(known)
    own = "" if entry.record.key in shelf.keys else entry.record.key
    # An entry of a bibliography says nothing of what readers may see of our copy.
    after = duplicates.merged(before, replace(entry.record, key=own, access=before.access))
    gaps = duplicates.filled(before, after)
    if after == before or not asked.merge:
        more = f"; --merge would add its {_listed(gaps)}" if gaps else ""
        return Outcome(key=known.key, sentence=f"{there}{more}.")
    try:
        saved = store.save(after, editor=asked.editor, summary=_summary("Merged with", file))
    except store.InvalidRecordError as error:
        raise reading.SourceFileError(f"{_line(file, entry, file.place)}: {error}") from error
    shelf.add(saved)
    added = [*gaps, *([f"other key @{own}"] if own else [])]
    return Outcome(key=known.key, sentence=f"{there}; merged, which added its {_listed(added)}.")


def _line(file: reading.SourceFile, entry: readers.Entry, name: str) -> str:
    """Say where *entry* stands: by what was asked for, else its line in the file called *name*."""
    return file.asked or f"{name}: line {entry.line}"


def _listed(names: Sequence[str]) -> str:
    words = [_IN_WORDS.get(name, name.replace("_", " ")) for name in names]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _summary(verb: str, file: reading.SourceFile) -> str:
    return f"{verb} {file.name}"[:500]


def _titled(record: SourceRecord) -> str:
    return f", “{record.title}”" if record.title else ""


def _empty(record: SourceRecord) -> tuple[str, ...]:
    said = {
        "title": record.title,
        "authors": record.authors,
        "publisher": record.publisher or record.container,
        "date": record.issued,
        "language": record.language,
        "address": record.url or record.doi,
    }
    missing = [name for name, value in said.items() if not value]
    return (f"left empty: {', '.join(missing)}.",) if missing else ()


class _Shelf:
    """The sources that are there, found by DOI, address or ISBN, else by what they say."""

    def __init__(self) -> None:
        """Look at every source once."""
        self.keys: set[str] = set()
        self._found: dict[duplicates.Mark, Source] = {}
        for source in Source.objects.select_related("snapshot").iterator(chunk_size=1000):
            self.add(source)

    def add(self, source: Source) -> None:
        self.keys |= {source.key, *source.aliases}
        for mark in duplicates.marks(store.current(source)):
            self._found.setdefault(mark, source)

    def find(self, record: SourceRecord) -> tuple[Source | None, str]:
        """Give the source that is there already, if one is, and what tells that it is the same."""
        for mark in duplicates.marks(record):
            if (known := self._found.get(mark)) and (
                why := duplicates.same(record, store.current(known))
            ):
                return known, why
        return None, ""
