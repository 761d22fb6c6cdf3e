"""One publisher after the other: a page misses no title that appears beside it."""

from __future__ import annotations

from django.db import connection

from encyclopedia import serving

QUEUE = 0x656E6379  # any number that nothing else in the database locks


def wait() -> None:
    """Wait for whoever publishes now, so that no page misses a title that appears beside it.

    In SQLite all writers queue anyway. Take the lock of the article first, here and elsewhere, and
    that of a source afterwards: whoever publishes locks sources too.
    Whoever queues changes what the public has, so pages in memory end with the transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])
    serving.change()
