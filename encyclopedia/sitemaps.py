"""Every public address for crawlers: an index, and pages of at most 5,000 addresses each.

The protocol is that of https://www.sitemaps.org/protocol.html. Addresses are in the order of their
keys, so that a page holds the same ones from day to day, but for those that came or went.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, repeat
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from encyclopedia import permissions, presenting
from encyclopedia.models import Publication, PublishedCategory
from sources.models import Source

A_PAGE: Final = 5000
MOST: Final = 50_000  # pages, as the protocol has it
AT_ONCE: Final = 1000  # rows in memory
STANDING: Final = (
    "front",
    "index",
    "categories",
    "every-series",
    "sources",
    "contributors",
    "about",
    "policy",
    "licence",
)  # the pages that there is one of each
_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"

Address: TypeAlias = tuple[str, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """Rows of (key, last change) whose pages the route *route* shows.

    `count`, where there is one, is of as many rows: the index tells no change of theirs then.
    """

    route: str
    rows: QuerySet[Any, Any]
    count: QuerySet[Any] | None = None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Name every page of the sitemap, those of articles with the last change of what they name."""
    origin = presenting.site(f"{request.scheme}://{request.get_host()}").origin
    maps = [
        (f"{origin}{reverse('sitemap-page', args=[name, number])}", changed)
        for name, listed in _all().items()
        for number, changed in enumerate(_changes(listed), start=1)
    ]
    standing = (f"{origin}{reverse('sitemap-page', args=['pages', 1])}", None)
    return _answer(request, "sitemapindex", "sitemap", [standing, *maps])


@require_safe
def page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Give one page: its addresses, each with the day and time of its last change."""
    origin = presenting.site(f"{request.scheme}://{request.get_host()}").origin
    if name == "pages":
        found: list[Address] = [(reverse(each), None) for each in STANDING] if number == 1 else []
    else:
        found = list(_page(name, number))
    if not found:
        raise Http404("no such page of the sitemap")
    return _answer(request, "urlset", "url", [(f"{origin}{path}", when) for path, when in found])


def _all() -> dict[str, _Listed]:
    """Give all that has pages of its own and is public, by the name of its sitemap."""
    listed = {
        "articles": _Listed(
            route="article",
            rows=Publication.objects.order_by("pk").values_list("pk", "published_at"),
        ),
        "sources": _Listed(
            route="source",
            rows=Source.objects.filter(permissions.sources_visible_to(AnonymousUser()))
            .order_by("key")
            .values_list("key")
            .annotate(Max("published_citations__publication__published_at")),
            count=Source.objects.filter(permissions.sources_listed_for(AnonymousUser())),
        ),
        "categories": _Listed(
            route="category",
            rows=PublishedCategory.objects.order_by("slug")
            .values_list("slug")
            .annotate(Max("publication__published_at")),
            count=PublishedCategory.objects.values("slug").distinct(),
        ),
    }
    return {name: each for name, each in listed.items() if _has_pages(each.route)}


def _has_pages(route: str) -> bool:
    try:
        reverse(route, args=["any"])
    except NoReverseMatch:
        return False
    return True


def _changes(listed: _Listed) -> Iterator[datetime | None]:
    """Give the last change of each page of *listed*, with few rows in memory at a time."""
    if listed.count is not None:
        yield from repeat(None, -(-listed.count.count() // A_PAGE))
        return
    moments = (when for _, when in listed.rows.iterator(chunk_size=AT_ONCE))
    while a_page := list(islice(moments, A_PAGE)):
        yield max(a_page)


def _page(name: str, number: int) -> Iterator[Address]:
    listed = _all().get(name)
    if listed is None or not 1 <= number <= MOST:
        return
    rows = listed.rows[(number - 1) * A_PAGE : number * A_PAGE]
    for key, when in rows.iterator(chunk_size=AT_ONCE):
        yield reverse(listed.route, args=[key]), when


def _answer(
    request: HttpRequest, whole: str, each: str, addresses: Iterable[Address]
) -> HttpResponse:
    """Write *addresses* as the element *whole* of elements *each*; send it unless it is known."""
    entries = (
        f"<{each}><loc>{escape(url)}</loc>{_changed(when)}</{each}>" for url, when in addresses
    )
    text = "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<{whole} xmlns="{_SPACE}">',
            *entries,
            f"</{whole}>",
            "",
        )
    )
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'

    def send(request: HttpRequest) -> HttpResponse:
        return HttpResponse(text, content_type="application/xml; charset=utf-8")

    response: HttpResponse = condition(etag_func=lambda *_: etag)(send)(request)
    patch_cache_control(response, no_cache=True, public=True)
    return response


def _changed(when: datetime | None) -> str:
    return f"<lastmod>{when.isoformat(timespec='seconds')}</lastmod>" if when else ""
