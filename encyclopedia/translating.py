"""Which articles tell of the same subject in other languages: light links, without versions."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from encyclopedia import publishing
from encyclopedia.core import titles
from encyclopedia.models import Article, Counterpart


class TranslationError(ValueError):
    """Why two articles cannot be counterparts, as one sentence."""


def beside(article: Article) -> list[Article]:
    """Give the counterparts of *article*, drafts too, by language."""
    subjects = Counterpart.objects.filter(article=article).values("subject")
    found = Article.objects.present().filter(counterpart__subject__in=subjects)
    return list(found.exclude(pk=article.pk).order_by("language", "title"))


@transaction.atomic
def link(article: Article, title: str) -> Article:
    """Let the article called *title*, and its counterparts, be those of *article* too.

    The public pages of all are renewed. Raises TranslationError.
    """
    other = Article.objects.present().titled([titles.key(title)]).first()
    if other is None:
        raise TranslationError(_("There is no article called “%(title)s”.") % {"title": title})
    if other.pk == article.pk:
        raise TranslationError(_("That is this article itself."))
    both = {*_with_all(article), *_with_all(other)}
    _refuse_two_of_a_language(both)
    subject = uuid4()
    for each in both:
        Counterpart.objects.update_or_create(article=each, defaults={"subject": subject})
    publishing.renew_counterparts(article, itself=True)
    return other


@transaction.atomic
def unlink(article: Article) -> bool:
    """Let *article* have counterparts no more; tell whether it had any.

    Its page and theirs are renewed.
    """
    others = beside(article)
    Counterpart.objects.filter(article=article).delete()
    if len(others) == 1:
        Counterpart.objects.filter(article=others[0]).delete()
    for each in (article, *others):
        publishing.renew_page_of(each)
    return bool(others)


def _with_all(article: Article) -> list[Article]:
    return [article, *beside(article)]


def _refuse_two_of_a_language(articles: Iterable[Article]) -> None:
    known: dict[str, Article] = {}
    for each in sorted(articles, key=lambda article: article.title):
        other = known.setdefault(each.language.casefold(), each)
        if other is not each:
            raise TranslationError(
                _("“%(one)s” and “%(other)s” are both in the language “%(language)s”.")
                % {"one": other.title, "other": each.title, "language": each.language}
            )
