"""What links here: the articles that lead to one, and the lists that have it."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
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
from encyclopedia.views import categories, finding, lists, sheets
from encyclopedia.views.asking import for_everybody

# An article has few old names and categories; of more than these the first are told.
MOST: Final = 50
# So many articles that lead here, or fewer, are put in order by themselves.
FEW: Final = 500


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
    total = leading.count()
    # Under one name each article links once.
    articles = leading.values("publication").distinct().count() if names else total
    sheet = sheets.by_number(request, articles)
    rows = _rows(leading, sheet).select_related("publication").defer(*OF_PUBLICATIONS)
    return HttpResponse(
        pages.links(
            pages.LinksPage(
                links=presenting.links(article, publication.title),
                entries=tuple(_entry(row, names) for row in rows),
                total=total,
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


def _rows(leading: QuerySet[PublishedLink], sheet: sheets.Sheet) -> QuerySet[PublishedLink]:
    """Give the links from the articles on *sheet*.

    Where many lead here it goes along all articles and asks of each whether it does, else it
    begins with the links: either way little is read that is not shown.
    """
    if sheet.total <= FEW:
        linking = Publication.objects.filter(
            pk__in=list(leading.values_list("publication", flat=True))
        )
    else:
        linking = Publication.objects.filter(Exists(leading.filter(publication=OuterRef("pk"))))
    here = sheets.along(linking, sheet, *lists.ORDER).values("pk")
    in_order = (f"publication__{each}" for each in lists.ORDER)
    return leading.filter(publication__in=here).order_by(*in_order, "title_key")


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
