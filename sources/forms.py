"""The record of a source as editors type it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources import capturing, speaking, store
from sources.core import capture, serials
from sources.core.capture import Capture
from sources.core.record import PEOPLE, Access, Name, Reliability, SourceRecord, Standing
from sources.models import Snapshot, Source

NOT_OF_THE_RECORD = ("unreachable_since",)
# The fields that take people by the lists of the record that they fill.
LINES = {
    "authors": "author_lines",
    "editors": "editor_lines",
    "translators": "translator_lines",
}
NO_BASE = gettext_lazy(
    "Which revision this began from is not known. Open the source anew to save it."
)


class PeopleInLines:
    """Reads the people of a source that a form takes one a line."""

    cleaned_data: dict[str, Any]

    def clean_author_lines(self) -> tuple[Name, ...]:
        return authors(self.cleaned_data["author_lines"])

    def clean_editor_lines(self) -> tuple[Name, ...]:
        return authors(self.cleaned_data["editor_lines"])

    def clean_translator_lines(self) -> tuple[Name, ...]:
        return authors(self.cleaned_data["translator_lines"])


class SourceForm(PeopleInLines, forms.ModelForm):
    """A source; its key stays once it is saved."""

    author_lines = forms.CharField(
        label=gettext_lazy("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "One a line: “Family, Given” for a person, the plain name for an organisation."
        ),
    )
    editor_lines = forms.CharField(
        label=gettext_lazy("Editors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, as authors are."),
    )
    translator_lines = forms.CharField(
        label=gettext_lazy("Translators"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, as authors are."),
    )
    captured = forms.FileField(
        required=False,
        label=gettext_lazy("Archive a copy"),
        help_text=gettext_lazy(
            "A captured text, HTML or PDF file. The original is kept byte for byte, and "
            "never changed; quotations are found in its article, without what stands "
            "around it."
        ),
    )

    base = forms.IntegerField(
        required=False,
        max_value=10**18 - 1,
        widget=forms.HiddenInput,
        label=gettext_lazy("Began from"),
    )

    class Meta:
        model = Source
        fields = (
            "key",
            "type",
            "standing",
            "title",
            "container",
            "volume",
            "issue",
            "pages",
            "edition",
            "number",
            "genre",
            "event",
            "place",
            "series",
            "series_number",
            "publisher",
            "issued",
            "url",
            "archive_url",
            "doi",
            "isbn",
            "issn",
            "language",
            "accessed",
            "reliability",
            "reliability_reason",
            "reviewed_on",
            "state_run",
            "wire",
            "opinion",
            "access",
            *NOT_OF_THE_RECORD,
        )
        labels = {
            "key": gettext_lazy("Key"),
            "type": gettext_lazy("Type"),
            "standing": gettext_lazy("Standing"),
            "title": gettext_lazy("Title"),
            "container": gettext_lazy("Published in"),
            "volume": gettext_lazy("Volume"),
            "issue": gettext_lazy("Issue"),
            "pages": gettext_lazy("Pages"),
            "edition": gettext_lazy("Edition"),
            "number": gettext_lazy("Number"),
            "genre": gettext_lazy("Genre"),
            "event": gettext_lazy("Event"),
            "place": gettext_lazy("Place"),
            "series": gettext_lazy("Series"),
            "series_number": gettext_lazy("Number in the series"),
            "publisher": gettext_lazy("Publisher"),
            "issued": gettext_lazy("Published"),
            "url": gettext_lazy("Address"),
            "archive_url": gettext_lazy("Archived at"),
            "doi": gettext_lazy("DOI"),
            "isbn": gettext_lazy("ISBN"),
            "issn": gettext_lazy("ISSN"),
            "language": gettext_lazy("Language"),
            "accessed": gettext_lazy("Accessed"),
            "reliability": gettext_lazy("Reliability"),
            "reliability_reason": gettext_lazy("Reliability reason"),
            "reviewed_on": gettext_lazy("Reviewed on"),
            "state_run": gettext_lazy("State run"),
            "opinion": gettext_lazy("Opinion"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Show authors, editors and translators one a line."""
        super().__init__(*args, **kwargs)
        for role in PEOPLE:
            kept = getattr(self.instance, role)
            self.initial[LINES[role]] = author_lines(Name(**name) for name in kept)
        if self.instance.pk:
            self.initial["base"] = store.head(self.instance)

    def clean_key(self) -> str:
        """Refuse the key of a source that was merged: who cites it means what it became."""
        key: str = self.cleaned_data["key"]
        kept = Source.objects.filter(pk__in=store.ids([key]).values()).exclude(key=key).first()
        if kept is not None:
            raise forms.ValidationError(
                _("“{key}” stands for @{kept} already. Choose another key.").format(
                    key=key, kept=kept.key
                )
            )
        return key

    def clean_issn(self) -> str:
        """Write an ISSN as readers know it; refuse one whose last digit does not fit."""
        typed: str = self.cleaned_data["issn"]
        if typed and not serials.read(typed):
            raise forms.ValidationError(
                _("An ISSN has eight digits, the last of which checks the others: 2049-3630.")
            )
        return serials.read(typed)

    def clean_unreachable_since(self) -> date | None:
        since: date | None = self.cleaned_data["unreachable_since"]
        if since is not None and since > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return since

    def clean_captured(self) -> tuple[UploadedFile, bytes, Capture] | None:
        file: UploadedFile | None = self.cleaned_data["captured"]
        if not file:
            return None
        if (file.size or 0) > capture.LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB, the most that we keep."))
        data = file.read()
        try:
            captured = capturing.read(data, file.name or "capture")
        except ValueError as error:
            raise forms.ValidationError(speaking.why(error)) from error
        others = Snapshot.objects.filter(sha256=captured.sha256).exclude(source=self.instance.pk)
        if kept := others.select_related("source").first():
            raise forms.ValidationError(
                _("This file is already archived, for @{key}.").format(key=kept.source.key)
            )
        return file, data, captured

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what somebody saved meanwhile, and show it once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.pk or self.errors:
            return cleaned
        # Changes of a source that was merged into this one began no form of this one.
        own = self.instance.edits.filter(revision__version__object_id=str(self.instance.pk))
        began = own.filter(pk=cleaned.get("base")).first()
        if began is None:
            self.add_error(None, NO_BASE)
            return cleaned
        try:
            store.merge(self.record(), self.instance, began.pk)
        except store.CollidedError as error:
            self._show(error)
        return cleaned

    def _show(self, error: store.CollidedError) -> None:
        """Say at each field what it says now; who saves again has seen it."""
        for name, value in error.theirs.items():
            words = "; ".join(map(_line, value)) if isinstance(value, tuple) else value
            field = LINES.get(name, name)
            self.add_error(
                field, _("Somebody changed this meanwhile to “{words}”.").format(words=words)
            )
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a request brings can be copied
        data[self.add_prefix("base")] = str(store.head(self.instance))
        self.data = data

    def record(self) -> SourceRecord:
        """Give the record that was typed, with the snapshot and aliases that the source has."""
        names = set(SourceForm.Meta.fields) - {"key", *NOT_OF_THE_RECORD}
        typed = {name: self.cleaned_data[name] for name in names}
        return SourceRecord(
            **typed
            | {
                "key": self.cleaned_data.get("key") or self.instance.key,
                **{role: self.cleaned_data[field] for role, field in LINES.items()},
                "standing": Standing(typed["standing"]),
                "reliability": Reliability(typed["reliability"]),
                "access": Access(typed["access"]),
                "snapshot": self.instance.snapshot_id or "",
                "aliases": tuple(self.instance.aliases),
            }
        )


def author_lines(named: Iterable[Name]) -> str:
    """Write names one a line."""
    return "\n".join(map(_line, named))


def authors(lines: str) -> tuple[Name, ...]:
    """Read names, one a line."""
    stripped = (line.strip() for line in lines.splitlines())
    return tuple(_name(line) for line in stripped if line)


def _line(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given) if part)


def _name(line: str) -> Name:
    family, comma, given = line.partition(",")
    return Name(family=family.strip(), given=given.strip()) if comma else Name(literal=line)
