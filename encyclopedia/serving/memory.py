"""Finished pages in the memory of a process, for as long as they are what the public has.

A process asks for the edition once in each second of the clock, one small query whatever is read,
and trusts it until that second ends. So what is published, withdrawn or hidden on any machine is
seen on all within a second, with a database alone; and a cache before us that ends with the same
second adds nothing to that.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from uuid import UUID

from django.conf import settings

from encyclopedia.models import Edition
from encyclopedia.running import counting
from encyclopedia.serving.stored import StoredPage, read


class Memory:
    """Pages by slug, up to `settings.PAGE_MEMORY` bytes, those unread for longest go first.

    Any change of what the public has ends them all: who they were of is not worth knowing, since
    a page comes back by one key. *clock* gives the seconds of the day, as time.time does; where it
    jumps, the edition is asked for anew.
    """

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        """Begin empty."""
        self._clock = clock
        self._lock = Lock()
        self._pages: OrderedDict[str, StoredPage] = OrderedDict()
        self._size = 0
        self._edition: UUID | None = None
        self._second: int | None = None

    def page(self, slug: str) -> StoredPage | None:
        """Give the page at *slug*, from memory if it is there."""
        edition = self._today()
        with self._lock:
            found = self._pages.get(slug)
            if found is not None:
                self._pages.move_to_end(slug)
                counting.page("memory")
                return found
        page = read(slug)
        if page is not None:
            counting.page("key")
            self._keep(page, edition)
        return page

    def ask_again(self) -> None:
        """Trust the edition no longer: this process has just changed it."""
        with self._lock:
            self._second = None

    def _today(self) -> UUID | None:
        """Give the edition of this second; None is one too, until something is published."""
        second = int(self._clock())
        if second == self._second:
            return self._edition
        edition = Edition.objects.today()
        with self._lock:
            self._second = second
            if edition != self._edition:
                self._edition = edition
                self._pages.clear()
                self._size = 0
        return edition

    def _keep(self, page: StoredPage, edition: UUID | None) -> None:
        with self._lock:
            # It may be of the edition before, if that ended while it was read.
            if edition != self._edition or page.slug in self._pages:
                return
            self._pages[page.slug] = page
            self._size += page.size
            while self._size > settings.PAGE_MEMORY:
                _, last = self._pages.popitem(last=False)
                self._size -= last.size
