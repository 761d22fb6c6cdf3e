"""Digests by e-mail: what changed where somebody watches, once a day or a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from encyclopedia import comparing, store, watching
from encyclopedia.models import Article, Attention, Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User

# A little less than a day or a week, so that a timer which is late once is not late ever after.
BETWEEN: Final = {
    Attention.DAILY: timedelta(hours=23),
    Attention.WEEKLY: timedelta(days=6, hours=23),
}
# How long a machine may take over one letter before another takes it for lost.
LEASE: Final = timedelta(minutes=10)
LONGEST: Final = 200  # revisions a digest tells of
_SALT: Final = "encyclopedia.digests"


class NotSentError(OSError):
    """There is no server that takes letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A revision as a digest tells it."""

    when: datetime
    editor: str
    summary: str
    minor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happened to one article, newest first, and what it came to."""

    title: str
    changed: str
    url: str
    lines: tuple[Line, ...]


def due(now: datetime) -> list[int]:
    """Give the accounts whose digest is due, those told longest ago first."""
    waiting = Q(pk__in=[])
    for frequency, between in BETWEEN.items():
        # What was sent later than now was sent before the clock was set back.
        late = Q(sent_at=None) | Q(sent_at__lte=now - between) | Q(sent_at__gt=now + LEASE)
        waiting |= Q(late, digest=frequency)
    attentions = Attention.objects.filter(
        waiting, ~_held(now), user__is_active=True, user__watches__isnull=False
    ).exclude(user__email="")
    return list(attentions.distinct().order_by("sent_at").values_list("pk", flat=True))


def send(user_id: int, now: datetime) -> int | None:
    """Send the digest of one account; give how many revisions it told, None if another did.

    Whoever sends first takes a lease: two machines do not send twice, and what one machine began
    and never finished is sent once the lease is over.
    """
    attention = Attention.objects.select_related("user").get(pk=user_id)
    claim = Attention.objects.filter(
        ~_held(now), pk=user_id, sent_at=attention.sent_at, claimed_until=attention.claimed_until
    )
    if not claim.update(claimed_until=now + LEASE):
        return None
    ours = Attention.objects.filter(pk=user_id, claimed_until=now + LEASE)
    oldest = watching.news(attention.user, after=attention.sent).order_by("pk")
    edits = list(oldest[:LONGEST])[::-1]
    try:
        if edits:
            _post(letter(attention.user, edits))
    except Exception:
        ours.update(claimed_until=None)
        raise
    newest = edits[0].pk if edits else attention.sent
    ours.update(sent=newest, sent_at=now, claimed_until=None)
    return len(edits)


def _post(letter: EmailMessage) -> None:
    if not letter.send():
        raise NotSentError("EMAIL_HOST is not set.")


def _held(now: datetime) -> Q:
    """Tell what a machine is at; one that seems to be for longer began before a clock went back."""
    return Q(claimed_until__gt=now, claimed_until__lte=now + LEASE)


def letter(user: User, edits: list[Edit]) -> EmailMessage:
    """Write the digest of *edits*, newest first, to *user*.

    A letter is never taken back, so what is hidden is told to nobody in it.
    """
    stories = tuple(_stories(edits))
    stop_url = settings.SITE_URL + reverse("stop_digests", args=[token(user)])
    text = render_to_string(
        "digest.txt",
        {
            "name": user.get_short_name() or user.get_username(),
            "site": settings.SITE_NAME,
            "stories": stories,
            "is_cut": len(edits) == LONGEST,
            "news_url": settings.SITE_URL + reverse("notifications"),
            "stop_url": stop_url,
        },
    )
    count = ngettext("{number} change", "{number} changes", len(edits)).format(number=len(edits))
    what = (
        f"“{stories[0].title}”"
        if len(stories) == 1
        else _("{number} articles").format(number=len(stories))
    )
    return EmailMessage(
        subject=_("{site}: {count} in {what}").format(
            site=_one_line(settings.SITE_NAME), count=count, what=what
        ),
        body=text,
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",  # RFC 3834
        },
    )


def token(user: User) -> str:
    """Give what lets whoever holds a digest of *user* stop them, and nothing else."""
    return signing.dumps(user.pk, salt=_SALT)


def stop(given: str) -> bool:
    """Send no more digests to the holder of the token *given*; tell whether it is one."""
    try:
        user = signing.loads(given, salt=_SALT)
    except signing.BadSignature:
        return False
    Attention.objects.filter(pk=user).update(digest=Attention.NEVER)
    return True


def is_token(given: str) -> bool:
    """Tell whether *given* is the token of a digest."""
    try:
        signing.loads(given, salt=_SALT)
    except signing.BadSignature:
        return False
    return True


def _stories(edits: list[Edit]) -> Iterator[Story]:
    by_article: dict[Article, list[Edit]] = {}
    for edit in edits:
        by_article.setdefault(edit.article, []).append(edit)
    for article, theirs in by_article.items():
        newest, oldest = theirs[0], theirs[-1]
        before = store.before(oldest)
        changed, path = _("A new article."), reverse("revision", args=[article.slug, newest.pk])
        if newest.hides("text") or (before is not None and before.hides("text")):
            changed, path = _("Words are hidden here."), reverse("history", args=[article.slug])
        elif before is not None:
            found = comparing.documents(store.at(before), store.at(newest))
            changed = found.comparison.summary
            path = reverse("compare", args=[article.slug, before.pk, newest.pk])
        yield Story(
            title=_one_line(article.title),
            changed=changed,
            url=settings.SITE_URL + path,
            lines=tuple(
                Line(
                    when=e.saved_at,
                    editor=_one_line(watching.told(e, "editor", None)),
                    summary=_one_line(watching.told(e, "summary", None)),
                    minor=e.minor,
                )
                for e in theirs
            ),
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())
