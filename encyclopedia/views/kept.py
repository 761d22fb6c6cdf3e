"""Pages that are the same for everybody who is not signed in, made once and then only sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control

from encyclopedia import pages, serving
from encyclopedia.serving import answers, anybody, marking

Ask = Callable[[HttpRequest], HttpResponseBase]

LONGEST: Final = 2000  # characters of an address
# Nothing under these is kept: the desk, and what is kept by others or counted.
ELSEWHERE: Final = ("/admin/", "/static/", "/media/", "/api/", "/healthz")
# What is about one article, and what of that depends on which others there are.
OF_ARTICLES: Final = frozenset(
    {
        *("history", "compare", "evidence", "authorship", "biography", "cite", "references"),
        *("article-feed", "revision", "links", "written", "written-revision"),
    }
)
AMONG_OTHERS: Final = frozenset({"revision", "links", "written", "written-revision"})
OF_SOURCES: Final = frozenset({"source", "snapshot"})
OF_ALL: Final = frozenset(
    {
        *("front", "about", "licence", "policy", "index", "categories", "category"),
        *("category-feed", "every-series", "series", "recent", "recent-feed", "contributors"),
        *("contributor", "sources", "search", "sitemap", "sitemap-page", "llms"),
    }
)
KEPT: Final = OF_ARTICLES | OF_SOURCES | OF_ALL
_ROOT: Final = Path(settings.BASE_DIR)
_MADE_BY: Final = (
    "encyclopedia/**/*.py",
    "encyclopedia/**/*.mo",
    "sources/**/*.py",
    "templates/**",
)


def answers_kept(get_response: Ask) -> Ask:
    """Send what is kept for an address, or keep what all that follows answers (a middleware).

    Whoever has a session, or a token, gets an answer of their own, which nobody keeps.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not _is_of_anybody(request):
            return get_response(request)
        if settings.ANSWER_MEMORY <= 0:
            return _made(request, get_response)[0]
        edition = serving.memory.edition()
        key = answers.key(request, edition, _release(), _hour())
        known = serving.kept.find(key, edition)
        if known is None:
            response, may_be_kept = _made(request, get_response)
            if not may_be_kept or edition.published is None:
                return response
            assert isinstance(response, HttpResponse)  # noqa: S101 -- as `_is_whole` made sure
            known = answers.Answer.of(response)
            if request.method == "GET":
                serving.kept.keep(key, known, edition)
        return known.sent(request)

    return answer


def _is_of_anybody(request: HttpRequest) -> bool:
    """Tell whether *request* is a question of somebody who is not signed in, at a host of ours."""
    if not anybody.asks(request) or request.path_info.startswith(ELSEWHERE):
        return False
    if len(request.path) + len(request.META.get("QUERY_STRING", "")) > LONGEST:
        return False
    return anybody.finds_us(request)


def _made(request: HttpRequest, get_response: Ask) -> tuple[HttpResponseBase, bool]:
    """Make the answer, and tell whether it may be kept; caches far from here are told its keys."""
    match = _match(request)
    if match is None:
        return get_response(request), False
    with _unconditionally(request, asked=settings.ANSWER_MEMORY > 0):
        response = get_response(request)
    if not _is_whole(response):
        return response, False
    if settings.SURROGATE_MAX_AGE > 0:
        # Nobody who is signed in has this answer, which "Vary: Cookie" says where it matters.
        if response.headers.get("Cache-Control"):
            del response.headers["Cache-Control"]
        patch_cache_control(response, no_cache=True, public=True)
        marking.mark(response, *_keys(match))
    return response, True


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match if match.view_name in KEPT else None


def _is_whole(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200  # noqa: PLR2004 -- RFC 9110: all that was asked for
        and not response.cookies
    )


@contextmanager
def _unconditionally(request: HttpRequest, *, asked: bool) -> Iterator[None]:
    """Ask for the whole answer, which is kept, whatever of it the reader has already."""
    wished: dict[str, object] = {
        name: request.META.pop(name)
        for name in (serving.CONDITIONS if asked else ())
        if name in request.META
    }
    try:
        yield
    finally:
        request.META.update(wished)


def _keys(match: ResolverMatch) -> tuple[str, ...]:
    """Name what an answer at an address is about."""
    if match.view_name in OF_ARTICLES:
        own = marking.at(match.kwargs["slug"])
        return (own, marking.AROUND) if match.view_name in AMONG_OTHERS else (own,)
    if match.view_name in OF_SOURCES:
        return marking.of_source(match.kwargs["key"]), marking.AROUND
    return (marking.AROUND,)


def _hour() -> str:
    """Name the hour of the site: what is of today, or long ago, is made anew with the next."""
    return f"{timezone.localtime():%Y-%m-%dT%H%z}"


def _release() -> str:
    """Name all that makes answers: this code, and what operators say of site and headers."""
    https = (settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS)
    told = (settings.SURROGATE_MAX_AGE, *https, settings.TIME_ZONE)
    return f"{pages.fingerprint()} {_code()} {told}"


@cache
def _code() -> str:
    found = hashlib.sha256()
    for path in sorted({path for pattern in _MADE_BY for path in _ROOT.glob(pattern)}):
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()
