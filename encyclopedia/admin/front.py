"""The front page of the desk: what waits for whoever opens it."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from encyclopedia import permissions
from encyclopedia.desk import waiting


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what waits, the lists below it, and a field to look for articles and sources."""
    at_desk = permissions.works_at_the_desk(request.user)
    panels = waiting.panels(request.user, timezone.localdate()) if at_desk else ()  # type: ignore[arg-type]  # who works at the desk is somebody
    return admin.site.index(
        request,
        {
            "title": _("What waits for you") if at_desk else admin.site.index_title,
            "panels": tuple(panels),
            "at_desk": at_desk,
            "may_add": request.user.has_perm("encyclopedia.add_article"),
        },
    )
