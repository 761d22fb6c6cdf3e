"""What is said where a page is not."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from encyclopedia import pages, permissions, presenting


class HiddenError(PermissionDenied):
    """Words were asked for that are hidden from who asked: its sentence may be shown to all."""


def _error(
    request: HttpRequest, status: int, title: str = "", create_url: str = "", reason: str = ""
) -> HttpResponse:
    page = pages.ErrorPage(
        status=status, title=title, create_url=create_url, reason=reason, site=presenting.site()
    )
    response = HttpResponse(pages.error(page), status=status)
    patch_cache_control(response, no_cache=True, private=True)
    return response


def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that no article has this address; whoever may write it is led to do so."""
    title = slug.replace("-", " ")
    query = urlencode({"title": title[:1].upper() + title[1:]})
    begin = f"{reverse('admin:encyclopedia_article_add')}?{query}"
    return _error(request, 404, title, begin if permissions.may_begin(request.user) else "")


def withdrawn(request: HttpRequest) -> HttpResponse:
    """Say that this article was withdrawn, without its title."""
    return _error(request, 410)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that is none of ours."""
    return _error(request, 404)


def nowhere(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an address that Django has and we close."""
    return _error(request, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer someone who may not do this, with the sentence that came with the refusal."""
    return _error(request, 403, reason=str(exception))


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when we failed."""
    return _error(request, 500)
