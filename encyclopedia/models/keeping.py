"""What is typed and not saved yet, and who has an article open."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article

KEPT_FOR = timedelta(days=30)
HERE_FOR = timedelta(minutes=2)


class KeptDraftQuerySet(models.QuerySet["KeptDraft"]):
    """Drafts by whose they are and how old."""

    def of(self, user_id: int) -> KeptDraftQuerySet:
        """Give those of one user; nobody else's are anybody's to read."""
        return self.filter(user=user_id)

    def fresh(self, at: datetime | None = None) -> KeptDraftQuerySet:
        """Give those that are not expired."""
        return self.filter(typed_at__gt=(at or timezone.now()) - KEPT_FOR)

    def expired(self, at: datetime | None = None) -> KeptDraftQuerySet:
        """Give those too old to be offered again."""
        return self.filter(typed_at__lte=(at or timezone.now()) - KEPT_FOR)


class KeptDraft(models.Model):
    """The fields of a form as somebody typed them, for themselves alone. It is no revision.

    `ticket` names the opened form, `base` is the revision that it began from, `fields` are name
    and values of what was typed. A form for a new article has no article.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_drafts"
    )
    ticket = models.UUIDField()
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, related_name="kept_drafts"
    )
    base = models.BigIntegerField(null=True)
    fields = models.JSONField()
    typed_at = models.DateTimeField(default=timezone.now)

    objects = KeptDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-typed_at",)
        constraints = [
            models.UniqueConstraint(fields=["user", "ticket"], name="one_draft_a_ticket")
        ]
        verbose_name = gettext_lazy("kept draft")

    def __str__(self) -> str:
        return f"what {self.user} typed at {self.typed_at}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Who has an article open, as far as is known."""

    def here(self, at: datetime | None = None) -> PresenceQuerySet:
        """Give those who were seen within the last two minutes."""
        return self.filter(seen_at__gt=(at or timezone.now()) - HERE_FOR)


class Presence(models.Model):
    """Somebody has the form of an article open, and was last seen there at `seen_at`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField(default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_presence_each")
        ]
        verbose_name = gettext_lazy("presence")

    def __str__(self) -> str:
        return f"{self.user} at {self.article}"
