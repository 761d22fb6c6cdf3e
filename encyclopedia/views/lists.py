"""The public articles from A to Z."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from encyclopedia import pages, presenting
from encyclopedia.core import titles
from encyclopedia.models import Publication, PublishedCategory
from encyclopedia.models.publication import LARGE
from encyclopedia.views import sheets
from encyclopedia.views.asking import for_everybody

if TYPE_CHECKING:
    from django.db.models import QuerySet


ORDER: Final = ("letter", "sort_key", "slug")


@require_safe
@for_everybody
def index(request: HttpRequest) -> HttpResponse:
    """List the public articles by letter, or those whose titles have the words of `q`."""
    query = " ".join(request.GET.get("q", "").split())[:200]
    light = Publication.objects.without_pages().order_by(*ORDER)
    if query:
        return _titles_with(query, light)
    sheet = sheets.by_letter(request, held(Publication.objects.all()))
    found = light.filter(letter=sheet.letter) if sheet.letter else light
    return HttpResponse(
        pages.index(
            pages.IndexPage(
                title=_("Articles"),
                letters=by_letter(sheets.along(found, sheet, *ORDER).defer(*LARGE)),
                letter=sheet.letter,
                ways=sheet.ways,
                total=sheet.total,
                search_url=reverse("index"),
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=sheet.canonical,
                site=presenting.site(),
            )
        )
    )


def _titles_with(query: str, found: QuerySet[Publication]) -> HttpResponse:
    for word in titles.key(query).split():
        found = found.filter(title_key__contains=word)
    total = found.count()
    return HttpResponse(
        pages.index(
            pages.IndexPage(
                title=_("Articles"),
                letters=by_letter(found[: sheets.A_PAGE]),
                total=total,
                query=query,
                search_url=reverse("index"),
                site=presenting.site(),
            )
        )
    )


def held(listed: QuerySet[Publication] | QuerySet[PublishedCategory]) -> dict[str, int]:
    """Count what is *listed* under each letter, in the order of the letters."""
    counted = listed.order_by("letter").values_list("letter").annotate(held=Count("pk"))
    return dict(counted)


def link(publication: Publication) -> pages.PageLink:
    """Lead to an article, with what it is in a line."""
    return pages.PageLink(
        words=publication.title,
        url=reverse("article", args=[publication.slug]),
        note=publication.short_description,
    )


def by_letter(listed: Iterable[Publication]) -> tuple[pages.Letter, ...]:
    """Put what is *listed* under its letters, in the order it comes."""
    return under_letters((publication.letter, link(publication)) for publication in listed)


def under_letters(links: Iterable[tuple[str, pages.PageLink]]) -> tuple[pages.Letter, ...]:
    """Put *links* under the letter that comes with each, in the order they come."""
    grouped: dict[str, list[pages.PageLink]] = {}
    for letter, found in links:
        grouped.setdefault(letter, []).append(found)
    return tuple(pages.Letter(name=name, entries=tuple(found)) for name, found in grouped.items())
