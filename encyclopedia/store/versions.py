"""Rows of the live tables and rows that django-reversion stored, both as values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Model, QuerySet
from reversion.models import Version

from encyclopedia.core.rows import Row
from encyclopedia.models import (
    Article,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


PARTS: tuple[Any, ...] = (InfoboxField, Section, KeyEvent, SeeAlso, Illustration)
MODELS: dict[str, Any] = {model.__name__.lower(): model for model in (Article, *PARTS)}
_NOT_OF_THE_DOCUMENT = {"id", "article", "slug", "title_key", "created_at", "withdrawn_at"}


def _column_names(model: type[Model]) -> tuple[str, ...]:
    names = (field.name for field in model._meta.concrete_fields)  # noqa: SLF001 -- Django documents _meta
    return tuple(name for name in names if name not in _NOT_OF_THE_DOCUMENT)


COLUMNS = {name: _column_names(model) for name, model in MODELS.items()}


def live(article: Article) -> list[Row]:
    """Read the rows of *article* from the tables as they are now, one query a table."""
    found = [*Article.objects.filter(pk=article.pk).values("id", *COLUMNS["article"])]
    rows = [_row("article", columns) for columns in found]
    for model in PARTS:
        name = model.__name__.lower()
        parts = model.objects.filter(article=article).values("id", *COLUMNS[name])
        rows += [_row(name, columns) for columns in parts]
    return rows


def _row(model: str, columns: dict[str, object]) -> Row:
    id_ = columns.pop("id")
    assert isinstance(id_, UUID)  # noqa: S101 -- the primary key of every part
    return Row(model=model, id=id_, columns=columns)


def stored(ids: Iterable[int]) -> Iterator[Row]:
    """Read the rows kept by the versions *ids*, each with the schema of its revision."""
    versions = Version.objects.filter(id__in=list(ids))
    for data, schema in versions.values_list("serialized_data", "revision__edit__schema"):
        (row,) = json.loads(data)
        row["fields"].pop("article", None)
        yield Row(
            model=row["model"].rpartition(".")[2],
            id=UUID(row["pk"]),
            columns=row["fields"],
            schema=schema,
        )


def revisions_of(parts: Iterable[UUID], *, after: int) -> QuerySet[Version, int]:
    """Give the ids of the revisions after *after* that changed any of *parts*, to filter by."""
    ids = [str(part) for part in parts]
    changed = Version.objects.filter(object_id__in=ids, revision_id__gt=after)
    found: QuerySet[Version, int] = changed.order_by().values_list("revision_id", flat=True)
    return found
