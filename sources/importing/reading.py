"""Files, addresses and numbers of sources, read: a capture, or the entries of a bibliography."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sources import capturing, fetching
from sources.core import capture, readers
from sources.core.capture import Capture
from sources.core.record import SourceRecord

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NAMED = {"html", "pdf"}  # what is read by the end of its name

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
