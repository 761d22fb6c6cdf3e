"""Reviews are asked for and answered; what was said stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from encyclopedia import permissions
from encyclopedia.models import Edit, Publication, Review, Schedule
from encyclopedia.reviewing import approvals, people
from encyclopedia.reviewing.errors import NothingToReviewError, OwnWorkError, ReasonWantedError

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def ask(edit: Edit, *, by: User, note: str = "", reviewer: User | None = None) -> Review:
    """Ask for the review of a revision, of anybody or of one *reviewer*."""
    people.held(edit.article_id)
    return _add(edit, Review.IN_REVIEW, by=by, note=note, reviewer=reviewer)


@transaction.atomic
def take_back(edit: Edit, *, by: User) -> Review:
    """Take back that a review was asked for, at the newest revision *edit*."""
    people.held(edit.article_id)
    return _add(edit, Review.TAKEN_BACK, by=by)


@transaction.atomic
def approve(edit: Edit, *, by: User, note: str = "") -> Review:
    """Approve a revision as a whole; raises OwnWorkError, NothingToReviewError."""
    people.held(edit.article_id)
    if not permissions.may_approve(by, approvals.writers(edit)):
        raise OwnWorkError
    return _add(edit, Review.APPROVED, by=by, note=note)


@transaction.atomic
def ask_for_changes(edit: Edit, *, by: User, note: str) -> Review:
    """Say what a revision lacks; what of the article was scheduled is not published so.

    Raises ReasonWantedError without a *note*, NothingToReviewError.
    """
    people.held(edit.article_id)
    if not note.strip():
        raise ReasonWantedError(_("Say what should change."))
    answer = _add(edit, Review.CHANGES_ASKED, by=by, note=note)
    scheduled = Schedule.objects.filter(article=edit.article_id)
    scheduled.end(Schedule.TAKEN_BACK, _("A reviewer asked for changes."))
    return answer


def _add(
    edit: Edit, state: str, *, by: User, note: str = "", reviewer: User | None = None
) -> Review:
    """Add a word on *edit*, unless the same person said the same of it just before."""
    public = Publication.objects.filter(article=edit.article_id)
    if public.filter(edit_id__gte=edit.pk).exists():
        raise NothingToReviewError
    last = Review.objects.filter(article=edit.article_id).order_by("-pk").first()
    said = state, edit.pk, by.pk, note, reviewer.pk if reviewer else None
    if last and said == (last.state, last.edit_id, last.by_id, last.note, last.reviewer_id):
        return last
    asked = last if last and last.state == Review.IN_REVIEW else None
    return Review.objects.create(
        article_id=edit.article_id,
        edit=edit,
        state=state,
        by=by,
        by_name=people.signature(by),
        reviewer=reviewer,
        answers=asked,
        note=note,
    )
