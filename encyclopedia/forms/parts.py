"""The forms of its parts: a row each, and the set of rows of one kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import fields, languages
from encyclopedia.core import validity
from encyclopedia.forms import typed


class PlaceField(forms.IntegerField):
    """The place of a row among its like; a row that has nothing else was left empty."""

    widget = forms.NumberInput(attrs={"class": "position"})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Write no bounds into the page: they are those of the database."""
        return {}

    def __init__(self) -> None:
        """Take a number or nothing."""
        super().__init__(
            required=False,
            label=gettext_lazy("Order"),
            min_value=-typed.LARGEST_NUMBER,
            max_value=typed.LARGEST_NUMBER,
        )

    def has_changed(self, initial: object, data: object) -> bool:
        """Say no: a place alone does not make a row."""
        return False


class RowForm(forms.ModelForm):
    """A row, in the place that its editor gave it."""

    position = PlaceField()

    # Sentences for fields that the form as a whole was refused for, by their names in HTML.
    refused: Mapping[str, Sequence[str]] = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.fields:
            if sentences := self.refused.get(self.add_prefix(name)):
                self.add_error(name, list(sentences))
        return cleaned


class PartForm(RowForm):
    """A row that has prose."""

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text.replace("\r\n", "\n") == self.instance.text:
            return str(self.instance.text)  # as it was saved, and looked at then
        return typed.clean_prose(text)

    def _post_clean(self) -> None:
        """Leave the row alone: the store writes it, and its fields have checked what was typed."""


class InfoboxFieldForm(PartForm):
    """A row of the infobox."""

    class Meta:
        fields = ("label", "type", "text", "position")
        labels = {
            "label": gettext_lazy("Label"),
            "type": gettext_lazy("Type"),
            "text": gettext_lazy("Text"),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 1, "cols": 50})}


class SectionForm(PartForm):
    """A section; its anchor comes from the first heading and stays."""

    class Meta:
        fields = ("heading", "kind", "level", "text", "position")
        labels = {
            "heading": gettext_lazy("Heading"),
            "kind": gettext_lazy("Kind"),
            "level": gettext_lazy("Level"),
            "text": gettext_lazy("Text"),
        }


class KeyEventForm(PartForm):
    """An event of the timeline."""

    class Meta:
        fields = ("date", "title", "text", "position")
        labels = {
            "date": gettext_lazy("Date"),
            "title": gettext_lazy("Title"),
            "text": gettext_lazy("Text"),
        }


class SeeAlsoForm(RowForm):
    """A pointer to another article."""

    class Meta:
        fields = ("title", "note", "position")
        labels = {
            "title": gettext_lazy("Title"),
            "note": gettext_lazy("Note"),
        }


class IllustrationForm(RowForm):
    """A picture of the article, what stands for it, and who made it."""

    picture = fields.PictureField()

    class Meta:
        fields = ("picture", "key", "alt", "caption", "credit", "position")
        help_texts = {
            "key": gettext_lazy(
                "How the text places it: ![](picture:key). Small letters, digits and hyphens."
            ),
            "alt": gettext_lazy("What the picture shows, for those who do not see it."),
        }
        labels = {
            "key": gettext_lazy("Key"),
            "alt": gettext_lazy("Alternative text"),
            "caption": gettext_lazy("Caption"),
            "credit": gettext_lazy("Credit"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Show the picture that the row has."""
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:  # noqa: SLF001 -- documented by Django
            self.initial["picture"] = self.instance.file
            widget: Any = self.fields["picture"].widget
            widget.shown = self.instance

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"].strip()
        if not validity.is_key(key):
            raise ValidationError(languages.told(validity.KEY_SENTENCE))
        return key


class PartFormSet(forms.BaseInlineFormSet):
    """The parts of one kind. It validates what was typed; only the store writes it."""

    refused: Mapping[str, Sequence[str]] = {}

    _sent: list[Any] | None = None

    def add_fields(self, form: Any, index: int | None) -> None:  # noqa: ANN401 -- a RowForm, whose model is any part's
        """Take ids as they come: a part that another editor took away is still ours to keep."""
        super().add_fields(form, index)
        known = form.instance.pk if not form.instance._state.adding else None  # noqa: SLF001 -- documented by Django
        form.refused = self.refused
        form.fields["id"] = forms.UUIDField(required=False, initial=known, widget=forms.HiddenInput)

    def clean(self) -> None:
        """Refuse a form that was cut short: a row is taken away by its editor's mark alone."""
        super().clean()
        if self.total_form_count() < self.initial_form_count():
            raise ValidationError(_("Rows of this form are missing. Open the article anew."))

    def get_queryset(self) -> Any:  # noqa: ANN401 -- Django's signature, wider by a list
        """Give the parts in the order of what was sent, those that others removed included."""
        if not self.is_bound:
            return super().get_queryset()
        if self._sent is None:
            known = {str(part.pk): part for part in super().get_queryset()}
            count = min(self.initial_form_count(), self.total_form_count())
            sent = [self.data.get(f"{self.add_prefix(at)}-id", "") for at in range(count)]
            self._sent = [known.get(id_) or self._missing(id_) for id_ in sent]
        return self._sent

    def _missing(self, id_: str) -> Any:  # noqa: ANN401 -- a part of whichever kind
        """Stand in for a part that is there no more."""
        part: Any = self.model
        try:
            return part(pk=UUID(id_), article=self.instance)
        except ValueError:
            return part(article=self.instance)

    def validate_unique(self) -> None:
        """Ask for nothing: ids are all that must be unique, and the store looks at them."""

    def in_order(self) -> list[dict[str, Any]]:
        """Give the data of the rows that stay, by place and then as they came."""
        ticket = self.data.get("ticket") or ""
        rows: list[dict[str, Any]] = [
            _named(form, ticket)
            for form in self.forms
            if form.cleaned_data
            and not form.cleaned_data.get("DELETE")
            and (form.has_changed() or form.cleaned_data.get("id"))
        ]
        last = len(rows) + max((row.get("position") or 0 for row in rows), default=0)
        return sorted(
            rows, key=lambda row: last if row.get("position") is None else row["position"]
        )


def _named(form: Any, ticket: str) -> dict[str, Any]:  # noqa: ANN401 -- a RowForm, whose model is any part's
    """Give the data of a row, which keeps the id that a new one gets here."""
    row: dict[str, Any] = form.cleaned_data
    row["id"] = row.get("id") or typed.new_id(ticket, str(form.prefix))
    return row
