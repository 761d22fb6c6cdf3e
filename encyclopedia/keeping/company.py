"""Who else has an article open, and what was saved of it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from encyclopedia import store
from encyclopedia.models import Article, Presence

if TYPE_CHECKING:
    from django.contrib.auth.models import User

TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """A revision saved after the one that a form began from; `is_new` within the last minute."""

    id: int
    editor: str
    saved_at: datetime
    is_mine: bool
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Who else is here, by name, and what was saved meanwhile, newest first.

    `changes_url` leads to all that was saved together; `more` counts what is not listed.
    """

    others: tuple[str, ...] = ()
    saved: tuple[Saving, ...] = ()
    more: int = 0
    changes_url: str = ""


def arrive(user: User, article: Article) -> None:
    """Note that *user* has *article* open now."""
    Presence.objects.bulk_create(
        [Presence(user=user, article=article, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["seen_at"],
    )


def leave(user: User, article: Article) -> None:
    """Note that *user* has closed *article*."""
    Presence.objects.filter(user=user, article=article).delete()


def news(user: User, article: Article, base: int | None) -> News:
    """Tell *user*, whose form began from *base*, who else is here and what they saved."""
    here = Presence.objects.here().filter(article=article).exclude(user=user)
    people = here.order_by("user__username").select_related("user")
    names = tuple(each.user.get_full_name() or each.user.get_username() for each in people)
    if base is None:
        return News(others=names)
    after = store.history(article).filter(pk__gt=base)
    edits = list(after.only("editor_name", "editor_id", "saved_at")[:TOLD])
    return News(
        others=names,
        saved=tuple(
            Saving(
                id=edit.pk,
                editor=edit.editor_name,
                saved_at=edit.saved_at,
                is_mine=edit.editor_id == user.pk,
                is_new=edit.saved_at > timezone.now() - timedelta(minutes=1),
            )
            for edit in edits
        ),
        more=max(0, after.count() - TOLD) if len(edits) == TOLD else 0,
        changes_url=reverse("compare", args=[article.slug, base, edits[0].pk]) if edits else "",
    )
