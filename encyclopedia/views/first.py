"""The page of an article before everything else: no session, no cookie, one key at most."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from encyclopedia import formats, serving
from encyclopedia.serving import StoredPage, allowing, anybody, heads
from encyclopedia.serving.heads import Head
from encyclopedia.serving.stored import Policy
from encyclopedia.views.converters import Slug

Answer = Callable[[HttpRequest], HttpResponseBase]

ADDRESS: Final = re.compile(rf"/articles/({Slug.regex})/")
POLICIES: Final = 64  # as many as releases whose pages are not renewed, times two


def articles_first(get_response: Answer) -> Answer:
    """Answer for the page of a public article, exactly as all that follows would (a middleware).

    What is not plainly that is left to them: other formats, old names, hosts that are not ours.
    """
    headers = _Headers()

    def answer(request: HttpRequest) -> HttpResponseBase:
        slug, second = _asked(request), serving.this_second()
        page = serving.find(slug) if slug else None
        if page is None:
            return get_response(request)
        response = serving.answer(request, page, second=second)
        head = heads.of(response)
        head.take(headers.of(request, page))
        head.put("Content-Length", str(len(response.content)))
        return response

    return answer


def _asked(request: HttpRequest) -> str:
    """Give the slug of the article whose page is asked for, "" where more than that is asked."""
    address = ADDRESS.fullmatch(request.path_info)
    if address is None or request.method not in anybody.SAFE or request.META.get("QUERY_STRING"):
        return ""
    if formats.preferred(request.META.get("HTTP_ACCEPT", "")) is not None:
        return ""
    return address[1] if anybody.finds_us(request) else ""


class _Headers:
    """The headers that Django's own middlewares add, asked of them once for each policy."""

    def __init__(self) -> None:
        def nothing(request: HttpRequest) -> HttpResponse:
            return HttpResponse()

        self._last_to_first = (
            XFrameOptionsMiddleware(nothing),
            CSPMiddleware(nothing),
            SecurityMiddleware(nothing),
        )
        self._known: dict[tuple[Policy, bool], Head] = {}

    def of(self, request: HttpRequest, page: StoredPage) -> Head:
        """Give those of an answer to *request* with *page*."""
        asked = (page.policy, request.is_secure())
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= POLICIES:
                self._known.clear()
            known = self._known[asked] = self._ask(request, page)
        return known

    def _ask(self, request: HttpRequest, page: StoredPage) -> Head:
        response = HttpResponse()
        allowing.allow(response, dict(page.policy))
        del response["Content-Type"]
        for middleware in self._last_to_first:
            middleware.process_response(request, response)
        return heads.of(response)
