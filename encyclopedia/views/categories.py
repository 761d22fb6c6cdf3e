"""Categories: all of them, and the articles of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from encyclopedia import pages, presenting
from encyclopedia.core import titles
from encyclopedia.models import OF_PUBLICATIONS, Publication, PublishedCategory
from encyclopedia.views import lists, sheets
from encyclopedia.views.asking import for_everybody

RELATED: Final = 12
# So many entries or fewer are one list, without a heading for each letter.
FEW: Final = 12


@require_safe
@for_everybody
def categories(request: HttpRequest) -> HttpResponse:
    """List the categories that public articles are in, with how many are in each."""
    every = PublishedCategory.objects.values("slug").order_by("slug")
    sheet = sheets.by_number(request, PublishedCategory.objects.categories())
    grouped: dict[str, list[pages.PageLink]] = {}
    for row in every.annotate(name=Min("name"), held=Count("pk"))[sheet.here]:
        grouped.setdefault(titles.letter(row["name"]), []).append(link(row))
    letters = (pages.Letter(name=letter, entries=tuple(found)) for letter, found in grouped.items())
    return HttpResponse(
        pages.index(
            pages.IndexPage(
                title=_("Categories"),
                letters=tuple(letters),
                total=sheet.total,
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=sheet.canonical,
                site=presenting.site(),
            )
        )
    )


@require_safe
@for_everybody
def category(request: HttpRequest, category: str) -> HttpResponse:
    """List the public articles of a category by letter."""
    slug = titles.slug(category)
    if slug != category:
        return HttpResponsePermanentRedirect(reverse("category", args=[slug]))
    members = PublishedCategory.objects.filter(slug=slug)
    held = lists.held(members)
    if not held:
        raise Http404("no public article is in this category")
    sheet = sheets.by_letter(request, held)
    found = members.filter(letter=sheet.letter) if sheet.letter else members
    here = sheets.along(found, sheet, "letter", "sort_key", "pk")
    listed = list(here.select_related("publication").defer(*OF_PUBLICATIONS))
    articles = [row.publication for row in listed]
    return HttpResponse(
        pages.category(
            pages.CategoryPage(
                name=listed[0].name if listed else slug.replace("-", " "),
                letters=lists.by_letter(articles) if sheet.total > FEW else _one_list(articles),
                total=sheet.total,
                letter=sheet.letter,
                ways=sheet.ways,
                related=_related(slug, articles),
                recent_url=f"{reverse('recent')}?{urlencode({'category': slug})}",
                feed_url=reverse("category-feed", args=[slug]),
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=sheet.canonical,
                site=presenting.site(),
            )
        )
    )


def link(row: Mapping[str, object]) -> pages.PageLink:
    """Lead to a category: *row* has its slug and name, and how many articles it held, if told."""
    return pages.PageLink(
        words=str(row["name"]),
        url=reverse("category", args=[row["slug"]]),
        held=int(str(row.get("held", 0))),
    )


def _one_list(listed: Iterable[Publication]) -> tuple[pages.Letter, ...]:
    entries = tuple(map(lists.link, listed))
    return (pages.Letter(name="", entries=entries),) if entries else ()


def _related(slug: str, listed: Iterable[Publication]) -> tuple[pages.PageLink, ...]:
    """Lead to the categories that most of the articles *listed* are in too."""
    beside = PublishedCategory.objects.filter(publication__in=[each.pk for each in listed])
    counted = beside.exclude(slug=slug).values("slug").annotate(name=Min("name"), held=Count("pk"))
    return tuple(map(link, counted.order_by("-held", "slug")[:RELATED]))
