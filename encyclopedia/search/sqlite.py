"""The index in SQLite: an FTS5 table without content, for the words stand in SearchEntry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from encyclopedia.search.backend import (
    COLUMNS,
    RANKED,
    TABLE,
    Asked,
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

    def newest(self, asked: Asked) -> list[int]:
        among, parameters = _among(asked)
        rows = run(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{among}"  # noqa: S608 -- our own names
            f" ORDER BY rowid DESC LIMIT {RANKED}",
            [_expression(asked), *parameters],
        )
        return [row[0] for row in rows]

    def rank(self, asked: Asked, columns: Sequence[str]) -> list[int]:
        among, parameters = _among(asked)
        rows = run(
            f"WITH hits AS (SELECT rowid AS id, bm25({TABLE}, {_WEIGHTS}) AS rank FROM {TABLE}"  # noqa: S608 -- our own names
            f" WHERE {TABLE} MATCH %s{among} LIMIT {RANKED}) SELECT id FROM hits ORDER BY rank, id",
            [_expression(asked, columns), *parameters],
        )
        return [row[0] for row in rows]

    def clear(self) -> None:
        run(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')", [])  # noqa: S608 -- our own names


INDEX = _Index()


def _among(asked: Asked) -> tuple[str, list[Any]]:
    if asked.among is None:
        return "", []
    # The plus keeps SQLite from asking the index once for each of these entries.
    ids = json.dumps(sorted(asked.among))
    return " AND +rowid IN (SELECT value FROM json_each(%s))", [ids]


def _expression(asked: Asked, columns: Sequence[str] = COLUMNS) -> str:
    """Write the query in FTS5's own language; folded words need no escape inside quotes."""
    joined = (" OR " if asked.any_term else " AND ").join(map(_term, asked.query.terms))
    wanted = f"({joined})" if columns == COLUMNS else f"{{{' '.join(columns)}}} : ({joined})"
    return wanted + "".join(f" NOT {_term(term)}" for term in asked.query.without)


def _term(term: Term) -> str:
    end = " *" if term.open else ""
    return "(" + " OR ".join(f'"{" ".join(words)}"{end}' for words in term.forms) + ")"
