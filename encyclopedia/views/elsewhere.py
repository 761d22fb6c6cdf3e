"""Where the readers of an address went: the article has another one now, or is withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from encyclopedia.core import titles
from encyclopedia.models import Article, Publication, Redirect
from encyclopedia.views import errors


def answer(request: HttpRequest, slug: str, address: Callable[[str, str], str]) -> HttpResponse:
    """Lead from *slug*, where nothing is public, to what readers knew by that name.

    *address* gives where to, from the slug of today and the old name that led there ("" where
    the slug was only misspelled). Else say that it is withdrawn, or that there is no such article.
    """
    plain = titles.slug(slug)
    moved = Redirect.objects.filter(slug__in={slug, plain}).select_related("article").first()
    if moved is not None and Publication.objects.filter(article=moved.article).exists():
        return _moved_to(address(moved.article.slug, moved.slug))
    if plain != slug and Publication.objects.filter(pk=plain).exists():
        return _moved_to(address(plain, ""))
    if _was_withdrawn({slug, plain}):
        return errors.withdrawn(request)
    return errors.missing(request, slug)


def _was_withdrawn(slugs: set[str]) -> bool:
    """Tell whether readers once had an article at one of *slugs* that was taken from them."""
    named = Q(slug__in=slugs) | Q(redirects__slug__in=slugs)
    return Article.objects.filter(named, withdrawn_at__isnull=False).exists()


def _moved_to(url: str) -> HttpResponse:
    """Lead to *url*, for today: names move, and the article may be withdrawn."""
    response = HttpResponsePermanentRedirect(url)
    patch_cache_control(response, no_cache=True, public=True)
    return response
