"""Around every request: it gets a number, is counted, and leaves a line in the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from encyclopedia.running import counting, logs
from encyclopedia.serving import heads
from encyclopedia.views import first

logger = logging.getLogger(logs.ACCESS)

NUMBER: Final = "X-Request-ID"
_ASKED: Final = "HTTP_X_REQUEST_ID"  # `request.headers` would read all of them for the one
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Answer = Callable[[HttpRequest], HttpResponseBase]


def middleware(get_response: Answer) -> Answer:
    """Give each request a number, count it and note what came of it (a middleware)."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        number = request.number = _number(request)  # type: ignore[attr-defined]
        token = logs.number.set(number)
        try:
            response = get_response(request)
            heads.of(response).put(NUMBER, number)
            seconds = time.perf_counter() - began
            if counting.is_on():
                _count(request, response, seconds)
            if logger.isEnabledFor(logging.INFO):
                _note(request, response, seconds)
            return response
        finally:
            logs.number.reset(token)

    return answer


def _number(request: HttpRequest) -> str:
    """Give the number that a proxy of ours gave *request*, else a new one."""
    told = request.META.get(_ASKED, "") if settings.TRUSTED_PROXIES else ""
    return told if logs.is_sane(told) else logs.draw()


def _count(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    method = str(request.method)
    counting.request(
        _route(request), method if method in _METHODS else "other", response.status_code, seconds
    )


def _route(request: HttpRequest) -> str:
    """Name the address that was asked for: one of few names, whatever was asked."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    if first.ADDRESS.fullmatch(request.path_info):
        return "article"
    return "static" if request.path_info.startswith(str(settings.STATIC_URL)) else "none"


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    size = response.get("Content-Length") or len(getattr(response, "content", b""))
    told = {
        "method": request.method,
        "path": logs.without_secrets(request.path),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": int(size),
    }
    logger.info("answered", extra={"told": told})
