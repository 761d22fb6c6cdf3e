"""Figures for Prometheus, for whoever brings METRICS_TOKEN."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from encyclopedia.doctor import figures
from encyclopedia.running import counting


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give what was counted here, and what waits; without the token this address is none."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    allowed = kind.lower() == "bearer" and constant_time_compare(
        secret.strip(), settings.METRICS_TOKEN
    )
    if not counting.is_on() or not allowed:
        raise Http404
    response = HttpResponse(counting.written(figures.now()), content_type=counting.MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response
