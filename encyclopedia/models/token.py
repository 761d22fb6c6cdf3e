"""Keys with which a program signs in for somebody, for some things only."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

SCOPES: Final = (
    (
        "read",
        gettext_lazy(
            "Read what you may read at the desk: drafts, findings, what is hidden from readers"
        ),
    ),
    (
        "write",
        gettext_lazy(
            "Begin and change articles, as you may, and be shown the words of a draft that collide"
            " with yours"
        ),
    ),
    ("review", gettext_lazy("Ask for reviews")),
    ("sources", gettext_lazy("Record sources and archive copies of them")),
)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens by whether they still open anything."""

    def valid(self, now: datetime | None = None) -> ApiTokenQuerySet:
        """Give those that are neither revoked nor expired, of accounts that are active."""
        lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=now or timezone.now())
        return self.filter(lasting, revoked_at__isnull=True, user__is_active=True)


class ApiToken(models.Model):
    """A token of the API: `digest` is the SHA-256 of its secret, of which `hint` is the start.

    `used_on` is the last day on which it changed something.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        default_permissions = ()
        verbose_name = gettext_lazy("token of the API")

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
