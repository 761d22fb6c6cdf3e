"""What a full-text index must be able to do; one module for each database does it.

To search elsewhere (OpenSearch, say), write a module with the functions of `Index` over its client
and name it in `of`: `write` and `remove` are called within the transaction that publishes, `match`
gives ids of SearchEntry with a rank each, the best first, and `count` says how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import connections, router

from encyclopedia.models import SearchEntry

if TYPE_CHECKING:
    from encyclopedia.core.search import Query
    from encyclopedia.models.search import SearchEntryQuerySet

TABLE: Final = "encyclopedia_searchtext"
COLUMNS: Final = ("title", "names", "description", "infobox", "body", "sources")
TITLES: Final = ("title", "names")
RANKED: Final = 1000
"""How many articles with a word are ranked, where nothing narrows a search; of a word that more
have, those with it in their title come first all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query for the index: among `entries`, in titles alone or everywhere, any term or all.

    `narrowed` says that `entries` are few of all.
    """

    query: Query
    entries: SearchEntryQuerySet
    narrowed: bool = False
    titles_only: bool = False
    any_term: bool = False


class Index(Protocol):
    """A full-text index."""

    def write(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        """Index the folded *texts*, one for each of COLUMNS, of a new *entry*."""

    def remove(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        """Forget *entry*, of which *texts* were indexed."""

    def match(self, asked: Asked, first: int, last: int) -> list[int]:
        """Give the ids of the entries from place *first* to *last*, the best first.

        Better is what has the words in its title, then what the index ranks higher.
        """

    def count(self, asked: Asked, most: int) -> int:
        """Count the entries that match, but no further than *most*."""

    def clear(self) -> None:
        """Forget everything."""


def run(sql: str, parameters: Sequence[Any]) -> list[Any]:
    """Run one statement and give its rows, if it has some, where searches are read now."""
    with connections[router.db_for_read(SearchEntry)].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def among_entries(asked: Asked) -> tuple[str, list[Any]]:
    """Write the condition that an `id` is one of the entries *asked* for, with its parameters."""
    sql, parameters = asked.entries.order_by().values("pk").query.sql_with_params()
    return f"id IN ({sql})", list(parameters)


def of(alias: str) -> Index:
    """Give the index that lives in the database *alias*."""
    from encyclopedia.search import postgres, sqlite  # noqa: PLC0415 -- they need this module

    kinds: dict[str, Index] = {"sqlite": sqlite.INDEX, "postgresql": postgres.INDEX}
    return kinds[connections[alias].vendor]
