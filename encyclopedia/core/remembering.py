"""What was worked out lately, kept in the memory of this process alone.

Only functions of values are kept here, so nothing that is kept is ever out of date, and nobody is
given what they did not bring all the words of.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, Final, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V")

ALL: Final = 220_000_000
"""Bytes that all memories together keep at most, unless `allow` says otherwise."""

_MOST_ALONG = 1_000
_OF_ANY = 200  # bytes of whatever is kept, however short
_share = 1.0


def allow(most: int) -> None:
    """Let all memories together keep *most* bytes, each its share of them, from now on."""
    global _share  # noqa: PLW0603 -- one process has one memory
    _share = most / ALL


class Memory(Generic[V]):
    """Results by everything that they were made of, those asked for last, up to a weight."""

    def __init__(self, most: int) -> None:
        """Keep results that take *most* bytes together, of `ALL`, by what those who ask reckon."""
        self.most = most
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[int, V]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, weight: int | Callable[[V], int], make: Callable[[], V]) -> V:
        """Give what was made of *key* the last time, or make it and keep it as *weight* bytes.

        *weight* may be what reckons them of what was made.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        made = make()
        takes = weight(made) if callable(weight) else weight
        with self._lock:
            most = self.most * _share
            if takes <= most and key not in self._kept:
                self._kept[key] = takes, made
                self._weight += takes
            while self._weight > most:
                _, (gone, _) = self._kept.popitem(last=False)
                self._weight -= gone
        return made

    def forget(self) -> None:
        """Keep nothing of what was made until now."""
        with self._lock:
            self._kept.clear()
            self._weight = 0


def along(make: Callable[Concatenate[T, P], V]) -> Callable[Concatenate[T, P], V]:
    """Keep what *make* gives of a value with that value, and for as long as that is kept.

    For what is told of one text: whoever keeps the text lately read decides by its weight how long
    all of this is kept. The value has a `__dict__`; what else *make* is given can be hashed.
    """
    own = f"_told_by {make.__module__}.{make.__qualname__}"

    @wraps(make)
    def told(value: T, /, *args: P.args, **kwargs: P.kwargs) -> V:
        kept: dict[Hashable, V] = vars(value).setdefault(own, {})
        key = (args, *kwargs.items()) if kwargs else args
        try:
            return kept[key]
        except KeyError:
            made = make(value, *args, **kwargs)
        if len(kept) >= _MOST_ALONG:
            kept.clear()
        kept[key] = made
        return made

    return told


def by_words(
    *, most: int, each: int
) -> Callable[[Callable[Concatenate[str, P], V]], Callable[Concatenate[str, P], V]]:
    """Remember what a function of words gave lately, in *most* bytes of `ALL`.

    What it gives of words, and these, take *each* bytes for a character, and some in any case.
    What else it is given can be hashed.
    """

    def remembering(make: Callable[Concatenate[str, P], V]) -> Callable[Concatenate[str, P], V]:
        memory: Memory[V] = Memory(most)

        @wraps(make)
        def told(words: str, /, *args: P.args, **kwargs: P.kwargs) -> V:
            key = (words, args, *kwargs.items()) if args or kwargs else words
            weight = _OF_ANY + len(words) * each
            return memory.recall(key, weight, lambda: make(words, *args, **kwargs))

        told.memory = memory  # type: ignore[attr-defined]
        return told

    return remembering
