"""Sources at the desk as articles rest on them: what readers may see reaches every page at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from encyclopedia import publishing
from sources.admin import SourceAdmin
from sources.models import Source

admin.site.unregister(Source)


@admin.register(Source)
class CitedSourceAdmin(SourceAdmin):
    """The record of a source; pages show no more of it than it allows when it is saved."""

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        shown_otherwise = change and "access" in form.changed_data
        if shown_otherwise:
            publishing.queue()
        super().save_model(request, obj, form, change)
        if shown_otherwise:
            publishing.renew_citing(obj)
