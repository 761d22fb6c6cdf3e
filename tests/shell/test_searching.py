"""Search among what the public reads, on SQLite and PostgreSQL alike."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from uuid import uuid4

import examples
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from encyclopedia import publishing, search, store
from encyclopedia.core import search as words
from encyclopedia.core.document import Document, FieldType, InfoboxField
from encyclopedia.models import Publication, SearchEntry, TitleWord
from encyclopedia.search import Narrowed
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
ANYTHING = Narrowed()


def published(title, lead="", **parts):
    document = Document(id=uuid4(), title=title, lead=lead, **parts)
    edit = store.create(document, reason=WHY).edit
    publishing.publish(edit, publisher=None)
    return edit.article


def change(article, **changes):
    document = replace(store.current(article), **changes)
    return store.save(article, document, base=store.head(article).pk, reason=WHY).edit


def titles(typed, narrowed=ANYTHING):
    return [hit.title for hit in search.find(words.read(typed), narrowed).hits]


class TestFinding:
    def test_all_words_have_to_stand_in_an_article(self):
        published("Reef", "Whales and storms.")
        published("Shoal", "Storms.")

        assert titles("whale storm") == ["Reef"]

    def test_a_title_weighs_more_than_a_text(self):
        published("Harbour", "The lighthouse stands at the harbour.")
        published("Lighthouse", "It shines.")

        assert titles("lighthouse") == ["Lighthouse", "Harbour"]

    def test_the_article_of_exactly_that_title_comes_first(self):
        published("Storm storm storm", "Storm upon storm.")
        published("The storm", "Rain.")
        published("Storm", "Wind.")

        assert titles("storm")[0] == "Storm"

    def test_an_article_is_found_by_its_old_name(self):
        article = published("Teeth", "A reef.")
        publishing.publish(change(article, title="Reef of Teeth"), publisher=None)
        publishing.publish(change(article, title="Broken Reef"), publisher=None)

        assert titles("teeth") == ["Broken Reef"]

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("sino-russian", ["Pact"]),
            ("Sino–Russian", ["Pact"]),
            ("lodz", ["Pact"]),
            ('"signed in Łódź"', ["Pact"]),
            ('"in signed"', []),
            ("signed -pact", []),
            ("signed -whales", ["Pact"]),
            ("中国", ["Pact"]),
            ("国中", []),
            ("' OR 1=1 --", ["Pact"]),
            ("NEAR( *", []),
        ],
    )
    def test_words_phrases_and_exclusions(self, typed, found):
        published("Pact", "The Sino-Russian pact was signed in Łódź or so. 中国")

        hits = search.find(words.read(typed), ANYTHING)

        assert ([hit.title for hit in hits.hits] if not hits.loose else found) == found

    def test_the_infobox_and_the_sources_are_found_too(self):
        source_store.save(examples.almanac(), editor=None, summary="")
        edit = store.create(examples.lighthouse(), reason=WHY).edit
        publishing.publish(edit, publisher=None)

        assert titles("31 m") == titles("almanac") == ["Skerry Lighthouse"]

    def test_errors_of_typing_are_put_right_by_titles(self):
        published("Skerry Lighthouse", "It shines.")

        found = search.find(words.read("lihgthouse"), ANYTHING)

        assert (found.corrected, found.query.text) == (True, "lighthouse")
        assert [hit.title for hit in found.hits] == ["Skerry Lighthouse"]

    def test_where_nothing_has_all_words_those_with_some_are_given(self):
        published("Reef", "Whales.")

        found = search.find(words.read("whales zeppelins"), ANYTHING)

        assert (found.loose, [hit.title for hit in found.hits]) == (True, ["Reef"])

    def test_what_most_articles_have_comes_by_its_place_and_then_newest_first(self, monkeypatch):
        for module in ("backend", "sqlite", "postgres"):
            monkeypatch.setattr(f"encyclopedia.search.{module}.RANKED", 4)
        published("First", "Storm.")
        published("Second", "Wind.", short_description="Of a storm")
        published("Third", "A storm, a storm, a storm.")
        published("Fourth", "Storm.")
        published("A storm", "Wind.")
        published("Sixth", "Storm.")

        assert titles("storm") == ["A storm", "Second", "Sixth", "Fourth", "Third"]

    def test_pages_of_results_have_every_article_once(self):
        for number in range(7):
            published(f"Storm {number}", "Wind.")
        published("Storm", "Wind.")
        query = words.read("storm")

        pages = [search.find(query, ANYTHING, at, at + 3) for at in (0, 3, 6)]

        found = [hit.title for page in pages for hit in page.hits]
        assert (len(found), len(set(found)), pages[0].total) == (8, 8, 8)


class TestNarrowing:
    def dated(self, title, date, **parts):
        row = InfoboxField(id=uuid4(), label="Date", text=date, type=FieldType.RANGE)
        return published(title, "A storm.", infobox=(row,), **parts)

    def test_by_kind_category_and_years(self):
        self.dated("First", "1887", kind="Event", categories=("Storms at sea",))
        self.dated("Second", "1901–1903", kind="Person")

        assert titles("storm", Narrowed(kind="Event")) == ["First"]
        assert titles("storm", Narrowed(category="storms-at-sea")) == ["First"]
        assert titles("storm", Narrowed(first=1902, last=1902)) == ["Second"]
        assert titles("storm", Narrowed(last=1899)) == ["First"]
        assert titles("storm", Narrowed(first=1950)) == []

    def test_to_articles_that_want_sources(self):
        source_store.save(examples.almanac(), editor=None, summary="")
        published("Bare", "A storm came over the coast in that year.")
        published("Cited", "A storm came over the coast. [@almanac]")

        assert titles("storm", Narrowed(wanting=True)) == ["Bare"]


class TestWhatThePublicReads:
    def test_drafts_are_not_found(self):
        store.create(Document(id=uuid4(), title="Zebra", lead="Zebras."), reason=WHY)

        assert titles("zebra") == []
        assert search.suggest("zeb") == ()
        assert not TitleWord.objects.exists()

    def test_newer_words_are_found_when_they_are_published(self):
        article = published("Reef", "Whales.")
        edit = change(article, lead="Zebras.")
        before = titles("zebras"), titles("whales")
        publishing.publish(edit, publisher=None)

        assert before == ([], ["Reef"])
        assert (titles("zebras"), titles("whales")) == (["Reef"], [])

    def test_what_is_withdrawn_is_not_found(self):
        article = published("Reef", "Whales.")

        publishing.withdraw(article)

        assert (titles("whales"), SearchEntry.objects.count()) == ([], 0)
        assert search.suggest("reef") == ()

    def test_what_is_published_again_is_found_again(self):
        article = published("Reef", "Whales.")
        publishing.withdraw(article)
        publishing.publish(store.head(article), publisher=None)

        assert titles("whales") == ["Reef"]

    def test_the_index_is_made_anew_to_the_same_answers(self, capsys):
        published("Reef", "Whales.")
        published("Shoal", "Whales.")
        before = titles("whales")

        call_command("reindex_search")

        assert (titles("whales"), capsys.readouterr().out) == (before, "Indexed 2 articles.\n")


class TestSuggestions:
    def test_titles_are_offered_by_the_beginnings_of_their_words(self, client):
        published("Skerry Lighthouse", "It shines.", short_description="On a rock")
        published("Harbour", "The skerry lighthouse is near.")

        answer = client.get("/search/suggest/", {"q": "sker lig"})

        assert json.loads(answer.content) == ["sker lig", ["Skerry Lighthouse"], ["On a rock"]]

    @pytest.mark.parametrize("typed", ["", "   ", '"', "-x"])
    def test_nothing_is_offered_for_nothing(self, client, typed):
        assert json.loads(client.get("/search/suggest/", {"q": typed}).content)[1] == []


class TestPage:
    def text(self, client, **asked):
        answer = client.get("/search/", asked)
        assert answer.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())

    def test_it_shows_what_was_found_with_the_words_marked(self, client):
        published("Reef", "Whales swim.", short_description="A danger to ships")

        page = client.get("/search/", {"q": "whale"}).content.decode()

        assert '<a href="/articles/reef/">' in page
        assert "<mark>Whales</mark> swim." in page
        assert "1 article" in page

    def test_it_says_how_it_was_found_where_the_title_does_not(self, client):
        article = published("Teeth", "A reef.")
        publishing.publish(change(article, title="Broken Reef"), publisher=None)

        assert "formerly Teeth" in self.text(client, q="teeth")

    def test_it_says_what_was_meant(self, client):
        published("Skerry Lighthouse", "It shines.")

        assert "Nothing has “lihgthouse”. These have “lighthouse”: 1 article." in self.text(
            client, q="lihgthouse"
        )

    def test_it_says_where_nothing_was_found(self, client):
        assert "Nothing has “whale”" in self.text(client, q="whale")

    def test_what_is_only_unwanted_is_explained(self, client):
        assert "Say also what to look for" in self.text(client, q="-whale")

    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            ({"from": "long ago"}, "Write the year in digits, such as 1987."),
            ({"from": "1990", "to": "1980"}, "This year comes before the first one."),
        ],
    )
    def test_a_year_that_is_none_is_told_at_its_field(self, client, asked, sentence):
        published("Reef", "Whales.")

        assert sentence in self.text(client, q="whales", **asked)

    def test_what_was_typed_is_shown_and_never_obeyed(self, client):
        page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

        assert "<script>alert" not in page

    @pytest.mark.parametrize("number", ["0", "-1", "x", "9999999", "٣", "51"])
    def test_a_page_that_is_none_is_the_nearest(self, client, number):
        published("Reef", "Whales.")

        assert client.get("/search/", {"q": "whales", "page": number}).status_code == 200

    def test_further_pages_are_linked(self, client):
        for number in range(21):
            published(f"Storm {number}", "Wind.")

        first = client.get("/search/", {"q": "storm", "kind": ""}).content.decode()
        second = client.get("/search/", {"q": "storm", "page": "2"}).content.decode()

        assert 'href="/search/?q=storm&amp;page=2" rel="next"' in first
        assert 'href="/search/?q=storm" rel="prev"' in second

    def test_many_articles_cost_as_many_queries_as_few(self, client):
        def cost():
            with CaptureQueriesContext(connection) as asked:
                client.get("/search/", {"q": "storm"})
            return len(asked)

        published("Storm", "Wind.")
        few = cost(), cost()
        for number in range(12):
            published(f"Storm {number}", "Wind.", categories=(f"Year {number}",))

        assert (few, (cost(), cost())) == ((10, 8), (10, 8))

    def test_what_it_can_be_narrowed_to_is_what_the_public_has_now(self, client):
        def offered():
            page = client.get("/search/").content.decode()
            return re.findall(r'<option value="([^"]+)"', page)

        reef = published("Reef", "Whales.", kind="Place", categories=("Rocks & reefs",))
        before = offered()
        publishing.publish(change(reef, kind="Danger", categories=()), publisher=None)

        assert (before, offered()) == (["Place", "rocks-reefs"], ["Danger"])

    def test_it_keeps_no_cookie_and_wants_no_robot(self, client):
        answer = client.get("/search/", {"q": "x"})

        assert not answer.cookies
        assert '<meta name="robots" content="noindex">' in answer.content.decode()

    def test_browsers_are_told_how_to_search(self, client):
        page = client.get("/").content.decode()
        answer = client.get("/opensearch.xml")

        root = ET.fromstring(answer.content.decode())  # noqa: S314 -- our own answer
        urls = [
            url.get("template") for url in root.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
        ]
        assert 'href="/opensearch.xml"' in page
        assert urls == [
            "http://testserver/search/?q={searchTerms}",
            "http://testserver/search/suggest/?q={searchTerms}",
        ]


def test_publications_from_before_the_index_are_found_after_it_is_made(client):
    published("Reef", "Whales.")
    search.remove(Publication.objects.get())
    before = titles("whales")

    call_command("reindex_search")

    assert (before, titles("whales")) == ([], ["Reef"])
