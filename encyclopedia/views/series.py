"""Series: all of them, and the articles of one in their order."""

from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from encyclopedia import pages, presenting
from encyclopedia.core import titles
from encyclopedia.models import OF_PUBLICATIONS, PublishedSeries
from encyclopedia.views import sheets
from encyclopedia.views.asking import for_everybody


@require_safe
@for_everybody
def every(request: HttpRequest) -> HttpResponse:
    """List the series that public articles are part of, with how many are part of each."""
    rows = PublishedSeries.objects.order_by("slug").values("slug")
    sheet = sheets.by_number(request, rows.distinct().count())
    entries = tuple(
        pages.PageLink(
            words=row["name"], url=reverse("series", args=[row["slug"]]), held=row["held"]
        )
        for row in rows.annotate(name=Min("name"), held=Count("pk"))[sheet.here]
    )
    return HttpResponse(
        pages.index(
            pages.IndexPage(
                title=pgettext("more than one", "Series"),
                letters=(pages.Letter(name="", entries=entries),) if entries else (),
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
def series(request: HttpRequest, series: str) -> HttpResponse:
    """List the public articles of a series, by the dates of their subjects, else by title."""
    slug = titles.slug(series)
    if slug != series:
        return HttpResponsePermanentRedirect(reverse("series", args=[slug]))
    rows = PublishedSeries.objects.filter(slug=slug).select_related("publication")
    sheet = sheets.by_number(request, rows.count())
    listed = list(rows.defer(*OF_PUBLICATIONS)[sheet.here])
    if not listed:
        raise Http404("no public article is part of this series")
    return HttpResponse(
        pages.series(
            pages.SeriesPage(
                name=listed[0].name,
                members=tuple(map(_member, listed)),
                total=sheet.total,
                first=sheet.here.start + 1,
                is_dated=any(row.begins is not None for row in listed),
                number=sheet.number,
                count=sheet.count,
                previous_url=sheet.previous_url,
                next_url=sheet.next_url,
                canonical=sheet.canonical,
                site=presenting.site(),
            )
        )
    )


def _member(row: PublishedSeries) -> pages.Member:
    publication = row.publication
    return pages.Member(
        title=publication.title,
        url=reverse("article", args=[publication.slug]),
        note=publication.short_description,
        date=row.date,
    )
