"""How much anybody may ask of us in a minute, counted by a digest of who asks."""

from __future__ import annotations

import hashlib
import time
from typing import Final

from django.core.cache import cache

MINUTE: Final = 60  # seconds


def wait(what: str, who: str, most: int) -> int:
    """Count that *who* asks for *what*; give the seconds to wait, 0 for the *most* a minute."""
    now = int(time.time())
    key = f"{what}-{hashlib.sha256(who.encode()).hexdigest()[:32]}-{now // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # it was pushed out of the cache meanwhile
        return 0
    return 0 if count <= most else MINUTE - now % MINUTE
