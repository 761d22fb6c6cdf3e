"""The steps on the way to readers, each with who may take it, what it needs, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import permissions, reviewing, store, tracing
from encyclopedia.desk import commented, review
from encyclopedia.models import Article, Comment, Edit, Schedule

LONGEST_NOTE = 5_000
LONGEST_QUOTE = 10_000
GONE = gettext_lazy("This comment is not there any more.")
MOVED = gettext_lazy(
    "This sentence is not in that revision. Open the review anew and choose it again."
)
_LOCAL: Final = "%Y-%m-%dT%H:%M"


def reviewers() -> QuerySet[User]:
    """Give the accounts that may answer reviews, by name."""
    accounts: Any = get_user_model().objects
    found: QuerySet[User] = accounts.with_perm(
        "encyclopedia.review_article", backend="django.contrib.auth.backends.ModelBackend"
    )
    return found.filter(is_staff=True).order_by("username")


class NoteForm(forms.Form):
    """A note that may be left out."""

    note = forms.CharField(required=False, max_length=LONGEST_NOTE, widget=forms.Textarea)


class AskForm(NoteForm):
    """Whom a review is asked of, if not of anybody."""

    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the reviewers, or anybody.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the accounts that may review today."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewer"]
        field.queryset = reviewers()


class ScheduleForm(forms.Form):
    """When a revision is to be published, in the time zone of the desk."""

    at = forms.DateTimeField(
        input_formats=[_LOCAL, f"{_LOCAL}:%S", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": gettext_lazy("Choose a day and a time."),
            "invalid": gettext_lazy("Write day and time as 2031-12-01T09:00."),
        },
    )


class ReasonForm(forms.Form):
    """Why an article is taken from its readers, or given back."""

    reason = forms.CharField(
        required=False, max_length=LONGEST_NOTE, widget=forms.Textarea
    )  # a missing one is refused by the rules, in their words


class CommentForm(forms.Form):
    """What is said of which words of which sentence; without one, of the whole article."""

    on = forms.CharField(required=False, max_length=100)
    words = forms.CharField(required=False, max_length=LONGEST_QUOTE)
    text = forms.CharField(
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Write your comment first.")},
    )


class ThreadForm(forms.Form):
    """Which thread, and what is answered."""

    thread = forms.ModelChoiceField(
        Comment.objects.threads(),
        error_messages={"required": GONE, "invalid_choice": GONE},
    )


class ReplyForm(ThreadForm):
    """An answer in a thread."""

    text = forms.CharField(
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Write your answer first.")},
    )


Asked: TypeAlias = Mapping[str, Any]
Taken: TypeAlias = Callable[[Edit, User, Asked], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A button: what it is sent with, who may press it, and what it does.

    `take` gives the sentence that tells what was done, and raises ReviewingError or StoreError.
    """

    form: type[forms.Form]
    allowed: Callable[[User, Article], bool]
    take: Taken


def _ask(edit: Edit, user: User, asked: Asked) -> str:
    reviewer = asked["reviewer"]
    reviewing.ask(edit, by=user, note=asked["note"], reviewer=reviewer)
    if reviewer is None:
        return _("The review of revision {id} is asked for.").format(id=edit.pk)
    return _("The review of revision {id} is asked for of {name}.").format(
        id=edit.pk, name=reviewer.get_full_name() or reviewer.get_username()
    )


def _take_back(edit: Edit, user: User, asked: Asked) -> str:
    reviewing.take_back(edit, by=user)
    return _("The review is taken back.")


def _approve(edit: Edit, user: User, asked: Asked) -> str:
    reviewing.approve(edit, by=user, note=asked["note"])
    return _("Revision {id} is approved.").format(id=edit.pk)


def _changes(edit: Edit, user: User, asked: Asked) -> str:
    reviewing.ask_for_changes(edit, by=user, note=asked["note"])
    return _("Changes of revision {id} are asked for.").format(id=edit.pk)


def _publish(edit: Edit, user: User, asked: Asked) -> str:
    changed = reviewing.publish(edit, publisher=user, because=asked["reason"])
    said = (
        _("Readers see revision {id} now.") if changed else _("Readers see revision {id} already.")
    )
    return said.format(id=edit.pk)


def _schedule(edit: Edit, user: User, asked: Asked) -> str:
    at = asked["at"]
    reviewing.schedule(edit, at=at, by=user, now=timezone.now())
    when = date_in_words(timezone.localtime(at), _(r"j F Y \a\t H:i"))
    return _("Revision {id} will be published on {when}.").format(id=edit.pk, when=when)


def _unschedule(edit: Edit, user: User, asked: Asked) -> str:
    waiting = Schedule.objects.waiting().filter(article=edit.article_id).first()
    done = waiting is not None and reviewing.unschedule(waiting, by=user)
    return _("The schedule is taken back.") if done else _("Nothing is scheduled.")


def _withdraw(edit: Edit, user: User, asked: Asked) -> str:
    done = reviewing.withdraw(edit.article, by=user, reason=asked["reason"])
    return (
        _("The article is withdrawn: readers do not see it now.") if done else _("Nothing changed.")
    )


def _bring_back(edit: Edit, user: User, asked: Asked) -> str:
    back = reviewing.bring_back(edit.article, publisher=user, because=asked["reason"])
    return _("Readers have the article again, in revision {id}.").format(id=back.pk)


def _comment(edit: Edit, user: User, asked: Asked) -> str:
    if not asked["on"]:
        reviewing.comment(edit, asked["text"], by=user)
        return _("Your comment on the article is kept.")
    statements = tracing.trace(store.at(edit)).statements
    statement = review.statement_at(statements, asked["on"])
    if statement is None:
        raise reviewing.ReviewingError(MOVED)
    anchor = commented.anchored(statements, statement, asked["words"])
    if anchor is None:
        raise reviewing.ReviewingError(_("These words do not stand in the sentence."))
    reviewing.comment(edit, asked["text"], by=user, place=statement.place, anchor=anchor)
    return _("Your comment is kept, with its words.")


def _thread(edit: Edit, asked: Asked) -> Comment:
    thread: Comment = asked["thread"]
    if thread.article_id != edit.article_id:
        raise reviewing.ReviewingError(GONE)
    return thread


def _reply(edit: Edit, user: User, asked: Asked) -> str:
    reviewing.reply(_thread(edit, asked), asked["text"], by=user)
    return _("Your answer is kept.")


def _resolve(edit: Edit, user: User, asked: Asked) -> str:
    done = reviewing.resolve(_thread(edit, asked), by=user)
    return _("The comment is resolved.") if done else _("The comment was resolved already.")


def _reopen(edit: Edit, user: User, asked: Asked) -> str:
    reviewing.reopen(_thread(edit, asked))
    return _("The comment is open again.")


def _reviews(user: User, article: Article) -> bool:
    return permissions.may_review(user)


def _comments(user: User, article: Article) -> bool:
    return permissions.may_comment(user)


STEPS: Final[Mapping[str, Step]] = {
    "_ask": Step(form=AskForm, allowed=permissions.may_change, take=_ask),
    "_take_back": Step(form=forms.Form, allowed=permissions.may_change, take=_take_back),
    "_approve": Step(form=NoteForm, allowed=_reviews, take=_approve),
    "_changes": Step(form=NoteForm, allowed=_reviews, take=_changes),
    "_publish": Step(form=ReasonForm, allowed=permissions.may_publish, take=_publish),
    "_schedule": Step(form=ScheduleForm, allowed=permissions.may_publish, take=_schedule),
    "_unschedule": Step(form=forms.Form, allowed=permissions.may_publish, take=_unschedule),
    "_withdraw": Step(form=ReasonForm, allowed=permissions.may_publish, take=_withdraw),
    "_bring_back": Step(form=ReasonForm, allowed=permissions.may_publish, take=_bring_back),
    "_comment": Step(form=CommentForm, allowed=_comments, take=_comment),
    "_reply": Step(form=ReplyForm, allowed=_comments, take=_reply),
    "_resolve": Step(form=ThreadForm, allowed=_comments, take=_resolve),
    "_reopen": Step(form=ThreadForm, allowed=_comments, take=_reopen),
}
