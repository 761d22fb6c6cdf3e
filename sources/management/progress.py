"""How far a long command is, shown on a terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from tqdm import tqdm

T = TypeVar("T")
Progress = Callable[[Iterable[Any], str], Iterable[Any]]

# Its thread only draws bars again that stand still. While it starts, tqdm takes every error for
# one of the thread, and what told the command to stop would be lost.
tqdm.monitor_interval = 0
# One process draws: nothing of multiprocessing is loaded while the first bar is made.
tqdm.set_lock(threading.RLock())


def shown(found: Iterable[T], unit: str, total: int | None = None) -> Iterable[T]:
    """Give what is *found* one by one, and show how many *unit*s of it were taken.

    *total* says how many there are where *found* cannot tell.
    """
    return tqdm(found, unit=f" {unit}", total=total, disable=None, leave=False)
