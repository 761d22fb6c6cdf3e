"""The form of the article itself, with why it is saved and what it began from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from markdownx.widgets import AdminMarkdownxWidget

from encyclopedia import store
from encyclopedia.core import citations
from encyclopedia.core.document import Document
from encyclopedia.forms import typed
from encyclopedia.models import Article, Citation, Edit

SUMMARY_LIMIT = 500
NO_BASE = gettext_lazy(
    "Which revision these words began from is not known. Open the article anew to save them."
)


class MarkdownWidget(AdminMarkdownxWidget):  # type: ignore[misc]  # it has no types
    """django-markdownx's editor with our script: native undo, errors shown, rows added later."""

    class Media:
        extend = False
        css = {"all": ["encyclopedia/desk.css"]}
        js = ["encyclopedia/words.js", "encyclopedia/desk.js"]


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
        max_value=typed.LARGEST_NUMBER,
        widget=forms.HiddenInput,
    )
    seen = forms.IntegerField(
        required=False, max_value=typed.LARGEST_NUMBER, widget=forms.HiddenInput
    )
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
        base = typed.number(self.data.get("base"))
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
        return typed.clean_prose(self.cleaned_data["lead"])

    def clean_categories(self) -> tuple[str, ...]:
        return typed.categories(self.cleaned_data["categories"])

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


def _cited(document: Document, article: Article, *, is_head: bool) -> set[str]:
    """Give the keys that *document* cites: of the newest revision there is an index."""
    if is_head:
        cited = Citation.objects.filter(article=article).values_list("source__key", flat=True)
        return set(cited.distinct())
    return {note.source.key for note in citations.footnotes(document)}
