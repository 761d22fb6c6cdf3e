"""The list of sources is in the order that lists of articles have."""

import re

import examples
import pytest

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
