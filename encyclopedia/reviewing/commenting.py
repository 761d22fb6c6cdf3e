"""Comments on passages: written, answered, resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from encyclopedia.core.anchoring import Anchor
from encyclopedia.models import Comment
from encyclopedia.reviewing import people

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from encyclopedia.core.reading import Place
    from encyclopedia.models import Edit

WHOLE = Anchor(words="")


@transaction.atomic
def comment(
    edit: Edit, text: str, *, by: User, place: Place | None = None, anchor: Anchor = WHOLE
) -> Comment:
    """Comment on the words *anchor* of *place* as *edit* has them, or on the whole article.

    The same words of the same person on the same passage twice are one comment.
    """
    people.held(edit.article_id)
    same, _ = Comment.objects.open().get_or_create(
        article_id=edit.article_id,
        edit=edit,
        part=place.part if place else "",
        part_id=place.id if place else None,
        words=anchor.words,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        text=text,
        by=by,
        defaults={"by_name": people.signature(by), "answers": None},
    )
    return same


def reply(to: Comment, text: str, *, by: User) -> Comment:
    """Answer a thread; an answer to one that was resolved opens it again."""
    reopen(to)
    return Comment.objects.create(
        article_id=to.article_id,
        edit_id=to.edit_id,
        part=to.part,
        part_id=to.part_id,
        text=text,
        by=by,
        by_name=people.signature(by),
        answers=to,
    )


def resolve(thread: Comment, *, by: User) -> bool:
    """Resolve a thread; tell whether it was open until now."""
    waiting = Comment.objects.open().filter(pk=thread.pk)
    return bool(
        waiting.update(
            resolved_at=timezone.now(), resolved_by=by, resolved_by_name=people.signature(by)
        )
    )


def reopen(thread: Comment) -> bool:
    """Open a resolved thread again; tell whether it was resolved until now."""
    resolved = Comment.objects.filter(pk=thread.pk, resolved_at__isnull=False)
    return bool(resolved.update(resolved_at=None, resolved_by=None, resolved_by_name=""))
