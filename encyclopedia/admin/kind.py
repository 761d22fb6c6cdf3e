"""Kinds of articles."""

from django.contrib import admin
from django.http import HttpRequest

from encyclopedia.models import Kind


@admin.register(Kind)
class KindAdmin(admin.ModelAdmin):
    """A kind's name stands in every revision that has it, so it stays once used."""

    list_display = ("name", "schema_type")
    search_fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Kind | None = None) -> tuple[str, ...]:
        return ("name",) if obj is not None and obj.articles.exists() else ()
