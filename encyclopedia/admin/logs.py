"""What was hidden and deleted, by whom and why: read at the desk, changed by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from encyclopedia.models import Deletion, Hiding


class LogAdmin(admin.ModelAdmin):
    """Rows to read. Nobody adds, changes or deletes one here, a superuser neither."""

    list_display_links = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Hiding)
class HidingAdmin(LogAdmin):
    """What was hidden of revisions, and shown again."""

    list_display = ("at", "number", "what", "hidden", "by_name", "reason")
    list_filter = ("what", "hidden")
    search_fields = ("by_name", "reason")

    @admin.display(description=gettext_lazy("Revision"), ordering="edit_id")
    def number(self, hiding: Hiding) -> int:
        """Give the number of the revision."""
        return int(hiding.edit_id)


@admin.register(Deletion)
class DeletionAdmin(LogAdmin):
    """Which articles were deleted, gave up their titles, and were brought back."""

    list_display = ("at", "article", "deleted", "freed", "by_name", "reason")
    list_filter = ("deleted", "freed")
    list_select_related = ("article",)
    search_fields = ("by_name", "reason", "article__title")
