"""What readers have of an article: published, withdrawn, hidden or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from encyclopedia import addressing, purging, store
from encyclopedia.core.document import Document
from encyclopedia.models import (
    Article,
    Edit,
    Publication,
    PublishedPicture,
    PublishedRevision,
    Taking,
)
from encyclopedia.models.publication import PublicationQuerySet
from encyclopedia.publishing import indexing, queueing, renewing
from encyclopedia.serving import marking
from encyclopedia.store import Reason, naming


@transaction.atomic
def publish(edit: Edit, *, publisher: User | None) -> bool:
    """Make *edit* what the public reads of its article; tell whether that changed anything.

    A new title moves the article to a new address, to which the old one leads. Pages that link to
    a title which this made or moved are renewed, a hundred at once. Raises TitleTakenError where
    the title has meanwhile become that of another article, HiddenTextError and DeletedError.
    """
    article = store.hold(edit.article)
    queueing.wait()
    old = Publication.objects.filter(article=article).first()
    if old is not None and old.edit_id == edit.pk and article.withdrawn_at is None:
        return False
    if Edit.objects.get(pk=edit.pk).hides("text"):
        raise store.HiddenTextError(
            _("The text of revision {number} is hidden.").format(number=edit.pk)
        )
    document = store.at(edit)
    key = naming.free_title(article, document.title)
    PublishedRevision.objects.get_or_create(edit=edit, defaults={"publisher": publisher})
    _show_pictures(edit, document)
    if article.withdrawn_at is not None:
        Article.objects.filter(pk=article.pk).update(withdrawn_at=None)
    addressing.follow(article, document.title, old)
    purging.ask(marking.AROUND, *([marking.at(old.slug)] if old else []))
    edit.article.slug = article.slug
    store.publish_authorship(article)
    publication = Publication(
        slug=article.slug,
        article=article,
        edit=edit,
        title=document.title,
        title_key=key,
        short_description=document.short_description,
        language=document.language,
        first_published_at=_first_published(article),
    )
    indexing.index(publication, document)
    renewing.render(publication, document)
    if old is None or (old.title_key, old.slug) != (key, article.slug):
        renewing.renew_links_to([key, *article.redirects.named()], but=publication)
    elif old.short_description != document.short_description:
        renewing.renew_described([key, *article.redirects.named()], but=publication)
    if old is None or (old.slug, old.title, old.language) != _shown_beside(publication):
        renewing.renew_counterparts(article)
    return True


@transaction.atomic
def withdraw(article: Article) -> bool:
    """Take *article* from the public, its history too, until it is published again.

    Tell whether that changed anything: a draft is not withdrawn, for readers never had it.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    queueing.wait()
    publication = Publication.objects.filter(article=article).first()
    if publication is None:
        return False
    article.withdrawn_at = timezone.now()
    article.save(update_fields=["withdrawn_at"])
    addressing.remember(article, publication)
    indexing.take_away(publication)
    purging.ask(marking.EVERYTHING)
    renewing.renew_links_to(article.redirects.named(), but=None)
    renewing.renew_counterparts(article)
    return True


@transaction.atomic
def hide(
    article: Article, revisions: tuple[int, int], wanted: Mapping[str, bool], *, reason: Reason
) -> store.Hidden:
    """Hide or show what is *wanted* of *revisions*, as `store.hide`, wherever it stands.

    The public page, which names editors, is made again at once, and a name that only hidden
    revisions had leads here no more.
    """
    hidden = store.hide(article, revisions, wanted, reason=reason)
    if not hidden.edits:
        return hidden
    queueing.wait()
    purging.ask(marking.EVERYTHING)
    article = Article.objects.get(pk=article.pk)
    if "text" in wanted:
        keys = addressing.hide_names(article, hidden.edits, hidden=wanted["text"])
        renewing.renew_links_to(keys, but=None)
        for known in addressing.led_to(article):
            indexing.index_names_of(known)
        _forget_old_titles(article)
    for publication in _naming_editors_of(article):
        renewing.render_again(publication)
    return hidden


@transaction.atomic
def delete(article: Article, *, reason: Reason) -> None:
    """Withdraw *article* from the public and put it away; `store.bring_back` brings it back.

    Raises DeletedError where somebody was quicker.
    """
    store.hold(article)
    withdraw(article)
    store.delete(article, reason=reason)


def _shown_beside(publication: Publication) -> tuple[str, str, str]:
    """Give what pages in other languages tell of this one."""
    return publication.slug, publication.title, publication.language


def _naming_editors_of(article: Article) -> PublicationQuerySet:
    """Give the public pages whose bylines may name who wrote *article*: its own, and others."""
    took = Taking.objects.filter(taken_from__article=article).values("edit__article")
    named = Q(article=article) | Q(article__in=took)
    return Publication.objects.filter(named).order_by("slug").without_pages()


def _forget_old_titles(article: Article) -> None:
    """Let the admin's log call *article* by its title of today, not by one that may be hidden."""
    own = ContentType.objects.get_for_model(Article)
    log = LogEntry.objects.filter(content_type=own, object_id=str(article.pk))
    log.update(object_repr=article.title[:200])


def _show_pictures(edit: Edit, document: Document) -> None:
    """Let readers have the files of the pictures of *document*, for as long as they may read it."""
    PublishedPicture.objects.bulk_create(
        (
            PublishedPicture(edit=edit, file=file)
            for file in sorted({picture.file for picture in document.illustrations})
        ),
        ignore_conflicts=True,
    )


def _first_published(article: Article) -> datetime:
    dates = PublishedRevision.objects.filter(edit__article=article).order_by("published_at")
    return dates.values_list("published_at", flat=True)[0]
