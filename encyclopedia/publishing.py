"""Document → Publication: what the public reads, made when a revision is published."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from encyclopedia import assets, pages, presenting, store
from encyclopedia.core import citations, mentions, reading, titles
from encyclopedia.core.document import Document
from encyclopedia.models import (
    Article,
    Edit,
    Publication,
    PublishedCitation,
    PublishedLink,
    PublishedRevision,
    Redirect,
)
from sources.models import Source

RENEW_AT_ONCE = 100


@transaction.atomic
def publish(edit: Edit, *, publisher: User | None) -> bool:
    """Make *edit* what the public reads of its article; tell whether that changed anything.

    Pages that link to a title which this made or moved are renewed, a hundred at once.
    """
    article = Article.objects.select_for_update().get(pk=edit.article_id)
    old = Publication.objects.filter(article=article).first()
    if old is not None and old.edit_id == edit.pk and article.withdrawn_at is None:
        return False
    PublishedRevision.objects.get_or_create(edit=edit, defaults={"publisher": publisher})
    if article.withdrawn_at is not None:
        Article.objects.filter(pk=article.pk).update(withdrawn_at=None)
    document = store.at(edit)
    key = titles.key(document.title)
    if old is not None and old.title_key != key:
        _remember_name(article, old)
    publication = Publication(
        slug=article.slug,
        article=article,
        edit=edit,
        title=document.title,
        title_key=key,
        short_description=document.short_description,
        language=document.language,
        first_published_at=old.first_published_at if old else timezone.now(),
    )
    _index(publication, document)
    _render(publication, document)
    if old is None or old.title_key != key:
        _renew_links_to([key, *([old.title_key] if old else [])], but=publication)
    return True


@transaction.atomic
def withdraw(article: Article) -> None:
    """Take *article* from the public, its history too; publishing it again brings both back."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    article.withdrawn_at = timezone.now()
    article.save(update_fields=["withdrawn_at"])
    key = Publication.objects.get(article=article).title_key
    Publication.objects.filter(article=article).delete()
    _renew_links_to([key], but=None)


def renew(publication: Publication) -> None:
    """Make the page of *publication* again from its revision: same words, today's links."""
    publication.renewed_at = timezone.now()
    _render(publication, store.at(publication.edit))


def _remember_name(article: Article, old: Publication) -> None:
    """Let the name that readers knew lead to the article still."""
    Redirect.objects.update_or_create(
        title_key=old.title_key,
        defaults={
            "slug": titles.slug(old.title),
            "title": old.title,
            "article": article,
        },
    )


def _index(publication: Publication, document: Document) -> None:
    """Save the publication, and what it links to and cites."""
    publication.page, publication.etag = b"", ""
    publication.save()
    publication.links.all().delete()
    publication.citations.all().delete()
    PublishedLink.objects.bulk_create(
        PublishedLink(publication=publication, title_key=key)
        for key in sorted(mentions.title_keys(document, reading.texts(document)))
    )
    footnotes = citations.footnotes(document)
    sources = dict(
        Source.objects.filter(key__in=[note.source.key for note in footnotes]).values_list(
            "key", "id"
        )
    )
    PublishedCitation.objects.bulk_create(
        PublishedCitation(
            publication=publication,
            source_id=sources[footnote.source.key],
            anchor=use.anchor,
            quote=use.item.quote,
        )
        for footnote in footnotes
        for use in footnote.uses
    )


def _render(publication: Publication, document: Document) -> None:
    html = pages.article(presenting.article_page(publication, document)).encode()
    publication.page = gzip.compress(html, 9, mtime=0)
    publication.etag = hashlib.sha256(html).hexdigest()[:32]
    publication.policy = {
        "style-src": list(assets.style_hashes()),
        "script-src": list(assets.script_hashes()),
    }
    publication.save()


def _renew_links_to(keys: Iterable[str], *, but: Publication | None) -> None:
    linking_here = Publication.objects.filter(Q(links__title_key__in=list(keys))).distinct()
    if but is not None:
        linking_here = linking_here.exclude(pk=but.pk)
    for publication in linking_here.order_by("slug")[:RENEW_AT_ONCE]:
        renew(publication)
