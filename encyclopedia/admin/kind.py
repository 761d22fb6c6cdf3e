"""Kinds of articles, and what a new article of a kind starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from encyclopedia import publishing
from encyclopedia.core.document import FieldType, SectionKind
from encyclopedia.fields import Column, RowsField
from encyclopedia.models import InfoboxField, Kind, Section

if TYPE_CHECKING:
    from django.db.models import QuerySet


class KindForm(forms.ModelForm):
    """A kind, with the rows that a new article of it starts with."""

    infobox_fields = RowsField(
        Column(name="label", label=gettext_lazy("Label")),
        Column(name="type", label=gettext_lazy("Type"), choices=tuple(InfoboxField.TYPES)),
        Column(name="required", label=gettext_lazy("Required"), tick=True),
        label=gettext_lazy("Infobox rows"),
        help_text=gettext_lazy(
            "A new article starts with these. One that is required and missing is a finding."
        ),
    )
    sections = RowsField(
        Column(name="heading", label=gettext_lazy("Heading")),
        Column(name="kind", label=gettext_lazy("Kind"), choices=tuple(Section.KINDS)),
        label=gettext_lazy("Sections"),
        help_text=gettext_lazy("A new article starts with these headings."),
    )

    class Meta:
        model = Kind
        fields = ("name", "schema_type", "infobox_fields", "sections")

    def clean_sections(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.cleaned_data["sections"]
        if sum(row["kind"] == SectionKind.KEY_EVENTS for row in rows) > 1:
            raise forms.ValidationError(_("Only one section can be the one for key events."))
        return rows


@admin.register(Kind)
class KindAdmin(admin.ModelAdmin):
    """A kind's name stands in every revision that has it, so it stays once used."""

    form = KindForm
    list_display = ("name", "schema_type", "starts_with")
    search_fields = ("name",)
    fields = ("name", "schema_type", "infobox_fields", "sections")

    @admin.display(description=gettext_lazy("A new article starts with"))
    def starts_with(self, kind: Kind) -> str:
        return in_words(kind)

    def save_model(self, request: HttpRequest, obj: Kind, form: KindForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if {"name", "schema_type"} & set(form.changed_data):
            publishing.renew_of_kinds({obj.name, form.initial.get("name") or obj.name})

    def delete_model(self, request: HttpRequest, obj: Kind) -> None:
        super().delete_model(request, obj)
        publishing.renew_of_kinds({obj.name})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Kind]) -> None:
        names = set(queryset.values_list("name", flat=True))
        super().delete_queryset(request, queryset)
        publishing.renew_of_kinds(names)

    def get_readonly_fields(self, request: HttpRequest, obj: Kind | None = None) -> tuple[str, ...]:
        return ("name",) if obj is not None and obj.articles.exists() else ()


def in_words(kind: Kind) -> str:
    """Say what a new article of *kind* starts with."""
    headings = [row["heading"] for row in kind.sections if row.get("heading")]
    said = []
    if kind.infobox_fields:
        number = len(kind.infobox_fields)
        rows = ngettext("{number} infobox row", "{number} infobox rows", number)
        said.append(rows.format(number=number))
    return "; ".join((*said, ", ".join(headings))).strip("; ") or _("nothing")


def choice(desk: admin.ModelAdmin, request: HttpRequest) -> HttpResponse | None:
    """Ask what a new article is about, where there is a choice and none was made yet."""
    if request.method != "GET" or "kind" in request.GET or not desk.has_add_permission(request):
        return None
    kinds = [{"name": each.name, "starts_with": in_words(each)} for each in Kind.objects.all()]
    if not kinds:
        return None
    kept = request.GET.urlencode()
    page = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("New article"),
        "kinds": kinds,
        "kept": f"&{kept}" if kept else "",
    }
    return render(request, "admin/encyclopedia/article/choose_kind.html", page)


def asked(request: HttpRequest) -> Kind | None:
    """Find the kind that the address of a new article names."""
    name = request.GET.get("kind", "")
    return Kind.objects.filter(name=name).first() if name else None


def rows(kind: Kind | None, part: str) -> list[dict[str, Any]]:
    """Give what the rows of *part* ("infobox" or "sections") of a new article start with."""
    if kind is None:
        return []
    if part == "infobox":
        found = [
            {"label": row.get("label", ""), "type": row.get("type", str(FieldType.TEXT))}
            for row in kind.infobox_fields
        ]
    elif part == "sections":
        found = [
            {
                "heading": row.get("heading", ""),
                "kind": row.get("kind", str(SectionKind.OWN)),
                "level": 2,
            }
            for row in kind.sections
        ]
    else:
        return []
    return [{**row, "position": number} for number, row in enumerate(found, start=1)]
