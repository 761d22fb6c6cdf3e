"""Articles as they are and as they were."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reversion.models import Version

from encyclopedia.core.readers import rows
from encyclopedia.models import Edit
from encyclopedia.store import versions
from sources import store as source_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Place
    from encyclopedia.core.rows import Row
    from encyclopedia.models import Article
    from encyclopedia.models.edit import EditQuerySet


def history(article: Article) -> EditQuerySet:
    """Give the revisions of *article*, newest first."""
    return Edit.objects.filter(article=article).newest_first()


def head(article: Article) -> Edit:
    """Give the newest revision of *article*."""
    return history(article)[0]


def before(edit: Edit) -> Edit | None:
    """Give the revision that *edit* followed, or None where it is the first."""
    older = Edit.objects.filter(article=edit.article_id, pk__lt=edit.pk)
    return older.newest_first().first()


def current(article: Article) -> Document:
    """Read *article* from its live tables, with the sources of its newest revision."""
    return of_rows(versions.live(article), head(article))


def at(edit: Edit) -> Document:
    """Read the article as it was at *edit*; the cost does not depend on how long ago."""
    return of_rows(versions.stored(edit.manifest["parts"]), edit)


def first_seen(article: Article, place: Place, words: str) -> str:
    """Say on which day (EDTF) *words* first stood in the part of *article* at *place*, or ""."""
    object_id = str(place.id or article.pk)
    kept = Version.objects.filter(object_id=object_id, revision__edit__article=article)
    for data, when in kept.order_by("id").values_list(
        "serialized_data", "revision__edit__saved_at"
    ):
        if words in "\n".join(str(text) for text in json.loads(data)[0]["fields"].values()):
            return str(when.date().isoformat())
    return ""


def of_rows(found: Iterable[Row], edit: Edit) -> Document:
    """Read the article that the rows *found* make, with the sources as *edit* keeps them."""
    return rows.read(found, source_store.records(edit.manifest["sources"]).values())
