"""The index in PostgreSQL: tsvectors of the folded words and of those that head an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from encyclopedia.search.backend import (
    COLUMNS,
    HEADS,
    RANKED,
    TABLE,
    TITLES,
    Asked,
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
# GIN knows no weights: who asks it for a common word in titles gets every text with that word, so
# what heads an article has a column of its own. A text that fits into a row stays there, since each
# that is ranked is read twice.
ADD_HEADS = (
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 8160)",
    f"ALTER TABLE {TABLE} ADD COLUMN heads tsvector NOT NULL DEFAULT ''",
    f"UPDATE {TABLE} SET heads = ts_filter(words, '{{a,b,c}}')",  # noqa: S608 -- our own names
    f"CREATE INDEX {TABLE}_heads ON {TABLE} USING gin (heads)",
)
DROP_HEADS = (
    f"ALTER TABLE {TABLE} DROP COLUMN heads",
    f"ALTER TABLE {TABLE} RESET (toast_tuple_target)",
)
# PostgreSQL knows four weights; what is rarer in a title tells more than what is in the prose.
_WEIGHTS = dict(zip(COLUMNS, "AABCDD", strict=True))
_RANKS = "{0.1, 0.3, 0.4, 1.0}"
# Divide by the logarithm of the number of different words: PostgreSQL knows it without counting.
_BY_LENGTH = 16
# A tsvector holds a megabyte at most, and a word's place up to 16383.
_LONGEST = 400_000


class _Index:
    """Full text by https://www.postgresql.org/docs/current/textsearch.html."""

    def write(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        cut = [text[:_LONGEST] for text in texts]
        heads = [text for text, column in zip(cut, COLUMNS, strict=True) if column in HEADS]
        run(
            f"INSERT INTO {TABLE}(id, words, heads)"  # noqa: S608 -- our own names
            f" VALUES (%s, {_vector(COLUMNS)}, {_vector(HEADS)})",
            [entry.pk, *cut, *heads],
        )

    def remove(self, entry: SearchEntry, texts: Sequence[str]) -> None:
        run(f"DELETE FROM {TABLE} WHERE id = %s", [entry.pk])  # noqa: S608 -- our own names

    def newest(self, asked: Asked) -> list[int]:
        condition, parameters = _condition(asked)
        rows = run(
            f"SELECT id FROM {TABLE} WHERE words @@ to_tsquery('simple', %s){condition}"  # noqa: S608 -- our own names
            f" ORDER BY id DESC LIMIT {RANKED}",
            [_expression(asked), *parameters],
        )
        return [row[0] for row in rows]

    def rank(self, asked: Asked, columns: Sequence[str]) -> list[int]:
        condition, parameters = _condition(asked)
        vector = "words" if columns == COLUMNS else "heads"
        rows = run(
            f"WITH hits AS (SELECT id, ts_rank('{_RANKS}', {vector}, asked, {_BY_LENGTH}) AS rank"  # noqa: S608 -- our own names
            f" FROM {TABLE}, to_tsquery('simple', %s) AS asked"
            f" WHERE {vector} @@ asked{condition} LIMIT {RANKED})"
            f" SELECT id FROM hits ORDER BY rank DESC, id",
            [_expression(asked, columns), *parameters],
        )
        return [row[0] for row in rows]

    def clear(self) -> None:
        run(f"DELETE FROM {TABLE}", [])  # noqa: S608 -- our own names


INDEX = _Index()


def _vector(columns: Sequence[str]) -> str:
    return " || ".join(
        f"setweight(to_tsvector('simple', %s), '{_WEIGHTS[column]}')" for column in columns
    )


def _condition(asked: Asked) -> tuple[str, list[Any]]:
    """Write what is asked for besides the words: what is not wanted, and among which entries."""
    condition = "" if asked.among is None else " AND id = ANY(%s)"
    parameters: list[Any] = [] if asked.among is None else [sorted(asked.among)]
    if not asked.query.without:
        return condition, parameters
    unwanted = " | ".join(map(_term, asked.query.without))
    return f" AND NOT words @@ to_tsquery('simple', %s){condition}", [unwanted, *parameters]


def _expression(asked: Asked, columns: Sequence[str] = COLUMNS) -> str:
    """Write the query in PostgreSQL's own language; folded words need no escape inside quotes."""
    only = _WEIGHTS[TITLES[0]] if columns == TITLES else ""
    return (" | " if asked.any_term else " & ").join(_term(t, only) for t in asked.query.terms)


def _term(term: Term, weight: str = "") -> str:
    forms = []
    for words in term.forms:
        marks = [f"'{word}':{weight}" if weight else f"'{word}'" for word in words]
        if term.open:
            marks[-1] += "*" if weight else ":*"
        forms.append(" <-> ".join(marks))
    return f"({' | '.join(f'({form})' for form in forms)})"
