"""Who wrote the words of articles: derived at every save and publication, part by part."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article


class Authorship(models.Model):
    """How far the authors of an article's words are known, for the desk or for the public.

    The desk sees the revision that brought a word, the public the first one that it can read.
    `upto` is the last revision taken in, `count` how many were, `digest` which (see
    `store.authorship`). `rebuilt_at` is when all was last computed anew.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_index=False)
    public = models.BooleanField()
    upto = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=16, blank=True)
    rebuilt_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "public"], name="one_authorship_a_side")
        ]
        verbose_name = gettext_lazy("authorship")

    def __str__(self) -> str:
        return f"authorship of {self.article} up to revision {self.upto}"


class PartAuthors(models.Model):
    """Who wrote each character of a part: runs of `core.authorship`, packed."""

    authorship = models.ForeignKey(
        Authorship, on_delete=models.CASCADE, related_name="parts", db_index=False
    )
    part_id = models.UUIDField()
    runs = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authorship", "part_id"], name="one_authors_row_a_part")
        ]
        verbose_name = gettext_lazy("part authors")

    def __str__(self) -> str:
        return f"authors of {self.part_id}"


class VanishedWords(models.Model):
    """Who wrote words that are gone, for the day on which they come back.

    The words are not kept, only a number made from them: `key`.
    """

    authorship = models.ForeignKey(
        Authorship, on_delete=models.CASCADE, related_name="vanished", db_index=False
    )
    key = models.BigIntegerField()
    runs = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authorship", "key"], name="one_memory_of_words")
        ]
        verbose_name_plural = "vanished words"
        verbose_name = gettext_lazy("vanished words")

    def __str__(self) -> str:
        return f"authors of words gone from {self.authorship.article}"
