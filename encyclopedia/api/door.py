"""The door of the API: who asks, how often, from which pages, and whether they know already.

It stands around every address, so that each answer under `/api/` is JSON, has an ETag, may be read
by scripts of any site, and reveals no cookie's rights: only a token signs in here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from encyclopedia import audit, pacing, tokens
from encyclopedia.api import problems, repeating

if TYPE_CHECKING:
    from encyclopedia.models import ApiToken

View = Callable[..., HttpResponse]

LARGEST: Final = 12 * 1024 * 1024  # bytes of a request
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def through(view: View) -> View:
    """Let requests to *view* come through the door."""

    @csrf_exempt  # no cookie signs in here, so no other site can borrow one
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **captured: Any) -> HttpResponse:  # noqa: ANN401 -- whatever the address holds
        if request.method == "OPTIONS":
            response = _greeting(view(request, *args, **captured))
        else:
            try:
                response = _admitted(request) or _asked(view, request, *args, **captured)
            except DatabaseError as error:
                response = problems.broken(request, error)
        return _finished(request, response)

    return answer


def token_of(request: HttpRequest) -> ApiToken | None:
    """Give the token that *request* came with."""
    found: ApiToken | None = getattr(request, "token", None)
    return found


def _admitted(request: HttpRequest) -> HttpResponse | None:
    """Find out who asks; give the answer to those who are not let in."""
    refused = _identify(request)
    if refused is not None:
        return refused
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > LARGEST:
        return problems.answer(413, "A request may be 12 MB at most.")
    if said := repeating.twice(request) if request.method not in READING else "":
        return problems.answer(400, f"“{said}” stands twice in one object of this JSON.")
    return _counted(request)


def _greeting(refused: HttpResponse) -> HttpResponse:
    """Say what an address takes, as its view told when it *refused* to take a mere question."""
    response = HttpResponse(status=204)
    response["Allow"] = _allowed(refused)
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "Authorization, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _allowed(refused: HttpResponse) -> str:
    methods = {*refused.get("Allow", "GET").replace(" ", "").split(","), "OPTIONS"}
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def _identify(request: HttpRequest) -> HttpResponse | None:
    request.user = AnonymousUser()
    request.token = None  # type: ignore[attr-defined]
    said = request.headers.get("Authorization", "")
    if not said:
        return None
    kind, _, secret = said.partition(" ")
    token = tokens.find(secret.strip()) if kind.lower() == "bearer" else None
    if token is None:
        response = problems.answer(401, "This token is none, or is not valid any more.")
        response["WWW-Authenticate"] = "Bearer"
        return response
    request.token = token  # type: ignore[attr-defined]
    if request.method not in READING or "read" in token.scopes:
        request.user = token.user
    return None


def _counted(request: HttpRequest) -> HttpResponse | None:
    """Count requests by the minute: of a token, or of an address where there is none."""
    token = token_of(request)
    most = settings.API_RATE_TOKEN if token else settings.API_RATE_ANONYMOUS
    if request.method not in READING:
        most = min(most, settings.API_RATE_WRITING)
    who = f"token {token.pk}" if token else f"address {audit.address(request)}"
    does = "reads" if request.method in READING else "writes"
    seconds = pacing.wait(f"api-{does}", who, most)
    if not seconds:
        return None
    response = problems.answer(429, f"At most {most} requests a minute. Wait until the next one.")
    response["Retry-After"] = str(seconds)
    return response


def _asked(view: View, request: HttpRequest, *args: Any, **captured: Any) -> HttpResponse:  # noqa: ANN401 -- as above
    is_head = request.method == "HEAD"
    if is_head:
        request.method = "GET"
    response = view(request, *args, **captured)
    if response.status_code == 405:  # noqa: PLR2004 -- RFC 9110: the method is not allowed
        refused = problems.answer(405, "This address does not take that method.")
        refused["Allow"] = _allowed(response)
        response = refused
    token = token_of(request)
    if token is not None and request.method not in READING and response.status_code < 400:  # noqa: PLR2004 -- RFC 9110: from there on, refused
        tokens.use(token)
    if is_head:
        request.method = "HEAD"
    return response


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    patch_vary_headers(response, ["Authorization"])
    patch_cache_control(response, no_cache=True, private=True)
    if response.status_code != 200 or request.method not in READING:  # noqa: PLR2004 -- RFC 9110
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    known = get_conditional_response(request, etag=etag, response=response)
    finished: HttpResponse = known if known is not None else response
    if request.method == "HEAD":
        finished["Content-Length"] = str(len(finished.content))
        finished.content = b""
    return finished
