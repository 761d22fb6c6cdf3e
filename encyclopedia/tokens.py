"""Tokens of the API: made for oneself, shown once, known here by their digest alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from encyclopedia import second_factor
from encyclopedia.models import ApiToken
from encyclopedia.models.token import SCOPES

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
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
    known = {scope for scope, _label in SCOPES}
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
    """Give the token with this *secret*, as long as it is valid.

    One opens nothing while its owner has yet to set up the second factor that the house asks for:
    nor does their password.
    """
    if not secret.startswith(PREFIX):
        return None
    valid = ApiToken.objects.valid().select_related("user")
    token = valid.filter(digest=_digest(secret)).first()
    if token is None or second_factor.is_missing(token.user):
        return None
    return token


def use(token: ApiToken) -> None:
    """Note that *token* changed something today."""
    today = timezone.localdate()
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)


def revoke(user: User, pk: int) -> bool:
    """Let a token of *user* open nothing any more; tell whether it did until now."""
    mine = ApiToken.objects.filter(user=user, pk=pk, revoked_at__isnull=True)
    return bool(mine.update(revoked_at=timezone.now()))


class RevokedWithPassword:
    """Tokens end with the password that they were made under.

    Django asks this as it asks validators of passwords, whichever way a new one is set: at the
    desk, by a letter, or by a command.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Take any password."""

    def get_help_text(self) -> str:
        """Say it where a password is typed."""
        return _("A new password revokes the tokens of the API that this account has.")

    def password_changed(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Revoke all tokens of *user*."""
        if user is not None:
            theirs = ApiToken.objects.filter(user=user.pk, revoked_at__isnull=True)
            theirs.update(revoked_at=timezone.now())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
