"""Titles from A to Z, categories and series: lists of what is public."""

import re
from uuid import uuid4

import pytest
from neighbouring import change, draft, links_in, main, published, text, why

from encyclopedia import publishing
from encyclopedia.core.document import FieldType, InfoboxField
from encyclopedia.views import sheets

pytestmark = pytest.mark.django_db


class TestFromAToZ:
    def test_titles_stand_under_the_letters_of_their_scripts(self, client):
        for title in ("Zebra", "élan", "Eel", "2024 visit", "Жук", "“Heroes”"):
            published(title)

        assert links_in(client, "/articles/") == [
            *("2024 visit", "Eel", "élan", "“Heroes”", "Zebra", "Жук")
        ]
        assert re.findall(r"<h2[^>]*>(.*?)</h2>", main(client, "/articles/")) == [
            *("0–9", "E", "H", "Z", "Ж")
        ]

    def test_a_letter_has_a_page_of_its_own(self, client):
        for title in ("Reef", "Rock", "Shoal"):
            published(title)

        assert links_in(client, "/articles/?letter=r") == ["Reef", "Rock"]
        assert "2 under “R”" in text(client, "/articles/?letter=R")

    def test_a_letter_that_no_title_begins_with_is_said_so(self, client):
        published("Reef")

        assert "No title begins with “Q”." in text(client, "/articles/?letter=Q")
        assert links_in(client, "/articles/?letter=Q") == []

    def test_a_long_list_is_cut_into_pages_that_lead_to_its_letters(self, client, monkeypatch):
        monkeypatch.setattr(sheets, "A_PAGE", 2)
        for title in ("Ash", "Asp", "Auk", "Bee"):
            published(title)

        assert links_in(client, "/articles/?page=2") == ["Auk", "Bee"]
        assert links_in(client, "/articles/?letter=A&page=2") == ["Auk"]
        assert links_in(client, "/articles/?letter=A&page=99") == ["Auk"]
        ways = re.findall(r'href="([^"]*)"[^>]*><bdi>(.*?)</bdi>', main(client, "/articles/"))[:3]
        assert ways == [
            ("/articles/", "All"),
            ("/articles/?letter=A", "A"),
            ("/articles/?letter=B", "B"),
        ]

    @pytest.mark.parametrize("asked", ["page=x", "page=-1", "page=²", "page=99999999", "letter="])
    def test_what_is_no_page_is_the_first(self, client, asked):
        published("Reef")

        assert links_in(client, f"/articles/?{asked}") == ["Reef"]

    def test_titles_are_still_searched(self, client):
        published("Broken reef")
        published("Shoal")

        assert links_in(client, "/articles/?q=reef") == ["Broken reef"]

    def test_the_canonical_address_names_letter_and_page(self, client):
        published("Reef")

        head = client.get("/articles/?letter=R&page=1&x=y").content.decode()

        assert re.findall(r'rel="canonical" href="([^"]*)"', head) == [
            "http://testserver/articles/?letter=R"
        ]


class TestCategories:
    def test_a_category_lists_its_public_articles_with_what_they_are(self, client):
        published("Reef", categories=("Sea marks",), short_description="A rock")
        published("Shoal", categories=("Sea marks", "Sand"))
        draft("Secret", categories=("Sea marks",))

        assert links_in(client, "/categories/sea-marks/") == ["Reef", "Shoal"]
        assert "A rock" in text(client, "/categories/sea-marks/")
        assert links_in(client, "/categories/sea-marks/", "categories") == ["Sand"]

    def test_all_categories_are_listed_with_how_much_they_hold(self, client):
        published("Reef", categories=("Sea marks", "Rocks"))
        published("Shoal", categories=("Sea marks",))
        draft("Secret", categories=("Secrets",))

        assert "R Rocks 1 S Sea marks 2" in text(client, "/categories/")
        assert "Secrets" not in text(client, "/categories/")

    def test_a_category_that_nothing_public_is_in_is_not_there(self, client):
        article = published("Reef", categories=("Rocks",))
        draft("Secret", categories=("Secrets",))
        publishing.withdraw(article)

        answers = [client.get(f"/categories/{slug}/") for slug in ("rocks", "secrets", "nowhere")]

        assert [answer.status_code for answer in answers] == [404, 404, 404]

    def test_another_spelling_of_a_category_leads_to_it(self, client):
        published("Reef", categories=("Rocks",))

        assert client.get("/categories/Rocks/").url == "/categories/rocks/"

    def test_an_article_leads_to_its_categories_and_series(self, client):
        published("Reef", categories=("Sea marks",), series="The coast")

        page = client.get("/articles/reef/").content.decode()

        assert 'href="/categories/sea-marks/"' in page
        assert 'Part of the series <a href="/series/the-coast/">' in page

    def test_a_category_has_a_feed_of_its_changes_alone(self, client):
        reef = published("Reef", categories=("Rocks",), reason=why(summary="Begun"))
        published("Shoal", categories=("Sand",))
        change(reef, lead="It is old.", reason=why(summary="Its age"))
        change(reef, lead="It is ancient.", reason=why(summary="Not yet"), publish=False)

        feed = client.get("/categories/rocks/feed.atom").content.decode()

        assert re.findall(r"<title>(.*?)</title>", feed) == [
            *("Category “Rocks” – Encyclopedia", "Reef: Its age", "Reef: Begun")
        ]
        assert client.get("/categories/nowhere/feed.atom").status_code == 404


class TestSeries:
    def test_a_series_is_in_the_order_of_its_dates_then_of_titles(self, client):
        def dated(text):
            field = InfoboxField(id=uuid4(), label="Date", type=FieldType.DATE, text=text)
            return {"infobox": (field,), "series": "Storms"}

        published("A late storm", **dated("17 May 1999"))
        published("B early storm", **dated("16 May 1999"))
        published("C ancient storm", **dated("44 BCE"))
        published("D undated", series="Storms")
        published("A undated", series="Storms")
        draft("Secret storm", **dated("1 May 1999"))

        assert links_in(client, "/series/storms/") == [
            *("C ancient storm", "B early storm", "A late storm", "A undated", "D undated")
        ]
        assert "17 May 1999" in text(client, "/series/storms/")

    def test_all_series_are_listed(self, client):
        published("Reef", series="The coast")
        draft("Secret", series="Secrets")

        assert text(client, "/series/").endswith("The coast 1")

    def test_a_series_without_public_articles_is_not_there(self, client):
        draft("Secret", series="Secrets")

        assert client.get("/series/secrets/").status_code == 404
