"""Whether the cache answers, and is one for all processes."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.conf import settings

from encyclopedia.doctor import ready
from encyclopedia.doctor.finding import ADVICE, WARNING, Finding


def look() -> Iterator[Finding]:
    """Look at the cache."""
    kind = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    if ready.cache_():
        yield Finding(
            level=WARNING,
            wrong="The cache does not answer.",
            why="The site goes on, slower: each process keeps its own, and counts requests to the"
            " API for itself.",
            mend="Start Redis, and compare CACHE_URL with where it listens. Nothing else need be"
            " done; it is asked again every five seconds.",
        )
    if kind == "LocMemCache" and os.environ.get("WORKERS", "") != "1":
        yield Finding(
            level=ADVICE,
            wrong="Each process keeps a cache of its own.",
            why="With several workers, limits of the API count in each for itself, and what one"
            " made, such as a PDF, the others make again.",
            mend="Install the extra `redis` and set CACHE_URL=redis://127.0.0.1:6379/0.",
        )
