"""A CDN is told what to forget, after the transaction that changed it, until it has understood.

What to forget is written as rows in that transaction, so a process that dies leaves them to
`renew_pages`. Each key is told twice: at once, and again when the second has ended in which other
processes may still have answered by what they knew (`serving.today`), so that no cache keeps for
long what one of them sent in between.

CDN_PURGE_KIND says how it is told: `fastly` (POST to …/service/<id>/purge, by surrogate key),
`cloudflare` (POST to …/zones/<id>/purge_cache, by tag), `purge` (PURGE, keys in the header
`Surrogate-Key`, as vmod_xkey and most others can read) or `ban` (BAN, a regular expression there).
"""

from __future__ import annotations

import json
import logging
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from encyclopedia.models import Edition, Purge, Purged
from encyclopedia.serving import anybody, marking

AT_ONCE: Final = 30  # keys of one call: Cloudflare takes no more
MOST: Final = 3000  # keys; of more, everything goes
PATIENCE: Final = 5  # seconds for an answer
LAST_WORD: Final = timedelta(seconds=1.2)  # until no process answers by what it knew before
_LOG: Final = logging.getLogger(__name__)


class PurgeError(Exception):
    """Why a CDN was not told, as one sentence without its token."""


def is_wanted() -> bool:
    """Tell whether there is anything far from here to be told."""
    return bool(settings.CDN_PURGE_URL)


def ask(*keys: str) -> None:
    """Let caches forget what has one of *keys*, with the transaction that is under way."""
    if not is_wanted():
        return
    Purge.objects.bulk_create(Purge(key=key) for key in dict.fromkeys(keys))
    transaction.on_commit(teller.start)


def tell() -> int:
    """Tell until all is told, and give how many keys that were; raises PurgeError.

    What cannot be told waits, with the reason, for the next time.
    """
    told: set[str] = set()
    while rows := list(Purge.objects.all()[:MOST]):
        now = timezone.now()
        keys = list(dict.fromkeys(row.key for row in rows))
        whole = marking.EVERYTHING in keys or len(rows) == MOST
        try:
            _tell([marking.EVERYTHING] if whole else keys)
        except PurgeError as error:
            waiting = Purge.objects.filter(pk__in=[row.pk for row in rows])
            waiting.update(failure=str(error)[:300])
            raise
        told.update(keys)
        first = [row.pk for row in rows if row.told_at is None]
        last = [row.pk for row in rows if row.told_at and row.told_at <= now - LAST_WORD]
        Purge.objects.filter(pk__in=first).update(told_at=now, failure="")
        Purge.objects.filter(pk__in=last).delete()
        if first or len(last) < len(rows):
            time.sleep(LAST_WORD.total_seconds())
    return len(told)


def notice() -> None:
    """Ask for everything where records, names or texts changed that nobody publishes."""
    if not is_wanted():
        return
    beside = Edition.objects.both()[1]
    if Purged.objects.filter(pk=1, name=beside).exists():
        return  # the rule, so nobody waits for a lock
    with transaction.atomic():
        known, _ = Purged.objects.select_for_update().get_or_create(pk=1)
        if known.name != beside:
            Purged.objects.filter(pk=1).update(name=beside)
            ask(marking.EVERYTHING)


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Have records, names and texts forgotten with the request that changed them."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if is_wanted() and request.method not in anybody.SAFE:
            with suppress(DatabaseError):  # what was done stands; `renew_pages` asks again
                notice()
        return response

    return answer


class Teller:
    """Tells in a thread of its own, for nobody should wait for machines far away."""

    def __init__(self, tell: Callable[[], int]) -> None:
        """Begin without a thread; *tell* tells all that waits."""
        self._tell = tell
        self._lock = threading.Lock()
        self._is_asked = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Tell what waits now, by the thread that tells already, or by a new one."""
        with self._lock:
            self._is_asked = True
            if self._thread is None:
                # No daemon: a command ends when what it changed is told.
                self._thread = threading.Thread(target=self._run, name="purging")
                self._thread.start()

    def wait(self) -> None:
        """Wait until all is told, or cannot be."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while self._goes_on():
            try:
                self._tell()
            except PurgeError as error:
                _LOG.warning("A cache was not told what to forget: %s", error)
            except DatabaseError:
                _LOG.warning("What caches are to forget could not be read, and waits.")
            except Exception:  # noqa: BLE001 -- a fault here must not end all purging of this process
                _LOG.exception("Telling caches what to forget failed; it waits.")
            finally:
                connections.close_all()

    def _goes_on(self) -> bool:
        with self._lock:
            if not self._is_asked:
                self._thread = None
                return False
            self._is_asked = False
            return True


teller = Teller(tell)


def _tell(keys: Sequence[str]) -> None:
    """Tell the CDN of *keys*; raises PurgeError."""
    for start in range(0, len(keys), AT_ONCE):
        _call(_asking()(keys[start : start + AT_ONCE]))


def _asking() -> Callable[[Sequence[str]], Request]:
    if settings.CDN_PURGE_KIND not in _ASKING:
        raise PurgeError(f"CDN_PURGE_KIND is none of {', '.join(_ASKING)}.")
    return _ASKING[settings.CDN_PURGE_KIND]


def _call(request: Request) -> None:
    try:
        with _OPENER.open(request, timeout=PATIENCE) as answer:
            answer.read(1000)
    except HTTPError as error:
        error.close()
        raise PurgeError(f"{_host()} answered {error.code} to a purge.") from error
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise PurgeError(f"{_host()} cannot be asked to purge: {reason}.") from error
    except ValueError as error:  # what it says may quote the token
        raise PurgeError("CDN_PURGE_URL or CDN_PURGE_TOKEN cannot be sent as it is.") from error


def _host() -> str:
    return urlsplit(settings.CDN_PURGE_URL).hostname or "The CDN"


class _NoRedirect(HTTPRedirectHandler):
    """Follow nobody: the token is for one address."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- urllib's signature
        return None


_OPENER: Final = build_opener(_NoRedirect)


def _request(method: str, headers: Mapping[str, str], body: bytes | None = None) -> Request:
    if not settings.CDN_PURGE_URL.startswith(("https://", "http://")):
        raise PurgeError("CDN_PURGE_URL is no address of the web.")
    return Request(settings.CDN_PURGE_URL, body, dict(headers), method=method)  # noqa: S310 -- of the web, as just made sure


def _by_fastly(keys: Sequence[str]) -> Request:
    own = {"Fastly-Key": settings.CDN_PURGE_TOKEN, "Accept": "application/json"}
    return _request("POST", {**own, "Surrogate-Key": " ".join(keys)})


def _by_cloudflare(keys: Sequence[str]) -> Request:
    own = {
        "Authorization": f"Bearer {settings.CDN_PURGE_TOKEN}",
        "Content-Type": "application/json",
    }
    return _request("POST", own, json.dumps({"tags": list(keys)}).encode())


def _by_purge(keys: Sequence[str]) -> Request:
    return _request("PURGE", {**_bearer(), "Surrogate-Key": " ".join(keys)})


def _by_ban(keys: Sequence[str]) -> Request:
    one_of = "|".join(re.escape(key) for key in keys)
    return _request("BAN", {**_bearer(), "Surrogate-Key": rf"(^|\s)({one_of})(\s|$)"})


def _bearer() -> dict[str, str]:
    token = settings.CDN_PURGE_TOKEN
    return {"Authorization": f"Bearer {token}"} if token else {}


_ASKING: Final[Mapping[str, Callable[[Sequence[str]], Request]]] = {
    "fastly": _by_fastly,
    "cloudflare": _by_cloudflare,
    "purge": _by_purge,
    "ban": _by_ban,
}
