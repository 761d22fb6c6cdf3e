"""What editors type, checked at its field and put together as a Document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdownx.widgets import AdminMarkdownxWidget

from encyclopedia import fields, languages, store
from encyclopedia.core import citations, validity
from encyclopedia.core.document import Document, Section
from encyclopedia.core.readers import fields as field_reader
from encyclopedia.models import Article, Citation, Edit, Kind

SUMMARY_LIMIT = 500
LONGEST_NUMBER = 18
LARGEST_NUMBER = 10**LONGEST_NUMBER - 1
NO_BASE = gettext_lazy(
    "Which revision these words began from is not known. Open the article anew to save them."
)


class MarkdownWidget(AdminMarkdownxWidget):  # type: ignore[misc]  # it has no types
    """django-markdownx's editor with our script: native undo, errors shown, rows added later."""

    class Media:
        extend = False
        css = {"all": ["encyclopedia/desk.css"]}
        js = ["encyclopedia/words.js", "encyclopedia/desk.js"]


def clean_prose(text: str) -> str:
    """Mend line ends and outer blank lines of *text*; raise what only its editor can mend."""
    mended = validity.mended_prose(text)
    if faults := validity.prose_faults(mended, limit=validity.limit(Section, "text")):
        raise ValidationError(list(languages.told(faults)))
    return mended


class ArticleForm(forms.ModelForm):
    """The article itself, why it is saved, and the revision that the editor began from."""

    categories = forms.CharField(
        required=False,
        max_length=5000,
        label=gettext_lazy("Categories"),
        help_text=gettext_lazy("Separated by commas."),
        widget=forms.TextInput,
    )
    base = forms.IntegerField(
        required=False,
        max_value=LARGEST_NUMBER,
        widget=forms.HiddenInput,
    )
    seen = forms.IntegerField(required=False, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)
    summary = forms.CharField(
        required=False,
        max_length=SUMMARY_LIMIT,
        label=gettext_lazy("Edit summary"),
        help_text=gettext_lazy("What you changed and why, for those who read the history."),
    )
    minor = forms.BooleanField(required=False, label=gettext_lazy("Minor edit"))
    unexplained = forms.BooleanField(required=False, label=gettext_lazy("No summary needed"))
    use_suggestion = forms.BooleanField(required=False)
    despite = forms.BooleanField(
        required=False, label=gettext_lazy("Save it all the same, as it stands")
    )
    ticket = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    unused_sources = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Sources at hand, not cited yet"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Untick a source to put it away."),
    )

    # Set by the admin for a save that was refused: shown once, with everything typed, at the form
    # as a whole and at the fields by their names.
    refusal: str = ""
    refused: Mapping[str, Sequence[str]] = {}

    # Set by the admin where the form is only to be shown as it was typed: nothing is saved.
    held: bool = False

    # Names this opened form, as `keeping.tickets` issues it.
    issued: str = ""

    # The newest revision from before the article was read: who saves while we read is merged
    # in later, where a newer one would say that their words were seen and taken away.
    began: Edit | None = None

    # The revision that the editor began from, as a Document; none for a new article.
    before: Document | None = None

    class Meta:
        model = Article
        fields = (
            "title",
            "kind",
            "short_description",
            "language",
            "hatnote",
            "series",
            "disambiguation",
            "lead",
        )
        labels = {
            "title": gettext_lazy("Title"),
            "kind": gettext_lazy("Kind"),
            "short_description": gettext_lazy("Short description"),
            "language": gettext_lazy("Language"),
            "hatnote": gettext_lazy("Hatnote"),
            "series": gettext_lazy("Series"),
            "disambiguation": gettext_lazy("Disambiguation"),
            "lead": gettext_lazy("Lead"),
        }
        widgets = {
            "hatnote": forms.TextInput,
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "short_description": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Begin from the newest revision or, where the form comes back, from the one it names."""
        super().__init__(*args, **kwargs)
        self.initial["ticket"] = self.issued
        if self.instance._state.adding:  # noqa: SLF001 -- documented by Django
            del self.fields["unused_sources"]
            return
        edits = store.history(self.instance)
        head = self.began or edits[0]
        base = number(self.data.get("base"))
        named = edits.showing("text").filter(pk=base)
        begun = head if base in (None, head.pk) else named.first() or head
        self.before = store.at(begun)
        cited = _cited(self.before, self.instance, is_head=begun == head)
        unused = [r for r in self.before.sources if r.key not in cited]
        self.initial["base"] = begun.pk
        self.initial["categories"] = ", ".join(self.before.categories)
        choices = [
            (record.key, f"{record.title or record.key} (@{record.key})") for record in unused
        ]
        if not choices:
            del self.fields["unused_sources"]
            return
        field: Any = self.fields["unused_sources"]
        field.choices = choices
        self.initial["unused_sources"] = [record.key for record in unused]

    def clean_lead(self) -> str:
        return clean_prose(self.cleaned_data["lead"])

    def clean_categories(self) -> tuple[str, ...]:
        return categories(self.cleaned_data["categories"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.before is not None and cleaned.get("base") is None:
            self.add_error(None, NO_BASE)
        if self.refusal:
            self.add_error(None, self.refusal)
        for name, sentences in self.refused.items():
            if name in self.fields:
                self.add_error(name, list(sentences))
        return cleaned

    def is_valid(self) -> bool:
        """Tell whether the form may be saved; one that is held has no errors, and is not."""
        return super().is_valid() and not self.held


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
            label=gettext_lazy("Place"),
            min_value=-LARGEST_NUMBER,
            max_value=LARGEST_NUMBER,
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
        return clean_prose(text)

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
    row["id"] = row.get("id") or new_id(ticket, str(form.prefix))
    return row


def document(form: ArticleForm, formsets: Iterable[PartFormSet]) -> Document:
    """Put together the Document that a valid *form* and its *formsets* say.

    What the form does not show stays as it was in the revision that the editor began from.
    """
    before = form.before
    rows: dict[str, list[dict[str, Any]]] = {
        str(formset.prefix): formset.in_order() for formset in formsets
    }
    typed = form.cleaned_data
    kind: Kind | None = typed["kind"]
    new = field_reader.read(
        {**typed, "title": " ".join(typed["title"].split()), "kind": kind.name if kind else ""},
        rows,
        # Django takes the id of a new article away where rows came with it.
        own_id=form.instance.pk or new_id(form.data.get("ticket") or "", "article"),
        before=before,
    )
    if before is None:
        return new
    unused: Any = form.fields.get("unused_sources")
    away = {key for key, _ in unused.choices} - set(typed["unused_sources"]) if unused else set()
    return replace(new, sources=tuple(r for r in before.sources if r.key not in away))


def _cited(document: Document, article: Article, *, is_head: bool) -> set[str]:
    """Give the keys that *document* cites: of the newest revision there is an index."""
    if is_head:
        cited = Citation.objects.filter(article=article).values_list("source__key", flat=True)
        return set(cited.distinct())
    return {note.source.key for note in citations.footnotes(document)}


def categories(text: str) -> tuple[str, ...]:
    """Read names of categories, separated by commas."""
    names = (" ".join(name.split()) for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def new_id(ticket: str, row: str) -> UUID:
    """Give the id of a new row: the same one each time that the same form is sent."""
    opened = ticket.partition(".")[0]
    return uuid5(NAMESPACE_URL, f"{opened}#{row}") if opened else uuid4()


def number(text: str | None) -> int | None:
    """Read a number that may be the id of a revision, or None where *text* is none."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else None
