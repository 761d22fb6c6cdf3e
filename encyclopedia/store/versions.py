"""Rows of the live tables and rows that django-reversion stored, both as values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from reversion.models import Version

from encyclopedia.core.readers import rows
from encyclopedia.core.rows import Row
from encyclopedia.models import (
    Article,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from encyclopedia.models.article import UNVERSIONED

if TYPE_CHECKING:
    from collections.abc import Iterable


PARTS: tuple[Any, ...] = (InfoboxField, Section, KeyEvent, SeeAlso, Illustration)
MODELS: dict[str, Any] = {model.__name__.lower(): model for model in (Article, *PARTS)}
_NOT_OF_THE_DOCUMENT = {"id", "article", *UNVERSIONED}


def _column_names(model: type[Model]) -> tuple[str, ...]:
    names = (field.name for field in model._meta.concrete_fields)  # noqa: SLF001 -- Django documents _meta
    return tuple(name for name in names if name not in _NOT_OF_THE_DOCUMENT)


COLUMNS = {name: _column_names(model) for name, model in MODELS.items()}


def live(article: Article) -> list[Row]:
    """Read the rows of *article* from the tables as they are now, one query a table."""
    found = [*Article.objects.filter(pk=article.pk).values("id", *COLUMNS["article"])]
    read = [_row("article", columns) for columns in found]
    for model in PARTS:
        name = model.__name__.lower()
        parts = model.objects.filter(article=article).values("id", *COLUMNS[name])
        read += [_row(name, columns) for columns in parts]
    return read


def _row(model: str, columns: dict[str, object]) -> Row:
    id_ = columns.pop("id")
    assert isinstance(id_, UUID)  # noqa: S101 -- the primary key of every part
    return Row(model=model, id=id_, columns=columns)


def stored(ids: Iterable[int]) -> dict[int, Row]:
    """Read the rows kept by the versions *ids*, each with the schema of its revision."""
    return _read(Version.objects.filter(id__in=list(ids)))


def numbered(ids: Iterable[int]) -> dict[int, Row]:
    """Read the rows kept by the versions *ids*, brought to today's schema, by those ids."""
    return {id_: rows.upgrade(row) for id_, row in stored(ids).items()}


def of_part(id_: UUID) -> dict[int, Row]:
    """Read all rows that were ever kept of the part *id_*, brought to today's schema."""
    types = ContentType.objects.get_for_models(*MODELS.values()).values()
    kept = Version.objects.filter(db=DEFAULT_DB_ALIAS, content_type__in=types, object_id=str(id_))
    return {number: rows.upgrade(row) for number, row in _read(kept).items()}


def _read(kept: QuerySet[Version]) -> dict[int, Row]:
    found = kept.order_by().values_list("id", "serialized_data", "revision__edit__schema")
    return {id_: _kept(data, schema) for id_, data, schema in found}


def _kept(data: str, schema: int) -> Row:
    (row,) = json.loads(data)
    row["fields"].pop("article", None)
    return Row(
        model=row["model"].rpartition(".")[2],
        id=UUID(row["pk"]),
        columns=row["fields"],
        schema=schema,
    )


def titles(ids: Iterable[int]) -> dict[int, str]:
    """Read the title in each of the versions *ids* of articles."""
    kept = Version.objects.filter(id__in=list(ids)).values_list("id", "serialized_data")
    return {id_: str(json.loads(data)[0]["fields"]["title"]) for id_, data in kept}


def revisions_of(parts: Iterable[UUID], *, after: int) -> QuerySet[Version, int]:
    """Give the ids of the revisions after *after* that changed any of *parts*, to filter by."""
    ids = [str(part) for part in parts]
    changed = Version.objects.filter(object_id__in=ids, revision_id__gt=after)
    found: QuerySet[Version, int] = changed.order_by().values_list("revision_id", flat=True)
    return found
