"""A finished page as a value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, Error, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.http import http_date

from encyclopedia.models import Publication
from encyclopedia.serving.today import Names

Policy = tuple[tuple[str, tuple[str, ...]], ...]

# Written out, for what the ORM thinks about it takes ten times as long as the database does.
_TOLD: Final = "article_id, etag, renewed_at, language, policy, page, brotli"
_BY_KEY: Final = f"SELECT {_TOLD} FROM encyclopedia_publication WHERE slug = %s"  # noqa: S608 -- our own words
_WITH_EDITION: Final = (
    "SELECT (SELECT name FROM encyclopedia_edition WHERE id = 1),"  # noqa: S608 -- our own words
    f" (SELECT name FROM encyclopedia_sideedition WHERE id = 1), {_TOLD}"
    " FROM (SELECT 1) AS one LEFT JOIN encyclopedia_publication ON slug = %s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """The finished page of an article: `packed` holds its bytes by content coding, best first.

    `policy` is what its style and script need of the CSP, as directives with their sources;
    `last_modified` is written as HTTP does.
    """

    slug: str
    article_id: UUID
    etag: str
    last_modified: str
    language: str
    policy: Policy
    packed: Mapping[str, bytes]

    @property
    def codings(self) -> tuple[str, ...]:
        """The content codings that it is kept in, the best first."""
        return tuple(self.packed)

    @property
    def size(self) -> int:
        """How many bytes it takes in memory, about."""
        return 2000 + sum(map(len, self.packed.values()))


def read(slug: str) -> StoredPage | None:
    """Read the page at *slug*, if it is public: one query, by the primary key."""
    row = _first(router.db_for_read(Publication), _BY_KEY, slug)
    return None if row is None else _page(slug, row)


def read_today(slug: str) -> tuple[Names, StoredPage | None]:
    """Read the names of today's editions and the page at *slug*, which is of them: one query."""
    published, beside, *row = _first(DEFAULT_DB_ALIAS, _WITH_EDITION, slug)
    names = Names(published and _uuid(published), beside and _uuid(beside))
    return names, None if row[0] is None else _page(slug, row)


def _first(alias: str, query: str, slug: str) -> Any:  # noqa: ANN401 -- what a database gives
    """Give the first row, and spare the question whether the connection still stands.

    Django asks it before the first query of each request (CONN_HEALTH_CHECKS), and takes as long
    for it as we for the page. One that was cut meanwhile is opened anew instead.
    """
    connection: Any = connections[alias]  # its types do not know what it knows
    was_open = connection.connection is not None
    connection.health_check_done = True
    try:
        return _asked(connection, query, slug)
    except Error:
        if not was_open or connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _asked(connection, query, slug)


def _asked(connection: BaseDatabaseWrapper, query: str, slug: str) -> Any:  # noqa: ANN401 -- the same
    with connection.cursor() as cursor:
        cursor.execute(query, [slug])
        return cursor.fetchone()


def _uuid(told: UUID | str) -> UUID:
    """Read a UUID as a database tells it: SQLite as text."""
    return told if isinstance(told, UUID) else UUID(told)


def _page(slug: str, row: Sequence[Any]) -> StoredPage:
    article_id, etag, renewed_at, language, policy, page, brotli = row
    packed = {"br": bytes(brotli), "gzip": bytes(page)}
    return StoredPage(
        slug=slug,
        article_id=_uuid(article_id),
        etag=etag,
        last_modified=http_date(_moment(renewed_at).timestamp()),
        language=language,
        policy=_read(policy),
        packed={coding: data for coding, data in packed.items() if data},
    )


@lru_cache(maxsize=64)
def _read(policy: str) -> Policy:
    """Read a policy, of which a release has few; Django has every database tell JSON as text."""
    read: dict[str, list[str]] = json.loads(policy)
    return tuple((directive, tuple(sources)) for directive, sources in read.items())


def _moment(told: datetime | str) -> datetime:
    """Read a moment as a database tells it: SQLite as text, in UTC."""
    if isinstance(told, datetime):
        return told if told.tzinfo else told.replace(tzinfo=UTC)
    return datetime.fromisoformat(told).replace(tzinfo=UTC)
