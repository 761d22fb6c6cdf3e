"""Articles as they are and as they were."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from reversion.models import Version

from encyclopedia.core.readers import rows
from encyclopedia.models import Edit
from encyclopedia.store import versions
from sources import store as source_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Place
    from encyclopedia.core.rows import Row
    from encyclopedia.models import Article
    from encyclopedia.models.edit import EditQuerySet
    from sources.core.record import SourceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An article as it is: its newest revision, its rows and sources, and what they make."""

    edit: Edit
    rows: list[Row]
    records: Mapping[int, SourceRecord]
    document: Document


def history(article: Article) -> EditQuerySet:
    """Give the revisions of *article*, newest first."""
    return Edit.objects.filter(article=article).newest_first()


def head(article: Article) -> Edit:
    """Give the newest revision of *article*."""
    return history(article)[0]


def newest(articles: Iterable[UUID]) -> dict[UUID, int]:
    """Give the id of the newest revision of each of *articles* (their ids)."""
    edits = Edit.objects.filter(article__in=list(articles)).order_by()
    return dict(edits.values_list("article").annotate(newest=Max("pk")))


def before(edit: Edit) -> Edit | None:
    """Give the revision that *edit* followed, or None where it is the first."""
    older = Edit.objects.filter(article=edit.article_id, pk__lt=edit.pk)
    return older.newest_first().first()


def current(article: Article) -> Document:
    """Read *article* from its live tables, with the sources of its newest revision."""
    return of_rows(versions.live(article), head(article))


def whole_head(article: Article) -> Head:
    """Read *article* from its live tables once, with all that a save compares and keeps."""
    edit, live = head(article), versions.live(article)
    records = sources(edit)
    document = rows.read(live, records.values())
    return Head(edit=edit, rows=live, records=records, document=document)


def at(edit: Edit) -> Document:
    """Read the article as it was at *edit*; the cost does not depend on how long ago."""
    (document,) = several((edit,))
    return document


def several(edits: Sequence[Edit]) -> tuple[Document, ...]:
    """Read the articles as they were at *edits*; what they have in common is read once."""
    parts = versions.stored(_union(edit.manifest["parts"] for edit in edits))
    records = source_store.records(_union(edit.manifest["sources"] for edit in edits))
    return tuple(
        rows.read(
            [parts[id_] for id_ in edit.manifest["parts"] if id_ in parts],
            [records[id_] for id_ in edit.manifest["sources"] if id_ in records],
        )
        for edit in edits
    )


def _union(manifests: Iterable[Iterable[int]]) -> set[int]:
    return {id_ for manifest in manifests for id_ in manifest}


def first_seen(article: UUID, wanted: Iterable[tuple[Place, str]]) -> dict[tuple[Place, str], str]:
    """Say on which day (EDTF) words first stood in a part of the article of this id, by both."""
    by_part: dict[str, set[tuple[Place, str]]] = {}
    for place, words in wanted:
        by_part.setdefault(str(place.id or article), set()).add((place, words))
    kept = Version.objects.filter(object_id__in=list(by_part), revision__edit__article=article)
    stored = kept.order_by("id").values_list(
        "object_id", "serialized_data", "revision__edit__saved_at"
    )
    found: dict[tuple[Place, str], str] = {}
    for part, data, when in stored:
        missing = [each for each in by_part[part] if each not in found]
        text = "\n".join(map(str, json.loads(data)[0]["fields"].values())) if missing else ""
        found |= {each: when.date().isoformat() for each in missing if each[1] in text}
    return found


def of_rows(found: Iterable[Row], edit: Edit) -> Document:
    """Read the article that the rows *found* make, with the sources as *edit* keeps them."""
    return rows.read(found, sources(edit).values())


def sources(edit: Edit) -> dict[int, SourceRecord]:
    """Read the sources that *edit* keeps, by the ids of their versions."""
    return source_store.records(edit.manifest["sources"])
