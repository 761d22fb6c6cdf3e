"""Saving: every change of an article is a new revision, and nobody's words are replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from encyclopedia.core import merge
from encyclopedia.models import Article, Edit
from encyclopedia.store import citing, documents, edits, naming, reading, writing
from encyclopedia.store.edits import Reason
from encyclopedia.store.errors import (
    CollidedError,
    DeletedError,
    ForeignRevisionError,
    HiddenTextError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from encyclopedia.core.document import Document

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
    document = documents.checked(document)
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
    document = documents.with_sources(document, records)
    edit = writing.write(article, document, records, texts, reason=reason)
    return Saved(edit=edit, document=document)


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
    document = documents.checked(document)
    if document.id != article.pk:
        raise ForeignRevisionError(
            _("These words belong to another article than “{article}”.").format(article=article)
        )
    head = reading.whole_head(article)
    began = _began_from(article, base, head.edit, reason)
    theirs = head.document
    mine = document
    if began != head.edit:
        before = reading.at(began)
        merged = merge.merge(before, documents.as_recorded(mine, before), theirs)
        if merged.collisions and seen != head.edit.pk:
            raise CollidedError(merged.collisions, head.edit.pk, merged.document)
        document = documents.checked(documents.tell_anchors_apart(merged.document))
    texts, cited = citing.texts_and_keys(document)
    pins = {} if newest_sources else citing.kept(head.records, reason)
    records = citing.choose(document, cited, pins, head.records)
    document = documents.with_sources(document, records)
    if document == theirs and edits.declined(head.edit, reason) == head.edit.declined:
        return Saved(edit=head.edit, document=theirs, changed=False, merged=began != head.edit)
    if document.title != article.title:
        article.title_key = naming.free_title(article, document.title)
    edit = writing.write(article, document, records, texts, reason=reason, head=head, base=began)
    merged_in = began != head.edit and document != documents.with_sources(mine, records)
    return Saved(edit=edit, document=document, merged=merged_in)


def adopt_sources(article: Article, *, reason: Reason) -> Saved:
    """Take over corrected records and new captures of the sources that *article* keeps."""
    head = reading.head(article)
    return save(article, reading.at(head), base=head.pk, reason=reason, newest_sources=True)


def save_again(article: Article, *, title: str, reason: Reason) -> Saved:
    """Save the newest revision of *article* once more, called *title*, as one that names it.

    The caller holds the article. The index of its citations and findings is made anew.
    """
    head = reading.whole_head(article)
    texts, cited = citing.texts_and_keys(head.document)
    pins = citing.kept(head.records, reason)
    records = citing.choose(head.document, cited, pins, head.records)
    document = documents.with_sources(replace(head.document, title=title), records)
    edit = writing.write(
        article,
        document,
        records,
        texts,
        reason=replace(reason, restores=head.edit),
        head=head,
        base=head.edit,
        anew=True,
    )
    return Saved(edit=edit, document=document)


def _sent_before(reason: Reason) -> Saved | None:
    """Find the revision that the same form made when it was sent the first time."""
    if not reason.submission:
        return None
    edit = Edit.objects.filter(submission=reason.submission).first()
    if edit is None:
        return None
    return Saved(edit=edit, document=reading.at(edit), repeated=True)


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
