"""The front page, the index of titles, and what machines ask for."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from encyclopedia import pages, presenting
from encyclopedia.core import titles
from encyclopedia.models import Publication, PublishedCitation

A_PAGE = 500
SHOWN = 8


def _link(publication: Publication) -> pages.PageLink:
    return pages.PageLink(
        words=publication.title,
        url=reverse("article", args=[publication.slug]),
        note=publication.short_description,
        when=publication.published_at,
    )


@require_safe
@cache_control(no_cache=True, public=True)
def front(request: HttpRequest) -> HttpResponse:
    """Show what is new, what has changed, and how much there is."""
    light = Publication.objects.without_pages()
    return HttpResponse(
        pages.front(
            pages.FrontPage(
                intro="Reference articles, each statement traceable to the words of its source.",
                latest=tuple(map(_link, light.order_by("-first_published_at")[:SHOWN])),
                changed=tuple(map(_link, light.order_by("-published_at")[:SHOWN])),
                articles=light.count(),
                sources=PublishedCitation.objects.values("source").distinct().count(),
                site=presenting.site(),
            )
        )
    )


@require_safe
@cache_control(no_cache=True, public=True)
def index(request: HttpRequest) -> HttpResponse:
    """List the public articles by letter, or those whose titles have the words of `q`."""
    query = " ".join(request.GET.get("q", "").split())[:200]
    found = Publication.objects.without_pages().order_by("title_key")
    for word in titles.key(query).split():
        found = found.filter(title_key__contains=word)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    here = f"{reverse('index')}?{_query(query)}page="
    return HttpResponse(
        pages.index(
            pages.IndexPage(
                title="Articles",
                letters=letters(map(_link, page.object_list)),
                total=page.paginator.count,
                query=query,
                search_url=reverse("index"),
                number=page.number,
                count=page.paginator.num_pages,
                previous_url=f"{here}{page.number - 1}" if page.has_previous() else "",
                next_url=f"{here}{page.number + 1}" if page.has_next() else "",
                site=presenting.site(),
            )
        )
    )


def _query(query: str) -> str:
    return f"{urlencode({'q': query})}&" if query else ""


def letters(links: Iterable[pages.PageLink]) -> tuple[pages.Letter, ...]:
    """Put *links* under the first letter of their words, in the order they come."""
    grouped: dict[str, list[pages.PageLink]] = {}
    for link in links:
        grouped.setdefault(link.words[:1].upper(), []).append(link)
    return tuple(pages.Letter(name=name, entries=tuple(found)) for name, found in grouped.items())


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer while the process lives and the database answers."""
    Publication.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
