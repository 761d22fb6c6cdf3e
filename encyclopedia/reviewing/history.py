"""What was said of revisions, as values: for histories, and for the biography of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext as _

from encyclopedia.models import Protection, Review, Schedule, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

_LASTING: Final = frozenset({Review.APPROVED, Review.CHANGES_ASKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A word on a revision: `state` as in Review, who said it and when, and their note."""

    revision: int
    state: str
    words: str
    by: str
    at: datetime
    note: str = ""
    asked_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A schedule that waits, or the last one, which failed: `why` says what kept it."""

    revision: int
    at: datetime
    by: str
    waits: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """What was done to an article as a whole, in words, and for which reason."""

    words: str
    reason: str
    by: str
    at: datetime
    until: datetime | None = None


def reviews_of(revisions: Iterable[int]) -> dict[int, tuple[Told, ...]]:
    """Give what was said of each of *revisions* that anything was said of, oldest first."""
    found: dict[int, tuple[Told, ...]] = {}
    for review in Review.objects.of(revisions).select_related("reviewer"):
        told = Told(
            revision=review.edit_id,
            state=review.state,
            words=review.get_state_display(),
            by=review.by_name,
            at=review.at,
            note=review.note,
            asked_of=_name(review),
        )
        found[review.edit_id] = (*found.get(review.edit_id, ()), told)
    return found


def _name(review: Review) -> str:
    reviewer = review.reviewer
    return "" if reviewer is None else str(reviewer.get_full_name() or reviewer.get_username())


def tags(revisions: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Say in a few words what stands of each of *revisions* that anything stands of.

    Such as "approved by Ada" or "scheduled for 1 Dec 2031, 09:00"; what was asked and then
    answered is told by its answer.
    """
    wanted = list(revisions)
    found = {
        revision: [_tag(told) for told in said if told.state in _LASTING or told == said[-1]]
        for revision, said in reviews_of(wanted).items()
    }
    for waiting in Schedule.objects.waiting().filter(edit__in=wanted):
        when = date_in_words(timezone.localtime(waiting.publish_at), _("j M Y, H:i"))
        found.setdefault(waiting.edit_id, []).append(_("scheduled for {when}").format(when=when))
    return {revision: tuple(dict.fromkeys(words)) for revision, words in found.items()}


def _tag(told: Told) -> str:
    by = _(" by {by}").format(by=told.by) if told.state in _LASTING else ""
    return f"{told.words.lower()}{by}"


def plan(article: UUID) -> Planned | None:
    """Give what is scheduled of the article of this id, or why the last schedule failed."""
    last = Schedule.objects.filter(article=article).order_by("-pk").first()
    if last is None or last.state not in (Schedule.WAITING, Schedule.FAILED):
        return None
    return Planned(
        revision=last.edit_id,
        at=last.publish_at,
        by=last.by_name,
        waits=last.state == Schedule.WAITING,
        why=last.note,
    )


def withdrawal(article: UUID) -> Because | None:
    """Give why readers do not have the article of this id any more, if that is so."""
    last = Withdrawal.objects.filter(article=article, ended_at__isnull=True).first()
    if last is None:
        return None
    return Because(words="Withdrawn", reason=last.reason, by=last.by_name, at=last.at)


def protections(article: UUID) -> tuple[Because, ...]:
    """Give how the article of this id was protected, newest first, at most fifty."""
    return tuple(
        Because(
            words=each.get_level_display(),
            reason=each.reason,
            by=each.by_name,
            at=each.at,
            until=each.expires_at,
        )
        for each in Protection.objects.filter(article=article)[:50]
    )
