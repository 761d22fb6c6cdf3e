"""What is said where a page is not."""

import re
import sys
from contextlib import suppress
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from encyclopedia import pages, permissions, presenting, search
from encyclopedia.core import search as words
from encyclopedia.keeping import rescuing
from encyclopedia.running import failing, logs

LONGEST = 200
SIMILAR = 5
_WORDS = re.compile(r"[^\W_]+")


class HiddenError(PermissionDenied):
    """Words were asked for that are hidden from who asked: its sentence may be shown to all."""


def _error(request: HttpRequest, page: pages.ErrorPage) -> HttpResponse:
    response = HttpResponse(pages.error(page), status=page.status)
    patch_cache_control(response, no_cache=True, private=True)
    return response


def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that no article has this address, and which are like it; writers are led to write it."""
    title = slug.replace("-", " ")
    query = urlencode({"title": title[:1].upper() + title[1:]})
    begin = f"{reverse('admin:encyclopedia_article_add')}?{query}"
    return _error(
        request,
        pages.ErrorPage(
            status=404,
            title=title,
            words=title[:LONGEST],
            similar=_similar(title),
            create_url=begin if permissions.may_begin(request.user) else "",
            site=presenting.site(),
        ),
    )


def _similar(typed: str) -> tuple[pages.PageLink, ...]:
    """Give the public articles that *typed* may have meant: a draft makes no difference to them."""
    found = search.find(words.read(typed), search.Narrowed(), 0, SIMILAR)
    return tuple(
        pages.PageLink(
            words=hit.title, url=reverse("article", args=[hit.slug]), note=hit.description
        )
        for hit in found.hits
    )


def withdrawn(request: HttpRequest) -> HttpResponse:
    """Say that this article was withdrawn, without its title."""
    return _error(request, pages.ErrorPage(status=410, site=presenting.site()))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that is none of ours, with the words that are in it."""
    if request.path.startswith("/admin/"):
        return nowhere(request, request.path)
    found = " ".join(_WORDS.findall(_last(request)))[:LONGEST]
    return _error(
        request,
        pages.ErrorPage(status=404, words=found, similar=_similar(found), site=presenting.site()),
    )


def _last(request: HttpRequest) -> str:
    """Give the part of the address that names something: a slug, else what stands last."""
    match = request.resolver_match
    slug = match.kwargs.get("slug", "") if match else ""
    return str(slug or request.path.rstrip("/").rpartition("/")[2].partition(".")[0])


def nowhere(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an address that Django has and we close."""
    return _error(request, pages.ErrorPage(status=404, site=presenting.site()))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer someone who may not do this, with the sentence that came with the refusal."""
    return _error(
        request, pages.ErrorPage(status=403, reason=str(exception), site=presenting.site())
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when we failed, or when the machine did; what was typed is given back."""
    trouble = failing.read(sys.exc_info()[1])
    page = pages.ErrorPage(
        status=503 if trouble else 500,
        reason=trouble.sentence if trouble else "",
        number=logs.number.get(),
        typed=_typed(request),
        site=presenting.site(),
    )
    response = _error(request, page)
    if trouble:
        response["Retry-After"] = str(trouble.retry_after)
    return response


def _typed(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    if request.method != "POST":
        return ()
    with suppress(Exception):  # what cannot be read, as where an upload was cut short, is not there
        return rescuing.typed_words(request)
    return ()
