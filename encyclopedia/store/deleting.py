"""Deleting: an article is put away with all that it ever was, and brought back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from encyclopedia.models import Article, Citation, Deletion, HeadCheck, HeadFinding
from encyclopedia.store import reading, saving
from encyclopedia.store.edits import SUMMARY_LIMIT, Reason

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


@saving.all_or_nothing
def bring_back(article: Article, *, reason: Reason) -> Saved:
    """Bring a deleted *article* back as its newest revision left it, with a revision that says so.

    One that is not deleted stays as it is.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.deleted_at is None:
        head = reading.head(article)
        document = reading.current(article)
        return saving.Saved(edit=head, document=document, changed=False)
    article.deleted_at = None
    article.save(update_fields=["deleted_at"])
    _log(article, reason, deleted=False)
    return saving.save_again(article, reason=reason)


def _log(article: Article, reason: Reason, *, deleted: bool) -> None:
    Deletion.objects.create(
        article=article,
        deleted=deleted,
        by=reason.editor,
        by_name=reason.signature,
        reason=reason.summary[:SUMMARY_LIMIT],
    )
