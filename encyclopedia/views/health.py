"""What balancers and containers ask: whether this process lives, and whether it can serve.

The public learns a word and no reason; `manage.py doctor` and the log tell those.
"""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from encyclopedia.doctor import ready as readiness
from encyclopedia.models import Publication

logger = logging.getLogger(__name__)


def _said(word: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer while the process lives and the database answers."""
    try:
        Publication.objects.exists()
    except DatabaseError:
        return _said("not ready", 503)
    return _said("ok")


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer while the process does, whatever else fails: a new one would not mend that."""
    return _said("ok")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Tell whether readers can be served here: not without the database and its migrations.

    Without the cache, room on the disk or the right to write, they can: that is "degraded".
    """
    found = readiness.look()
    for sentence in found.sentences:
        logger.warning("%s", sentence)
    if not found.serves:
        return _said("not ready", 503)
    return _said("degraded" if found.sentences else "ready")
