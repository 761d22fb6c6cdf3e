"""Revisions that are to be published at a time, each by one machine alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import store
from encyclopedia.models import Edit, Publication, Schedule
from encyclopedia.reviewing import people, releasing
from encyclopedia.reviewing.errors import ReasonWantedError, ReviewingError, ScheduleError

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

OLDER = gettext_lazy("Readers have this revision already, or a newer one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a schedule that was due; `why` says what kept it from being published.

    It failed, unless readers have that revision or a newer one already.
    """

    title: str
    revision: int
    why: str = ""
    failed: bool = False


@transaction.atomic
def schedule(edit: Edit, *, at: datetime, by: User, now: datetime) -> Schedule:
    """Have *edit* published *at* a time, instead of what was scheduled of its article before.

    Raises ScheduleError where the time is past, readers have a newer revision or none because
    the article was withdrawn, and NotApprovedError.
    """
    article = people.held(edit.article_id)
    if at <= now:
        raise ScheduleError(_("This time is past. Publish it now, or choose a time to come."))
    if article.withdrawn_at is not None:
        raise ScheduleError(_("This article is withdrawn. Give it back to its readers first."))
    if _is_public(edit):
        raise ScheduleError(OLDER)
    releasing.refuse_unready(edit)
    before = Schedule.objects.filter(article=article)
    if same := before.waiting().filter(edit=edit, publish_at=at).first():
        return same
    before.end(Schedule.TAKEN_BACK, _("Scheduled anew."))
    return Schedule.objects.create(
        article=article, edit=edit, publish_at=at, by=by, by_name=people.signature(by)
    )


def unschedule(waiting: Schedule, *, by: User) -> bool:
    """Take a schedule back; tell whether it still waited."""
    note = taken_back_by(people.signature(by))
    return bool(Schedule.objects.filter(pk=waiting.pk).end(Schedule.TAKEN_BACK, note))


def taken_back_by(name: str) -> str:
    """Say who took a schedule back, as the schedule keeps it."""
    return _("Taken back by {name}.").format(name=name)


def carry_out(due: Schedule, *, now: datetime) -> Outcome | None:
    """Publish what was *due*; None where another machine did, or somebody took it back.

    What cannot be published says why, and is not tried again.
    """
    try:
        with transaction.atomic():
            return _publish(due, now)
    except (ReviewingError, store.StoreError) as error:
        failed = Schedule.objects.filter(pk=due.pk).end(Schedule.FAILED, str(error))
        return _outcome(due, why=str(error), failed=True) if failed else None


def _publish(due: Schedule, now: datetime) -> Outcome | None:
    if people.held(due.article_id).withdrawn_at is not None:
        raise ReasonWantedError(releasing.WITHDRAWN)
    still = Schedule.objects.filter(pk=due.pk, publish_at__lte=now)
    if _is_public(due.edit):
        return _outcome(due, why=str(OLDER)) if still.end(Schedule.OVERTAKEN, str(OLDER)) else None
    if not still.end(Schedule.DONE):
        return None
    releasing.publish(due.edit, publisher=due.by)
    return _outcome(due)


def _is_public(edit: Edit) -> bool:
    public = Publication.objects.filter(article=edit.article_id)
    return public.filter(edit_id__gte=edit.pk).exists()


def _outcome(due: Schedule, *, why: str = "", failed: bool = False) -> Outcome:
    return Outcome(title=due.article.title, revision=due.edit_id, why=why, failed=failed)
