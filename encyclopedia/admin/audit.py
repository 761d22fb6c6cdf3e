"""The audit log at the desk: read by administrators, changed by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions
from encyclopedia.models import AuditEntry


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    """A list to look through; an entry is all there on its line."""

    list_display = ("when", "who", "ip", "action", "subject", "outcome", "reason")
    list_display_links = None
    list_filter = ("outcome", "method", "at")
    search_fields = ("=ip", "action__startswith", "subject", "=actor")
    show_full_result_count = False
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER  # the log grows
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        accounts = User.objects.filter(pk=OuterRef("actor")).values("username")[:1]
        entries: QuerySet[AuditEntry] = super().get_queryset(request)
        return entries.annotate(name=Subquery(accounts))

    @admin.display(description=gettext_lazy("When"), ordering="id")
    def when(self, entry: AuditEntry) -> str:
        """Give the moment to the second."""
        return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"

    @admin.display(description=gettext_lazy("Who"), ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        """Name the account as it is called today."""
        if not entry.actor:
            return _("a command") if entry.method == "command" else _("nobody signed in")
        return entry.name or _("account {actor}, deleted").format(actor=entry.actor)  # type: ignore[attr-defined]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.may_read_audit(request.user)

    def has_view_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return permissions.may_read_audit(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "title": _("Audit log")})
