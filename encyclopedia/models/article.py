"""Articles, what kind they are, and the names they once had."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import reversion
from django.db import models
from django.urls import reverse
from markdownx.models import MarkdownxField

from encyclopedia import permissions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser, User


class Kind(models.Model):
    """What an article is about, and what a new one of its kind starts with."""

    name = models.CharField(max_length=100, unique=True)
    schema_type = models.CharField(
        max_length=50, default="Thing", help_text="The type of schema.org, such as Event or Person."
    )
    infobox_fields = models.JSONField(
        default=list,
        blank=True,
        help_text='Rows a new article starts with, such as {"label": "Date", "type": "range"}.',
    )
    sections = models.JSONField(
        default=list,
        blank=True,
        help_text='What a new one starts with, such as {"heading": "Purpose", "kind": "purpose"}.',
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles by what people may see of them."""

    def visible_to(self, user: User | AnonymousUser) -> ArticleQuerySet:
        """Give those that *user* may read."""
        return self.filter(permissions.articles_visible_to(user))

    def with_history_for(self, user: User | AnonymousUser) -> ArticleQuerySet:
        """Give those whose history *user* may read."""
        return self.filter(permissions.histories_visible_to(user))

    def titled(self, keys: Iterable[str]) -> ArticleQuerySet:
        """Give those whose folded title is among *keys*."""
        return self.filter(title_key__in=list(keys))


@reversion.register(exclude=("slug", "title_key", "created_at", "withdrawn_at"))
class Article(models.Model):
    """The head of an article, a draft: readers get its Publication instead."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(max_length=255)
    kind = models.ForeignKey(
        Kind,
        to_field="name",
        db_column="kind",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    short_description = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=35, default="en")
    hatnote = models.TextField(blank=True)
    series = models.CharField(max_length=255, blank=True)
    disambiguation = models.BooleanField(default=False)
    lead = MarkdownxField(blank=True)
    categories = models.JSONField(default=list, blank=True)
    slug = models.CharField(max_length=300, unique=True)
    title_key = models.CharField(max_length=300, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        permissions = (("publish_article", "Can publish and withdraw articles"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


class Redirect(models.Model):
    """A name that an article had before it was renamed."""

    slug = models.CharField(max_length=300, primary_key=True)
    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=300, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="redirects")

    def __str__(self) -> str:
        return f"{self.title} → {self.article}"
