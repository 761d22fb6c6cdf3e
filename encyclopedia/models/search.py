"""What a search finds of what the public reads: an index that `search` derives at publication."""

from __future__ import annotations

from typing import Final

from django.db import connections, models
from django.utils.translation import gettext_lazy

from encyclopedia.models.publication import Publication


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Entries by what readers narrow a search to."""

    def of_kind(self, kind: str) -> SearchEntryQuerySet:
        """Give those whose article is of *kind*."""
        return self.filter(kind=kind)

    def in_category(self, slug: str) -> SearchEntryQuerySet:
        """Give those whose article is in the category with this *slug*."""
        return self.filter(publication__categories__slug=slug)

    def between(self, first: int | None, last: int | None) -> SearchEntryQuerySet:
        """Give those whose subject falls into the years *first* to *last*, both included."""
        entries = self
        if first is not None:
            entries = entries.filter(ends__gte=first)
        if last is not None:
            entries = entries.filter(begins__lte=last)
        return entries

    def wanting(self) -> SearchEntryQuerySet:
        """Give those with sentences that want a source, or a right quotation."""
        return self.filter(wanting__gt=0)


class SearchEntry(models.Model):
    """The plain words of a publication; the table `encyclopedia_searchtext` indexes them folded.

    `names` are the titles that it had before, one a line, `begins` and `ends` years of its
    subject (0 is 1 BCE), `wanting` counts sentences without a source or with a wrong quotation.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="search_entry"
    )
    title = models.CharField(max_length=255)
    names = models.TextField(blank=True)
    description = models.TextField(blank=True)
    infobox = models.TextField(blank=True)
    body = models.TextField(blank=True)
    sources = models.TextField(blank=True)
    kind = models.CharField(max_length=100, blank=True, db_index=True)
    begins = models.IntegerField(null=True, db_index=True)
    ends = models.IntegerField(null=True)
    wanting = models.PositiveIntegerField(default=0)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("search entry")

    def __str__(self) -> str:
        return self.title


class TitleWord(models.Model):
    """A folded word of the title of a publication: what errors of typing are corrected by."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="title_words"
    )
    word = models.CharField(max_length=255, db_index=True)

    class Meta:
        verbose_name = gettext_lazy("title word")

    def __str__(self) -> str:
        return self.word


# Goes along the index from each category to the next, past all articles between the two.
_CATEGORIES: Final = """
WITH RECURSIVE category (slug) AS (
    SELECT MIN(slug) FROM encyclopedia_publishedcategory
    UNION ALL
    SELECT (SELECT MIN(slug) FROM encyclopedia_publishedcategory WHERE slug > category.slug)
    FROM category WHERE category.slug IS NOT NULL
)
SELECT COUNT(slug) FROM category"""


class PublishedCategoryQuerySet(models.QuerySet["PublishedCategory"]):
    """Places of publications in categories."""

    def categories(self) -> int:
        """Count the categories, whatever number of articles is in them."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(_CATEGORIES)
            row = cursor.fetchone()
        return int(row[0])


class PublishedCategory(models.Model):
    """A published page is in a category; `slug` is what tells categories apart.

    `letter`, `sort_key` and `changed_at` are those of the publication, so that one index gives a
    page of a category however many articles it has.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="categories"
    )
    name = models.CharField(max_length=255)
    slug = models.CharField(max_length=300)
    letter = models.CharField(max_length=4, blank=True)
    sort_key = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True)

    objects = PublishedCategoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "slug"], name="one_place_a_category")
        ]
        indexes = [
            models.Index(fields=["slug", "name"], name="category_by_name"),
            models.Index(fields=["slug", "letter", "sort_key"], name="category_by_letter"),
            models.Index(fields=["slug", "-changed_at"], name="category_by_change"),
        ]
        verbose_name = gettext_lazy("published category")

    def __str__(self) -> str:
        return f"{self.publication} in {self.name}"
