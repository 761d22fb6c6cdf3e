"""Pages made from their revisions, and made again where others changed what they show."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from encyclopedia import assets, languages, pages, presenting, purging, store
from encyclopedia.core.document import Document
from encyclopedia.models import (
    Article,
    Counterpart,
    Edit,
    Publication,
    PublishedCitation,
    PublishedLink,
)
from encyclopedia.models.publication import PublicationQuerySet
from encyclopedia.publishing import queueing
from encyclopedia.serving import marking, packing
from sources.models import Source

RENEW_AT_ONCE = 100


@transaction.atomic
def renew(publication: Publication, *, among: PublicationQuerySet | None = None) -> bool:
    """Make the page of *publication* again from its revision: same words, today's links.

    Only if it is still *among* those, if they are given; tell whether it was made.
    """
    queueing.wait()
    pages_ = Publication.objects.all() if among is None else among
    newest = pages_.filter(pk=publication.pk).first()
    if newest is not None:
        render_again(newest)
    return newest is not None


@transaction.atomic
def renew_citing(source: Source) -> None:
    """Make the pages that cite *source* again, whose passages readers may see more or less of.

    That is a hundred at once; `renew_pages` makes the rest.
    """
    queueing.wait()
    citing = PublishedCitation.objects.filter(source=source)
    _renew_some(Publication.objects.filter(pk__in=citing.values("publication")))


@transaction.atomic
def renew_of_kinds(names: Collection[str]) -> None:
    """Make the pages again that are of a kind called one of *names*, whose type they tell.

    That is a hundred at once; `renew_pages` makes the rest.
    """
    queueing.wait()
    _renew_some(Publication.objects.filter(search_entry__kind__in=set(names) - {""}))


def outdated() -> PublicationQuerySet:
    """Choose the pages that wait to be made again, or were made by another release."""
    return Publication.objects.outdated(pages.fingerprint())


@transaction.atomic
def renew_counterparts(article: Article, *, itself: bool = False) -> None:
    """Make the pages of *article* in other languages again, which lead to it, or all of them."""
    queueing.wait()
    subject = Counterpart.objects.of(article).values("article")
    pages_ = Publication.objects.filter(article__in=subject).order_by("slug").without_pages()
    for publication in pages_ if itself else pages_.exclude(article=article):
        render_again(publication)


def renew_page_of(article: Article) -> None:
    """Make the public page of *article* again, if it has one."""
    for publication in Publication.objects.filter(article=article).without_pages():
        renew(publication)


def render_again(publication: Publication) -> None:
    """Make the page of *publication* again, whatever it was."""
    publication.renewed_at = timezone.now()
    render(publication, store.at(publication.edit))


def render(publication: Publication, document: Document) -> None:
    """Make the page that *publication* keeps of *document*, and tell a CDN."""
    with languages.spoken(document.language):
        html = pages.article(presenting.article_page(publication, document)).encode()
    publication.page, publication.brotli = packing.gzipped(html), packing.brotlied(html)
    publication.made_with, publication.outdated = pages.fingerprint(), False
    publication.etag = hashlib.sha256(html).hexdigest()[:32]
    publication.policy = assets.policy(html)
    publication.save()
    purging.ask(marking.at(publication.slug))


def renew_links_to(keys: Iterable[str], *, but: Publication | None) -> None:
    """Make the pages that link to *keys* again, *but* one."""
    links = PublishedLink.objects.filter(title_key__in=list(keys))
    linking_here = Publication.objects.filter(pk__in=links.values("publication"))
    if but is not None:
        linking_here = linking_here.exclude(pk=but.pk)
    _renew_some(linking_here)


def renew_described(keys: Iterable[str], *, but: Publication) -> None:
    """Make the pages again that tell articles of *keys*, and so what each is about, *but* one.

    Where a draft is newer than the page, the article does not say whether the page tells any apart.
    """
    links = PublishedLink.objects.filter(title_key__in=list(keys))
    newer = Edit.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("edit"))
    apart = Publication.objects.filter(Q(article__disambiguation=True) | Exists(newer))
    _renew_some(apart.filter(pk__in=links.values("publication")).exclude(pk=but.pk))


def _renew_some(waiting: PublicationQuerySet) -> None:
    """Make the pages of *waiting* again, a hundred at once; `renew_pages` makes the rest."""
    at_once = list(waiting.order_by("slug").without_pages()[:RENEW_AT_ONCE])
    waiting.exclude(pk__in=[each.pk for each in at_once]).update(outdated=True)
    for publication in at_once:
        render_again(publication)
