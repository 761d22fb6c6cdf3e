"""What a request must be, and for whom an answer is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

View = Callable[..., HttpResponse]


def without_nul(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse a question that holds a NUL, which PostgreSQL cannot look for (a middleware)."""

    def ask(request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("A question without NUL was expected.")
        return get_response(request)

    return ask


def for_this_reader(view: View) -> View:
    """Keep the answer of *view*, which depends on who asks, out of caches that are shared."""

    @wraps(view)
    def answer(request: HttpRequest, **captured: Any) -> HttpResponse:  # noqa: ANN401 -- whatever the address holds
        response = view(request, **captured)
        patch_cache_control(response, no_cache=True, private=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer
