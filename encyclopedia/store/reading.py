"""Articles as they are and as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from encyclopedia.core.readers import rows
from encyclopedia.models import Edit
from encyclopedia.store import versions
from sources import store as source_store

if TYPE_CHECKING:
    from encyclopedia.core.document import Document
    from encyclopedia.models import Article
    from encyclopedia.models.edit import EditQuerySet


def history(article: Article) -> EditQuerySet:
    """Give the revisions of *article*, newest first."""
    return Edit.objects.filter(article=article).newest_first()


def head(article: Article) -> Edit:
    """Give the newest revision of *article*."""
    return history(article)[0]


def current(article: Article) -> Document:
    """Read *article* from its live tables, with the sources of its newest revision."""
    records = source_store.records(head(article).manifest["sources"])
    return rows.read(versions.live(article), records.values())


def at(edit: Edit) -> Document:
    """Read the article as it was at *edit*; the cost does not depend on how long ago."""
    records = source_store.records(edit.manifest["sources"])
    return rows.read(versions.stored(edit.manifest["parts"]), records.values())
