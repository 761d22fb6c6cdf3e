"""What anybody may do is slowed: signing in the more often it failed, reporting by number.

Nobody's address is kept: only a digest of it that no one makes without the secret key, and that
for a day at most after it counted last, forgotten when the next is counted.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from encyclopedia.models import Attempts

if TYPE_CHECKING:
    from datetime import datetime

FORGOTTEN_AFTER: Final = timedelta(days=1)
LONGEST_WAIT: Final = timedelta(minutes=15)
# Failures that cost nothing: people mistype, and many of them may share one address.
FREE: Final = {"name": 3, "address": 30}
# Reports of readers in an hour: of one address, and of all together.
REPORTS: Final = {"report of address": 5, "report of all": 100}
REPORTS_WITHIN: Final = timedelta(hours=1)


def wait(failures: int, free: int) -> timedelta:
    """Say how long to wait after so many *failures*: 1 s, 2 s, 4 s, up to fifteen minutes."""
    if failures < free:
        return timedelta()
    doubled = min(failures - free, 20)
    return min(timedelta(seconds=2**doubled), LONGEST_WAIT)


@transaction.atomic
def attempt(name: str, address: str | None, *, now: datetime | None = None) -> timedelta:
    """Count an attempt to sign in as *name*; give how long it has to wait, nothing if not at all.

    It is counted before anything is looked up, so attempts at one moment do not slip through,
    and whether there is such an account makes no difference.
    """
    now = now or timezone.now()
    waits = []
    rows = []
    for kind, key in _keys(name, address).items():
        row, _ = Attempts.objects.select_for_update().get_or_create(
            key=key, defaults={"last_at": now}
        )
        _no_later_than(now, row)
        if now - row.last_at > FORGOTTEN_AFTER:
            row.failures = 0
        pause = wait(row.failures, FREE[kind])
        # Who came a moment later may have been counted first: without a pause nobody waits.
        waits.append(row.last_at + pause - now if pause else timedelta())
        rows.append(row)
    longest = max(waits)
    if longest > timedelta():
        return longest
    for row in rows:
        row.failures += 1
        row.last_at = now
        row.save(update_fields=["failures", "last_at"])
    return timedelta()


def succeeded(name: str, address: str | None) -> None:
    """Forget the failures of *name*; those of the address were of other names too, but one less."""
    keys = _keys(name, address)
    Attempts.objects.filter(key=keys["name"]).delete()
    _forget(timezone.now())
    for row in Attempts.objects.filter(key=keys["address"], failures__gt=0):
        row.failures -= 1
        row.save(update_fields=["failures"])


@transaction.atomic
def report(address: str | None, *, now: datetime | None = None) -> timedelta:
    """Count a report of a reader at *address*; give how long it has to wait, nothing if not at all.

    One that has to wait counts nothing. An hour begins with the first report in it.
    """
    now = now or timezone.now()
    _forget(now)
    rows = []
    longest = timedelta()
    counted = {"report of address": _household(address), "report of all": ""}
    for kind, value in sorted(counted.items()):
        row, _ = Attempts.objects.select_for_update().get_or_create(
            key=_key(kind, value), defaults={"last_at": now}
        )
        _no_later_than(now, row)
        if now - row.last_at >= REPORTS_WITHIN:
            row.failures, row.last_at = 0, now
        if row.failures >= REPORTS[kind]:
            longest = max(longest, row.last_at + REPORTS_WITHIN - now)
        rows.append(row)
    if longest > timedelta():
        return longest
    for row in rows:
        row.failures += 1
        row.save(update_fields=["failures", "last_at"])
    return timedelta()


def _no_later_than(now: datetime, row: Attempts) -> None:
    """Count from *now* what was counted later: the clock was set back, and nobody waits for it."""
    if row.last_at > now:
        row.last_at = now
        row.save(update_fields=["last_at"])


def _forget(now: datetime) -> None:
    """Forget whatever counted last more than a day ago."""
    Attempts.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()


def _keys(name: str, address: str | None) -> dict[str, str]:
    return {
        kind: _key(kind, value)
        for kind, value in {"name": name.casefold(), "address": _household(address)}.items()
    }


def _key(kind: str, value: str) -> str:
    """Name a counter: a digest, since somebody may type a password where a name belongs."""
    return hashlib.sha256(f"{settings.SECRET_KEY}\n{kind}\n{value}".encode()).hexdigest()


def _household(address: str | None) -> str:
    """Give *address*; of IPv6 the network of a household, which may choose the rest at will."""
    if address and ":" in address:
        return str(ip_network(f"{address}/64", strict=False))
    return address or ""
