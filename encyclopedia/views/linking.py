"""What links here: the articles that lead to one, and the lists that have it."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from encyclopedia import pages, presenting
from encyclopedia.chronicling import ANYBODY
from encyclopedia.models import (
    OF_PUBLICATIONS,
    Article,
    Publication,
    PublishedLink,
    PublishedSeries,
)
from encyclopedia.views import categories, finding, sheets
from encyclopedia.views.asking import for_everybody

# An article has few old names and categories; of more than these the first are told.
MOST: Final = 50


@require_safe
@for_everybody
def links(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which public articles link to this one, by its name or an old one, and where."""
    visible = Article.objects.visible_to(ANYBODY).select_related("publication")
    article = finding.among(visible.defer(*OF_PUBLICATIONS), slug)
    publication = article.publication
    named = article.redirects.exclude(title_key=None).order_by("title_key")
    names = {str(key): title for key, title in named.values_list("title_key", "title")[:MOST]}
    keys = [publication.title_key, *names]
    leading = PublishedLink.objects.filter(title_key__in=keys).exclude(publication=publication)
    sheet = sheets.by_number(request, leading.count())
    in_order = leading.order_by("publication__letter", "publication__sort_key", "title_key")
    rows = in_order.select_related("publication").defer(*OF_PUBLICATIONS)[sheet.here]
    return HttpResponse(
        pages.links(
            pages.LinksPage(
                links=presenting.links(article, publication.title),
                entries=tuple(_entry(row, names) for row in rows),
                total=sheet.total,
                series=tuple(_series(publication)),
                categories=tuple(
                    map(
                        categories.link,
                        publication.categories.order_by("name").values("slug", "name")[:MOST],
                    )
                ),
                names=tuple(names.values()),
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=sheet.canonical,
                site=presenting.site(),
            )
        )
    )


def _entry(row: PublishedLink, names: Mapping[str, str]) -> pages.LinkHere:
    publication = row.publication
    return pages.LinkHere(
        title=publication.title,
        url=reverse("article", args=[publication.slug]),
        note=publication.short_description,
        in_text=row.in_text,
        in_see_also=row.in_see_also,
        formerly=names.get(row.title_key, ""),
    )


def _series(publication: Publication) -> Iterator[pages.PageLink]:
    for row in PublishedSeries.objects.filter(publication=publication):
        yield pages.PageLink(words=row.name, url=reverse("series", args=[row.slug]))
