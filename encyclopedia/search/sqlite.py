"""The index in SQLite: an FTS5 table without content, for the words stand in SearchEntry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from encyclopedia.search.backend import (
    COLUMNS,
    RANKED,
    TABLE,
    TITLES,
    Asked,
    among_entries,
    run,
)

if TYPE_CHECKING:
    from encyclopedia.core.search import Term
    from encyclopedia.models import SearchEntry

CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5({', '.join(COLUMNS)}, content='',"
    " tokenize='unicode61 remove_diacritics 0')"
)
DROP = f"DROP TABLE {TABLE}"
_WEIGHTS = "10.0, 8.0, 4.0, 3.0, 1.0, 0.5"
_MATCHES = f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s"  # noqa: S608 -- our own names
_RANKED = _MATCHES.replace("rowid AS id", f"rowid AS id, bm25({TABLE}, {_WEIGHTS}) AS rank")
# Even without a number, LIMIT keeps SQLite from looking once for each row of another table.
_NO_LIMIT = -1
_NAMES = ", ".join(COLUMNS)
_PLACES = ", ".join(["%s"] * len(COLUMNS))


class _Index:
    """FTS5 by its documented commands: https://sqlite.org/fts5.html."""

    def write(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        run(
            f"INSERT INTO {TABLE}(rowid, {_NAMES}) VALUES (%s, {_PLACES})",  # noqa: S608 -- our own names
            [entry.pk, *texts],
        )

    def remove(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        run(
            f"INSERT INTO {TABLE}({TABLE}, rowid, {_NAMES}) VALUES ('delete', %s, {_PLACES})",  # noqa: S608 -- our own names
            [entry.pk, *texts],
        )

    def match(self, asked: Asked, first: int, last: int) -> list[int]:
        among, parameters = among_entries(asked)
        by_title = _expression(replace(asked, titles_only=True))
        limit = _NO_LIMIT if asked.narrowed else RANKED
        rows = run(
            f"WITH titled AS ({_RANKED}), hits AS ({_RANKED})"  # noqa: S608 -- our own names
            f" SELECT id FROM (SELECT id, 0 AS tier, rank FROM titled UNION ALL"
            f" SELECT id, 1, rank FROM hits WHERE id NOT IN (SELECT id FROM titled))"
            f" WHERE {among} ORDER BY tier, rank, id LIMIT %s OFFSET %s",
            [by_title, limit, _expression(asked), limit, *parameters, last - first, first],
        )
        return [row[0] for row in rows]

    def count(self, asked: Asked, most: int) -> int:
        among, parameters = among_entries(asked)
        rows = run(
            f"WITH hits AS ({_MATCHES})"  # noqa: S608 -- our own names
            f" SELECT count(*) FROM (SELECT 1 FROM hits WHERE {among} LIMIT %s)",
            [_expression(asked), _NO_LIMIT if asked.narrowed else most, *parameters, most],
        )
        return int(rows[0][0])

    def clear(self) -> None:
        run(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')", [])  # noqa: S608 -- our own names


INDEX = _Index()


def _expression(asked: Asked) -> str:
    """Write the query in FTS5's own language; folded words need no escape inside quotes."""
    joined = (" OR " if asked.any_term else " AND ").join(map(_term, asked.query.terms))
    wanted = f"{{{' '.join(TITLES)}}} : ({joined})" if asked.titles_only else f"({joined})"
    return wanted + "".join(f" NOT {_term(term)}" for term in asked.query.without)


def _term(term: Term) -> str:
    end = " *" if term.open else ""
    return "(" + " OR ".join(f'"{" ".join(words)}"{end}' for words in term.forms) + ")"
