"""What pages and saves cost in queries, as literals; more history or more readers cost no more."""

from dataclasses import replace

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Revision

from encyclopedia import publishing, store
from encyclopedia.models import Article, Edit, Kind
from encyclopedia.models.publication import PublishedRevision
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
HERE = "/articles/skerry-lighthouse/"
COSTS_OF_PAGES = {
    "/": 4,
    "/articles/": 2,
    HERE: 1,
    f"{HERE}history/": 7,
    f"{HERE}revisions/first/": 10,
    f"{HERE}compare/first/second/": 8,
    f"{HERE}cite/": 2,
    f"{HERE}feed.atom": 7,
    "/feeds/recent.atom": 3,
    "/sources/": 2,
    "/sources/almanac/": 2,
}
COST_OF_A_SAVE = 38
COST_OF_CURRENT = 8
COST_OF_LIST = 10
COST_OF_FORM = 20


def edit(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY)


@pytest.fixture
def article():
    """An article with two public revisions."""
    source_store.save(examples.almanac(), editor=None, summary="")
    first = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(first, publisher=None)
    publishing.publish(edit(first.article, short_description="A light").edit, publisher=None)
    return first.article


def add_revisions(article, count):
    """Add public revisions of nothing new, without the time that saving them takes."""
    head = store.head(article)
    revisions = Revision.objects.bulk_create(
        Revision(date_created=head.saved_at) for _ in range(count)
    )
    edits = Edit.objects.bulk_create(
        Edit(
            revision=revision,
            article=article,
            editor_name="ada",
            content_hash=head.content_hash,
            schema=head.schema,
            manifest=head.manifest,
        )
        for revision in revisions
    )
    PublishedRevision.objects.bulk_create(PublishedRevision(edit=each) for each in edits)


def queries(work):
    with CaptureQueriesContext(connection) as asked:
        work()
    return [query["sql"] for query in asked]


def test_public_pages_cost_few_queries(client, article):
    first, second = store.history(article).order_by("pk").values_list("pk", flat=True)

    costs = {}
    for address in COSTS_OF_PAGES:
        url = address.replace("first", str(first)).replace("second", str(second))
        costs[address] = len(queries(lambda url=url: client.get(url)))

    assert costs == COSTS_OF_PAGES


def test_a_thousand_revisions_are_listed_at_the_cost_of_fifty(client, article):
    add_revisions(article, 48)
    fifty = queries(lambda: client.get(f"{HERE}history/"))
    add_revisions(article, 950)
    thousand = queries(lambda: client.get(f"{HERE}history/"))

    assert len(thousand) == len(fifty)
    assert client.get(f"{HERE}history/").content.count(b'name="from"') == 50
    assert b"page 1 of 20" in client.get(f"{HERE}history/").content


def test_a_list_of_revisions_reads_neither_manifests_nor_texts(client, article):
    sql = " ".join(queries(lambda: client.get(f"{HERE}history/")))

    for column in ("manifest", "lead", "hatnote", "policy", '"page"'):
        assert column not in sql


def test_the_index_does_not_read_pages(client, article):
    sql = " ".join(queries(lambda: client.get("/articles/")))

    assert '"page"' not in sql


def test_a_save_of_one_section_costs_the_same_in_a_large_article(article):
    def change(words):
        document = store.at(store.head(article))
        first, *others = document.sections
        sections = (replace(first, text=words), *others)
        base = store.head(article).pk
        return queries(
            lambda: store.save(article, replace(document, sections=sections), base=base, reason=WHY)
        )

    small = len(change("One."))
    document = store.at(store.head(article))
    more = tuple(
        replace(document.infobox[1], id=examples.part(f"row {n}"), label=f"Row {n}")
        for n in range(50)
    )
    edit(article, infobox=(*document.infobox, *more))

    assert (small, len(change("Two."))) == (COST_OF_A_SAVE, COST_OF_A_SAVE)


def test_reading_a_revision_costs_two_queries_and_the_head_one_more(article):
    head = store.head(article)

    assert len(queries(lambda: store.at(head))) == 2
    assert len(queries(lambda: store.current(article))) == COST_OF_CURRENT


def test_the_list_at_the_desk_costs_the_same_for_many_articles(client, ada, article):
    client.force_login(ada)
    url = "/admin/encyclopedia/article/"
    client.get(url)
    few = len(queries(lambda: client.get(url)))
    for number in range(5):
        kind = Kind.objects.create(name=f"Kind {number}")
        document = replace(examples.lighthouse(f"Light {number}"), kind=kind.name)
        publishing.publish(store.create(document, reason=WHY).edit, publisher=None)

    assert (few, len(queries(lambda: client.get(url)))) == (COST_OF_LIST, COST_OF_LIST)
    assert Article.objects.count() == 6


def test_the_form_at_the_desk_costs_few_queries(client, ada, article):
    client.force_login(ada)
    url = f"/admin/encyclopedia/article/{article.pk}/change/"
    client.get(url)

    assert len(queries(lambda: client.get(url))) == COST_OF_FORM
