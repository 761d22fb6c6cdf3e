"""When readers get an article, when it is taken from them, and who may touch it meanwhile."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from encyclopedia.models.article import Article
from encyclopedia.models.edit import Edit


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    """Schedules by what became of them."""

    def waiting(self) -> ScheduleQuerySet:
        """Give those that are still to be carried out, the earliest first."""
        return self.filter(state=Schedule.WAITING).order_by("publish_at", "pk")

    def due(self, now: datetime) -> ScheduleQuerySet:
        """Give those whose time has come."""
        return self.waiting().filter(publish_at__lte=now)

    def end(self, state: str, note: str = "") -> int:
        """End those that wait still, in one statement, and count them: nobody else ends them."""
        waiting = self.filter(state=Schedule.WAITING).order_by()
        return waiting.update(state=state, ended_at=timezone.now(), note=note)


class Schedule(models.Model):
    """A revision is to be published at a time; `note` says why it was not."""

    WAITING, DONE, TAKEN_BACK, OVERTAKEN, FAILED = (
        "waiting",
        "done",
        "taken-back",
        "overtaken",
        "failed",
    )
    STATES = [
        (WAITING, gettext_lazy("Scheduled")),
        (DONE, gettext_lazy("Published")),
        (TAKEN_BACK, gettext_lazy("Taken back")),
        (OVERTAKEN, gettext_lazy("Overtaken by another publication")),
        (FAILED, gettext_lazy("Not published")),
    ]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="schedules")
    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="schedules")
    publish_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(state="waiting"), name="one_schedule_an_article"
            )
        ]
        verbose_name = gettext_lazy("schedule")

    def __str__(self) -> str:
        return f"{self.edit} at {self.publish_at}"


class Withdrawal(models.Model):
    """An article was taken from its readers, who had `edit`, and perhaps given back to them."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="withdrawals")
    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-pk",)
        default_permissions = ()
        verbose_name = gettext_lazy("withdrawal")

    def __str__(self) -> str:
        return f"withdrawal of {self.article}"


class Protection(models.Model):
    """Who alone may change and publish an article, until when and why; rows are only added.

    The article names the one that holds. The row that lifts a protection has an empty level.
    """

    EDITORS, PUBLISHERS, ADMINISTRATORS, LIFTED = "editors", "publishers", "administrators", ""
    LEVELS = [
        (LIFTED, gettext_lazy("Everybody who may write")),
        (EDITORS, gettext_lazy("Editors and above")),
        (PUBLISHERS, gettext_lazy("Publishers and above")),
        (ADMINISTRATORS, gettext_lazy("Administrators only")),
    ]

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="protections")
    level = models.CharField(max_length=15, choices=LEVELS, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        default_permissions = ()
        permissions = (
            ("protect_article", gettext_noop("Can protect articles")),
            (
                "pass_protection",
                gettext_noop("Can change articles that are protected from all others"),
            ),
        )
        verbose_name = gettext_lazy("protection")

    def __str__(self) -> str:
        return f"{self.article}: {self.get_level_display()}"

    def holds(self, now: datetime) -> bool:
        """Tell whether this still keeps anybody out at *now*."""
        return bool(self.level) and (self.expires_at is None or now < self.expires_at)
