"""The index in PostgreSQL: a tsvector of the folded words, and a GIN index over it."""

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

_TABLE_SQL = (
    f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, words tsvector NOT NULL,"
    " FOREIGN KEY (id) REFERENCES encyclopedia_searchentry ON DELETE CASCADE)"
)
CREATE = (_TABLE_SQL, f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)")
DROP = (f"DROP TABLE {TABLE}",)
# PostgreSQL knows four weights; what is rarer in a title tells more than what is in the prose.
_WEIGHTS = dict(zip(COLUMNS, "AABCDD", strict=True))
_RANKS = "{0.1, 0.3, 0.4, 1.0}"
_RANKED = (
    f"SELECT id, ts_rank_cd('{_RANKS}', words, asked, 1) AS rank"  # noqa: S608 -- our own names
    f" FROM {TABLE}, to_tsquery('simple', %s) AS asked WHERE words @@ asked LIMIT %s"
)
# A tsvector holds a megabyte at most, and a word's place up to 16383.
_LONGEST = 400_000


class _Index:
    """Full text by https://www.postgresql.org/docs/current/textsearch.html."""

    def write(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        vectors = " || ".join(
            f"setweight(to_tsvector('simple', %s), '{_WEIGHTS[column]}')" for column in COLUMNS
        )
        run(
            f"INSERT INTO {TABLE}(id, words) VALUES (%s, {vectors})",  # noqa: S608 -- our own names
            [entry.pk, *(text[:_LONGEST] for text in texts)],
        )

    def remove(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        run(f"DELETE FROM {TABLE} WHERE id = %s", [entry.pk])  # noqa: S608 -- our own names

    def match(self, asked: Asked, first: int, last: int) -> list[int]:
        among, parameters = among_entries(asked)
        by_title = _expression(replace(asked, titles_only=True))
        limit = None if asked.narrowed else RANKED
        rows = run(
            f"WITH titled AS ({_RANKED}), hits AS ({_RANKED})"  # noqa: S608 -- our own names
            f" SELECT id FROM (SELECT id, 0 AS tier, rank FROM titled UNION ALL"
            f" SELECT id, 1, rank FROM hits WHERE id NOT IN (SELECT id FROM titled)) AS found"
            f" WHERE {among} ORDER BY tier, rank DESC, id LIMIT %s OFFSET %s",
            [by_title, limit, _expression(asked), limit, *parameters, last - first, first],
        )
        return [row[0] for row in rows]

    def count(self, asked: Asked, most: int) -> int:
        among, parameters = among_entries(asked)
        rows = run(
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE words @@ to_tsquery('simple', %s)"  # noqa: S608 -- our own names
            f" AND {among} LIMIT %s) AS found",
            [_expression(asked), *parameters, most],
        )
        return int(rows[0][0])

    def clear(self) -> None:
        run(f"DELETE FROM {TABLE}", [])  # noqa: S608 -- our own names


INDEX = _Index()


def _expression(asked: Asked) -> str:
    """Write the query in PostgreSQL's own language; folded words need no escape inside quotes."""
    only = _WEIGHTS[TITLES[0]] if asked.titles_only else ""
    terms = [_term(term, only) for term in asked.query.terms]
    wanted = (" | " if asked.any_term else " & ").join(terms)
    return f"({wanted})" + "".join(f" & !{_term(term)}" for term in asked.query.without)


def _term(term: Term, weight: str = "") -> str:
    forms = []
    for words in term.forms:
        marks = [f"'{word}':{weight}" if weight else f"'{word}'" for word in words]
        if term.open:
            marks[-1] += "*" if weight else ":*"
        forms.append(" <-> ".join(marks))
    return f"({' | '.join(f'({form})' for form in forms)})"
