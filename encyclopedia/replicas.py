"""Copies of the database that follow it: public pages are read there, as far as they have come.

Whoever is not signed in and only asks is answered from a copy; all that the desk does, signing in,
and every write are the primary's, so editors always read what they wrote. The edition is asked of
the primary, once in each second, and of the copies: one that has not seen today's edition is not
read. It is turned in the transaction that publishes, withdraws or hides, so a copy that has the
same one has all of that too.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any, Final

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from encyclopedia import serving
from encyclopedia.models import Edition
from encyclopedia.serving import anybody
from encyclopedia.serving.today import Names, holding

REST: Final = 5  # seconds without a copy that does not answer
# What public pages are made of; sessions, accounts' rights and the log are the primary's.
READ: Final = frozenset({"encyclopedia", "sources", "reversion", "contenttypes"})
PRIMARY: Final = ("/admin/", "/healthz")
_LOG: Final = logging.getLogger(__name__)
_reading: ContextVar[str] = ContextVar("reading", default=DEFAULT_DB_ALIAS)


class Router:
    """Reads go where this request reads, writes to the primary (Django's DATABASE_ROUTERS)."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:  # noqa: ANN401 -- Django's signature
        """Name the database to read *model* from."""
        return _reading.get() if model._meta.app_label in READ else None  # noqa: SLF001 -- _meta is documented

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:  # noqa: ANN401 -- Django's signature
        """Name the one database that is written to."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:  # noqa: ANN401 -- Django's signature
        """Let rows belong together wherever they were read: it is one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:  # noqa: ANN401 -- Django's signature
        """Make no tables in copies: they get them from the primary."""
        return False if db in settings.DATABASE_REPLICAS else None


class Replicas:
    """The copies, by their aliases; *clock* gives the seconds of the day, as time.time does."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        """Begin without having asked any."""
        self._clock = clock
        self._turn = count()
        self._known: dict[str, tuple[int, Names | None]] = {}

    def choose(self, aliases: Sequence[str], today: Names) -> str:
        """Name one of *aliases* that has today's edition, each in its turn, or the primary."""
        if today.published is None:
            return DEFAULT_DB_ALIAS
        first = next(self._turn) % len(aliases)
        in_turn = (*aliases[first:], *aliases[:first])
        return next((each for each in in_turn if self._has(each) == today), DEFAULT_DB_ALIAS)

    def _has(self, alias: str) -> Names | None:
        """Give the names that the copy *alias* had in this second; None where it is not there."""
        second = int(self._clock())
        until, names = self._known.get(alias, (-1, None))
        if second == until if names else second < until:
            return names
        try:
            names, until = Names(*Edition.objects.both(alias)), second
        except DatabaseError as error:
            connections[alias].close()
            _LOG.warning("The replica %s does not answer (%s).", alias, type(error).__name__)
            names, until = None, second + REST
        self._known[alias] = until, names
        return names


replicas = Replicas()


@contextmanager
def reading(alias: str) -> Iterator[None]:
    """Read from *alias* for a while."""
    before = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(before)


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer whoever is not signed in from a copy that has all that the public has."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        aliases = settings.DATABASE_REPLICAS
        if not aliases or not anybody.asks(request) or request.path_info.startswith(PRIMARY):
            return get_response(request)
        today = serving.memory.edition()
        with holding(today), reading(replicas.choose(aliases, today)):
            return get_response(request)

    return answer
