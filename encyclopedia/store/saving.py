"""Saving: every change of an article is a new revision, and nobody's words are replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec
from uuid import UUID

import reversion
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.utils.translation import gettext as _
from reversion.models import Version

from encyclopedia.core import merge, titles, validity
from encyclopedia.core.document import Document, Section
from encyclopedia.core.readers import rows as rows_reader
from encyclopedia.core.writers import rows as rows_writer
from encyclopedia.models import Article, Edit, Kind
from encyclopedia.store import authorship, citing, edits, findings, naming, reading, versions
from encyclopedia.store.edits import Reason
from encyclopedia.store.errors import (
    CollidedError,
    DeletedError,
    ForeignRevisionError,
    HiddenTextError,
    InvalidDocumentError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from encyclopedia.core.reading import Prose
    from encyclopedia.core.rows import Row
    from sources.core.record import SourceRecord

P = ParamSpec("P")
ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a save came to.

    `changed` is false where the head said so already and no revision was made, `merged` is true
    where words that others saved meanwhile were merged in. `repeated` tells of a form that was
    sent twice: `edit` is what it made the first time.
    """

    edit: Edit
    document: Document
    changed: bool = True
    merged: bool = False
    repeated: bool = False


def all_or_nothing(save: Callable[P, Saved]) -> Callable[P, Saved]:
    """Save in a transaction, and look again where somebody took a name while we looked."""

    @wraps(save)
    def attempt(*args: P.args, **kwargs: P.kwargs) -> Saved:
        for _again in range(ATTEMPTS - 1):
            try:
                with transaction.atomic():
                    return save(*args, **kwargs)
            except IntegrityError:
                continue
        with transaction.atomic():
            return save(*args, **kwargs)

    return attempt


@all_or_nothing
def create(document: Document, *, reason: Reason) -> Saved:
    """Save *document* as a new article, its first revision; raises StoreError."""
    if (again := _sent_before(reason)) is not None:
        return again
    document = checked(document)
    if Article.objects.deleted().filter(pk=document.id).exists():
        raise DeletedError(document.title)
    if Article.objects.filter(pk=document.id).exists():
        raise ForeignRevisionError(
            _("“{title}” exists already; edit it instead.").format(title=document.title)
        )
    article = Article(id=document.id, title=document.title, begun_by=reason.editor)
    article.title_key = naming.free_title(article, document.title)
    article.slug = naming.free_slug(document.title)
    texts, cited = citing.texts_and_keys(document)
    records = citing.choose(document, cited, {}, {})
    return _write(article, with_sources(document, records), records, texts, reason=reason)


@all_or_nothing
def save(
    article: Article,
    document: Document,
    *,
    base: int,
    reason: Reason,
    seen: int | None = None,
    newest_sources: bool = False,
) -> Saved:
    """Save *document*, which began from revision *base*, as a new revision of *article*.

    Where somebody saved meanwhile, words that do not collide are merged; words that do raise
    CollidedError, unless the editor has *seen* the words of the newest revision and keeps their
    own all the same. Raises StoreError.
    """
    article = hold(article)
    if (again := _sent_before(reason)) is not None:
        return again
    document = checked(document)
    if document.id != article.pk:
        raise ForeignRevisionError(
            _("These words belong to another article than “{article}”.").format(article=article)
        )
    head = _head(article)
    began = _began_from(article, base, head.edit, reason)
    theirs = head.document
    mine = document
    if began != head.edit:
        before = reading.at(began)
        merged = merge.merge(before, as_recorded(mine, before), theirs)
        if merged.collisions and seen != head.edit.pk:
            raise CollidedError(merged.collisions, head.edit.pk, merged.document)
        document = checked(tell_anchors_apart(merged.document))
    texts, cited = citing.texts_and_keys(document)
    pins = {} if newest_sources else citing.kept(head.records, reason)
    records = citing.choose(document, cited, pins, head.records)
    document = with_sources(document, records)
    if document == theirs and edits.declined(head.edit, reason) == head.edit.declined:
        return Saved(edit=head.edit, document=theirs, changed=False, merged=began != head.edit)
    if document.title != article.title:
        article.title_key = naming.free_title(article, document.title)
    saved = _write(article, document, records, texts, reason=reason, head=head, base=began)
    return replace(saved, merged=began != head.edit and document != with_sources(mine, records))


def adopt_sources(article: Article, *, reason: Reason) -> Saved:
    """Take over corrected records and new captures of the sources that *article* keeps."""
    head = reading.head(article)
    return save(article, reading.at(head), base=head.pk, reason=reason, newest_sources=True)


def save_again(article: Article, *, title: str, reason: Reason) -> Saved:
    """Save the newest revision of *article* once more, called *title*, as one that names it.

    The caller holds the article. The index of its citations and findings is made anew.
    """
    head = _head(article)
    document = replace(head.document, title=title)
    texts, cited = citing.texts_and_keys(head.document)
    pins = citing.kept(head.records, reason)
    records = citing.choose(head.document, cited, pins, head.records)
    reason = replace(reason, restores=head.edit)
    return _write(
        article,
        with_sources(document, records),
        records,
        texts,
        reason=reason,
        head=head,
        base=head.edit,
        anew=True,
    )


def _sent_before(reason: Reason) -> Saved | None:
    """Find the revision that the same form made when it was sent the first time."""
    if not reason.submission:
        return None
    edit = Edit.objects.filter(submission=reason.submission).first()
    if edit is None:
        return None
    return Saved(edit=edit, document=reading.at(edit), repeated=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """An article as it is: its newest revision, its rows and sources, and what they make."""

    edit: Edit
    rows: list[Row]
    records: Mapping[int, SourceRecord]
    document: Document


def _head(article: Article) -> _Head:
    edit, live = reading.head(article), versions.live(article)
    records = reading.sources(edit)
    document = rows_reader.read(live, records.values())
    return _Head(edit=edit, rows=live, records=records, document=document)


def checked(document: Document) -> Document:
    """Mend what can be mended of *document*; raise InvalidDocumentError where it breaks rules."""
    document = validity.normalise(document)
    if faults := validity.faults(document):
        raise InvalidDocumentError(faults)
    return document


def hold(article: Article) -> Article:
    """Hold *article* still until the transaction ends; raise DeletedError where it is deleted."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.deleted_at is not None:
        raise DeletedError(article.title)
    return article


def _began_from(article: Article, base: int, head: Edit, reason: Reason) -> Edit:
    if base == head.pk:
        return head
    edit = Edit.objects.filter(article=article, pk=base).first()
    if edit is None:
        raise ForeignRevisionError(
            _("Revision {number} is not a revision of “{article}”.").format(
                number=base, article=article
            )
        )
    # A collision shows the words that it began from; only who imports files sees none of them.
    if edit.hides("text") and reason.editor is not None:
        raise HiddenTextError(
            _(
                "The text of revision {number}, from which these words began, was hidden meanwhile."
                " Nothing was saved. Copy what is yours below, then open the article anew."
            ).format(number=base)
        )
    return edit


def tell_anchors_apart(document: Document) -> Document:
    """Rename the anchor of the later of two sections that two editors added under one name."""
    seen: set[str] = set()
    sections: list[Section] = []
    for section in document.sections:
        taken = section.anchor in seen
        name = titles.anchor(section.heading, seen) if taken else section.anchor
        seen.add(name)
        sections.append(replace(section, anchor=name))
    return replace(document, sections=tuple(sections))


def as_recorded(document: Document, before: Document) -> Document:
    """Give *document* with the sources that *before* has as it has them: saves only name them."""
    recorded = {record.key: record for record in before.sources}
    sources = tuple(recorded.get(record.key, record) for record in document.sources)
    return replace(document, sources=sources)


def with_sources(document: Document, records: Mapping[int, SourceRecord]) -> Document:
    """Give *document* with the chosen *records* as its sources, by key."""
    by_key = {record.key: record for record in records.values()}
    return replace(document, sources=tuple(by_key[key] for key in sorted(by_key)))


def _write(
    article: Article,
    document: Document,
    records: Mapping[int, SourceRecord],
    texts: Iterable[Prose],
    *,
    reason: Reason,
    head: _Head | None = None,
    base: Edit | None = None,
    anew: bool = False,
) -> Saved:
    """Write the rows that changed, their versions, the Edit and the index of citations.

    The index of all parts is made *anew*, or that of the changed ones.
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
    return Saved(edit=edit, document=document)


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
