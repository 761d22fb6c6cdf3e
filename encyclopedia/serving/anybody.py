"""Whether a question is one of anybody: of somebody who is not signed in, and changes nothing."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest

SAFE: Final = frozenset({"GET", "HEAD"})


def asks(request: HttpRequest) -> bool:
    """Tell whether *request* comes without session and token, and only asks."""
    return (
        request.method in SAFE
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )
