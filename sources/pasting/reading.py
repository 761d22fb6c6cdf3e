"""What an editor pasted, read as the record of a source: an address, a number or an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from sources import fetching, importing, speaking, store
from sources.core import duplicates, readers
from sources.core.record import SourceRecord
from sources.models import WEB, Source

LONGEST = 20_000
NEAR = 500  # sources that are looked at more closely
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_ENTRIES = (("bibtex", re.compile(r"@\w+\s*[{(]")), ("ris", re.compile(r"TY\s\s?-")))


class PastedError(ValueError):
    """Why something that was pasted cannot become a source, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What was read, the source that is there already if one is, and what could not be kept.

    `fetched` says that a copy can be archived from its address.
    """

    record: SourceRecord
    known: Source | None = None
    notes: tuple[str, ...] = ()
    fetched: bool = False


def read(text: str, *, look: bool = True) -> Pasted:
    """Read what was pasted, and *look* at its address where that is done; raises PastedError."""
    text = text.strip()
    if len(text) > LONGEST:
        raise PastedError(_("This is too long to be one source. Import it as a file."))
    for name, begins in _ENTRIES:
        if begins.match(text):
            return _entry(name, text)
    if doi := fetching.doi_of(text):
        return _described(SourceRecord(key="", type="article-journal", doi=doi), look=look)
    if isbn := fetching.isbn_of(text):
        return _described(SourceRecord(key="", type="book", isbn=isbn), look=look)
    if _ADDRESS.fullmatch(text):
        return _address(text, look=look)
    raise PastedError(_("Paste an address, a DOI, an ISBN, or an entry of BibTeX or RIS."))


def _entry(name: str, text: str) -> Pasted:
    try:
        bibliography = dict(readers.READERS)[name](text)
    except readers.BibliographyError as error:
        raise PastedError(
            _("This entry cannot be read: {error}").format(error=speaking.why(error))
        ) from error
    if not bibliography.entries:
        raise PastedError(
            _("This entry cannot be read: {sentence}.").format(
                sentence=speaking.told(bibliography.problems[0].sentence)
            )
        )
    first, *others = bibliography.entries
    more = (
        (_("Only the first of {number} entries was read.").format(number=len(others) + 1),)
        if others
        else ()
    )
    return _found(first.record, notes=(*more, *speaking.told(first.notes)))


def _address(url: str, *, look: bool) -> Pasted:
    try:
        WEB(url)
        host = urlsplit(url).hostname or ""
    except (ValidationError, ValueError) as error:
        raise PastedError(_("This is not an address that leads anywhere.")) from error
    url = duplicates.untracked(url)
    found = _found(
        SourceRecord(key="", type="webpage", url=url, container=host.removeprefix("www."))
    )
    return found if found.known or not look or not fetching.is_on() else _fetched(found, url)


def _fetched(plain: Pasted, url: str) -> Pasted:
    """Fill what is known of an address by what stands there, or note why that is not known."""
    try:
        page = fetching.lately(url)
    except fetching.FetchError as error:
        return replace(
            plain, notes=(_("Nothing was fetched: {error}").format(error=speaking.why(error)),)
        )
    said = importing.record_of(page.captured, "")
    house = said.container or ("" if said.publisher else plain.record.container)
    url = duplicates.untracked(said.url)
    record = replace(said, url=url, container=house, type=said.type or "webpage")
    return replace(_found(record), fetched=True)


def _described(record: SourceRecord, *, look: bool) -> Pasted:
    """Fill what is known of a number by what its resolver says, where one is set."""
    found = _found(record)
    if found.known or not look:
        return found
    try:
        return _found(fetching.described(record))
    except fetching.FetchError as error:
        return replace(
            found,
            notes=(_("The number was not looked up: {error}").format(error=speaking.why(error)),),
        )


def _found(record: SourceRecord, notes: tuple[str, ...] = ()) -> Pasted:
    return Pasted(record=record, known=find(record), notes=notes)


def find(record: SourceRecord) -> Source | None:
    """Find the source that is there already: by DOI, address or ISBN, or by what is said of it."""
    near = Q(pk__in=[])
    if record.doi:
        near |= Q(doi__iexact=record.doi)
    if record.url:
        near |= Q(url__icontains=duplicates.canonical(record.url).partition("?")[0])
    if record.isbn:
        near |= ~Q(isbn="")
    if record.title:
        near |= Q(title__iexact=record.title)
    rows = Source.objects.filter(near).select_related("snapshot").order_by("pk")[:NEAR]
    known = [(source, store.current(source)) for source in rows]
    for mark in duplicates.marks(record):
        for source, other in known:
            if mark in duplicates.marks(other) and duplicates.same(record, other):
                return source
    return None
