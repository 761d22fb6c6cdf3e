"""Articles are kept from some who write, for a reason and a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from encyclopedia.models import Article, Protection
from encyclopedia.reviewing import people
from encyclopedia.reviewing.errors import ReasonWantedError

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User


@transaction.atomic
def protect(
    article: Article, level: str, *, by: User, reason: str, expires_at: datetime | None = None
) -> Protection:
    """Let only those of *level* change and publish *article*, until it expires or is lifted.

    Raises ReasonWantedError.
    """
    if not reason.strip():
        raise ReasonWantedError(_("Say why, for those who are kept out."))
    held = people.held(article.pk)
    protection = Protection.objects.create(
        article=held,
        level=level,
        expires_at=expires_at,
        reason=reason,
        by=by,
        by_name=people.signature(by),
    )
    kept = protection if level else None
    Article.objects.filter(pk=held.pk).update(protection=kept)
    article.protection = kept
    return protection


def lift(article: Article, *, by: User, reason: str) -> Protection:
    """Let everybody who may write change *article* again; raises ReasonWantedError."""
    return protect(article, Protection.LIFTED, by=by, reason=reason)
