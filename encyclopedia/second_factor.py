"""The second factor: six digits of an authenticator app (RFC 6238), or a recovery code."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from typing import TYPE_CHECKING, Final

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from encyclopedia.models import SecondFactor

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STEP: Final = 30  # seconds
CODES: Final = 10
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another
_LOOSE: Final = re.compile(r"[\s-]+")


def has(user: User) -> bool:
    """Tell whether *user* has set up a second factor."""
    return SecondFactor.objects.filter(pk=user.pk).exists()


def is_required(user: User) -> bool:
    """Tell whether the house asks *user* for one, by a role of theirs or as a superuser."""
    roles = set(settings.SECOND_FACTOR_ROLES)
    if user.is_superuser and "superuser" in roles:
        return True
    return bool(roles) and user.groups.filter(name__in=roles).exists()


def is_missing(user: User) -> bool:
    """Tell whether the house asks *user* for one that is yet to be set up."""
    return is_required(user) and not has(user)


def new_secret() -> str:
    """Make a secret for an authenticator app."""
    return pyotp.random_base32()


def uri(user: User, secret: str) -> str:
    """Give the address that an authenticator app reads the *secret* of *user* from."""
    return pyotp.TOTP(secret).provisioning_uri(
        name=user.get_username(), issuer_name=settings.SITE_NAME
    )


def picture(address: str) -> SafeString:
    """Draw *address* as a QR code: an inline picture that is dark on light in any theme."""
    drawn = segno.make(address, error="m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True
    )
    return mark_safe(drawn)  # noqa: S308 -- segno draws it, and an address is no part of its text


@transaction.atomic
def set_up(user: User, secret: str, code: str, *, at: float | None = None) -> tuple[str, ...]:
    """Keep *secret* once an app has shown that it knows it; give the recovery codes, else none."""
    step = _step(secret, code, at)
    if step is None:
        return ()
    codes = _new_codes()
    SecondFactor.objects.update_or_create(
        user=user,
        defaults={"secret": secret, "last_step": step, "recovery": [_digest(c) for c in codes]},
    )
    return codes


@transaction.atomic
def verify(user: User, code: str, *, at: float | None = None) -> bool:
    """Tell whether *code* is one that *user* may sign in with; none is taken twice."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        return False
    typed = _LOOSE.sub("", code).casefold()
    step = _step(factor.secret, typed, at)
    if step is not None and step > factor.last_step:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return True
    if _digest(typed) in factor.recovery:
        factor.recovery = [kept for kept in factor.recovery if kept != _digest(typed)]
        factor.save(update_fields=["recovery"])
        return True
    return False


@transaction.atomic
def renew_codes(user: User) -> tuple[str, ...]:
    """Make new recovery codes; the old ones count no more."""
    codes = _new_codes()
    SecondFactor.objects.filter(user=user).update(recovery=[_digest(code) for code in codes])
    return codes


def forget(user: User) -> bool:
    """Take the second factor of *user* away; tell whether there was one."""
    return SecondFactor.objects.filter(user=user).delete()[0] > 0


def _step(secret: str, code: str, at: float | None) -> int | None:
    """Give the time step whose code this is, now or one step to either side."""
    typed = _LOOSE.sub("", code)
    now = int(time.time() if at is None else at) // STEP
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(totp.at(step * STEP).encode(), typed.encode()):
            return step
    return None


def _new_codes() -> tuple[str, ...]:
    def half() -> str:
        return "".join(secrets.choice(_ALPHABET) for _ in range(5))

    return tuple(f"{half()}-{half()}" for _ in range(CODES))


def _digest(code: str) -> str:
    """Digest a recovery code: it is random, and whoever reads the table has the secret anyway."""
    return hashlib.sha256(_LOOSE.sub("", code).casefold().encode()).hexdigest()
