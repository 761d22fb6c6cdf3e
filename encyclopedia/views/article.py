"""The public page of an article: stored bytes, found by one key."""

import gzip

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from encyclopedia.core import titles
from encyclopedia.models import Article, Publication, Redirect
from encyclopedia.views import errors


@require_safe
@cache_control(no_cache=True, public=True)
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the published page of the article at *slug*, or where its readers went."""
    publication = Publication.objects.filter(pk=slug).first()
    if publication is None:
        return _elsewhere(request, slug)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    unchanged = condition(
        etag_func=lambda *_args, **_kwargs: f'"{publication.etag}{"-gzip" if packed else ""}"',
        last_modified_func=lambda *_args, **_kwargs: publication.renewed_at,
    )
    return unchanged(_page)(request, publication, packed=packed)


def _page(request: HttpRequest, publication: Publication, *, packed: bool) -> HttpResponse:
    page = bytes(publication.page)
    response = HttpResponse(page if packed else gzip.decompress(page))
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Last-Modified"] = http_date(publication.renewed_at.timestamp())
    response["Content-Language"] = publication.language
    # The policy of the day the page was made allows the style that is in it.
    response._csp_update = publication.policy  # type: ignore[attr-defined]  # noqa: SLF001 -- django-csp's way for one answer
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    plain = titles.slug(slug)
    moved = Redirect.objects.filter(slug__in={slug, plain}).select_related("article").first()
    if moved is not None and Publication.objects.filter(article=moved.article).exists():
        return HttpResponsePermanentRedirect(moved.article.get_absolute_url())
    if plain != slug and Publication.objects.filter(pk=plain).exists():
        get_object_or_404(Article, slug=plain)
        return HttpResponsePermanentRedirect(Article(slug=plain).get_absolute_url())
    if Article.objects.filter(slug=slug, withdrawn_at__isnull=False).exists():
        return errors.withdrawn(request)
    return errors.missing(request, slug)
