"""Whether the copies of the database that readers are answered from answer, and keep up."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from encyclopedia.doctor.finding import WARNING, Finding
from encyclopedia.models import Edition


def look() -> Iterator[Finding]:
    """Look at each copy that DATABASE_REPLICA_URL names, in its order."""
    before = Edition.objects.both(DEFAULT_DB_ALIAS) if settings.DATABASE_REPLICAS else None
    for number, alias in enumerate(settings.DATABASE_REPLICAS, 1):
        try:
            has = Edition.objects.both(alias)
        except DatabaseError as error:
            yield Finding(
                level=WARNING,
                wrong=f"Copy {number} of the database does not answer:"
                f" {str(error).partition(chr(10))[0]}",
                why="Readers are answered by the others and the primary, which do its work too.",
                mend="Start it; then compare DATABASE_REPLICA_URL with where it listens and who may"
                " enter. Readers are sent there again when it answers.",
            )
            continue
        finally:
            connections[alias].close()
        if before != has and Edition.objects.both(DEFAULT_DB_ALIAS) == before:
            yield Finding(
                level=WARNING,
                wrong=f"Copy {number} of the database has not today's edition.",
                why="No reader is answered from it until it has caught up.",
                mend="Ask again in a minute. If it is the same, see whether it follows the primary:"
                " pg_stat_replication there, pg_stat_wal_receiver on the copy.",
            )
