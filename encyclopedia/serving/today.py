"""Which edition the public has, asked once in each second of the clock.

One small query whatever is read, trusted until that second ends. So what is published, withdrawn
or hidden on any machine is seen on all within a second, with a database alone; and a cache before
us that ends with the same second adds nothing to that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from encyclopedia.models import Edition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of today's edition, and of the one beside it: what nobody publishes."""

    published: UUID | None
    beside: UUID | None


_held: ContextVar[Names | None] = ContextVar("the edition of a request", default=None)


@contextmanager
def holding(names: Names) -> Iterator[None]:
    """Let *names* be those of today for a while, even where their second ends meanwhile.

    Who reads from a copy that has this edition must not keep what it read as of the next one.
    """
    before = _held.set(names)
    try:
        yield
    finally:
        _held.reset(before)


class Today:
    """The edition of this second; *clock* gives the seconds of the day, as time.time does.

    Where the clock jumps, the edition is asked for anew.
    """

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        """Begin without having asked."""
        self._clock = clock
        self._known: tuple[int, Names] | None = None

    def names(self) -> Names:
        """Give the names of this second's editions; none is one too, until something is there."""
        return self.known() or self.learn(lambda: (Names(*Edition.objects.both()), None))[0]

    def known(self) -> Names | None:
        """Give the names of this second's editions, if they were asked for in it."""
        held = _held.get()
        if held is not None:
            return held
        known = self._known
        return known[1] if known is not None and known[0] == int(self._clock()) else None

    def learn(self, ask: Callable[[], tuple[Names, T]]) -> tuple[Names, T]:
        """Ask for the names of this second's editions, and for something else with them."""
        second = int(self._clock())
        names, found = ask()
        self._known = second, names
        return names, found

    def ask_again(self) -> None:
        """Trust the edition no longer: this process has just changed it."""
        self._known = None
