"""Titles and slugs of articles: each means one article, now and in the past."""

from encyclopedia.core import titles
from encyclopedia.models import Article, Redirect
from encyclopedia.store.errors import TitleTakenError


def take_title(article: Article, title: str) -> None:
    """Give *article* its *title*, unless another one has it now or had it before."""
    key = titles.key(title)
    others = Article.objects.titled([key]).exclude(pk=article.pk)
    renamed = Redirect.objects.filter(title_key=key).exclude(article=article)
    if others.exists() or renamed.exists():
        raise TitleTakenError(f"There is already an article called “{title}”.")
    article.title_key = key


def free_slug(title: str) -> str:
    """Give *title* as an address that no article has or had."""
    plain = titles.slug(title)
    slug, number = plain, 2
    while Article.objects.filter(slug=slug).exists() or Redirect.objects.filter(slug=slug).exists():
        slug, number = f"{plain}-{number}", number + 1
    return slug
