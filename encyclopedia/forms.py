"""What editors type, checked at its field and put together as a Document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from markdownx.widgets import AdminMarkdownxWidget

from encyclopedia import fields, store
from encyclopedia.core import citations, titles, validity
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.models import Article, Kind

SUMMARY_LIMIT = 500
LONGEST_NUMBER = 18
LARGEST_NUMBER = 10**LONGEST_NUMBER - 1
NO_BASE = "Which revision these words began from is not known. Open the article anew to save them."


class MarkdownWidget(AdminMarkdownxWidget):  # type: ignore[misc]  # it has no types
    """django-markdownx's editor with our script: native undo, errors shown, rows added later."""

    class Media:
        extend = False
        css = {"all": ["encyclopedia/desk.css"]}
        js = ["encyclopedia/desk.js"]


def clean_prose(text: str) -> str:
    """Mend line ends and outer blank lines of *text*; raise what only its editor can mend."""
    mended = validity.mended_prose(text)
    if faults := validity.prose_faults(mended, limit=validity.limit(Section, "text")):
        raise ValidationError(list(faults))
    return mended


class ArticleForm(forms.ModelForm):
    """The article itself, why it is saved, and the revision that the editor began from."""

    categories = forms.CharField(
        required=False, max_length=5000, help_text="Separated by commas.", widget=forms.TextInput
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
        label="Edit summary",
        help_text="What you changed and why, for those who read the history.",
    )
    minor = forms.BooleanField(required=False, label="Minor edit")
    keep_mine = forms.BooleanField(
        required=False, label="Keep my words where they collide, and merge all others"
    )
    despite = forms.BooleanField(required=False, label="Save it all the same, as it stands")
    unused_sources = forms.MultipleChoiceField(
        required=False,
        label="Sources at hand, not cited yet",
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick a source to put it away.",
    )

    # Set by the admin for a save that the store refused: shown once, with everything typed.
    refusal: str = ""
    refused: Mapping[str, Sequence[str]] = {}

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
        widgets = {
            "hatnote": forms.TextInput,
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "short_description": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Begin from the newest revision or, where the form comes back, from the one it names."""
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # noqa: SLF001 -- documented by Django
            del self.fields["unused_sources"]
            return
        edits = store.history(self.instance)
        begun = edits.filter(pk=_number(self.data.get("base"))).first() or edits[0]
        self.before = store.at(begun)
        cited = {note.source.key for note in citations.footnotes(self.before)}
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
        names = (" ".join(name.split()) for name in self.cleaned_data["categories"].split(","))
        return tuple(dict.fromkeys(name for name in names if name))

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


class PlaceField(forms.IntegerField):
    """The place of a row among its like; a row that has nothing else was left empty."""

    widget = forms.NumberInput(attrs={"class": "position"})

    def __init__(self) -> None:
        """Take a number or nothing."""
        super().__init__(required=False, label="Place")

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
        return clean_prose(self.cleaned_data["text"])


class InfoboxFieldForm(PartForm):
    """A row of the infobox."""

    class Meta:
        fields = ("label", "type", "text", "position")
        widgets = {"text": forms.Textarea(attrs={"rows": 1, "cols": 50})}


class SectionForm(PartForm):
    """A section; its anchor comes from the first heading and stays."""

    class Meta:
        fields = ("heading", "kind", "level", "text", "position")


class KeyEventForm(PartForm):
    """An event of the timeline."""

    class Meta:
        fields = ("date", "title", "text", "position")


class SeeAlsoForm(RowForm):
    """A pointer to another article."""

    class Meta:
        fields = ("title", "note", "position")


class IllustrationForm(RowForm):
    """A picture of the article, what stands for it, and who made it."""

    picture = fields.PictureField()

    class Meta:
        fields = ("picture", "key", "alt", "caption", "credit", "position")
        help_texts = {
            "key": "How the text places it: ![](picture:key). Small letters, digits and hyphens.",
            "alt": "What the picture shows, for those who do not see it.",
        }
        labels = {"alt": "Alternative text"}

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
            raise ValidationError(validity.KEY_SENTENCE)
        return key


class PartFormSet(forms.BaseInlineFormSet):
    """The parts of one kind. It validates what was typed; only the store writes it."""

    refused: Mapping[str, Sequence[str]] = {}

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
            raise ValidationError("Rows of this form are missing. Open the article anew.")

    def in_order(self) -> list[dict[str, Any]]:
        """Give the data of the rows that stay, by place and then as they came."""
        rows = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data
            and not form.cleaned_data.get("DELETE")
            and (form.has_changed() or form.cleaned_data.get("id"))
        ]
        last = len(rows) + max((row.get("position") or 0 for row in rows), default=0)
        return sorted(
            rows, key=lambda row: last if row.get("position") is None else row["position"]
        )


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
    new = Document(
        id=form.instance.pk,
        title=" ".join(typed["title"].split()),
        kind=kind.name if kind else "",
        short_description=typed["short_description"],
        language=typed["language"],
        hatnote=typed["hatnote"],
        series=typed["series"],
        disambiguation=typed["disambiguation"],
        lead=typed["lead"],
        categories=typed["categories"],
        infobox=tuple(_infobox_field(row) for row in rows.get("infobox", ())),
        sections=_sections(rows.get("sections", ()), before),
        events=tuple(_event(row) for row in rows.get("events", ())),
        see_also=tuple(_see_also(row) for row in rows.get("see_also", ())),
        illustrations=tuple(_illustration(row) for row in rows.get("illustrations", ())),
    )
    if before is None:
        return new
    unused: Any = form.fields.get("unused_sources")
    away = {key for key, _ in unused.choices} - set(typed["unused_sources"]) if unused else set()
    return replace(new, sources=tuple(r for r in before.sources if r.key not in away))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def _id(row: dict[str, Any]) -> UUID:
    """Give the id of a row; a new one keeps the id that it gets here."""
    if not row.get("id"):
        row["id"] = uuid4()
    return row["id"]  # type: ignore[no-any-return]


def _infobox_field(row: dict[str, Any]) -> InfoboxField:
    return InfoboxField(
        id=_id(row), label=row["label"], type=FieldType(row["type"]), text=row["text"]
    )


def _sections(rows: Sequence[dict[str, Any]], before: Document | None) -> tuple[Section, ...]:
    """Give each section its anchor: the one it has, else one made of its first heading."""
    anchors = {section.id: section.anchor for section in before.sections} if before else {}
    taken = set(anchors.values())
    sections = []
    for row in rows:
        id_ = _id(row)
        anchor = anchors.get(id_) or titles.anchor(row["heading"], taken)
        taken.add(anchor)
        sections.append(
            Section(
                id=id_,
                heading=row["heading"],
                anchor=anchor,
                level=row["level"],
                kind=SectionKind(row["kind"]),
                text=row["text"],
            )
        )
    return tuple(sections)


def _event(row: dict[str, Any]) -> KeyEvent:
    return KeyEvent(id=_id(row), date=row["date"], title=row["title"], text=row["text"])


def _see_also(row: dict[str, Any]) -> SeeAlso:
    return SeeAlso(id=_id(row), title=row["title"], note=row["note"])


def _illustration(row: dict[str, Any]) -> Illustration:
    picture: fields.Kept = row["picture"]
    return Illustration(
        id=_id(row),
        key=row["key"],
        file=picture.file,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        alt=row["alt"],
        caption=row["caption"],
        credit=row["credit"],
    )
