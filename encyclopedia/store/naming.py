"""Titles and slugs of articles: each means one article, now and in the past."""

from django.utils.translation import gettext as _

from encyclopedia.core import titles
from encyclopedia.models import Article, Publication, Redirect
from encyclopedia.store.errors import TitleTakenError

_LONGEST = 255  # characters of a title


def free_title(article: Article, title: str) -> str:
    """Fold *title*; raise TitleTakenError where another article has it, or had it for readers."""
    key = titles.key(title)
    taken = (
        Article.objects.titled([key]).exclude(pk=article.pk),
        Publication.objects.filter(title_key=key).exclude(article=article.pk),
        Redirect.objects.filter(title_key=key).exclude(article=article.pk),
    )
    if taken[0].deleted().exists():
        raise TitleTakenError(
            _(
                "A deleted article is called “{title}”. Have that one brought back, or choose"
                " another title."
            ).format(title=title)
        )
    if any(others.exists() for others in taken):
        raise TitleTakenError(
            _("There is already an article called “{title}”.").format(title=title)
        )
    return key


def nearest_free_title(article: Article, title: str) -> str:
    """Give *title* if *article* may have it, or else one that tells it from who has it now."""
    found, number = title, 1
    while _is_called(article, found):
        addition = f" (brought back{f' {number}' if number > 1 else ''})"
        found, number = f"{title[: _LONGEST - len(addition)]}{addition}", number + 1
    return found


def _is_called(article: Article, title: str) -> bool:
    try:
        free_title(article, title)
    except TitleTakenError:
        return True
    return False


def free_slug(title: str, article: Article | None = None) -> str:
    """Give *title* as an address that no other article than *article* has or had."""
    plain = titles.slug(title)
    slug, number = plain, 2
    while is_taken(slug, article):
        slug, number = f"{plain}-{number}", number + 1
    return slug


def is_taken(slug: str, article: Article | None = None) -> bool:
    """Tell whether *slug* is or was the address of another article than *article*."""
    now, then = Article.objects.filter(slug=slug), Redirect.objects.filter(slug=slug)
    if article is not None:
        now, then = now.exclude(pk=article.pk), then.exclude(article=article)
    return now.exists() or then.exists()
