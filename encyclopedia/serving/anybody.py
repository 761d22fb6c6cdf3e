"""Whether a question is one of anybody: of somebody who is not signed in, and changes nothing."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

SAFE: Final = frozenset({"GET", "HEAD"})


def asks(request: HttpRequest) -> bool:
    """Tell whether *request* comes without session and token, and only asks."""
    return (
        request.method in SAFE
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


def finds_us(request: HttpRequest) -> bool:
    """Tell whether *request* came to a host of ours, and by HTTPS where that is asked for."""
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True
