"""The pages about the site at the desk: an administrator writes them in Markdown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from encyclopedia import about
from encyclopedia.models import SitePage


class SitePageForm(forms.ModelForm):
    """Which page it is, and what it says."""

    class Meta:
        model = SitePage
        fields = ("name", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 24, "cols": 80})}
        help_texts = {
            "text": _(
                "Markdown, as articles are written: ## before a heading, [[Title]] for an article."
                " Delete this text to have again the one that is shipped."
            )
        }

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            about.read("page", text)
        except about.TextError as error:
            raise forms.ValidationError(str(error)) from error
        return text


@admin.register(SitePage)
class SitePageAdmin(admin.ModelAdmin):
    """Pages whose text the operator wrote; for the others the shipped texts stand."""

    form = SitePageForm
    list_display = ("name", "changed_at")

    def get_readonly_fields(
        self, request: HttpRequest, obj: SitePage | None = None
    ) -> tuple[str, ...]:
        return ("name",) if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: SitePage, form: Any, change: Any) -> None:
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)
