"""The public page of an article: stored bytes, found by one key."""

import gzip
import hashlib
import re
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from encyclopedia import formats, languages
from encyclopedia.crossing import for_any_site
from encyclopedia.formats import Format
from encyclopedia.models import Publication, Redirect
from encyclopedia.views import elsewhere, written

# "gzip;q=0" refuses it (RFC 9110, 12.5.3).
PACKED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")

# Where a page says that its reader came by an old name.
CAME_FROM = b"<!-- came from -->"


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the published page of the article at *slug*, or where its readers went.

    Programs that ask for another format by its media type get that.
    """
    asked = formats.preferred(request.headers.get("Accept", ""))
    if asked is not None:
        return _as_asked(request, slug, asked)
    publication = Publication.objects.filter(pk=slug).first()
    if publication is None:
        return elsewhere.answer(request, slug, _address)
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
    if not settings.SITE_URL:  # the stored page knows no address of its own then
        response["Link"] = f'<{request.build_absolute_uri(request.path)}>; rel="canonical"'
    patch_vary_headers(response, ["Accept-Encoding", "Accept"])
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


def _as_asked(request: HttpRequest, slug: str, format_: Format) -> HttpResponse:
    """Send the article in *format_* from the address of its page, and say where it has its own."""
    response = for_any_site(written.public)(request, slug, format_)
    patch_vary_headers(response, ["Accept"])
    if response.status_code == HTTPStatus.OK:
        response["Content-Location"] = reverse("written", args=[slug, format_.suffix])
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
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, no_cache=True, public=True)
    return response


def _address(slug: str, came_from: str) -> str:
    """Give the address of the page at *slug*, which says by which old name its readers came."""
    asked = f"?{urlencode({'from': came_from})}" if came_from else ""
    return f"{reverse('article', args=[slug])}{asked}"
