"""What pages and saves cost in queries, as literals; more history or more readers cost no more."""

from dataclasses import replace

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from forms_of import change_url, save
from neighbouring import rewrite

from encyclopedia import publishing, store
from encyclopedia.models import Article, Kind
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
HERE = "/articles/skerry-lighthouse/"
COSTS_OF_PAGES = {
    "/": 11,
    "/articles/": 2,
    "/articles/?letter=S": 2,
    "/articles/?q=light": 2,
    "/categories/": 2,
    "/categories/lighthouses/": 3,
    "/categories/lighthouses/feed.atom": 3,
    "/series/": 2,
    "/series/lights-of-the-north/": 2,
    "/recent/": 4,
    "/recent/?category=lighthouses&days=3&minor=hidden": 4,
    "/contributors/": 2,
    "/contributors/ada/": 4,
    f"{HERE}links/": 6,
    HERE: 1,
    f"{HERE}history/": 7,
    f"{HERE}revisions/first/": 10,
    f"{HERE}compare/first/second/": 8,
    f"{HERE}cite/": 2,
    f"{HERE}references/": 4,
    f"{HERE}feed.atom": 7,
    "/feeds/recent.atom": 3,
    "/articles/skerry-lighthouse.md": 7,
    "/articles/skerry-lighthouse.jsonld": 7,
    f"{HERE}revisions/first.json": 6,
    f"{HERE}card-{'0' * 32}.png": 3,
    "/sitemap.xml": 3,
    "/sitemaps/articles-1.xml": 1,
    "/sitemaps/sources-1.xml": 1,
    "/llms.txt": 1,
    "/robots.txt": 0,
    "/manifest.webmanifest": 0,
    "/schemas/article-1.json": 0,
    "/sources/": 2,
    "/sources/?q=almanac": 2,
    "/sources/almanac/": 3,
}
COST_OF_A_SAVE = 36
COST_OF_CURRENT = 8
COST_OF_LIST = 10
COST_OF_FORM = 19
COST_OF_A_SAVE_AT_THE_DESK = 57


def edit(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY)


@pytest.fixture
def article():
    """An article with two public revisions."""
    source_store.save(examples.almanac(), editor=None, summary="")
    begun = replace(examples.lighthouse(), series="Lights of the north")
    first = store.create(begun, reason=replace(WHY, editor_name="ada")).edit
    publishing.publish(first, publisher=None)
    publishing.publish(edit(first.article, short_description="A light").edit, publisher=None)
    return first.article


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


def test_lists_cost_the_same_for_twenty_articles_as_for_one(client, article):
    for number in range(20):
        other = replace(examples.lighthouse(f"Light {number}"), series="Lights of the north")
        made = store.create(other, reason=replace(WHY, editor_name="ada")).edit
        publishing.publish(made, publisher=None)

    lists = [url for url in COSTS_OF_PAGES if not url.startswith(HERE) and "source" not in url]
    costs = {url: len(queries(lambda url=url: client.get(url))) for url in lists}

    assert costs == {url: COSTS_OF_PAGES[url] for url in lists}


def test_a_thousand_revisions_are_listed_at_the_cost_of_fifty(client, article):
    rewrite(article, 48, by="ada")
    fifty = queries(lambda: client.get(f"{HERE}history/"))
    rewrite(article, 950, by="ada")
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


def test_a_save_at_the_desk_costs_the_same_in_a_large_article(client, ada, article):
    client.force_login(ada)

    def change(words):
        begin = client.get(change_url(article))
        return queries(lambda: save(client, article, begin=begin, **{"sections-0-text": words}))

    change("None.")
    small = len(change("One."))
    document = store.at(store.head(article))
    more = tuple(
        replace(document.infobox[1], id=examples.part(f"row {n}"), label=f"Row {n}")
        for n in range(50)
    )
    edit(article, infobox=(*document.infobox, *more))

    assert (small, len(change("Two."))) == (COST_OF_A_SAVE_AT_THE_DESK,) * 2
    assert store.current(article).sections[0].text == "Two."
