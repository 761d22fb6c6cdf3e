"""Titles and slugs of articles: each means one article, now and in the past."""

from encyclopedia.core import titles
from encyclopedia.models import Article, Publication, Redirect
from encyclopedia.store.errors import TitleTakenError


def free_title(article: Article, title: str) -> str:
    """Fold *title*; raise TitleTakenError where another article has it, or had it for readers."""
    key = titles.key(title)
    taken = (
        Article.objects.titled([key]).exclude(pk=article.pk),
        Publication.objects.filter(title_key=key).exclude(article=article.pk),
        Redirect.objects.filter(title_key=key).exclude(article=article.pk),
    )
    if any(others.exists() for others in taken):
        raise TitleTakenError(f"There is already an article called “{title}”.")
    return key


def free_slug(title: str) -> str:
    """Give *title* as an address that no article has or had."""
    plain = titles.slug(title)
    slug, number = plain, 2
    while Article.objects.filter(slug=slug).exists() or Redirect.objects.filter(slug=slug).exists():
        slug, number = f"{plain}-{number}", number + 1
    return slug
