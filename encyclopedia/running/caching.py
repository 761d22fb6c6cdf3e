"""A cache in Redis that may go: the site goes on without it, slower, and takes it up again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

WAIT: Final = 5.0  # seconds before a server that did not answer is asked again
ANSWER: Final = 1.0  # seconds that it has to answer
_away: dict[str, float] = {}  # servers of this process that did not answer, and until when


class ForgivingRedis(RedisCache):
    """Redis; while it does not answer, the memory of this process in its place.

    So what is counted there (requests to the API, attempts to sign in) is counted by each process
    for itself meanwhile, and what was kept is made again.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:  # noqa: ANN401 -- Django's signature
        """Take the address of the *server*, and the parameters of Django's caches."""
        from redis.backoff import NoBackoff  # noqa: PLC0415 -- an extra
        from redis.retry import Retry  # noqa: PLC0415 -- the same

        patience = {
            "socket_connect_timeout": ANSWER,
            "socket_timeout": ANSWER,
            "retry": Retry(NoBackoff(), 1),  # a connection that Redis closed while nobody asked
        }
        options = {**patience, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._name = str(server)
        self._near = LocMemCache("while redis is away", params)

    def _ask(self, verb: str, *args: Any, **named: Any) -> Any:  # noqa: ANN401 -- what each verb takes and gives
        from redis.exceptions import RedisError  # noqa: PLC0415 -- an extra

        near: Callable[..., Any] = getattr(self._near, verb)
        if time.monotonic() < _away.get(self._name, 0):
            return near(*args, **named)
        try:
            found = getattr(super(), verb)(*args, **named)
        except (RedisError, OSError) as error:
            _away[self._name] = time.monotonic() + WAIT
            logger.warning(
                "The cache does not answer (%s): each process keeps its own for %d seconds.",
                type(error).__name__,
                WAIT,
            )
            return near(*args, **named)
        if _away.pop(self._name, None) is not None:
            logger.warning("The cache answers again.")
        return found

    def add(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 -- Django's own, as all below
        return self._ask("add", *args, **named)

    def get(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("get", *args, **named)

    def set(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("set", *args, **named)

    def touch(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("touch", *args, **named)

    def delete(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("delete", *args, **named)

    def get_many(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("get_many", *args, **named)

    def set_many(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("set_many", *args, **named)

    def delete_many(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("delete_many", *args, **named)

    def has_key(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("has_key", *args, **named)

    def incr(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        return self._ask("incr", *args, **named)

    def clear(self) -> Any:  # noqa: ANN401
        return self._ask("clear")


def is_away() -> bool:
    """Tell whether a server did not answer this process a moment ago."""
    now = time.monotonic()
    return any(until > now for until in _away.values())
