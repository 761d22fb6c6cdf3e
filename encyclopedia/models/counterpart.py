"""Articles on the same subject in several languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article


class CounterpartQuerySet(models.QuerySet["Counterpart"]):
    """Counterparts by what they stand beside."""

    def of(self, article: Article) -> CounterpartQuerySet:
        """Give those on the subject of *article*, its own row too."""
        return self.filter(subject__in=self.filter(article=article).values("subject"))


class Counterpart(models.Model):
    """An article is on `subject`, as others are in other languages; no version knows of it."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="counterpart"
    )
    subject = models.UUIDField(db_index=True)

    objects = CounterpartQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("counterpart")

    def __str__(self) -> str:
        return f"{self.article} ({self.article.language})"
