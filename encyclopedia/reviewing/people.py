"""Who does a thing, as it is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from encyclopedia.models import Article
from encyclopedia.store import Reason

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import User


def signature(user: User | None) -> str:
    """Give the name of *user* as text, which outlives the account."""
    return Reason(editor=user, editor_name="" if user else "system", summary="").signature


def held(article: UUID) -> Article:
    """Hold the article of this id still until the transaction ends, and give it as it is."""
    return Article.objects.select_for_update(no_key=True).get(pk=article)
