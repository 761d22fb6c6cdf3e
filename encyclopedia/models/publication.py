"""What the public reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from encyclopedia.models.article import Article
from encyclopedia.models.edit import Edit
from sources.models import Source

if TYPE_CHECKING:
    from collections.abc import Iterable


class PublishedRevision(models.Model):
    """A revision that was once published; rows are only ever added."""

    edit = models.OneToOneField(
        Edit, on_delete=models.PROTECT, primary_key=True, related_name="publication"
    )
    published_at = models.DateTimeField(default=timezone.now, db_index=True)
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = gettext_lazy("published revision")

    def __str__(self) -> str:
        return f"{self.edit}, published"


LARGE: Final = ("page", "brotli")
OF_PUBLICATIONS: Final = tuple(f"publication__{each}" for each in LARGE)
"""What is large of the publication that a row leads to: deferred where nobody asks for it."""


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications by what refers to them."""

    def titles(self, keys: Iterable[str]) -> dict[str, str]:
        """Give the slug of each public article among the folded titles *keys*, old names too."""
        return self._by_title(keys, "slug")

    def descriptions(self, keys: Iterable[str]) -> dict[str, str]:
        """Say what each public article among the folded titles *keys* is about, old names too."""
        return self._by_title(keys, "short_description")

    def _by_title(self, keys: Iterable[str], column: str) -> dict[str, str]:
        wanted = list(keys)
        now = self.filter(title_key__in=wanted).values_list("title_key", column)
        then = self.filter(article__redirects__title_key__in=wanted).values_list(
            "article__redirects__title_key", column
        )
        return {**dict(then), **dict(now)}

    def without_pages(self) -> PublicationQuerySet:
        """Leave out what is large, which few ask for."""
        return self.defer(*LARGE)

    def outdated(self, made_with: str) -> PublicationQuerySet:
        """Choose the pages that wait to be made again, or that were not *made_with* this."""
        return self.filter(models.Q(outdated=True) | ~models.Q(made_with=made_with))


class Publication(models.Model):
    """The finished page of an article, found by its slug alone.

    `page` is gzip of UTF-8 HTML, `brotli` the same in Brotli or nothing, `policy` the style and
    script hashes that it was made with, `made_with` the fingerprint of all that made it.
    `outdated` is a page whose links are of yesterday, for `renew_pages`. `letter` and `sort_key`
    say where lists have it.
    """

    slug = models.CharField(max_length=300, primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="publication")
    edit = models.ForeignKey(Edit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=300, unique=True)
    letter = models.CharField(max_length=4, blank=True)
    sort_key = models.CharField(max_length=300, blank=True)
    short_description = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=35)
    first_published_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(default=timezone.now, db_index=True)
    renewed_at = models.DateTimeField(default=timezone.now)
    page = models.BinaryField()
    brotli = models.BinaryField(default=b"", db_default=b"")
    made_with = models.CharField(max_length=64, default="", db_default="", db_index=True)
    outdated = models.BooleanField(default=False, db_default=False)
    etag = models.CharField(max_length=64)
    policy = models.JSONField(default=dict)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("title_key",)
        indexes = [
            models.Index(fields=["slug", "published_at"], name="publication_by_address"),
            models.Index(fields=["letter", "sort_key", "slug"], name="publication_by_letter"),
            models.Index(fields=["-first_published_at"], name="publication_newest"),
            # What readers have of each article, beside the large rows that hold the pages.
            models.Index(fields=["article", "edit"], name="publication_edit"),
            models.Index(
                fields=["slug"], name="publication_outdated", condition=models.Q(outdated=True)
            ),
        ]
        verbose_name = gettext_lazy("publication")

    def __str__(self) -> str:
        return self.title


class PublishedLink(models.Model):
    """A published page mentions a title, whether or not an article has it, and where."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="links")
    title_key = models.CharField(max_length=300)
    in_text = models.BooleanField(default=True)
    in_see_also = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["title_key", "publication"], name="link_by_title")]
        verbose_name = gettext_lazy("published link")

    def __str__(self) -> str:
        return f"{self.publication} → {self.title_key}"


class PublishedCitation(models.Model):
    """A published page cites a source; `anchor` is where on the page."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="published_citations")
    anchor = models.CharField(max_length=120)
    quote = models.TextField(blank=True)

    class Meta:
        verbose_name = gettext_lazy("published citation")

    def __str__(self) -> str:
        return f"{self.publication} cites {self.source}"
