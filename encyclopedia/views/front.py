"""The front page."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import Count, Min
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from encyclopedia import pages, permissions, presenting, shelving
from encyclopedia.chronicling import ANYBODY
from encyclopedia.models import (
    OF_PUBLICATIONS,
    Publication,
    PublishedCategory,
    PublishedEvent,
    PublishedEvidence,
)
from encyclopedia.models.publication import PublicationQuerySet
from encyclopedia.views import categories, lists
from encyclopedia.views.asking import canonical, for_everybody
from sources.models import Source

SHOWN: Final = 6
NEXT: Final = 4
EXPLORED: Final = 16
# Characters of an article that the front page opens with.
BEGINNING: Final = 600
# The days of the year are those of a year that has them all.
LEAP_YEAR: Final = 2000


@require_safe
@for_everybody
def front(request: HttpRequest) -> HttpResponse:
    """Show what to read today, what is new, what has changed, and where sources are wanting."""
    today = timezone.localdate()
    light = Publication.objects.without_pages()
    latest = list(light.order_by("-first_published_at")[:SHOWN])
    changed = list(_with_edits(light.order_by("-published_at"))[:SHOWN])
    return HttpResponse(
        pages.front(
            pages.FrontPage(
                featured=_featured(today),
                today=today,
                events=_events(today),
                latest=tuple(
                    replace(lists.link(each), when=each.first_published_at) for each in latest
                ),
                changed=tuple(map(_changed, changed)),
                weakest=_weakest(),
                explore=_explore([*latest, *changed]),
                articles=light.count(),
                categories=PublishedCategory.objects.categories(),
                sources=Source.objects.filter(permissions.sources_listed_for(ANYBODY)).count(),
                canonical=canonical(request),
                site=presenting.site(),
            )
        )
    )


def _with_edits(publications: PublicationQuerySet) -> PublicationQuerySet:
    unread = ("manifest", "declined", "kinds")
    return publications.select_related("edit").defer(
        "page", "brotli", *(f"edit__{name}" for name in unread)
    )


def _changed(publication: Publication) -> pages.PageLink:
    """Lead to an article, with what its last change was about."""
    edit = publication.edit
    said = "" if edit.hides("summary") else edit.summary
    found = lists.link(publication)
    return replace(found, note=said or found.note, when=publication.published_at)


def _featured(today: date) -> pages.Featured | None:
    """Give the well-sourced article on which the lot of *today* falls."""
    drawn = PublishedEvidence.objects.drawn(shelving.lot_of(today)).select_related("publication")
    beginning = Substr("publication__search_entry__body", 1, BEGINNING)
    found = drawn.defer(*OF_PUBLICATIONS).annotate(beginning=beginning).first()
    if found is None:
        return None
    publication = found.publication
    return pages.Featured(
        title=publication.title,
        url=reverse("article", args=[publication.slug]),
        evidence_url=reverse("evidence", args=[publication.slug]),
        language=publication.language,
        direction=pages.direction(publication.language),
        note=publication.short_description,
        opening=_opening(found.beginning),
        sentences=found.sentences,
        sourced=found.sentences - found.wanting,
    )


def _opening(body: str | None) -> str:
    """Cut the first paragraph from the beginning of a *body*, at the end of a word."""
    paragraph, ended, _ = (body or "").partition("\n")
    if ended or len(paragraph) < BEGINNING:
        return paragraph
    return f"{paragraph.rpartition(' ')[0].rstrip(' ,;:–—-')}…"


def _events(today: date) -> tuple[pages.DayEvent, ...]:
    """Give what happened on the day of *today*; where nothing did, what comes round next."""
    rows = PublishedEvent.objects.select_related("publication").defer(*OF_PUBLICATIONS)
    coming = tuple(map(_event, rows.coming(today, SHOWN)))
    of_today = tuple(each for each in coming if each.is_of(today))
    return of_today or coming[:NEXT]


def _event(row: PublishedEvent) -> pages.DayEvent:
    return pages.DayEvent(
        day=date(LEAP_YEAR, *divmod(row.day, 100)),
        year=row.year,
        article=row.publication.title,
        url=f"{reverse('article', args=[row.publication.slug])}#{row.anchor}",
        title=row.title,
        words=row.words,
    )


def _weakest() -> tuple[pages.Weak, ...]:
    rows = PublishedEvidence.objects.weakest().select_related("publication")
    return tuple(
        pages.Weak(
            title=row.publication.title,
            url=reverse("evidence", args=[row.publication.slug]),
            sentences=row.sentences,
            wanting=row.wanting,
        )
        for row in rows.defer(*OF_PUBLICATIONS)[:SHOWN]
    )


def _explore(shown: Iterable[Publication]) -> tuple[pages.PageLink, ...]:
    """Lead to the categories of the articles *shown*, with how many articles each has in all."""
    theirs = PublishedCategory.objects.filter(publication__in={each.pk for each in shown})
    slugs = list(theirs.order_by("slug").values_list("slug", flat=True).distinct())
    held = PublishedCategory.objects.filter(slug__in=slugs).values("slug")
    counted = held.annotate(name=Min("name"), held=Count("pk")).order_by("-held", "slug")
    return tuple(map(categories.link, counted[:EXPLORED]))
