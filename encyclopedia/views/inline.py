"""The style and script that stand in an answer are allowed by their hash, each page its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from encyclopedia import assets
from encyclopedia.serving import allowing

Answer = Callable[[HttpRequest], HttpResponseBase]


def allowed(get_response: Answer) -> Answer:
    """Let the policy of a page allow what of ours stands in it (a middleware).

    A browser takes over what "unchanged" says of a page that it keeps, and there is no page to
    look into then: who answers so, or with a page of another day, says itself what it allows.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not allowing.is_told(response):
            allowing.allow(response, _needed(response))
        return response

    return answer


def _needed(response: HttpResponseBase) -> dict[str, list[str]]:
    is_page = response.get("Content-Type", "").startswith("text/html")
    return assets.policy(response.content) if is_page and isinstance(response, HttpResponse) else {}
