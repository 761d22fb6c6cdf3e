"""The indexes of the search and of the lists around the articles, made anew."""

from __future__ import annotations

from typing import Any

from encyclopedia import audit, publishing
from encyclopedia.models import Publication
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand


class Command(StoppableCommand):
    """`manage.py reindex_search`."""

    help = (
        "Index for searches and lists (letters, categories, series, days, links, sources) all that"
        " readers have, as after an upgrade that changes an index. Publishing keeps it up to date"
        " by itself; searches and lists go on while this runs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        total = Publication.objects.count()
        done = sum(1 for _ in shown(publishing.reindex(), "article", total))
        publishing.reindex_sources()
        audit.record("command reindex_search", subject=f"{done} articles")
        self.stdout.write(f"Indexed {done} article{'' if done == 1 else 's'}.")
