"""What was worked out lately, kept in the memory of this process alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Memory(Generic[V]):
    """Results by everything that they were made of, those asked for last, up to a weight.

    Only functions of values are kept here, so nothing that is kept is ever out of date, and
    nobody is given what they did not bring all the words of.
    """

    def __init__(self, most: int) -> None:
        """Keep results whose weights together are *most*, in whatever weighs them."""
        self._most = most
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[int, V]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, weight: int, make: Callable[[], V]) -> V:
        """Give what was made of *key* the last time, or make it now and keep it by *weight*."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        made = make()
        with self._lock:
            if weight <= self._most and key not in self._kept:
                self._kept[key] = weight, made
                self._weight += weight
            while self._weight > self._most:
                _, (gone, _) = self._kept.popitem(last=False)
                self._weight -= gone
        return made

    def forget(self) -> None:
        """Keep nothing of what was made until now."""
        with self._lock:
            self._kept.clear()
            self._weight = 0
