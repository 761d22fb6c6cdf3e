"""Words that one article took over from another: whose they were."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article
from encyclopedia.models.edit import Edit


class TakingQuerySet(models.QuerySet["Taking"]):
    """Takings by whose words they took."""

    def with_origins(self) -> TakingQuerySet:
        """Read along what is told of the revisions that were taken from."""
        origin = "taken_from__article"
        return self.select_related(
            "taken_from__publication", f"{origin}__publication", f"{origin}__merger"
        ).only(
            "edit",
            "taken_from__article",
            "taken_from__publication__edit",
            f"{origin}__slug",
            f"{origin}__title",
            f"{origin}__withdrawn_at",
            f"{origin}__deleted_at",
            f"{origin}__publication__title",
            f"{origin}__merger__title",
        )


class Taking(models.Model):
    """The revision `edit` took parts of the revision `taken_from`, which is another article's.

    `parts` gives, by the id of each new part, the id of the part that it was made from.
    """

    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="takings")
    taken_from = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="given")
    parts = models.JSONField(default=dict)

    objects = TakingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edit", "taken_from"], name="one_taking_a_revision")
        ]
        verbose_name = gettext_lazy("taking")

    def __str__(self) -> str:
        return f"{self.edit} takes from {self.taken_from}"


class Merger(models.Model):
    """An article whose words went into another one, to which its address leads since.

    `title` is the one that readers knew; it is empty where they never had the article.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="merger"
    )
    into = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="mergers")
    title = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = gettext_lazy("merger")

    def __str__(self) -> str:
        return f"{self.article} → {self.into}"
