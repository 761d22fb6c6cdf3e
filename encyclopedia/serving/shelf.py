"""What a process keeps of one edition, up to so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class _Sized(Protocol):
    @property
    def size(self) -> int: ...


V = TypeVar("V", bound=_Sized)


class Shelf(Generic[V]):
    """Values by key, all of one edition; those unread for longest go first.

    Any change of what the public has ends them all: who they were of is not worth knowing, since
    each comes back by itself.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, V] = OrderedDict()
        self._size = 0
        self._edition: object = None

    def find(self, key: Hashable, edition: object) -> V | None:
        """Give what is kept by *key* of *edition*; what is of another goes."""
        with self._lock:
            if edition != self._edition:
                self._edition = edition
                self._kept.clear()
                self._size = 0
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, value: V, edition: object, *, most: int) -> None:
        """Keep *value*, which was made of *edition*, and *most* bytes in all.

        It may be of the edition before, if that ended while it was made.
        """
        with self._lock:
            if edition != self._edition or key in self._kept:
                return
            self._kept[key] = value
            self._size += value.size
            while self._size > most:
                _, last = self._kept.popitem(last=False)
                self._size -= last.size
