"""The public page of an article: stored bytes, found by one key."""

import gzip
import hashlib
import re
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from encyclopedia import languages
from encyclopedia.core import titles
from encyclopedia.models import Article, Publication, Redirect
from encyclopedia.views import errors

# "gzip;q=0" refuses it (RFC 9110, 12.5.3).
PACKED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")

# Where a page says that its reader came by an old name.
CAME_FROM = b"<!-- came from -->"


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the published page of the article at *slug*, or where its readers went."""
    publication = Publication.objects.filter(pk=slug).first()
    if publication is None:
        return _elsewhere(request, slug)
    packed = bool(PACKED.search(request.headers.get("Accept-Encoding", "")))
    came = _came_from(request, publication)
    if came is not None:
        return _with_note(request, publication, came)
    etag = f'"{publication.etag}{"-gzip" if packed else ""}"'
    # A date would say "unchanged" of two publications in one second, so only the tag is asked.
    unless_known = condition(etag_func=lambda *_args, **_kwargs: etag)
    response: HttpResponse = unless_known(_page)(request, publication, packed=packed)
    # The policy of the day the page was made allows the style that is in it; a browser takes
    # over what "unchanged" says of it, so that answer names the same.
    response._csp_update = publication.policy  # type: ignore[attr-defined]  # noqa: SLF001 -- django-csp's way for one answer
    patch_vary_headers(response, ["Accept-Encoding"])
    patch_cache_control(response, no_cache=True, public=True)
    return response


def _page(request: HttpRequest, publication: Publication, *, packed: bool) -> HttpResponse:
    page = bytes(publication.page)
    response = HttpResponse(page if packed else gzip.decompress(page))
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Last-Modified"] = http_date(publication.renewed_at.timestamp())
    response["Content-Language"] = publication.language
    return response


def _came_from(request: HttpRequest, publication: Publication) -> Redirect | None:
    """Give the old name that led here, if the address says one that does."""
    name = request.GET.get("from", "")
    if not name or "\0" in name:
        return None
    return Redirect.objects.filter(slug=name, article=publication.article_id).first()


def _with_note(request: HttpRequest, publication: Publication, came: Redirect) -> HttpResponse:
    """Send the page with a note of the name that led here, and its address without that name."""
    with languages.spoken(publication.language):
        # The page's own sentence with its title put in as an element.
        said = format_html(_("(Redirected from “{}”)"), format_html("<bdi>{}</bdi>", came.title))
    note = format_html('<p class="quiet">{}</p>', said)
    html = gzip.decompress(bytes(publication.page)).replace(CAME_FROM, note.encode(), 1)
    etag = f'"{hashlib.sha256(html).hexdigest()[:32]}"'

    def send(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(html)
        response["Content-Language"] = publication.language
        return response

    response: HttpResponse = condition(etag_func=lambda *_: etag)(send)(request)
    response._csp_update = publication.policy  # type: ignore[attr-defined]  # noqa: SLF001 -- as above
    url = f"{settings.SITE_URL or f'{request.scheme}://{request.get_host()}'}{request.path}"
    response["Link"] = f'<{url}>; rel="canonical"'
    patch_cache_control(response, no_cache=True, public=True)
    return response


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    plain = titles.slug(slug)
    moved = Redirect.objects.filter(slug__in={slug, plain}).select_related("article").first()
    if moved is not None and Publication.objects.filter(article=moved.article).exists():
        return _moved_to(moved.article, f"?{urlencode({'from': moved.slug})}")
    if plain != slug and Publication.objects.filter(pk=plain).exists():
        return _moved_to(Article(slug=plain))
    if Article.objects.filter(slug=slug, withdrawn_at__isnull=False).exists():
        return errors.withdrawn(request)
    return errors.missing(request, slug)


def _moved_to(article: Article, asked: str = "") -> HttpResponse:
    """Lead to *article*, for today: names move, and it may be withdrawn."""
    response = HttpResponsePermanentRedirect(f"{article.get_absolute_url()}{asked}")
    patch_cache_control(response, no_cache=True, public=True)
    return response
