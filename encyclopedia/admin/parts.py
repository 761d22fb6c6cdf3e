"""The parts of an article as rows of its form."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from markdownx.models import MarkdownxField

from encyclopedia import forms
from encyclopedia.admin import kind
from encyclopedia.models import Article, Illustration, InfoboxField, KeyEvent, Section, SeeAlso


class PartInline(InlineModelAdmin):
    """What the rows of all parts share: our formset, no empty rows, order by place."""

    formset = forms.PartFormSet
    extra = 0
    formfield_overrides = {MarkdownxField: {"widget": forms.MarkdownWidget}}

    def get_formset(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        """Give the rows what was refused of them, if anything was."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.refused = getattr(request, "refused", {})
        return formset  # type: ignore[no-any-return]

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """Make room for the rows that a new article starts with."""
        if obj is not None or request.method != "GET":
            return 0
        return len(kind.rows(kind.asked(request), self.model.article.field.remote_field.name))

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return request.user.has_perm("encyclopedia.change_article")

    has_change_permission = has_delete_permission = has_view_permission = has_add_permission


class InfoboxInline(PartInline, admin.TabularInline):
    """The infobox."""

    model = InfoboxField
    form = forms.InfoboxFieldForm
    verbose_name_plural = gettext_lazy("Infobox")
    fields = ("label", "type", "text", "position")


class SectionInline(PartInline, admin.StackedInline):
    """The sections."""

    model = Section
    form = forms.SectionForm
    verbose_name_plural = gettext_lazy("Sections")
    fields = (("heading", "kind", "level"), "text", "position")


class KeyEventInline(PartInline, admin.StackedInline):
    """The timeline."""

    model = KeyEvent
    form = forms.KeyEventForm
    verbose_name_plural = gettext_lazy("Timeline of key events")
    fields = (("date", "title"), "text", "position")


class SeeAlsoInline(PartInline, admin.TabularInline):
    """The see-also list."""

    model = SeeAlso
    form = forms.SeeAlsoForm
    verbose_name_plural = gettext_lazy("See also")
    fields = ("title", "note", "position")


class IllustrationInline(PartInline, admin.StackedInline):
    """The pictures."""

    model = Illustration
    form = forms.IllustrationForm
    verbose_name = gettext_lazy("Picture")
    verbose_name_plural = gettext_lazy("Pictures")
    fields = ("picture", ("key", "alt"), ("caption", "credit"), "position")


INLINES: list[Any] = [
    InfoboxInline,
    SectionInline,
    KeyEventInline,
    IllustrationInline,
    SeeAlsoInline,
]
