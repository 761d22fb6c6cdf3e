"""Sources from files, captured reports and bibliographies: read all, save all or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from sources import capturing, fetching, store
from sources.core import capture, duplicates, readers
from sources.core.capture import Capture
from sources.core.record import Access, Name, SourceRecord
from sources.models import Snapshot, Source

_PERSON = re.compile(r"([^\W\d][^\d,]{1,40}), (?!Inc|Ltd|LLC|plc|Jr|Sr|and\b)([^\W\d][^\d,]{0,40})")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NAMED = {"html", "pdf"}  # what is read by the end of its name
_IN_WORDS = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "address", "issued": "date"}
FORMATS = ("text", "html", "pdf", *(name for name, _ in readers.READERS))


class SourceFileError(ValueError):
    """A file cannot be imported: one sentence that names it, and the line where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that was read: a captured report with its bytes, or the entries of a bibliography.

    It may have come from an address; or its one entry from the number of a source, as `asked`.
    """

    path: Path
    asked: str = ""
    is_page: bool = False
    data: bytes = b""
    captured: Capture | None = None
    entries: tuple[readers.Entry, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What sentences call it."""
        return self.asked or self.path.name

    @property
    def place(self) -> str:
        """Where it is."""
        return self.asked or str(self.path)


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


def told(asked: str, format_name: str = "", encoding: str = "") -> SourceFile:
    """Read the file, the address, the DOI or the ISBN that *asked* is (SourceFileError)."""
    if _ADDRESS.match(asked):
        is_known = fetching.doi_of(asked) and settings.DOI_RESOLVER
        return _looked_up(asked) if is_known else _page(asked)
    if not Path(asked).exists() and (fetching.doi_of(asked) or fetching.isbn_of(asked)):
        return _looked_up(asked)
    return read(Path(asked), format_name, encoding)


def _page(url: str) -> SourceFile:
    try:
        page = fetching.page(url)
    except fetching.FetchError as error:
        raise SourceFileError(f"{url}: {error}") from error
    return SourceFile(
        path=Path(page.name), asked=url, is_page=True, data=page.data, captured=page.captured
    )


def _looked_up(number: str) -> SourceFile:
    """Ask the resolver of a DOI or ISBN; without one there is nothing to record."""
    doi, isbn = fetching.doi_of(number), fetching.isbn_of(number)
    plain = SourceRecord(key="", type="article-journal" if doi else "book", doi=doi, isbn=isbn)
    try:
        record = fetching.described(plain)
    except fetching.FetchError as error:
        raise SourceFileError(f"{number}: {error}") from error
    if record == plain:
        name = "DOI" if doi else "ISBN"
        raise SourceFileError(
            f"{number}: no {name} is looked up here; {name}_RESOLVER names where."
        )
    return SourceFile(path=Path(), asked=number, entries=(readers.Entry(record=record, line=1),))


def read(path: Path, format_name: str = "", encoding: str = "") -> SourceFile:
    """Read the file *path* (SourceFileError).

    Its format is told by its suffix unless named, its *encoding* by itself, or it is UTF-8.
    """
    data = _bytes(path)
    name = format_name or readers.SUFFIXES.get(path.suffix.lower(), "")
    called = f"{path.name}.{name}" if name in _NAMED else path.name
    try:
        if name in dict(readers.READERS):
            return _bibliography(path, name, data, encoding)
        captured = capturing.read(data, called)
    except SourceFileError:
        raise
    except ValueError as error:
        said = str(error)
        rest = said.removeprefix(called)
        raise SourceFileError(f"{path}{rest}" if rest != said else f"{path}: {said}") from error
    return SourceFile(path=path, data=data, captured=captured)


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise SourceFileError(f"{path}: this is not a file.")
        if path.stat().st_size > capture.LARGEST:
            raise SourceFileError(
                f"{path}: larger than {capture.LARGEST:,} bytes, the most we read."
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceFileError(f"{path}: cannot be read: {error.strerror}.") from error


def _bibliography(path: Path, name: str, data: bytes, encoding: str) -> SourceFile:
    text = readers.encoding.decoded(data, path.name, encoding)
    read_ = dict(readers.READERS)[name](text)
    problems = tuple(
        f"{path}: line {problem.line}: the entry"
        f"{f' “{problem.entry}”' if problem.entry else ''} was left out: {problem.sentence}."
        for problem in read_.problems
    )
    if not read_.entries:
        raise SourceFileError(problems[0] if problems else f"{path}: there is no entry in it.")
    return SourceFile(path=path, entries=read_.entries, problems=problems)


def save_all(
    files: Iterable[SourceFile],
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


def _save(file: SourceFile, shelf: _Shelf, asked: Asked) -> list[Outcome]:
    try:
        if file.captured is not None:
            return [_keep(file, file.captured, shelf, asked)]
        return [_record(file, entry, shelf, asked) for entry in file.entries]
    except (store.InvalidRecordError, store.AlreadyArchivedError) as error:
        raise SourceFileError(f"{file.place}: {error}") from error


def _keep(file: SourceFile, captured: Capture, shelf: _Shelf, asked: Asked) -> Outcome:
    name = file.name
    out = f"left out: {captured.extracted.left_out_in_words}"
    same = Snapshot.objects.filter(sha256=captured.sha256).select_related("source").first()
    if same is not None:
        key = same.source.key
        return Outcome(key=key, sentence=f"{name}: archived already, as @{key}; {out}.")
    record = record_of(captured, capture.key(captured, shelf.keys), access=asked.access)
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


def _record(file: SourceFile, entry: readers.Entry, shelf: _Shelf, asked: Asked) -> Outcome:
    place = file.asked or f"{file.name}: line {entry.line}"
    known, why = shelf.find(entry.record)
    if known is not None:
        return _already(file, place, entry, known, why, shelf, asked)
    key = readers.value.key(entry.record, shelf.keys)
    record = replace(entry.record, key=key, access=asked.access)
    try:
        saved = store.save(record, editor=asked.editor, summary=_summary("Imported from", file))
    except store.InvalidRecordError as error:
        raise SourceFileError(f"{place}: {error}") from error
    shelf.add(saved)
    return Outcome(
        key=key,
        sentence=f"{place}: recorded as @{key}{_titled(record)}.",
        notes=(*_empty(record), *(f"{note}." for note in entry.notes)),
    )


def _already(
    file: SourceFile,
    place: str,
    entry: readers.Entry,
    known: Source,
    why: str,
    shelf: _Shelf,
    asked: Asked,
) -> Outcome:
    """Say which source is there already, and where merging was asked for fill its gaps."""
    there = f"{place}: already there as @{known.key}, by {why}"
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
        raise SourceFileError(f"{place}: {error}") from error
    shelf.add(saved)
    added = [*gaps, *([f"other key @{own}"] if own else [])]
    return Outcome(key=known.key, sentence=f"{there}; merged, which added its {_listed(added)}.")


def _listed(names: Sequence[str]) -> str:
    words = [_IN_WORDS.get(name, name.replace("_", " ")) for name in names]
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _summary(verb: str, file: SourceFile) -> str:
    return f"{verb} {file.name}"[:500]


def record_of(captured: Capture, key: str, *, access: Access = Access.EXCERPT) -> SourceRecord:
    """Give the record of a captured report as it says, under *key*."""
    return SourceRecord(
        key=key,
        type=captured.type,
        title=captured.title,
        authors=tuple(map(_author, captured.authors)),
        editors=tuple(map(_author, captured.editors)),
        translators=tuple(map(_author, captured.translators)),
        container=captured.container,
        volume=captured.volume[:50],
        issue=captured.issue[:50],
        pages=captured.pages[:100],
        number=captured.number[:100],
        event=captured.event[:255],
        series=captured.series[:255],
        publisher=captured.publisher,
        issued=captured.issued,
        url=captured.url,
        doi=captured.doi,
        isbn=captured.isbn,
        issn=captured.issn,
        language=captured.language,
        access=access,
    )


def _author(name: str) -> Name:
    """Read "Doe, Jane" as a person; what is named otherwise is a whole name."""
    found = _PERSON.fullmatch(name)
    return Name(family=found[1], given=found[2]) if found else Name(literal=name)


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
