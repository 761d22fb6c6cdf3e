"""The articles that a command is about, by the slugs that were typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.management.base import CommandError

from encyclopedia.models import Article
from encyclopedia.models.article import ArticleQuerySet


def one(slug: str) -> Article:
    """Give the article at *slug*; raises CommandError where there is none."""
    article = Article.objects.present().filter(slug=slug).first()
    if article is None:
        raise CommandError(_none_at(slug))
    return article


def among(articles: ArticleQuerySet, slugs: Collection[str]) -> ArticleQuerySet:
    """Give those of *articles* at *slugs*, or all where none is named; raises CommandError."""
    if not slugs:
        return articles
    chosen = articles.filter(slug__in=slugs)
    refuse_missing(slugs, chosen.values_list("slug", flat=True))
    return chosen


def refuse_missing(slugs: Iterable[str], there: Iterable[str]) -> None:
    """Raise CommandError, which names the first of *slugs* that is not *there*."""
    if missing := set(slugs) - set(there):
        raise CommandError(_none_at(min(missing)))


def _none_at(slug: str) -> str:
    return f"There is no article at the slug “{slug}”."
