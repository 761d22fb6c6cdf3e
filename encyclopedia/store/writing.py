"""Writing a revision: the rows that changed and their versions, its Edit, what is derived of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import reversion
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _
from reversion.models import Version

from encyclopedia.core.writers import rows as rows_writer
from encyclopedia.models import Article, Edit, Kind
from encyclopedia.store import authorship, citing, edits, findings, reading, versions
from encyclopedia.store.errors import ForeignRevisionError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from encyclopedia.core.document import Document
    from encyclopedia.core.reading import Prose
    from encyclopedia.core.rows import Row
    from encyclopedia.store.edits import Reason
    from encyclopedia.store.reading import Head
    from sources.core.record import SourceRecord


def write(
    article: Article,
    document: Document,
    records: Mapping[int, SourceRecord],
    texts: Iterable[Prose],
    *,
    reason: Reason,
    head: Head | None = None,
    base: Edit | None = None,
    anew: bool = False,
) -> Edit:
    """Write the rows that changed, their versions, the Edit and the index of citations.

    What *head* has already is not written again; a new article has none. The index of all parts
    is made *anew*, or that of the changed ones.
    """
    if reversion.is_active():
        raise RuntimeError("A save makes a revision of its own; it was called inside another one.")
    before = {row.id: row for row in head.rows} if head else {}
    theirs = head.document if head else None
    positions = {id_: row.columns.get("position", 0) for id_, row in before.items()}
    rows = rows_writer.write(document, positions)
    changed = [row for row in rows if before.get(row.id) != row]
    gone = [before[id_] for id_ in before.keys() - {row.id for row in rows}]
    _refuse_used_ids(article, [row for row in changed if not _is_known(row, before)])
    # django-reversion keeps no empty revision: what only takes away is kept with the article.
    written = changed or list(rows[:1])
    with reversion.create_revision(manage_manually=True):
        _write_rows(article, written, gone, known=before)
        reversion.set_comment(reason.summary)
        if reason.editor is not None:
            reversion.set_user(reason.editor)
        set_aside = edits.declined(head.edit if head else None, reason)
        columns = edits.columns(article, document, theirs, base, reason, set_aside)
        reversion.add_meta(Edit, **columns)
    edit = reading.head(article)
    edit.manifest = edits.manifest(edit, head.edit if head else None, written + gone, records)
    edit.save(update_fields=["manifest"])
    touched: dict[str, set[UUID]] = {}
    for row in rows if anew else written + gone:
        touched.setdefault(row.model, set()).add(row.id)
    citing.reindex(article, texts, records.values(), touched)
    findings.reindex(edit, document, texts)
    replaced = gone + [before[row.id] for row in changed if row.id in before]
    authorship.follow(edit, head.edit if head else None, replaced, changed)
    return edit


def _write_rows(
    article: Article, rows: list[Row], gone: list[Row], known: Collection[UUID]
) -> None:
    """Save *rows* with a version each, and take those that are *gone* from the live tables."""
    for row in rows:
        columns = dict(row.columns)
        if row.model == "article":
            columns["kind"] = _kind(columns["kind"])
            for name, value in columns.items():
                setattr(article, name, value)
            article.save(force_insert=row.id not in known, force_update=row.id in known)
            reversion.add_to_revision(article)
        else:
            part = versions.MODELS[row.model](id=row.id, article=article, **columns)
            part.save(force_insert=row.id not in known, force_update=row.id in known)
            reversion.add_to_revision(part)
    for row in gone:
        versions.MODELS[row.model].objects.filter(pk=row.id).delete()


def _kind(name: str | None) -> Kind | None:
    return Kind.objects.get_or_create(name=name)[0] if name else None


def _is_known(row: Row, before: Mapping[UUID, Row]) -> bool:
    return row.id in before and before[row.id].model == row.model


def _refuse_used_ids(article: Article, added: list[Row]) -> None:
    """Refuse the id of a part that another article, or another kind of part, has or had."""
    models = {row.id: row.model for row in added}
    types = ContentType.objects.get_for_models(*versions.MODELS.values()).values()
    used = Version.objects.filter(
        db=DEFAULT_DB_ALIAS, content_type__in=types, object_id__in=[str(id_) for id_ in models]
    ).values_list("object_id", "content_type__model", "revision__edit__article")
    for id_, model, owner in used.distinct().order_by():
        if owner not in (None, article.pk) or model != models[UUID(id_)]:
            raise ForeignRevisionError(_("A part of these words belongs to another article."))
