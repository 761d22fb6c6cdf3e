"""What came of asking sources at their addresses, and what had changed there."""

from __future__ import annotations

from django.db import models

from sources.models.source import Source


class Visit(models.Model):
    """What came of asking a source at its address: its last failures, three of which are one loss.

    A machine that asks takes the row until `taken_until`, so that no other asks meanwhile.
    """

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True)
    url = models.CharField(max_length=2000, blank=True)
    host = models.CharField(max_length=255, blank=True, db_index=True)
    visited_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_first = models.DateField(null=True, blank=True)
    failed_last = models.DateField(null=True, blank=True)
    says = models.CharField(max_length=500, blank=True)
    taken_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"visit to {self.source_id}"


class Alteration(models.Model):
    """A page as it is now, which changed passages that articles pin: nobody took it over yet.

    It is no Snapshot until somebody does, so readers never see it. The bytes stand in the archive
    storage under their SHA-256 all the same. One that was `dismissed` is told again only where
    the passages change once more.
    """

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    full = models.TextField(blank=True)
    kept = models.JSONField(default=list, blank=True)
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    captured_at = models.DateTimeField()
    extractor = models.CharField(max_length=50)
    extractor_version = models.PositiveSmallIntegerField(default=1)
    quotes = models.JSONField(default=list, blank=True)
    dismissed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.source_id} as of {self.captured_at:%Y-%m-%d}"
