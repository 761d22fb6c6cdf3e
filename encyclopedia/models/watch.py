"""What people watch, and how far they have been told about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article


class Watch(models.Model):
    """Somebody wants to know what changes in an article, or in one section of it.

    `since` is the id of the revision that was the newest when they began to watch.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches"
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="watches")
    section = models.UUIDField(null=True)
    heading = models.CharField(max_length=255, blank=True)
    since = models.PositiveBigIntegerField()

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "article", "section"], name="one_watch_a_section"
            ),
            models.UniqueConstraint(
                fields=["user", "article"],
                condition=models.Q(section__isnull=True),
                name="one_watch_an_article",
            ),
        ]
        verbose_name = gettext_lazy("watch")

    def __str__(self) -> str:
        return f"{self.user} watches {self.article}"


class Attention(models.Model):
    """How far somebody has been told: on the page of notifications, and by e-mail.

    `seen` and `sent` are ids of revisions: all up to there are known to them. `claimed_until` is
    when another machine may take over a digest that one began to send.
    """

    NEVER, DAILY, WEEKLY = "never", "daily", "weekly"
    DIGESTS = [
        (DAILY, gettext_lazy("every day")),
        (WEEKLY, gettext_lazy("every week")),
        (NEVER, gettext_lazy("never")),
    ]

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="attention",
    )
    digest = models.CharField(max_length=6, choices=DIGESTS, default=DAILY)
    seen = models.PositiveBigIntegerField(default=0)
    sent = models.PositiveBigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("attention")

    def __str__(self) -> str:
        return f"{self.user}, seen up to revision {self.seen}"
