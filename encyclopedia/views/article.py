"""The public page of an article: stored bytes, found by one key."""

import hashlib
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from encyclopedia import formats, languages, serving
from encyclopedia.crossing import for_any_site
from encyclopedia.formats import Format
from encyclopedia.models import Redirect
from encyclopedia.serving import StoredPage, allowing, packing
from encyclopedia.views import elsewhere, written
from encyclopedia.views.asking import canonical

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
    second = serving.this_second()
    page = serving.find(slug)
    if page is None:
        return elsewhere.answer(request, slug, _address)
    came = _came_from(request, page)
    if came is not None:
        return _with_note(request, page, came)
    return serving.answer(request, page, second=second)


@require_safe
def titled(request: HttpRequest, title: str) -> HttpResponse:
    """Lead from the title of an article, as somebody typed it, to its page."""
    return elsewhere.answer(request, title, _address)


def _as_asked(request: HttpRequest, slug: str, format_: Format) -> HttpResponse:
    """Send the article in *format_* from the address of its page, and say where it has its own."""
    response = for_any_site(written.public)(request, slug, format_)
    patch_vary_headers(response, ["Accept"])
    if response.status_code == HTTPStatus.OK:
        response["Content-Location"] = reverse("written", args=[slug, format_.suffix])
    return response


def _came_from(request: HttpRequest, page: StoredPage) -> Redirect | None:
    """Give the old name that led here, if the address says one that does."""
    name = request.GET.get("from", "")
    if not name or "\0" in name:
        return None
    return Redirect.objects.filter(slug=name, article=page.article_id).first()


def _with_note(request: HttpRequest, page: StoredPage, came: Redirect) -> HttpResponse:
    """Send the page with a note of the name that led here, and its address without that name."""
    with languages.spoken(page.language):
        # The page's own sentence with its title put in as an element.
        said = format_html(_("(Redirected from “{}”)"), format_html("<bdi>{}</bdi>", came.title))
    note = format_html('<p class="quiet">{}</p>', said)
    html = packing.unpack(page.packed["gzip"]).replace(CAME_FROM, note.encode(), 1)
    etag = f'"{hashlib.sha256(html).hexdigest()[:32]}"'

    def send(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(html)
        response["Content-Language"] = page.language
        return response

    response: HttpResponse = condition(etag_func=lambda *_: etag)(send)(request)
    allowing.allow(response, dict(page.policy))
    response["Link"] = f'<{canonical(request)}>; rel="canonical"'
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, no_cache=True, public=True)
    return response


def _address(slug: str, came_from: str) -> str:
    """Give the address of the page at *slug*, which says by which old name its readers came."""
    asked = f"?{urlencode({'from': came_from})}" if came_from else ""
    return f"{reverse('article', args=[slug])}{asked}"
