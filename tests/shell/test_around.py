"""The pages around the articles: what is public, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import examples
import pytest
from django.core.management import call_command
from django.utils import timezone
from neighbouring import change, draft, links_in, main, published, text, why

from encyclopedia import publishing, shelving, store
from encyclopedia.core.document import KeyEvent, SeeAlso
from encyclopedia.models import (
    Publication,
    PublishedCategory,
    PublishedEvent,
    PublishedEvidence,
    PublishedLink,
    PublishedSeries,
)
from sources import store as source_store

pytestmark = pytest.mark.django_db


class TestWhatLinksHere:
    def test_it_names_who_links_and_from_where(self, client):
        published("Reef")
        published("Shoal", lead="Near the [[Reef]].")
        published("Rock", see_also=(SeeAlso(id=uuid4(), title="Reef"),))
        draft("Secret", lead="The [[Reef]].")

        page = text(client, "/articles/reef/links/")

        assert links_in(client, "/articles/reef/links/") == ["Rock", "Shoal"]
        assert "Rock see also Shoal in the text" in page

    def test_it_says_by_which_old_name(self, client):
        article = published("Reef")
        published("Shoal", lead="Near the [[Reef]].")
        change(article, title="Reef of Teeth")

        page = text(client, "/articles/reef-of-teeth/links/")

        assert "Old names that lead here Reef" in page
        assert "Shoal in the text by the old name “ Reef ”" in page

    def test_an_old_address_leads_to_it(self, client):
        article = published("Reef")
        change(article, title="Reef of Teeth")

        assert client.get("/articles/reef/links/").url == "/articles/reef-of-teeth/links/"

    def test_it_tells_the_lists_that_have_the_article(self, client):
        published("Reef", categories=("Rocks",), series="The coast")

        page = text(client, "/articles/reef/links/")

        assert "Part of the series The coast Categories Rocks" in page
        assert "No other public article links here yet." in page

    def test_of_a_draft_there_is_none(self, client):
        draft("Secret")

        assert client.get("/articles/secret/links/").status_code == 404


class TestTheFrontPage:
    def test_today_in_the_timelines_of_public_articles(self, client):
        today = timezone.localdate()
        event = KeyEvent(
            id=uuid4(), date=f"{1904}-{today:%m-%d}", title="The lamp", text="It was lit. Twice."
        )
        published("Reef", events=(event,))
        draft("Secret", events=(replace(event, id=uuid4(), title="A secret"),))

        page = main(client, "/")

        assert f'href="/articles/reef/#event-{event.id.hex}"' in page
        assert "1904 The lamp : It was lit. Reef" in text(client, "/")
        assert "A secret" not in page

    def test_a_day_without_events_is_said_and_the_next_one_shown(self, client):
        later = timezone.localdate() + timedelta(days=40)
        event = KeyEvent(id=uuid4(), date=f"{1904}-{later:%m-%d}", title="The lamp")
        published("Reef", events=(event,))

        page = text(client, "/")

        assert "No timeline here has an event on this day. The next ones:" in page
        assert f"{later.day} {later:%B} 1904 The lamp" in page

    def test_after_the_last_day_of_the_year_comes_the_first(self):
        events = [
            KeyEvent(id=uuid4(), date=day, title=day) for day in ("2 January 1904", "3 March 1904")
        ]
        published("Reef", events=tuple(events))

        coming = PublishedEvent.objects.coming(date(2031, 2, 1), 5)

        assert [event.title for event in coming] == ["3 March 1904", "2 January 1904"]

    def test_what_wants_sources_is_said_in_numbers_and_leads_to_them(self, client):
        source_store.save(examples.almanac(), editor=None, summary="")
        edit = store.create(examples.lighthouse(), reason=why()).edit
        publishing.publish(edit, publisher=None)

        evidence = PublishedEvidence.objects.get()
        said = f"{evidence.wanting} of {evidence.sentences} sentences still need a source"

        assert said in text(client, "/")
        assert 'href="/articles/skerry-lighthouse/evidence/"' in main(client, "/")

    def test_the_article_of_the_day_is_well_sourced_and_the_same_all_day(self, client):
        articles = [published(f"Light {number}") for number in range(5)]
        PublishedEvidence.objects.exclude(publication__article=articles[0]).update(sound=True)
        for number, article in enumerate(articles):  # each as likely as the others
            own = PublishedEvidence.objects.filter(publication__article=article)
            own.update(lot=number * (2**31 // 5))

        days = [date(2031, 1, 1) + timedelta(days=number) for number in range(60)]
        drawn = [PublishedEvidence.objects.drawn(shelving.lot_of(day)).get() for day in days]
        again = [PublishedEvidence.objects.drawn(shelving.lot_of(day)).get() for day in days]

        assert drawn == again
        assert {found.publication.title for found in drawn} == {f"Light {n}" for n in range(1, 5)}

    def test_an_article_with_few_sources_is_not_the_one_of_the_day(self, client):
        published("Reef", lead="It is old. It is grey.")

        assert "Worth reading today" not in text(client, "/")

    def test_a_summary_that_is_hidden_is_not_told_of_the_last_change(self, client):
        reef = published("Reef", reason=why(summary="Zanzibar"))
        edit = store.head(reef)
        publishing.hide(reef, (edit.pk, edit.pk), {"summary": True}, reason=why("Hilda"))

        assert "Zanzibar" not in main(client, "/")

    def test_an_empty_site_says_so(self, client):
        assert "Nothing has been published yet." in text(client, "/")


class TestTheIndexTables:
    def test_a_new_revision_replaces_what_they_held(self):
        article = published(
            "Reef",
            lead="Near the [[Shoal]].",
            categories=("Rocks",),
            series="The coast",
            events=(KeyEvent(id=uuid4(), date="16 May 1904"),),
        )
        change(article, lead="Alone.", categories=(), series="", events=(), sections=())

        shelves = (PublishedLink, PublishedCategory, PublishedSeries, PublishedEvent)
        assert [shelf.objects.count() for shelf in shelves] == [0, 0, 0, 0]

    def test_withdrawing_empties_them(self):
        article = published("Reef", categories=("Rocks",), series="The coast")

        publishing.withdraw(article)

        shelves = (PublishedCategory, PublishedSeries, PublishedEvidence, Publication)
        assert [shelf.objects.count() for shelf in shelves] == [0, 0, 0, 0]

    def test_reindexing_makes_them_anew(self):
        published(
            "Reef",
            lead="Near the [[Shoal]].",
            categories=("Rocks",),
            series="The coast",
            events=(KeyEvent(id=uuid4(), date="16 May 1904"),),
        )
        shelves = (
            *(PublishedLink, PublishedCategory, PublishedSeries, PublishedEvent),
            PublishedEvidence,
        )

        def held():
            rows = [list(shelf.objects.values()) for shelf in shelves]
            return [{**row, "id": 0} for kind in rows for row in kind]

        before = held()
        for shelf in shelves:
            shelf.objects.all().delete()
        Publication.objects.update(letter="", sort_key="")
        call_command("reindex_search")

        assert held() == before
        assert Publication.objects.get().letter == "R"


def test_every_page_is_the_same_for_everybody_and_may_be_kept(client, ada):
    published("Reef", categories=("Rocks",), series="The coast", reason=why("Ada"))
    draft("Secret", reason=why("Ada"))
    addresses = [
        *("/", "/articles/", "/categories/", "/categories/rocks/", "/series/", "/recent/"),
        *("/series/the-coast/", "/contributors/", "/contributors/Ada/", "/articles/reef/links/"),
    ]

    anonymous = [client.get(url) for url in addresses]
    client.force_login(ada)
    at_desk = [client.get(url) for url in addresses]

    assert [answer.content for answer in anonymous] == [answer.content for answer in at_desk]
    assert {answer["Cache-Control"] for answer in at_desk} == {"no-cache, public"}
    assert {bool(answer.cookies) for answer in at_desk} == {False}
    assert [answer.content.decode().count('rel="canonical"') for answer in anonymous] == [1] * 10
