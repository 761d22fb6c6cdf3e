"""The form of a new source, filled by what was pasted, and its text archived along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources import capturing, fetching, importing, speaking, store
from sources.core import capture, naming, readers, serials
from sources.core.record import PEOPLE, SINCE, Access, SourceRecord
from sources.core.saying import say
from sources.forms import LINES, PeopleInLines, author_lines
from sources.models import CSL_TYPES, WEB, Snapshot, Source

_PASTED = "pasted.txt"

# What a record that was pasted says, and the form keeps without showing it.
_UNSEEN: Final = (
    "isbn",
    *(name for name in SINCE if name not in (*PEOPLE, "standing")),
)
_UNSEEN_PEOPLE: Final = {"editors": "editor_lines", "translators": "translator_lines"}


class NewSourceForm(PeopleInLines, forms.Form):
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
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    fetch = forms.BooleanField(
        label=gettext_lazy("Archive a copy from its address"), required=False
    )
    captured = forms.FileField(
        label=gettext_lazy("Archive a copy: a text, HTML or PDF file"), required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste its text, which quotations are checked against"),
        required=False,
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Keep what was pasted and few sources have; offer to fetch where that is done."""
        super().__init__(*args, **kwargs)
        for name in _UNSEEN:
            longest = getattr(Source._meta.get_field(name), "max_length", None)  # noqa: SLF001 -- Django documents _meta
            self.fields[name] = forms.CharField(
                required=False, max_length=longest, widget=forms.HiddenInput
            )
        for name in _UNSEEN_PEOPLE.values():
            self.fields[name] = forms.CharField(
                required=False, max_length=2000, widget=forms.HiddenInput, strip=False
            )
        if not fetching.is_on():
            del self.fields["fetch"]

    def clean_issn(self) -> str:
        return serials.read(self.cleaned_data["issn"])

    def clean(self) -> dict[str, Any]:
        """Read the text that came along: it may say what its editor left empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["capture"] = self._capture() if not self.errors else None
        read_: fetching.Page | None = cleaned["capture"]
        if not self.errors and not cleaned["title"] and not (read_ and read_.captured.title):
            self.add_error("title", _("A source needs a title."))
        return cleaned

    def _capture(self) -> fetching.Page | None:
        """Read the file, else the text, else what stands at the address, as was asked."""
        file: UploadedFile | None = self.cleaned_data.get("captured")
        pasted: str = self.cleaned_data.get("text", "")
        field = "captured" if file else "text" if pasted.strip() else "fetch"
        if file and (file.size or 0) > capture.LARGEST:
            self.add_error(field, _("This file is larger than 10 MB, the most that we keep."))
            return None
        try:
            if field == "fetch":
                page = self._from_address()
            else:
                name = (file.name if file else "") or _PASTED
                data = file.read() if file else pasted.encode()
                page = fetching.Page(
                    url="", data=data, name=name, captured=capturing.read(data, name)
                )
        except ValueError as error:
            self.add_error(field, speaking.why(error))
            return None
        if page is None:
            return None
        same = Snapshot.objects.filter(sha256=page.captured.sha256).select_related("source").first()
        if same is not None:
            self.add_error(
                field, _("This text is already archived, for @{key}.").format(key=same.source.key)
            )
            return None
        return page

    def _from_address(self) -> fetching.Page | None:
        if not self.cleaned_data.get("fetch"):
            return None
        url: str = self.cleaned_data["url"]
        if not url:
            raise fetching.FetchError(say("There is no address to fetch a copy from."))
        return fetching.lately(url)

    def record(self) -> SourceRecord:
        """Give the record that was typed, its gaps filled by what its text says, with a new key."""
        typed = self.cleaned_data
        read_: fetching.Page | None = typed["capture"]
        said = importing.record_of(read_.captured, "") if read_ else SourceRecord(key="")
        if read_ and read_.url:
            said = fetching.recorded(read_, said)
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
            **{role: typed[name] or getattr(said, role) for role, name in _UNSEEN_PEOPLE.items()},
            **{name: typed[name] or getattr(said, name) for name in _UNSEEN},
            language=said.language,
            accessed=said.accessed,
            access=Access.EXCERPT,
        )
        return replace(record, key=key_of(record))

    @transaction.atomic
    def save(self, *, editor: User, summary: str) -> Source:
        """Record the source and archive its text; raises the errors of the store."""
        record = self.record()
        saved = store.save(record, editor=editor, summary=summary)
        page: fetching.Page | None = self.cleaned_data["capture"]
        if page is None:
            return saved
        copy = store.archived(page.data, page.captured, page.name)
        return store.keep(record, copy, editor=editor, summary="Archived a copy")


def fields_of(record: SourceRecord) -> dict[str, str]:
    """Give *record* as the fields of the form have it."""
    names = ("key", "type", "title", "container", "publisher", "issued", "url", "doi", *_UNSEEN)
    return {
        **{name: str(getattr(record, name)) for name in names},
        **{field: author_lines(getattr(record, role)) for role, field in LINES.items()},
    }


def key_of(record: SourceRecord) -> str:
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
