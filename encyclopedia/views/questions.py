"""What people ask of a history and say about a revision, checked at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from encyclopedia.forms import LARGEST_NUMBER, SUMMARY_LIMIT
from encyclopedia.models.edit import EditQuerySet
from encyclopedia.presenting import KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST: Final = 200
NAME_LIMIT: Final = 100
WRITTEN: Final = {"placeholder": "2031-05-17", "size": 10, "autocomplete": "off"}


class DayField(forms.DateField):
    """A day, written like 2031-05-17: a browser's own field for days stops Tab many times."""

    def __init__(self, label: StrPromise) -> None:
        """Take what the field is called."""
        super().__init__(
            label=label,
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs=WRITTEN),
            error_messages={"invalid": _("Write the day like this: 2031-05-17.")},
        )


class HistoryQuestion(forms.Form):
    """Which revisions to list; what cannot be understood is said, and asks for nothing."""

    words = forms.CharField(label=_("Summary says"), required=False, max_length=LONGEST)
    editor = forms.CharField(label=_("Editor"), required=False, max_length=LONGEST)
    kind = forms.ChoiceField(
        label=_("Touched"), required=False, choices=[("", _("anything")), *KINDS.items()]
    )
    since = DayField(_("From day"))
    until = DayField(_("To day"))
    minor = forms.ChoiceField(
        label=_("Minor edits"), required=False, choices=[("", _("shown")), ("hidden", _("hidden"))]
    )

    def __init__(self, asked: object) -> None:
        """Take what was *asked*, from the address."""
        super().__init__(asked, auto_id="ask-%s", label_suffix="")  # type: ignore[arg-type]

    def among(self, edits: EditQuerySet) -> EditQuerySet:
        """Give those of *edits* that were asked for."""
        self.is_valid()
        asked = self.cleaned_data
        found = edits.saved_between(asked.get("since"), asked.get("until"))
        if asked.get("words"):
            found = found.saying(asked["words"])
        if asked.get("editor"):
            found = found.by(asked["editor"])
        if asked.get("kind"):
            found = found.touching(asked["kind"])
        return found.filter(minor=False) if asked.get("minor") else found

    @property
    def asked(self) -> dict[str, str]:
        """What was asked, as an address keeps it."""
        self.is_valid()
        return {
            name: str(value) for name, value in self.cleaned_data.items() if value not in (None, "")
        }


class Why(forms.Form):
    """Why a revision is taken back, and which newest revision its editor saw."""

    summary = forms.CharField(required=False, max_length=SUMMARY_LIMIT)
    seen = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER)

    @property
    def complaint(self) -> str:
        """What is wrong with what was sent, in a sentence, or nothing."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class Name(forms.Form):
    """The name of a revision, or nothing to take its name away."""

    name = forms.CharField(required=False, max_length=NAME_LIMIT)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
