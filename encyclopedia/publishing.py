"""Document → Publication: what the public reads, made when a revision is published."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from encyclopedia import (
    addressing,
    assets,
    languages,
    pages,
    presenting,
    purging,
    search,
    serving,
    shelving,
    store,
    tracing,
)
from encyclopedia.core import citations, reading, titles
from encyclopedia.core.document import Document
from encyclopedia.models import (
    Article,
    Counterpart,
    Edit,
    Publication,
    PublishedCitation,
    PublishedLink,
    PublishedPicture,
    PublishedRevision,
    Taking,
)
from encyclopedia.models.publication import PublicationQuerySet
from encyclopedia.serving import marking, packing
from encyclopedia.store import Reason, naming
from sources import store as source_store
from sources.models import Source

RENEW_AT_ONCE = 100
SOURCES_AT_ONCE = 500
QUEUE = 0x656E6379  # any number that nothing else in the database locks


@transaction.atomic
def publish(edit: Edit, *, publisher: User | None) -> bool:
    """Make *edit* what the public reads of its article; tell whether that changed anything.

    A new title moves the article to a new address, to which the old one leads. Pages that link to
    a title which this made or moved are renewed, a hundred at once. Raises TitleTakenError where
    the title has meanwhile become that of another article, HiddenTextError and DeletedError.
    """
    article = store.hold(edit.article)
    _queue()
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
    _index(publication, document)
    _render(publication, document)
    if old is None or (old.title_key, old.slug) != (key, article.slug):
        _renew_links_to([key, *article.redirects.named()], but=publication)
    elif old.short_description != document.short_description:
        _renew_described([key, *article.redirects.named()], but=publication)
    if old is None or (old.slug, old.title, old.language) != _shown_beside(publication):
        renew_counterparts(article)
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
    addressing.remember(article, publication)
    _take_away(publication)
    purging.ask(marking.EVERYTHING)
    _renew_links_to(article.redirects.named(), but=None)
    renew_counterparts(article)
    return True


@transaction.atomic
def move(article: Article, slug: str) -> bool:
    """Give *article* the address *slug*, to which the old one leads; tell whether it is new.

    Raises AddressError with a sentence where it cannot have that address.
    """
    article = store.hold(article)
    _queue()
    if not addressing.move(article, slug):
        return False
    old = Publication.objects.filter(article=article).first()
    if old is not None:
        purging.ask(marking.AROUND, marking.at(old.slug))
        document = store.at(old.edit)
        old.slug = article.slug
        _index(old, document)
        _render(old, document)
        _renew_links_to([old.title_key, *article.redirects.named()], but=old)
        renew_counterparts(article)
    return True


@transaction.atomic
def add_name(article: Article, title: str) -> bool:
    """Let *title*, and the address that it makes, lead to *article* too; tell whether it is new.

    Raises AddressError and TitleTakenError.
    """
    article = store.hold(article)
    _queue()
    if not addressing.add(article, title):
        return False
    _index_names_of(article)
    purging.ask(marking.AROUND, marking.at(titles.slug(title)))
    _renew_links_to([titles.key(title)], but=None)
    return True


@transaction.atomic
def remove_name(article: Article, slug: str) -> bool:
    """Let the old address *slug* lead to *article* no more; tell whether it did."""
    article = store.hold(article)
    _queue()
    name = addressing.leading_here(article).filter(slug=slug).first()
    if name is None:
        return False
    name.delete()
    _index_names_of(article)
    purging.ask(marking.AROUND, marking.at(slug))
    _renew_links_to([name.title_key] if name.title_key else [], but=None)
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
    _queue()
    purging.ask(marking.EVERYTHING)
    article = Article.objects.get(pk=article.pk)
    if "text" in wanted:
        keys = addressing.hide_names(article, hidden.edits, hidden=wanted["text"])
        _renew_links_to(keys, but=None)
        for known in addressing.led_to(article):
            _index_names_of(known)
        _forget_old_titles(article)
    for publication in _naming_editors_of(article):
        _render_again(publication)
    return hidden


@transaction.atomic
def delete(article: Article, *, reason: Reason) -> None:
    """Withdraw *article* from the public and put it away; `store.bring_back` brings it back.

    Raises DeletedError where somebody was quicker.
    """
    store.hold(article)
    withdraw(article)
    store.delete(article, reason=reason)


@transaction.atomic
def make_way(publication: Publication, into: Article) -> None:
    """Take away the page of *publication* and lead its readers to *into*, which took its words."""
    _queue()
    publication = Publication.objects.get(pk=publication.pk)
    addressing.remember(into, publication)
    _take_away(publication)
    purging.ask(marking.EVERYTHING)
    lead_on(into)
    renew_counterparts(publication.article)


@transaction.atomic
def lead_on(into: Article) -> None:
    """Let searches and links know *into* by the names of another article that lead there now."""
    _queue()
    purging.ask(marking.AROUND)
    _index_names_of(into)
    _renew_links_to(into.redirects.named(), but=None)


@transaction.atomic
def lead_back(article: Article, elsewhere: Article) -> None:
    """Let the address of *article*, whose readers `make_way` led *elsewhere*, be its own again."""
    _queue()
    keys = addressing.take_back(article)
    purging.ask(marking.EVERYTHING)
    _index_names_of(elsewhere)
    _renew_links_to(keys, but=None)


@transaction.atomic
def renew(publication: Publication, *, among: PublicationQuerySet | None = None) -> bool:
    """Make the page of *publication* again from its revision: same words, today's links.

    Only if it is still *among* those, if they are given; tell whether it was made.
    """
    _queue()
    pages_ = Publication.objects.all() if among is None else among
    newest = pages_.filter(pk=publication.pk).first()
    if newest is not None:
        _render_again(newest)
    return newest is not None


@transaction.atomic
def renew_citing(source: Source) -> None:
    """Make the pages that cite *source* again, whose passages readers may see more or less of.

    That is a hundred at once; `renew_pages` makes the rest.
    """
    _queue()
    citing = PublishedCitation.objects.filter(source=source)
    _renew_some(Publication.objects.filter(pk__in=citing.values("publication")))


@transaction.atomic
def renew_of_kinds(names: Collection[str]) -> None:
    """Make the pages again that are of a kind called one of *names*, whose type they tell.

    That is a hundred at once; `renew_pages` makes the rest.
    """
    _queue()
    _renew_some(Publication.objects.filter(search_entry__kind__in=set(names) - {""}))


def outdated() -> PublicationQuerySet:
    """Choose the pages that wait to be made again, or were made by another release."""
    return Publication.objects.outdated(pages.fingerprint())


@transaction.atomic
def renew_counterparts(article: Article, *, itself: bool = False) -> None:
    """Make the pages of *article* in other languages again, which lead to it, or all of them."""
    _queue()
    subject = Counterpart.objects.of(article).values("article")
    pages_ = Publication.objects.filter(article__in=subject).order_by("slug").without_pages()
    for publication in pages_ if itself else pages_.exclude(article=article):
        _render_again(publication)


def renew_page_of(article: Article) -> None:
    """Make the public page of *article* again, if it has one."""
    for publication in Publication.objects.filter(article=article).without_pages():
        renew(publication)


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


def _render_again(publication: Publication) -> None:
    publication.renewed_at = timezone.now()
    _render(publication, store.at(publication.edit))


def _show_pictures(edit: Edit, document: Document) -> None:
    """Let readers have the files of the pictures of *document*, for as long as they may read it."""
    PublishedPicture.objects.bulk_create(
        (
            PublishedPicture(edit=edit, file=file)
            for file in sorted({picture.file for picture in document.illustrations})
        ),
        ignore_conflicts=True,
    )


def _queue() -> None:
    """Wait for whoever publishes now, so that no page misses a title that appears beside it.

    In SQLite all writers queue anyway. Take the lock of the article first, here and elsewhere.
    Whoever queues changes what the public has, so pages in memory end with the transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])
    serving.change()


def queue() -> None:
    """Wait for whoever publishes now, before a source is locked that readers may see more of.

    Whoever publishes locks sources too, so the other way round two could wait for each other.
    """
    _queue()


def _first_published(article: Article) -> datetime:
    dates = PublishedRevision.objects.filter(edit__article=article).order_by("published_at")
    return dates.values_list("published_at", flat=True)[0]


def _index(publication: Publication, document: Document) -> None:
    """Save the publication, what it cites, and what searches and lists know of it."""
    publication.page, publication.brotli, publication.etag = b"", b"", ""
    shelving.place(publication)
    others = Publication.objects.filter(article=publication.article).exclude(pk=publication.pk)
    for other in others.without_pages():
        _take_away(other)
    publication.save()
    before = _sources_of(publication)
    publication.citations.all().delete()
    sources = source_store.ids(record.key for record in document.sources)
    PublishedCitation.objects.bulk_create(
        PublishedCitation(
            publication=publication, source_id=sources[key], anchor=anchor, quote=quote
        )
        for key, anchor, quote in _cited(document)
    )
    shelving.list_sources({*before, *sources.values()})
    _index_words(publication, document)


def _take_away(publication: Publication) -> None:
    """Delete *publication*, and let searches and lists know."""
    sources = _sources_of(publication)
    search.remove(publication)
    publication.delete()
    shelving.list_sources(sources)


def _sources_of(publication: Publication) -> set[int]:
    return set(publication.citations.values_list("source_id", flat=True))


def reindex() -> Iterator[Publication]:
    """Index all that the public reads for searches and lists, one article after the other.

    What was never indexed comes first, then what was longest ago, so that a run which was stopped
    goes on where it ended.
    """
    longest_ago = F("search_entry__pk").asc(nulls_first=True)
    waiting = Publication.objects.without_pages().select_related("edit", "article")
    for publication in waiting.order_by(longest_ago, "pk"):
        with transaction.atomic():
            shelving.place(publication)
            publication.save(update_fields=["letter", "sort_key"])
            _index_words(publication, store.at(publication.edit))
            serving.change()
        yield publication


def reindex_sources() -> int:
    """Put sources where lists have them, as after an upgrade; give how many stood elsewhere."""
    moved = source_store.put_in_order()
    ids = list(Source.objects.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(ids), SOURCES_AT_ONCE):
        with transaction.atomic():
            _queue()
            shelving.list_sources(ids[begin : begin + SOURCES_AT_ONCE])
    return moved


def _index_words(publication: Publication, document: Document) -> None:
    """Keep what searches find of *document*, and what the pages around it list."""
    texts, traced = reading.texts(document), tracing.trace(document)
    search.write(publication, document, texts, wanting=traced.wanting)
    shelving.write(publication, document, texts, sentences=traced.sentences, wanting=traced.wanting)


def _index_names_of(article: Article) -> None:
    """Let searches know *article* by its names of today, and by no other."""
    for publication in Publication.objects.filter(article=article).without_pages():
        _index_words(publication, store.at(publication.edit))


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
    with languages.spoken(document.language):
        html = pages.article(presenting.article_page(publication, document)).encode()
    publication.page, publication.brotli = packing.gzipped(html), packing.brotlied(html)
    publication.made_with, publication.outdated = pages.fingerprint(), False
    publication.etag = hashlib.sha256(html).hexdigest()[:32]
    publication.policy = {
        "style-src": list(assets.style_hashes()),
        "script-src": list(assets.script_hashes()),
    }
    publication.save()
    purging.ask(marking.at(publication.slug))


def _renew_links_to(keys: Iterable[str], *, but: Publication | None) -> None:
    """Make the pages that link to *keys* again, *but* one."""
    links = PublishedLink.objects.filter(title_key__in=list(keys))
    linking_here = Publication.objects.filter(pk__in=links.values("publication"))
    if but is not None:
        linking_here = linking_here.exclude(pk=but.pk)
    _renew_some(linking_here)


def _renew_described(keys: Iterable[str], *, but: Publication) -> None:
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
        _render_again(publication)
