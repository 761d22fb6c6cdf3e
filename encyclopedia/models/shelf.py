"""What the pages around the articles know of them: indexes of what the public reads.

`shelving` derives them at publication: narrow rows, so that no list has to read an article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from encyclopedia.models.publication import Publication

if TYPE_CHECKING:
    from datetime import date


class PublishedEventQuerySet(models.QuerySet["PublishedEvent"]):
    """Events by the day of the year."""

    def coming(self, today: date, most: int) -> list[PublishedEvent]:
        """Give *most* events by the day of the year on which they come round, from *today* on.

        Those of one day are the newest first; after the last day of the year comes the first.
        """
        in_order, day = self.order_by("day", "-year", "pk"), today.month * 100 + today.day
        found: list[PublishedEvent] = list(in_order.filter(day__gte=day)[:most])
        if len(found) < most:
            found += in_order.filter(day__lt=day)[: most - len(found)]
        return found


class PublishedEvent(models.Model):
    """An entry of a published timeline that has an exact day.

    `day` is month and day, 516 for 16 May, `year` 0 is 1 BCE; `anchor` is where on the page.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="events")
    day = models.PositiveSmallIntegerField()
    year = models.IntegerField()
    title = models.CharField(max_length=255, blank=True)
    words = models.CharField(max_length=500, blank=True)
    anchor = models.CharField(max_length=60)

    objects = PublishedEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["day", "-year"], name="event_by_day")]
        verbose_name = gettext_lazy("published event")

    def __str__(self) -> str:
        return f"{self.title or self.words} in {self.publication}"


class PublishedSeries(models.Model):
    """A published article is part of a series.

    `date` is the first date of its infobox as it is written, `begins` the first day that this may
    mean, as a number that sorts; None where there is none.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="in_series"
    )
    name = models.CharField(max_length=255)
    slug = models.CharField(max_length=300)
    date = models.CharField(max_length=255, blank=True)
    begins = models.BigIntegerField(null=True)
    sort_key = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = (F("begins").asc(nulls_last=True), "sort_key")
        indexes = [models.Index(fields=["slug", "begins", "sort_key"], name="series_in_order")]
        verbose_name = gettext_lazy("published series")

    def __str__(self) -> str:
        return f"{self.publication} in {self.name}"


class PublishedEvidenceQuerySet(models.QuerySet["PublishedEvidence"]):
    """Publications by how well they are sourced."""

    def weakest(self) -> PublishedEvidenceQuerySet:
        """Give those with sentences that want a source, the most first."""
        return self.filter(wanting__gt=0).order_by("-wanting", "pk")

    def drawn(self, lot: int) -> PublishedEvidenceQuerySet:
        """Give the well-sourced one on which *lot* falls, if there is any."""
        sound = self.filter(sound=True)
        lots = sound.order_by("lot").values("lot")
        from_here = lots.filter(lot__gte=lot)
        drawn = Coalesce(models.Subquery(from_here[:1]), models.Subquery(lots[:1]))
        return sound.filter(lot=drawn).order_by("pk")[:1]


class PublishedEvidence(models.Model):
    """How a published article is sourced: of its `sentences`, how many are `wanting` a source.

    `sound` says that it is well sourced, `lot` is a number of its own by which one is drawn.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, primary_key=True, related_name="evidence"
    )
    sentences = models.PositiveIntegerField(default=0)
    wanting = models.PositiveIntegerField(default=0)
    sound = models.BooleanField(default=False)
    lot = models.PositiveIntegerField(default=0)

    objects = PublishedEvidenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-wanting", "publication"],
                condition=Q(wanting__gt=0),
                name="evidence_weakest",
            ),
            models.Index(fields=["lot"], condition=Q(sound=True), name="evidence_by_lot"),
        ]
        verbose_name = gettext_lazy("published evidence")

    def __str__(self) -> str:
        return f"{self.publication}: {self.wanting} of {self.sentences} want a source"
