"""Who changed the record of a source, and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy
from reversion.models import Revision

from sources.models.source import Source


class SourceEdit(models.Model):
    """A revision of one source's record."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="edits")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    editor_name = models.CharField(max_length=150)
    saved_at = models.DateTimeField(default=timezone.now)
    summary = models.CharField(max_length=500, blank=True)
    schema = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = gettext_lazy("revision of a source")

    def __str__(self) -> str:
        return f"revision {self.revision_id} of {self.source}"
