"""The list of sources is in the order that lists of articles have."""

import re
from dataclasses import replace
from importlib import import_module

import examples
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from encyclopedia import permissions, publishing, store
from encyclopedia.chronicling import ANYBODY
from sources import store as source_store
from sources.models import Source

pytestmark = pytest.mark.django_db


def test_sources_stand_by_title_without_accents_and_signs_and_nine_before_ten(client, ada):
    for number, title in enumerate(("Zebra", "Éclair", "[Echo]", "10 lamps", "9 lamps", "apple")):
        record = examples.almanac(key=f"source-{number}", title=title)
        source_store.save(record, editor=None, summary="")
    client.force_login(ada)

    page = client.get("/sources/").content.decode()

    titles = re.findall(r'<a href="/sources/source-\d/">(?:<bdi>)?([^<]+)', page)
    assert titles == ["9 lamps", "10 lamps", "apple", "[Echo]", "Éclair", "Zebra"]


def listed(client, query):
    page = client.get("/sources/", {"q": query}).content.decode()
    return re.findall(r'<a href="/sources/([a-z-]+)/">', page)


@pytest.fixture
def _three(client, ada):
    records = {"lights": "Almanac of lights", "reefs": "Reefs", "storms": "Storms of the year"}
    for key, title in records.items():
        publisher = "Harbour Board" if key == "reefs" else "Weather Office"
        record = examples.almanac(key=key, title=title, publisher=publisher)
        source_store.save(record, editor=None, summary="")
    client.force_login(ada)


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ALMANAC", ["lights"]),
        ("harbour board", ["reefs"]),
        ("weather  year", ["storms"]),
        ("storms", ["storms"]),
        ("zeppelin", []),
    ],
)
def test_sources_are_found_by_words_of_title_publisher_and_key(client, query, found):
    assert listed(client, query) == found


@pytest.mark.usefixtures("_three")
def test_the_page_says_what_was_looked_for_and_leads_back_to_all(client):
    page = client.get("/sources/", {"q": "storm"}).content.decode()
    nothing = client.get("/sources/", {"q": "<b>"}).content.decode()

    assert 'value="storm"' in page
    assert "1 source with" in page
    assert '<a href="/sources/">Show all</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "No source has that in its title, publisher or key." in nothing


@pytest.mark.usefixtures("_three")
def test_further_pages_keep_the_question(client, monkeypatch):
    monkeypatch.setattr("encyclopedia.views.sheets.A_PAGE", 1)

    page = client.get("/sources/", {"q": "office"}).content.decode()

    assert 'href="/sources/?q=office&amp;page=2" rel="next"' in page


def test_the_pages_of_the_list_follow_one_order_over_their_borders(client, ada, monkeypatch):
    monkeypatch.setattr("encyclopedia.views.sheets.A_PAGE", 2)
    titles = ("Zebra", "Éclair", "[Echo]", "10 lamps", "9 lamps", "apple", "Öland", "Übersee")
    for number, title in enumerate(titles):
        record = examples.almanac(key=f"source-{number}", title=title)
        source_store.save(record, editor=None, summary="")
    client.force_login(ada)

    pages = [client.get(f"/sources/?page={number}").content.decode() for number in (1, 2, 3, 4)]

    found = [re.findall(r'<a href="/sources/source-\d/"><bdi>([^<]+)', page) for page in pages]
    assert found == [
        ["9 lamps", "10 lamps"],
        ["apple", "[Echo]"],
        ["Éclair", "Öland"],
        ["Übersee", "Zebra"],
    ]


def test_a_source_stands_with_its_publisher_and_its_date_in_words(client, ada):
    record = examples.almanac(publisher="Harbour Board", issued="2024-05-16")
    source_store.save(record, editor=None, summary="")
    client.force_login(ada)

    page = client.get("/sources/").content.decode()

    assert '<bdi>Harbour Board</bdi>, <time datetime="2024-05-16">16 May 2024</time></p>' in page


def test_the_list_costs_the_same_however_many_sources(client, ada, django_assert_num_queries):
    client.force_login(ada)
    client.get("/sources/")
    for number in range(5):
        source_store.save(examples.almanac(key=f"source-{number}"), editor=None, summary="")

    with django_assert_num_queries(6):
        client.get("/sources/")


@pytest.mark.usefixtures("_three")
def test_sources_are_narrowed_to_those_of_one_standing(client):
    for key, standing in (("lights", "primary"), ("reefs", "secondary")):
        Source.objects.filter(key=key).update(standing=standing)

    def keys(**asked):
        page = client.get("/sources/", asked).content.decode()
        return re.findall(r'<a href="/sources/([a-z-]+)/">', page), page

    primary, page = keys(standing="primary")
    assert primary == ["lights"]
    assert '<option value="primary" selected>Primary</option>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'Standing: Primary. <a href="/sources/">Show all</a>' in page
    assert keys(standing="primary", q="reefs")[0] == []
    assert "No source has that standing." in keys(standing="tertiary")[1]
    assert keys(standing="odd")[0] == ["lights", "reefs", "storms"]


TITLES = ("Zebra", "Éclair", "[Echo]", "10 lamps", "9 lamps", "apple", "Öland", "Übersee")
IN_ORDER = ["9 lamps", "10 lamps", "apple", "[Echo]", "Éclair", "Öland", "Übersee", "Zebra"]


def record(*titles):
    for number, title in enumerate(titles):
        source_store.save(
            examples.almanac(key=f"source-{number}", title=title), editor=None, summary=""
        )


def plan(listed):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table of a few rows is quickest read whole
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return listed.explain()


@pytest.mark.parametrize(
    ("who", "asked", "index"),
    [
        ("editor", {}, "source_in_order"),
        ("editor", {"standing": "primary"}, "source_by_standing"),
        ("anybody", {}, "source_listed"),
    ],
)
@pytest.mark.parametrize("order", [("sort_key", "pk"), ("-sort_key", "-pk")])
def test_a_page_is_found_along_an_index_and_nothing_is_sorted(ada, who, asked, index, order):
    user = ada if who == "editor" else ANYBODY
    listed = Source.objects.filter(permissions.sources_listed_for(user), **asked)

    said = plan(listed.order_by(*order).values("pk")[:200])

    # Of a table that is nearly empty PostgreSQL thinks both indexes in order equally good.
    assert index in said or ("source_in_order" in said and connection.vendor == "postgresql")
    assert not re.search(r"sort (?:key|method)|\bsort\b  |temp b-tree", said, re.IGNORECASE)


def test_a_page_far_down_is_found_from_the_end_of_the_list(client, ada, monkeypatch):
    monkeypatch.setattr("encyclopedia.views.sheets.A_PAGE", 1)
    record(*TITLES)
    client.force_login(ada)

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/sources/?page=8").content.decode()

    (found,) = [each["sql"] for each in asked if "LIMIT" in each["sql"] and "DESC" in each["sql"]]
    assert "OFFSET" not in found
    assert "<bdi>Zebra" in page


def published(title, *sources):
    """An article that readers have, which cites *sources*."""
    document = examples.lighthouse(title)
    document = replace(
        document,
        lead=" ".join(f"It shines [@{each.key}]." for each in sources),
        sections=(),
        events=(),
        infobox=(),
        sources=sources,
    )
    edit = store.create(document, reason=store.Reason(editor=None, summary="")).edit
    publishing.publish(edit, publisher=None)
    return edit.article


def of_readers(client):
    page = client.get("/sources/").content.decode()
    return re.findall(r'<a href="/sources/([a-z-]+)/">', page)


def records(*keys):
    made = tuple(examples.almanac(key=key, title=key) for key in keys)
    for each in made:
        source_store.save(each, editor=None, summary="")
    return made


def test_readers_list_what_public_articles_cite_until_the_last_of_them_is_gone(client):
    lights, reefs, _ = records("lights", "reefs", "storms")
    first, second = published("One light", lights, reefs), published("Two lights", lights)

    before = of_readers(client)
    publishing.withdraw(first)
    between = of_readers(client)
    publishing.withdraw(second)

    assert (before, between, of_readers(client)) == (["lights", "reefs"], ["lights"], [])
    assert not Source.objects.filter(listed=True).exists()


def test_what_the_newest_revision_cites_no_more_leaves_the_list_of_readers(client):
    lights, reefs = records("lights", "reefs")
    article = published("One light", lights, reefs)
    began = store.head(article)
    less = replace(store.at(began), lead="It shines [@reefs].", sources=(reefs,))
    reason = store.Reason(editor=None, summary="")

    publishing.publish(store.save(article, less, base=began.pk, reason=reason).edit, publisher=None)

    assert of_readers(client) == ["reefs"]
    assert [each.key for each in Source.objects.filter(listed=True)] == ["reefs"]


def test_a_source_that_no_public_article_cites_is_not_shown_whatever_is_noted_of_it(client):
    records("lights")
    Source.objects.update(listed=True)

    page = client.get("/sources/").content.decode()

    assert "lights" not in page


def test_a_source_moves_in_the_list_with_its_title(client, ada):
    record("Apple", "Berry")
    client.force_login(ada)

    source_store.save(examples.almanac(key="source-0", title="Zebra"), editor=None, summary="")

    page = client.get("/sources/").content.decode()
    assert re.findall(r'<a href="/sources/source-\d/"><bdi>([^<]+)', page) == ["Berry", "Zebra"]


def as_the_release_before_kept_them():
    Source.objects.update(sort_key=None, listed=None)


def migrate():
    import_module("encyclopedia.migrations.0028_sources_in_order").put_in_order(apps, None)


def reindex():
    call_command("reindex_search", verbosity=0)


@pytest.mark.parametrize("mend", [migrate, reindex])
def test_sources_of_the_release_before_get_their_places(client, ada, mend, monkeypatch):
    monkeypatch.setattr("encyclopedia.migrations.0028_sources_in_order.AT_ONCE", 3)
    record(*TITLES)
    published("One light", *records("lights"))
    as_the_release_before_kept_them()

    mend()

    assert of_readers(client) == ["lights"]
    client.force_login(ada)
    page = client.get("/sources/").content.decode()
    assert re.findall(r'<a href="/sources/source-\d/"><bdi>([^<]+)', page) == IN_ORDER


def test_a_place_that_is_out_of_date_is_mended_and_the_others_left_alone():
    record(*TITLES)
    Source.objects.filter(key="source-0").update(title="Aardvark")

    assert (source_store.put_in_order(), source_store.put_in_order()) == (1, 0)
