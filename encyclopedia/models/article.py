"""Articles, what kind they are, and the names they once had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

import reversion
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from markdownx.models import MarkdownxField

from encyclopedia import permissions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser, User


GIVEN_UP: Final = "_{}"
"""The `title_key` of a deleted article, by its id, whose title is free for others."""
UNVERSIONED: Final = (
    "slug",
    "title_key",
    "created_at",
    "withdrawn_at",
    "deleted_at",
    "begun_by",
    "protection",
)
"""The columns of an article that no revision keeps: restoring one leaves them alone."""


class Kind(models.Model):
    """What an article is about, and what a new one of its kind starts with."""

    name = models.CharField(gettext_lazy("name"), max_length=100, unique=True)
    schema_type = models.CharField(
        gettext_lazy("schema type"),
        max_length=50,
        default="Thing",
        help_text=gettext_lazy("The type of schema.org, such as Event or Person."),
    )
    infobox_fields = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy(
            'Rows a new article starts with, such as {"label": "Date", "type": "range"}.'
        ),
    )
    sections = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy(
            'What a new one starts with, such as {"heading": "Purpose", "kind": "purpose"}.'
        ),
    )

    class Meta:
        ordering = ("name",)
        verbose_name = gettext_lazy("kind")
        verbose_name_plural = gettext_lazy("kinds")

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles by what people may see of them."""

    def visible_to(self, user: User | AnonymousUser) -> ArticleQuerySet:
        """Give those that *user* may read."""
        return self.filter(permissions.articles_visible_to(user))

    def present(self) -> ArticleQuerySet:
        """Give those that nobody deleted."""
        return self.filter(deleted_at__isnull=True)

    def deleted(self) -> ArticleQuerySet:
        """Give those that were deleted and not brought back."""
        return self.filter(deleted_at__isnull=False)

    def with_history_for(self, user: User | AnonymousUser) -> ArticleQuerySet:
        """Give those whose history *user* may read."""
        return self.filter(permissions.histories_visible_to(user))

    def titled(self, keys: Iterable[str]) -> ArticleQuerySet:
        """Give those whose folded title is among *keys*."""
        return self.filter(title_key__in=list(keys))

    def held(self) -> list[Article]:
        """Hold all of them still, always in one order, so that nobody waits in a ring."""
        return list(self.select_for_update(no_key=True).order_by("pk"))


@reversion.register(exclude=UNVERSIONED)
class Article(models.Model):
    """The head of an article, a draft: readers get its Publication instead."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(gettext_lazy("title"), max_length=255)
    kind = models.ForeignKey(
        Kind,
        verbose_name=gettext_lazy("kind"),
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
    deleted_at = models.DateTimeField(null=True, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    protection = models.ForeignKey(
        "encyclopedia.Protection",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        verbose_name = gettext_lazy("article")
        verbose_name_plural = gettext_lazy("articles")
        permissions = (
            ("publish_article", gettext_noop("Can publish and withdraw articles")),
            ("change_any_article", gettext_noop("Can change articles that others began")),
        )
        # The order of the list at the desk, which settles equal titles by the key.
        indexes = (models.Index(fields=["title", "-id"], name="article_by_title"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def gave_up_its_title(self) -> bool:
        """Tell whether others may take its title, as it is deleted: no folded one has a bar."""
        return self.title_key == GIVEN_UP.format(self.pk)


class RedirectQuerySet(models.QuerySet["Redirect"]):
    """Old names by what they are."""

    def named(self) -> list[str]:
        """Give the folded titles among them."""
        return [key for key in self.values_list("title_key", flat=True) if key]


class Redirect(models.Model):
    """A name and address that readers knew an article by before it was renamed.

    `title_key` is empty (None) where the address alone changed. Nobody ever reads the title of a
    draft here: rows are made of what was public.
    """

    slug = models.CharField(max_length=300, primary_key=True)
    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=300, unique=True, null=True, blank=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="redirects")

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("redirect")

    def __str__(self) -> str:
        return f"{self.title} → {self.article}"


class Deletion(models.Model):
    """An article was deleted, lost its title to others, or was brought back: by whom and why.

    Rows are only ever added. `freed` tells of a title that was given up, `deleted` of the rest.
    """

    article = models.ForeignKey(
        Article,
        verbose_name=gettext_lazy("article"),
        on_delete=models.PROTECT,
        related_name="deletions",
    )
    deleted = models.BooleanField(gettext_lazy("deleted"))
    freed = models.BooleanField(gettext_lazy("freed"), default=False)
    at = models.DateTimeField(gettext_lazy("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    by_name = models.CharField(gettext_lazy("by name"), max_length=150)
    reason = models.CharField(gettext_lazy("reason"), max_length=500)

    class Meta:
        ordering = ("-id",)
        verbose_name = gettext_lazy("deletion")
        verbose_name_plural = gettext_lazy("deletions")

    def __str__(self) -> str:
        if self.freed:
            done = _("{article}, title given up by {name}")
        elif self.deleted:
            done = _("{article}, deleted by {name}")
        else:
            done = _("{article}, brought back by {name}")
        return done.format(article=self.article, name=self.by_name)
