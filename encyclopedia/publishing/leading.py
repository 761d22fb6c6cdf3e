"""The names under which readers find an article, and whom the old ones lead where."""

from __future__ import annotations

from django.db import transaction

from encyclopedia import addressing, purging, store
from encyclopedia.core import titles
from encyclopedia.models import Article, Publication
from encyclopedia.publishing import indexing, queueing, renewing
from encyclopedia.serving import marking


@transaction.atomic
def move(article: Article, slug: str) -> bool:
    """Give *article* the address *slug*, to which the old one leads; tell whether it is new.

    Raises AddressError with a sentence where it cannot have that address.
    """
    article = store.hold(article)
    queueing.wait()
    if not addressing.move(article, slug):
        return False
    old = Publication.objects.filter(article=article).first()
    if old is not None:
        purging.ask(marking.AROUND, marking.at(old.slug))
        document = store.at(old.edit)
        old.slug = article.slug
        indexing.index(old, document)
        renewing.render(old, document)
        renewing.renew_links_to([old.title_key, *article.redirects.named()], but=old)
        renewing.renew_counterparts(article)
    return True


@transaction.atomic
def add_name(article: Article, title: str) -> bool:
    """Let *title*, and the address that it makes, lead to *article* too; tell whether it is new.

    Raises AddressError and TitleTakenError.
    """
    article = store.hold(article)
    queueing.wait()
    if not addressing.add(article, title):
        return False
    indexing.index_names_of(article)
    purging.ask(marking.AROUND, marking.at(titles.slug(title)))
    renewing.renew_links_to([titles.key(title)], but=None)
    return True


@transaction.atomic
def remove_name(article: Article, slug: str) -> bool:
    """Let the old address *slug* lead to *article* no more; tell whether it did."""
    article = store.hold(article)
    queueing.wait()
    name = addressing.leading_here(article).filter(slug=slug).first()
    if name is None:
        return False
    name.delete()
    indexing.index_names_of(article)
    purging.ask(marking.AROUND, marking.at(slug))
    renewing.renew_links_to([name.title_key] if name.title_key else [], but=None)
    return True


@transaction.atomic
def make_way(publication: Publication, into: Article) -> None:
    """Take away the page of *publication* and lead its readers to *into*, which took its words."""
    queueing.wait()
    publication = Publication.objects.get(pk=publication.pk)
    addressing.remember(into, publication)
    indexing.take_away(publication)
    purging.ask(marking.EVERYTHING)
    lead_on(into)
    renewing.renew_counterparts(publication.article)


@transaction.atomic
def lead_on(into: Article) -> None:
    """Let searches and links know *into* by the names of another article that lead there now."""
    queueing.wait()
    purging.ask(marking.AROUND)
    indexing.index_names_of(into)
    renewing.renew_links_to(into.redirects.named(), but=None)


@transaction.atomic
def lead_back(article: Article, elsewhere: Article) -> None:
    """Let the address of *article*, whose readers `make_way` led *elsewhere*, be its own again."""
    queueing.wait()
    keys = addressing.take_back(article)
    purging.ask(marking.EVERYTHING)
    indexing.index_names_of(elsewhere)
    renewing.renew_links_to(keys, but=None)
