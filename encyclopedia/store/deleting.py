"""Deleting: an article is put away with all that it ever was, and brought back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from encyclopedia.models import Article, Citation, Deletion, HeadCheck, HeadFinding
from encyclopedia.models.article import GIVEN_UP
from encyclopedia.store import naming, reading, saving
from encyclopedia.store.edits import SUMMARY_LIMIT, Reason
from encyclopedia.store.errors import NotDeletedError

if TYPE_CHECKING:
    from encyclopedia.store.saving import Saved


@transaction.atomic
def delete(article: Article, *, reason: Reason) -> None:
    """Put *article* away: it keeps revisions, parts, title and address, and leaves every index.

    The caller withdraws it first. Raises DeletedError where somebody was quicker.
    """
    article = saving.hold(article)
    article.deleted_at = timezone.now()
    article.save(update_fields=["deleted_at"])
    for index in (Citation, HeadFinding, HeadCheck):
        index.objects.filter(article=article).delete()
    _log(article, reason, deleted=True)


@transaction.atomic
def give_up_title(article: Article, *, reason: Reason) -> None:
    """Let others take the title and the address of a deleted *article*, which loses nothing else.

    Raises NotDeletedError where it was brought back meanwhile.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.deleted_at is None:
        raise NotDeletedError(article.title)
    if article.gave_up_its_title:
        return
    article.redirects.filter(title_key=article.title_key).update(title_key=None)
    article.redirects.filter(slug=article.slug).delete()
    article.title_key = GIVEN_UP.format(article.pk)
    article.slug = naming.free_slug(f"deleted {article.pk}", article)
    article.save(update_fields=["title_key", "slug"])
    _log(article, reason, deleted=True, freed=True)


def title_when_back(article: Article) -> str:
    """Give the title that a deleted *article* would be brought back by."""
    if not article.gave_up_its_title:
        return article.title
    return naming.nearest_free_title(article, article.title)


@saving.all_or_nothing
def bring_back(article: Article, *, reason: Reason) -> Saved:
    """Bring a deleted *article* back as its newest revision left it, with a revision that says so.

    Where it gave its title up and another one took it, it gets one that tells them apart. One that
    is not deleted stays as it is.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.deleted_at is None:
        head = reading.head(article)
        document = reading.current(article)
        return saving.Saved(edit=head, document=document, changed=False)
    title = title_when_back(article)
    if article.gave_up_its_title:
        article.title_key = naming.free_title(article, title)
        article.slug = naming.free_slug(title, article)
    article.deleted_at = None
    article.save(update_fields=["deleted_at", "title_key", "slug"])
    _log(article, reason, deleted=False)
    return saving.save_again(article, title=title, reason=reason)


def _log(article: Article, reason: Reason, *, deleted: bool, freed: bool = False) -> None:
    Deletion.objects.create(
        article=article,
        deleted=deleted,
        freed=freed,
        by=reason.editor,
        by_name=reason.signature,
        reason=reason.summary[:SUMMARY_LIMIT],
    )
