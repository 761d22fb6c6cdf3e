"""What a request must be, and for whom an answer is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from encyclopedia import presenting
from encyclopedia.pages import Site

View = Callable[..., HttpResponse]


def without_nul(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse a question that holds a NUL, which PostgreSQL cannot look for (a middleware).

    The API says itself what is wrong with it.
    """

    def ask(request: HttpRequest) -> HttpResponseBase:
        by_people = not request.path.startswith("/api/")
        if by_people and "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("A question without NUL was expected.")
        return get_response(request)

    return ask


class MovedError(Exception):
    """The article that an address names has another slug now."""

    def __init__(self, slug: str) -> None:
        """Take the *slug* of today."""
        super().__init__(slug)
        self.slug = slug


def for_this_reader(view: View) -> View:
    """Keep the answer of *view*, which depends on who asks, out of caches that are shared.

    An address under an old name of the article leads to the same page under its name of today.
    """

    @wraps(view)
    def answer(request: HttpRequest, **captured: Any) -> HttpResponse:  # noqa: ANN401 -- whatever the address holds
        response = _led_on(view, request, captured)
        patch_cache_control(response, no_cache=True, private=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def for_everybody(view: View) -> View:
    """Let caches keep the answer of *view*, which is the same for everybody, if they ask again.

    An address under an old name of the article leads to the same page under its name of today.
    """

    @wraps(view)
    def answer(request: HttpRequest, **captured: Any) -> HttpResponse:  # noqa: ANN401 -- whatever the address holds
        response = _led_on(view, request, captured)
        patch_cache_control(response, no_cache=True, public=True)
        return response

    return answer


def _led_on(view: View, request: HttpRequest, captured: Mapping[str, Any]) -> HttpResponse:
    """Give the answer of *view*, or lead to the article's name of today from an old one."""
    try:
        return view(request, **captured)
    except MovedError as moved:
        return moved_to(request, moved.slug)


def canonical(request: HttpRequest, **asked: object) -> str:
    """Give the address of this page that search engines keep, with what of *asked* is said."""
    said = urlencode({name: value for name, value in asked.items() if value})
    origin = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    return f"{origin}{quote(request.path)}{f'?{said}' if said else ''}"


def moved_to(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the page that was asked for, of the article at *slug*; a form is sent on whole."""
    found = request.resolver_match
    assert found is not None  # noqa: S101 -- a view answers, so an address was resolved
    url = reverse(found.view_name, kwargs={**found.kwargs, "slug": slug})
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    if request.method not in {"GET", "HEAD"}:
        response.status_code = 308
    return response


def site(request: HttpRequest) -> Site:
    """Give the site, at the address that *request* was sent to."""
    return presenting.site(f"{request.scheme}://{request.get_host()}")
