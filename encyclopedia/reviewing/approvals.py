"""What an approval still covers: later edits void what they touch, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from encyclopedia import store
from encyclopedia.core import touching
from encyclopedia.models import Edit, Review
from encyclopedia.reviewing.standing import public_edit

if TYPE_CHECKING:
    from uuid import UUID

    from encyclopedia.core.touching import Touched


def approval(article: UUID) -> Review | None:
    """Give the approval that stands for the article of this id: its last decision, if it is one."""
    decided = Review.objects.filter(article=article).decisions().select_related("edit")
    newest = decided.order_by("-pk").first()
    return newest if newest is not None and newest.state == Review.APPROVED else None


def unapproved(edit: Edit) -> tuple[Touched, ...]:
    """Name the parts of a revision that no reviewer approved and readers do not have so."""
    standing = approval(edit.article_id)
    known = [e for e in (public_edit(edit.article_id), standing and standing.edit) if e]
    if edit.pk in {each.pk for each in known} or _approved_itself(edit):
        return ()
    return touching.untold(store.at(edit), [store.at(each) for each in known])


def _approved_itself(edit: Edit) -> bool:
    """Tell whether *edit* was approved, and nobody asked for changes of the article since."""
    decided = Review.objects.filter(article=edit.article_id).decisions().order_by("-pk")
    for state, of in decided.values_list("state", "edit"):
        if state != Review.APPROVED:
            return False
        if of == edit.pk:
            return True
    return False


def writers(edit: Edit) -> frozenset[int | None]:
    """Give the ids of those whose words an approval of *edit* would be about.

    That is who saved since what readers have and since the approval that stands.
    """
    standing = approval(edit.article_id)
    known = [e.pk for e in (public_edit(edit.article_id), standing and standing.edit) if e]
    since = max((pk for pk in known if pk <= edit.pk), default=0)
    edits = Edit.objects.filter(article=edit.article_id, pk__gt=since, pk__lte=edit.pk)
    return frozenset(edits.values_list("editor", flat=True)) - {None}
