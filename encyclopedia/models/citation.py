"""Where the heads of articles cite: an index that `store` derives at every save."""

from django.db import models
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article
from sources.models import Source


class Citation(models.Model):
    """One source cited at one place; positions count code points in the text of the part.

    `part` says which text it is ("lead", "section" …), `part_id` whose: the article's own id for
    its lead and hatnote.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="citations")
    part = models.CharField(max_length=10)
    part_id = models.UUIDField()
    start = models.PositiveIntegerField()
    claim_start = models.PositiveIntegerField()
    claim_end = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    locator = models.CharField(max_length=255, blank=True)
    quote = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "part", "part_id", "start"],
                name="one_citation_a_place",
            )
        ]
        verbose_name = gettext_lazy("citation")

    def __str__(self) -> str:
        return f"{self.source} in {self.article}"
