"""What the checks found in the heads of articles: an index that `store` derives at every save."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article


class HeadFindingQuerySet(models.QuerySet["HeadFinding"]):
    """Findings by what became of them."""

    def open(self) -> HeadFindingQuerySet:
        """Give those that nobody declined."""
        return self.filter(declined="")

    def of_level(self, level: str) -> HeadFindingQuerySet:
        """Give those of *level*: "error", "warning" or "advice"."""
        return self.filter(level=level)


class HeadFinding(models.Model):
    """One finding of the newest revision; the columns are those of `core.checks.Finding`.

    `part` is empty where it is about the article as a whole.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="findings", db_index=False
    )
    rule = models.CharField(max_length=40)
    level = models.CharField(max_length=7)
    part = models.CharField(max_length=10, blank=True)
    part_id = models.UUIDField(null=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    message = models.TextField()
    mend = models.TextField()
    about = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    declined = models.TextField(blank=True)

    objects = HeadFindingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["article", "level"], name="finding_by_article")]
        verbose_name = gettext_lazy("head finding")

    def __str__(self) -> str:
        return f"{self.rule} in {self.article}"


class HeadCheck(models.Model):
    """When an article was checked last, and what the rules looked at, as digests.

    `parts` and `rules` are those of `core.checks.Seen`, `since` gives the day on which each
    undated "citation needed" came into the article, by its fingerprint.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="last_check"
    )
    checked_at = models.DateTimeField(default=timezone.now)
    parts = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)
    since = models.JSONField(default=dict)

    class Meta:
        verbose_name = gettext_lazy("head check")

    def __str__(self) -> str:
        return f"{self.article}, checked at {self.checked_at}"
