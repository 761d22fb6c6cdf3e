"""Panels about what is on its way to readers: reviews, changes asked for, comments, schedules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from encyclopedia import permissions
from encyclopedia.desk.waiting.values import FEW, Item, Panel, panel
from encyclopedia.models import Comment, Review, Schedule

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from encyclopedia.models.review import ReviewQuerySet

WORDS_TOLD: Final = 14
_LIST: Final = "admin:encyclopedia_article_changelist"


def reviews_for_me(user: User, today: date) -> Panel | None:
    """Give the reviews that *user* is asked for, the longest waiting first."""
    if not permissions.may_review(user):
        return None
    rows = _newest(Review.objects.waiting_for(user))
    return panel(
        name="reviews",
        heading=_("Reviews that wait for you"),
        empty=_("Nobody waits for a review of yours."),
        rows=rows,
        item=lambda each: _item(each, user, _("{name} asked of revision {id}{note}")),
        more=f"{reverse(_LIST)}?stands=mine",
    )


def changes_asked_of_me(user: User, today: date) -> Panel:
    """Give the articles of which a reviewer asked *user* for changes, the oldest word first."""
    rows = _newest(Review.objects.changes_asked_of(user))
    return panel(
        name="changes-asked",
        heading=_("Changes asked of you"),
        empty=_("No reviewer asks you for changes."),
        rows=rows,
        item=lambda each: _item(each, user, _("{name} said of revision {id}{note}")),
        more=f"{reverse(_LIST)}?stands=changes-asked",
    )


def comments(user: User, today: date) -> Panel:
    """Give the open comments on what *user* began or wrote in, the newest first."""
    found = Comment.objects.concerning(user).open().filter(article__deleted_at__isnull=True)
    rows = list(
        found.order_by("-pk").values("article", "article__title", "by_name", "text", "at")[FEW]
    )
    return panel(
        name="comments",
        heading=_("Open comments for you"),
        empty=_("Every comment that concerns you was resolved."),
        rows=rows,
        item=lambda row: Item(
            words=row["article__title"],
            url=_review(row["article"]),
            note=f"{row['by_name']}: {Truncator(row['text']).words(WORDS_TOLD)}",
            when=row["at"],
        ),
    )


def scheduled(user: User, today: date) -> Panel:
    """Give what will be published at a time to come, the earliest first."""
    waiting = Schedule.objects.waiting().filter(article__deleted_at__isnull=True)
    rows = list(waiting.values("article", "article__title", "edit", "publish_at", "by_name")[FEW])
    return panel(
        name="scheduled",
        heading=_("Scheduled publications"),
        empty=_("Nothing is scheduled."),
        rows=rows,
        item=lambda row: Item(
            words=row["article__title"],
            url=_review(row["article"]),
            note=_("revision {id} on {when}, by {name}").format(
                id=row["edit"],
                when=date_in_words(timezone.localtime(row["publish_at"]), _("j F Y, H:i")),
                name=row["by_name"],
            ),
        ),
        more=f"{reverse(_LIST)}?stands=scheduled",
    )


def _newest(reviews: ReviewQuerySet) -> list[Review]:
    """Give the first few of *reviews*, the oldest first, with what a panel tells of them."""
    found = reviews.filter(article__deleted_at__isnull=True).order_by("pk").distinct()
    told = found.select_related("article", "edit").only(
        "article__title", "edit__hidden", "edit__editor", "by", "by_name", "note", "at"
    )
    return list(told[FEW])


def _item(review: Review, user: User, words: str) -> Item:
    # Who wrote a revision and asks for its review is as hidden as the editor of it.
    hidden = review.by_id == review.edit.editor_id and review.edit.hides_from(user, "editor")
    name = _("(hidden)") if hidden else review.by_name
    note = f": {Truncator(review.note).words(WORDS_TOLD)}" if review.note else ""
    return Item(
        words=review.article.title,
        url=_review(review.article_id),
        note=words.format(name=name, id=review.edit_id, note=note),
        when=review.at,
    )


def _review(article: UUID) -> str:
    return reverse("admin:encyclopedia_article_review", args=[article])
