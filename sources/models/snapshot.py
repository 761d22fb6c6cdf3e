"""Archived copies of sources."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy


class Snapshot(models.Model):
    """A capture of a source: never changed, named by the SHA-256 of its original bytes.

    The bytes stand in the archive storage under that name, `size` counts them. `full` is what
    was captured, `kept` the [start, end] stretches of it that are the article, and `text` those
    stretches, which quotations are found in.
    """

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    source = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="snapshots")
    text = models.TextField()
    full = models.TextField(blank=True)
    kept = models.JSONField(default=list, blank=True)
    file_name = models.CharField(gettext_lazy("file name"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(gettext_lazy("size"))
    captured_at = models.DateTimeField(gettext_lazy("captured at"))
    extractor = models.CharField(gettext_lazy("extractor"), max_length=50)
    extractor_version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = gettext_lazy("archived copy")
        verbose_name_plural = gettext_lazy("archived copies")

    def __str__(self) -> str:
        return f"{self.source_id} {self.sha256[:12]}"
