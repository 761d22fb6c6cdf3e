"""Going back: to a whole revision, or to before one of them. History only grows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from encyclopedia.core import merge
from encyclopedia.models import Article, Edit
from encyclopedia.store import citing, documents, reading, saving
from encyclopedia.store.edits import Reason
from encyclopedia.store.errors import (
    EntangledError,
    FirstRevisionError,
    ForeignRevisionError,
    HiddenTextError,
    MovedError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from encyclopedia.store.saving import Saved


@saving.all_or_nothing
def restore(article: Article, edit: Edit, *, seen: int, reason: Reason) -> Saved:
    """Save the article as it was at *edit* again, as a new revision that names it.

    Raises MovedError unless *seen* is the newest revision still, and StoreError.
    """
    _refuse_foreign(article, edit)
    _refuse_hidden((edit,), reason)
    article = _as_seen(article, seen)
    reason = replace(reason, restores=edit)
    return saving.save(article, reading.at(edit), base=seen, reason=reason)


@saving.all_or_nothing
def undo(article: Article, edit: Edit, *, seen: int, reason: Reason) -> Saved:
    """Take back what *edit* changed and keep all later changes, as a new revision that names it.

    Raises MovedError unless *seen* is the newest revision still, EntangledError where later
    changes stand in the way, FirstRevisionError, and StoreError.
    """
    _refuse_hidden(words_of_undo(edit), reason)
    article = _as_seen(article, seen)
    merged = without(article, edit)
    if merged.collisions:
        raise EntangledError(merged.collisions)
    return saving.save(article, merged.document, base=seen, reason=replace(reason, undoes=edit))


def without(article: Article, edit: Edit) -> merge.Merged:
    """Give *article* as an undo of *edit* would save it, or the words that stand in the way.

    In each collision `base` is as in *edit*, `mine` as before it, `theirs` as today. Raises
    FirstRevisionError, and StoreError.
    """
    _refuse_foreign(article, edit)
    previous, head = reading.before(edit), reading.head(article)
    if previous is None:
        raise FirstRevisionError
    merged = merge.merge(base=reading.at(edit), mine=reading.at(previous), theirs=reading.at(head))
    if merged.collisions:
        return merged
    document = documents.checked(documents.tell_anchors_apart(merged.document))
    _, cited = citing.texts_and_keys(document)
    reason = Reason(editor=None, summary="", undoes=edit)
    at_hand = reading.sources(head)
    records = citing.choose(document, cited, citing.kept(at_hand, reason), at_hand)
    return merge.Merged(document=documents.with_sources(document, records))


def words_of_undo(edit: Edit) -> tuple[Edit, ...]:
    """Give the revisions whose words an undo of *edit* shows or brings back."""
    previous = reading.before(edit)
    return (edit,) if previous is None else (previous, edit)


def _refuse_hidden(edits: Iterable[Edit], reason: Reason) -> None:
    """Refuse to bring back words that are hidden from whoever asks for them."""
    for edit in Edit.objects.filter(pk__in=[edit.pk for edit in edits]):
        if edit.hides_from(reason.editor, "text"):
            raise HiddenTextError(
                _("The text of revision {number} is hidden.").format(number=edit.pk)
            )


def _refuse_foreign(article: Article, edit: Edit) -> None:
    if edit.article_id != article.pk:
        raise ForeignRevisionError(
            _("{edit} is not a revision of “{article}”.").format(edit=edit, article=article)
        )


def _as_seen(article: Article, seen: int) -> Article:
    """Hold *article* still, and make sure that its newest revision is the one *seen*."""
    article = saving.hold(article)
    head = reading.head(article)
    if head.pk != seen:
        raise MovedError(head.pk)
    return article
