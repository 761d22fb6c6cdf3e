"""What a full-text index must be able to do; one module for each database does it.

To search elsewhere (OpenSearch, say), write a module with the functions of `Index` over its client
and name it in `of`: `write` and `remove` are called within the transaction that publishes,
`newest` and `rank` give ids of SearchEntry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import connections, router

from encyclopedia.models import SearchEntry

if TYPE_CHECKING:
    from encyclopedia.core.search import Query

TABLE: Final = "encyclopedia_searchtext"
COLUMNS: Final = ("title", "names", "description", "infobox", "body", "sources")
TITLES: Final = ("title", "names")
HEADS: Final = ("title", "names", "description", "infobox")
RANKED: Final = 1000
"""How many articles are counted and ranked. What more have is not ranked by how often it stands in
their texts, but they come in this order: in titles, in what heads an article, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query for the index: any term or all, `among` the entries with these ids, or all."""

    query: Query
    among: frozenset[int] | None = None
    any_term: bool = False


class Index(Protocol):
    """A full-text index."""

    def write(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        """Index the folded *texts*, one for each of COLUMNS, of a new *entry*."""

    def remove(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        """Forget *entry*, of which *texts* were indexed."""

    def newest(self, asked: Asked) -> list[int]:
        """Give the ids of the entries that match, the last written first, no more than RANKED."""

    def rank(self, asked: Asked, columns: Sequence[str]) -> list[int]:
        """Give the ids of those with the words in *columns*, the best first, not beyond RANKED.

        *columns* are COLUMNS, HEADS or TITLES.
        """

    def clear(self) -> None:
        """Forget everything."""


def run(sql: str, parameters: Sequence[Any]) -> list[Any]:
    """Run one statement and give its rows, if it has some, where searches are read now."""
    with connections[router.db_for_read(SearchEntry)].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def of(alias: str) -> Index:
    """Give the index that lives in the database *alias*."""
    from encyclopedia.search import postgres, sqlite  # noqa: PLC0415 -- they need this module

    kinds: dict[str, Index] = {"sqlite": sqlite.INDEX, "postgresql": postgres.INDEX}
    return kinds[connections[alias].vendor]
