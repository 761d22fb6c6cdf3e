"""Document → Publication: what the public reads, made when a revision is published."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from encyclopedia import assets, pages, presenting, store
from encyclopedia.core import citations, mentions, reading
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
from encyclopedia.store import naming
from sources import store as source_store

RENEW_AT_ONCE = 100
QUEUE = 0x656E6379  # any number that nothing else in the database locks


@transaction.atomic
def publish(edit: Edit, *, publisher: User | None) -> bool:
    """Make *edit* what the public reads of its article; tell whether that changed anything.

    Pages that link to a title which this made or moved are renewed, a hundred at once. Raises
    TitleTakenError where the title has meanwhile become that of another article.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=edit.article_id)
    _queue()
    old = Publication.objects.filter(article=article).first()
    if old is not None and old.edit_id == edit.pk and article.withdrawn_at is None:
        return False
    document = store.at(edit)
    key = naming.free_title(article, document.title)
    PublishedRevision.objects.get_or_create(edit=edit, defaults={"publisher": publisher})
    if article.withdrawn_at is not None:
        Article.objects.filter(pk=article.pk).update(withdrawn_at=None)
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
        first_published_at=_first_published(article),
    )
    _index(publication, document)
    _render(publication, document)
    if old is None or old.title_key != key:
        _renew_links_to([key, *([old.title_key] if old else [])], but=publication)
    return True


@transaction.atomic
def withdraw(article: Article) -> bool:
    """Take *article* from the public, its history too, until it is published again.

    Tell whether that changed anything: a draft is not withdrawn, for readers never had it.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    _queue()
    publication = Publication.objects.filter(article=article).first()
    if publication is None:
        return False
    article.withdrawn_at = timezone.now()
    article.save(update_fields=["withdrawn_at"])
    names = [publication.title_key, *article.redirects.values_list("title_key", flat=True)]
    publication.delete()
    _renew_links_to(names, but=None)
    return True


@transaction.atomic
def make_way(publication: Publication, into: Article) -> None:
    """Take away the page of *publication* and lead its readers to *into*, which took its words."""
    _queue()
    publication = Publication.objects.get(pk=publication.pk)
    Redirect.objects.update_or_create(
        title_key=publication.title_key,
        defaults={"slug": publication.slug, "title": publication.title, "article": into},
    )
    names = [publication.title_key]
    publication.delete()
    _renew_links_to(names, but=None)


@transaction.atomic
def renew(publication: Publication) -> None:
    """Make the page of *publication* again from its revision: same words, today's links."""
    _queue()
    newest = Publication.objects.filter(pk=publication.pk).first()
    if newest is not None:
        _render_again(newest)


def _render_again(publication: Publication) -> None:
    publication.renewed_at = timezone.now()
    _render(publication, store.at(publication.edit))


def _queue() -> None:
    """Wait for whoever publishes now, so that no page misses a title that appears beside it.

    In SQLite all writers queue anyway. Take the lock of the article first, here and elsewhere.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])


def _first_published(article: Article) -> datetime:
    dates = PublishedRevision.objects.filter(edit__article=article).order_by("published_at")
    return dates.values_list("published_at", flat=True)[0]


def _remember_name(article: Article, old: Publication) -> None:
    """Let the name that readers knew lead to the article still."""
    Redirect.objects.get_or_create(
        title_key=old.title_key,
        defaults={
            "slug": naming.free_slug(old.title),
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
    sources = source_store.ids(record.key for record in document.sources)
    PublishedCitation.objects.bulk_create(
        PublishedCitation(
            publication=publication, source_id=sources[key], anchor=anchor, quote=quote
        )
        for key, anchor, quote in _cited(document)
    )


def _cited(document: Document) -> Iterator[tuple[str, str, str]]:
    """Give key, place on the page and quoted words of each use; sources at hand by their entry."""
    footnotes = citations.footnotes(document)
    for footnote in footnotes:
        for use in footnote.uses:
            yield footnote.source.key, use.anchor, use.item.quote
    cited = {footnote.source.key for footnote in footnotes}
    for record in document.sources:
        if record.key not in cited:
            yield record.key, f"ref-{record.key}", ""


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
    links = PublishedLink.objects.filter(title_key__in=list(keys))
    linking_here = Publication.objects.filter(pk__in=links.values("publication"))
    if but is not None:
        linking_here = linking_here.exclude(pk=but.pk)
    for publication in linking_here.order_by("slug").defer("page")[:RENEW_AT_ONCE]:
        _render_again(publication)
