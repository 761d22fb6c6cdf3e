"""A source is recorded from what an editor pasted: an address, a DOI or an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources import importing, store
from sources.core import capture, duplicates, naming, readers
from sources.core.capture import Capture
from sources.core.record import Access, Name, SourceRecord
from sources.forms import author_lines, authors
from sources.models import CSL_TYPES, WEB, Snapshot, Source

LONGEST = 20_000
NEAR = 500  # sources that are looked at more closely
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S{1,200})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_ENTRIES = (("bibtex", re.compile(r"@\w+\s*[{(]")), ("ris", re.compile(r"TY\s\s?-")))
_PASTED = "pasted.txt"


class PastedError(ValueError):
    """Why something that was pasted cannot become a source, as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What was read, the source that is there already if one is, and what could not be kept."""

    record: SourceRecord
    known: Source | None = None
    notes: tuple[str, ...] = ()


def read(text: str) -> Pasted:
    """Read what was pasted; raises PastedError."""
    text = text.strip()
    if len(text) > LONGEST:
        raise PastedError(_("This is too long to be one source. Import it as a file."))
    for name, begins in _ENTRIES:
        if begins.match(text):
            return _entry(name, text)
    if found := _DOI.fullmatch(text):
        doi = found[1].rstrip(".,;")
        return _found(SourceRecord(key="", type="article-journal", doi=doi))
    if _ADDRESS.fullmatch(text):
        return _address(text)
    raise PastedError(_("Paste an address, a DOI, or an entry of BibTeX or RIS."))


def _entry(name: str, text: str) -> Pasted:
    try:
        bibliography = dict(readers.READERS)[name](text)
    except readers.BibliographyError as error:
        raise PastedError(_("This entry cannot be read: {error}").format(error=error)) from error
    if not bibliography.entries:
        raise PastedError(
            _("This entry cannot be read: {sentence}.").format(
                sentence=bibliography.problems[0].sentence
            )
        )
    first, *others = bibliography.entries
    more = (
        (_("Only the first of {number} entries was read.").format(number=len(others) + 1),)
        if others
        else ()
    )
    return _found(first.record, notes=(*more, *first.notes))


def _address(url: str) -> Pasted:
    try:
        WEB(url)
        host = urlsplit(url).hostname or ""
    except (ValidationError, ValueError) as error:
        raise PastedError(_("This is not an address that leads anywhere.")) from error
    return _found(
        SourceRecord(key="", type="webpage", url=url, container=host.removeprefix("www."))
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


class NewSourceForm(forms.Form):
    """What must be known of a source to cite it, and its text if that is at hand."""

    url = forms.CharField(
        label=gettext_lazy("Address"), required=False, max_length=2000, validators=[WEB]
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=500)
    author_lines = forms.CharField(
        label=gettext_lazy("Authors, one a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    container = forms.CharField(
        label=gettext_lazy("Newspaper, journal or site"), required=False, max_length=255
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher"), required=False, max_length=255)
    issued = forms.CharField(
        label=gettext_lazy("Date, such as 2024-05-14"), required=False, max_length=50
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=CSL_TYPES, initial="webpage")
    doi = forms.CharField(label=gettext_lazy("DOI"), required=False, max_length=255)
    isbn = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    captured = forms.FileField(
        label=gettext_lazy("Archive a copy: a text or HTML file"), required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste its text, which quotations are checked against"),
        required=False,
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_author_lines(self) -> tuple[Name, ...]:
        return authors(self.cleaned_data["author_lines"])

    def clean(self) -> dict[str, Any]:
        """Read the text that came along: it may say what its editor left empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["capture"] = self._capture() if not self.errors else None
        read_: tuple[bytes, Capture] | None = cleaned["capture"]
        if not self.errors and not cleaned["title"] and not (read_ and read_[1].title):
            self.add_error("title", _("A source needs a title."))
        return cleaned

    def _capture(self) -> tuple[bytes, Capture] | None:
        file: UploadedFile | None = self.cleaned_data.get("captured")
        pasted: str = self.cleaned_data.get("text", "")
        field = "captured" if file else "text"
        if file and (file.size or 0) > capture.LARGEST:
            self.add_error(field, _("This file is larger than 10 MB, the most that we keep."))
            return None
        data = file.read() if file else pasted.encode()
        if not data.strip():
            return None
        try:
            captured = capture.read(data, (file.name if file else "") or _PASTED)
        except ValueError as error:
            self.add_error(field, str(error))
            return None
        same = Snapshot.objects.filter(sha256=captured.sha256).select_related("source").first()
        if same is not None:
            self.add_error(
                field, _("This text is already archived, for @{key}.").format(key=same.source.key)
            )
            return None
        return data, captured

    def record(self) -> SourceRecord:
        """Give the record that was typed, its gaps filled by what its text says, with a new key."""
        typed = self.cleaned_data
        read_: tuple[bytes, Capture] | None = typed["capture"]
        said = importing.record_of(read_[1], "") if read_ else SourceRecord(key="")
        record = SourceRecord(
            key=typed["key"],
            type=typed["type"],
            title=typed["title"] or said.title,
            authors=typed["author_lines"] or said.authors,
            container=typed["container"] or said.container,
            publisher=typed["publisher"] or said.publisher,
            issued=typed["issued"] or said.issued,
            url=typed["url"] or said.url,
            doi=typed["doi"],
            isbn=typed["isbn"],
            language=said.language,
            access=Access.EXCERPT,
        )
        return replace(record, key=_key(record))

    @transaction.atomic
    def save(self, *, editor: User) -> Source:
        """Record the source and archive its text; raises the errors of the store."""
        summary = "Added while an article was written"
        record = self.record()
        saved = store.save(record, editor=editor, summary=summary)
        if self.cleaned_data["capture"] is None:
            return saved
        data, captured = self.cleaned_data["capture"]
        file: UploadedFile | None = self.cleaned_data["captured"]
        copy = store.archived(data, captured, (file.name if file else "") or _PASTED)
        return store.keep(record, copy, editor=editor, summary="Archived a copy")


def fields_of(record: SourceRecord) -> dict[str, str]:
    """Give *record* as the fields of the form have it."""
    names = ("key", "type", "title", "container", "publisher", "issued", "url", "doi", "isbn")
    return {
        **{name: str(getattr(record, name)) for name in names},
        "author_lines": author_lines(record.authors),
    }


def _key(record: SourceRecord) -> str:
    """Name a source by the key that it came with, its author or publisher, or its title."""
    by = record.publisher or record.container
    year = record.issued[:4]
    if record.key or record.authors or not naming.words(by):
        plain = readers.value.key(record, ())
    else:
        plain = "-".join(part for part in (naming.words(by.removeprefix("The ")), year) if part)
    taken = set(Source.objects.filter(key__startswith=plain).values_list("key", flat=True))
    aliases = Source.objects.exclude(aliases=[]).values_list("aliases", flat=True)
    return naming.unlike(plain, taken | {alias for each in aliases for alias in each})
