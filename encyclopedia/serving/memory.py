"""Finished pages in the memory of a process, for as long as they are what the public has."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from django.conf import settings

from encyclopedia.running import counting
from encyclopedia.serving.shelf import Shelf
from encyclopedia.serving.stored import StoredPage, read, read_today
from encyclopedia.serving.today import Names, Today


class Memory:
    """Pages by slug, up to `settings.PAGE_MEMORY` bytes, and the edition that they are of.

    *clock* gives the seconds of the day, as time.time does.
    """

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        """Begin empty."""
        self._today = Today(clock=clock)
        self._pages: Shelf[StoredPage] = Shelf()

    def page(self, slug: str) -> StoredPage | None:
        """Give the page at *slug*, from memory if it is there; one query at most.

        Who asks first in a second reads the edition, and the page with it: it may be another.
        """
        names = self._today.known()
        if names is not None:
            return self._page(slug, names, partial(read, slug))
        names, page = self._today.learn(partial(read_today, slug))
        return self._page(slug, names, lambda: page)

    def _page(
        self, slug: str, names: Names, ask: Callable[[], StoredPage | None]
    ) -> StoredPage | None:
        found = self._pages.find(slug, names.published)
        if found is not None:
            counting.page("memory")
            return found
        page = ask()
        if page is not None:
            counting.page("key")
            self._pages.keep(slug, page, names.published, most=settings.PAGE_MEMORY)
        return page

    def edition(self) -> Names:
        """Give the names of the editions that the public has in this second."""
        return self._today.names()

    def ask_again(self) -> None:
        """Trust the edition no longer: this process has just changed it."""
        self._today.ask_again()
