"""A finished page as a value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db import connections, router
from django.utils.http import http_date

from encyclopedia.models import Publication

Policy = tuple[tuple[str, tuple[str, ...]], ...]

# Written out, for what the ORM thinks about it takes ten times as long as the database does.
_BY_KEY: Final = (
    "SELECT article_id, etag, renewed_at, language, policy, page, brotli"
    " FROM encyclopedia_publication WHERE slug = %s"
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
    with connections[router.db_for_read(Publication)].cursor() as cursor:
        cursor.execute(_BY_KEY, [slug])
        row = cursor.fetchone()
    if row is None:
        return None
    article_id, etag, renewed_at, language, policy, page, brotli = row
    packed = {"br": bytes(brotli), "gzip": bytes(page)}
    return StoredPage(
        slug=slug,
        article_id=article_id if isinstance(article_id, UUID) else UUID(article_id),
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
