"""What caches far from here are still to be told to forget."""

from __future__ import annotations

from django.db import models


class Purge(models.Model):
    """A key of answers that a CDN may still hold; the row goes when it was told for good.

    It is written in the transaction that changes what the public has, so none is ever forgotten;
    `told_at` is when it was told for the first time, `failure` why it could not be told lately.
    """

    key = models.CharField(max_length=1000)
    told_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.key


class Purged(models.Model):
    """One row: the side edition that caches were last told of."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.UUIDField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.name)
