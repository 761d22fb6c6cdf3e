"""Long lists are gone along an index, so a page of them costs the same anywhere in them."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from encyclopedia import publishing, store
from encyclopedia.core.document import Document, SeeAlso
from encyclopedia.desk.waiting import articles
from encyclopedia.models import PublishedCategory, PublishedEvidence
from encyclopedia.views import linking, lists, sheets

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, editor_name="Ada", summary="")


def published(title, **parts):
    edit = store.create(Document(id=uuid4(), title=title, **parts), reason=WHY).edit
    publishing.publish(edit, publisher=None)
    return edit.article


def rename(article, title):
    base = store.head(article)
    document = store.at(base)
    changed = Document(id=document.id, title=title)
    publishing.publish(store.save(article, changed, base=base.pk, reason=WHY).edit, publisher=None)


def entries(client, url):
    page = client.get(url).content.decode().partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<li><a href="/articles/[^"?]+"><bdi>([^<]+)', page)


def asked(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return [each["sql"] for each in queries]


def plan(sql):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table of a few rows is quickest read whole
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_hashjoin = off")
            cursor.execute("SET LOCAL enable_mergejoin = off")
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{explain} {sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def sorts(said):
    return bool(re.search(r"^\s*(->\s+)?sort\b|temp b-tree", said, re.IGNORECASE | re.MULTILINE))


@pytest.mark.parametrize("few", [0, 1000], ids=["along all articles", "beginning with the links"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_links_here_is_the_same_in_either_way(client, monkeypatch, few, number):
    reef = published("Reef")
    for title in ("Öland", "Apple", "10 lamps", "Zebra", "9 lamps"):
        published(title, lead="Near the [[Reef]].")
    rename(reef, "Reef of Teeth")
    published("Echo", see_also=(SeeAlso(id=uuid4(), title="Reef of Teeth"),))
    monkeypatch.setattr(sheets, "A_PAGE", 2)
    monkeypatch.setattr(linking, "FEW", few)

    found = entries(client, f"/articles/reef-of-teeth/links/?page={number}")

    assert found == [["9 lamps", "10 lamps"], ["Apple", "Echo"], ["Öland", "Zebra"]][number - 1]


def test_an_article_that_links_by_both_names_stands_once_for_each(client):
    reef = published("Reef")
    rename(reef, "Reef of Teeth")
    published("Echo", lead="The [[Reef]], now the [[Reef of Teeth]].")

    page = client.get("/articles/reef-of-teeth/links/").content.decode()

    assert entries(client, "/articles/reef-of-teeth/links/") == ["Echo", "Echo"]
    assert "2 links from public articles" in page


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="of two rows PostgreSQL goes along no index"
)
def test_what_links_to_the_most_linked_goes_along_the_articles(client, monkeypatch):
    published("Reef")
    published("Echo", lead="The [[Reef]].")
    monkeypatch.setattr(linking, "FEW", 0)

    (page,) = [
        sql
        for sql in asked(lambda: client.get("/articles/reef/links/"))
        if "LIMIT 200" in sql and "publishedlink" in sql
    ]

    assert "publication_by_letter" in plan(page)


def test_the_weakest_articles_are_found_without_sorting_all():
    said = plan(PublishedEvidence.objects.weakest().values("pk")[:6].query)

    assert "evidence_weakest" in said
    assert not sorts(said)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_articles_of_a_category_follow_one_order_over_its_pages(client, monkeypatch, number):
    titles = ("Öland", "Apple", "10 lamps", "Zebra", "9 lamps")
    for title in titles:
        published(title, categories=("Rocks",))
    monkeypatch.setattr(sheets, "A_PAGE", 2)

    of_category = entries(client, f"/categories/rocks/?page={number}")
    of_all = entries(client, f"/articles/?page={number}")

    assert of_category == [["9 lamps", "10 lamps"], ["Apple", "Öland"], ["Zebra"]][number - 1]
    assert of_all == of_category


def test_the_last_page_is_found_from_the_end(rf, monkeypatch):
    for title in ("Apple", "Berry", "Cherry"):
        published(title)
    monkeypatch.setattr(sheets, "A_PAGE", 1)
    sheet = sheets.by_number(rf.get("/", {"page": "3"}), 3)
    every = lists.Publication.objects.all()

    (sql,) = asked(lambda: [*sheets.along(every, sheet, *lists.ORDER)])

    assert "DESC" in sql
    assert "OFFSET" not in sql


def test_categories_are_counted_past_their_articles():
    assert PublishedCategory.objects.categories() == 0
    for number in range(3):
        published(f"Rock {number}", categories=("Rocks", f"Rocks of {number % 2}"))

    assert PublishedCategory.objects.categories() == 3


def test_which_articles_readers_have_as_they_are_is_told_by_indexes_alone(ada):
    published("Reef")

    (sql,) = asked(lambda: articles.unpublished(ada, date(2036, 3, 1)))[-1:]

    said = plan(sql)
    assert "publication_edit" in said
    assert [line for line in said.split("\n") if "SCAN" in line and "COVERING" not in line] == []
