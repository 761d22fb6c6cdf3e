"""What programs look for at addresses of their own: rules, what there is, our mark."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from encyclopedia import formats, mark, pages, presenting
from encyclopedia.core.writers import json_schema
from encyclopedia.core.writers.json import SCHEMA
from encyclopedia.crossing import for_any_site
from encyclopedia.models import Publication
from encyclopedia.views import asking

SIDES = (192, 512)  # pixels of the marks that the manifest names
TOUCH = 180
LATEST = 30
A_DAY = 24 * 60 * 60  # seconds
HOW_TO_READ = (
    "Every article is at `/articles/<slug>/`, and with a suffix in place of the last slash in other"
    " formats: {formats}. The page itself answers `Accept: text/markdown` with Markdown. Citations"
    " stand in the text as `[@key]`; the sources are in the front matter. Each revision stays at"
    " `/articles/<slug>/revisions/<id>/`, in the same formats: cite that."
)
CLOSED = (
    "/admin/",
    "/search/",
    "/articles/*/compare/",
    "/articles/*/authorship/*/",
    "/articles/*/history/?*",
    "/healthz",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers to stay at the articles, and where all of them are named (RFC 9309)."""
    origin = asking.site(request).origin
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /"]
    lines = [*rules, "", f"Sitemap: {origin}{reverse('sitemap')}", ""]
    return _known(request, "\n".join(lines).encode(), "text/plain; charset=utf-8")


@for_any_site
@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """Tell language models what there is and how to read it (https://llmstxt.org/)."""
    site = asking.site(request)
    latest = Publication.objects.without_pages().order_by("-published_at")[:LATEST]
    written = ", ".join(f"{each.words} (`.{each.suffix}`)" for each in formats.offered())
    lines = [
        f"# {_plain(site.name)}",
        "",
        "> Reference articles; each statement can be traced to the words of its source.",
        "",
        HOW_TO_READ.format(formats=written),
        "",
        "## What there is",
        "",
        _entry(site, "All articles", reverse("index"), "by letter"),
        _entry(site, "Sitemap", reverse("sitemap"), "every public address, with dates"),
        _entry(site, "Sources", reverse("sources"), "what the articles rest on"),
        _entry(site, "Recent changes", reverse("recent-feed"), "Atom"),
        _entry(site, "Search", f"{reverse('search')}?q=", "put words after the question mark"),
        _entry(site, "JSON Schema", reverse("schema", args=[SCHEMA]), "of `.json`"),
        "",
        "## Articles changed last",
        "",
        *(
            _entry(
                site,
                each.title,
                reverse("written", args=[each.slug, "md"]),
                each.short_description,
            )
            for each in latest
        ),
        "",
    ]
    return _known(request, "\n".join(lines).encode(), "text/plain; charset=utf-8")


@for_any_site
@require_safe
def schema(request: HttpRequest, number: int) -> HttpResponse:
    """Give the JSON Schema of the JSON of articles."""
    if not 1 <= number <= SCHEMA:
        raise Http404("no such schema")
    address = f"{asking.site(request).origin}{reverse('schema', args=[number])}"
    body = json.dumps(json_schema.schema(address, number), ensure_ascii=False, indent=2) + "\n"
    return _known(request, body.encode(), "application/schema+json", for_days=1)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the site to systems that keep it like an app (https://www.w3.org/TR/appmanifest/)."""
    name = presenting.site().name
    sized = [
        {"src": reverse("mark", args=[side]), "sizes": f"{side}x{side}", "type": "image/png"}
        for side in SIDES
    ]
    described = {
        "name": name,
        "short_name": name[:12].rstrip(),
        "description": _("Reference articles, each statement traceable to its source."),
        "lang": settings.LANGUAGE_CODE,
        "dir": pages.direction(settings.LANGUAGE_CODE),
        "id": reverse("front"),
        "start_url": reverse("front"),
        "scope": reverse("front"),
        "display": "minimal-ui",
        "background_color": mark.PAPER,
        "theme_color": mark.PAPER,
        "icons": [
            {"src": reverse("icon"), "sizes": "any", "type": "image/svg+xml"},
            *({**icon, "purpose": "maskable"} for icon in sized),
            *sized,
        ],
    }
    body = json.dumps(described, ensure_ascii=False, indent=1).encode()
    return _known(request, body, "application/manifest+json", for_days=1)


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Give the mark as SVG."""
    return _known(request, mark.svg().encode(), "image/svg+xml", for_days=30)


@require_safe
def old_icon(request: HttpRequest) -> HttpResponse:
    """Give the mark where browsers look for it unasked."""
    return _known(request, mark.ico(), "image/vnd.microsoft.icon", for_days=30)


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """Give the mark for home screens, which round its corners themselves."""
    return _known(request, mark.png(TOUCH, whole=True), "image/png", for_days=30)


@require_safe
def sized_icon(request: HttpRequest, side: int) -> HttpResponse:
    """Give the mark in one of the sizes that the manifest names."""
    if side not in SIDES:
        raise Http404("no such size")
    return _known(request, mark.png(side, whole=True), "image/png", for_days=30)


def _entry(site: pages.Site, words: str, path: str, note: str) -> str:
    told = f": {' '.join(note.split())}" if note else ""
    return f"- [{_plain(words)}]({site.origin}{path}){told}"


def _plain(words: str) -> str:
    """Write *words* so that Markdown takes none of them for more."""
    escaped = "".join(f"\\{sign}" if sign in "\\[]*_`<>" else sign for sign in words)
    return " ".join(escaped.split())


def _known(request: HttpRequest, body: bytes, type_: str, *, for_days: int = 0) -> HttpResponse:
    """Send *body* unless it is known; caches keep it *for_days*, or ask each time."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'

    def send(request: HttpRequest) -> HttpResponse:
        return HttpResponse(body, content_type=type_)

    response: HttpResponse = condition(etag_func=lambda *_: etag)(send)(request)
    if for_days:
        patch_cache_control(response, public=True, max_age=for_days * A_DAY)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return response
