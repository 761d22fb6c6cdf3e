"""Tokens of the API: made for oneself, shown once, known here by their digest alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from encyclopedia.models import ApiToken
from encyclopedia.models.token import SCOPES

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PREFIX: Final = "enc_"
MOST: Final = 20
_HINT: Final = 8


class TooManyError(ValueError):
    """Somebody has as many tokens as anybody may."""


def make(
    user: User, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token for *user*, and give it with its secret, which nobody can look up again.

    Raises TooManyError.
    """
    if user.api_tokens.valid().count() >= MOST:
        raise TooManyError(f"You have {MOST} tokens already. Revoke one first.")
    known = {scope for scope, _ in SCOPES}
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=_digest(secret),
        hint=secret[:_HINT],
        scopes=sorted(known & set(scopes)),
        expires_at=expires_at,
    )
    return token, secret


def find(secret: str) -> ApiToken | None:
    """Give the token with this *secret*, as long as it is valid."""
    if not secret.startswith(PREFIX):
        return None
    return ApiToken.objects.valid().select_related("user").filter(digest=_digest(secret)).first()


def use(token: ApiToken) -> None:
    """Note that *token* changed something today."""
    today = timezone.localdate()
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)


def revoke(user: User, pk: int) -> bool:
    """Let a token of *user* open nothing any more; tell whether it did until now."""
    mine = ApiToken.objects.filter(user=user, pk=pk, revoked_at__isnull=True)
    return bool(mine.update(revoked_at=timezone.now()))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
