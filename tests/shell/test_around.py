"""The pages around the articles: lists of what is public, and of nothing else."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import examples
import pytest
from django.core.management import call_command
from django.utils import timezone

from encyclopedia import moving, publishing, shelving, store
from encyclopedia.core.document import (
    Document,
    FieldType,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.models import (
    Publication,
    PublishedCategory,
    PublishedEvent,
    PublishedEvidence,
    PublishedLink,
    PublishedSeries,
)
from encyclopedia.views import contributors, recent, sheets
from sources import store as source_store

pytestmark = pytest.mark.django_db


def why(editor_name="Keeper", summary="", *, minor=False):
    return store.Reason(editor=None, editor_name=editor_name, summary=summary, minor=minor)


def timeline():
    kind = SectionKind.KEY_EVENTS
    return Section(id=uuid4(), heading="Key events", anchor="key-events", kind=kind)


def draft(title, *, reason=None, **parts):
    if "events" in parts:
        parts["sections"] = (timeline(),)
    document = Document(id=uuid4(), title=title, **parts)
    return store.create(document, reason=reason or why()).edit


def published(title, *, reason=None, **parts):
    edit = draft(title, reason=reason, **parts)
    publishing.publish(edit, publisher=None)
    return edit.article


def change(article, *, reason=None, publish=True, **changes):
    document = replace(store.current(article), **changes)
    base = store.head(article).pk
    edit = store.save(article, document, base=base, reason=reason or why()).edit
    if publish:
        publishing.publish(edit, publisher=None)
    return edit


def main(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).partition("<main")[2].partition("</main>")[0]


def text(client, url):
    return " ".join(re.sub(r"<[^>]+>", " ", main(client, url)).split())


def links_in(client, url, kind="articles"):
    found = re.findall(rf'href="/{kind}/[^"?]+"[^>]*><bdi>(.*?)</bdi>', main(client, url))
    return list(dict.fromkeys(found))


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


class TestRecentChanges:
    def test_they_are_public_revisions_newest_first(self, client):
        reef = published("Reef", reason=why(summary="Begun"))
        published("Shoal", reason=why(summary="Sand"))
        change(reef, lead="It is old.", reason=why("Ada", "Its age"))
        change(reef, lead="Secret.", reason=why(summary="Not yet"), publish=False)

        page = text(client, "/recent/")

        assert [page.index(said) for said in ("Its age", "Sand", "Begun")] == sorted(
            page.index(said) for said in ("Its age", "Sand", "Begun")
        )
        assert "Not yet" not in page

    def test_each_says_how_much_it_changed_and_leads_on(self, client):
        reef = published("Reef", lead="Old.")
        first = store.head(reef)
        change(reef, lead="Very old.", publish=False)
        last = change(reef, lead="Very, very old.")

        page = main(client, "/recent/")

        assert f'href="/articles/reef/compare/{first.pk}/{last.pk}/"' in page
        assert 'href="/articles/reef/history/"' in page
        assert ">+11<" in page

    def test_a_cursor_leads_through_all_of_them_once(self, client, monkeypatch):
        monkeypatch.setattr(recent, "A_PAGE", 2)
        for title in ("One", "Two", "Three", "Four", "Five"):
            published(title)

        seen, url = [], "/recent/"
        while url:
            seen += links_in(client, url)
            found = re.search(r'href="([^"]*)" rel="next"', main(client, url))
            url = found and found[1]

        assert seen == ["Five", "Four", "Three", "Two", "One"]

    def test_they_are_narrowed_by_category_minor_and_days(self, client):
        reef = published("Reef", categories=("Rocks",))
        published("Shoal", categories=("Sand",))
        change(reef, lead="Comma.", reason=why(summary="A comma", minor=True))
        edits = store.history(published("Old", categories=("Rocks",)))
        type(edits[0].publication).objects.filter(pk=edits[0].pk).update(
            published_at=timezone.now() - timedelta(days=5)
        )

        assert links_in(client, "/recent/?category=rocks") == ["Reef", "Old"]
        assert links_in(client, "/recent/?category=Rocks&days=3") == ["Reef"]
        assert "A comma" not in text(client, "/recent/?minor=hidden")

    def test_what_cannot_be_understood_is_said_and_asks_for_nothing(self, client):
        published("Reef")

        page = text(client, "/recent/?category=nowhere&days=x&before=yesterday")

        assert "No public article is in a category of this name." in page
        assert "Select a valid choice." in page
        assert "these are the newest changes" in page
        assert links_in(client, "/recent/?category=nowhere") == ["Reef"]

    def test_an_article_that_was_merged_keeps_the_title_that_readers_knew(self, client):
        into, other = published("Reef"), published("Shoal", lead="Sand.")
        plan = moving.plan_merge(store.head(into), store.head(other), ())
        moving.merge(plan, reason=why(summary="Merged"))

        assert "Shoal" in text(client, "/recent/")
        assert "Shoal" in client.get("/feeds/recent.atom").content.decode()

    def test_without_any_it_says_so(self, client):
        assert "Nothing has been published yet." in text(client, "/recent/")


class TestContributors:
    def test_they_are_counted_by_what_readers_have(self, client):
        reef = published("Reef", reason=why("Ada"))
        change(reef, lead="Old.", reason=why("Tom"))
        change(reef, lead="Secret.", reason=why("Tom"), publish=False)
        draft("Secret", reason=why("Nobody Yet"))

        page = text(client, "/contributors/")

        assert "Ada 1 public revision · 1 article begun" in page
        assert "Tom 1 public revision · last change" in page
        assert "Nobody Yet" not in page
        assert client.get("/contributors/Nobody%20Yet/").status_code == 404

    def test_one_has_a_page_of_all_that_they_wrote(self, client):
        reef = published("Reef", reason=why("Ada / Marsh", "Begun"))
        published("Shoal", reason=why("Tom", "By Tom"))
        change(reef, lead="Old.", reason=why("Ada / Marsh", "Its age"))
        url = re.search(r'href="(/contributors/Ada[^"]*)"', main(client, "/contributors/"))[1]

        page = text(client, url)

        assert "2 public revisions · 1 article begun" in page
        assert "Articles begun Reef" in page
        assert ("Its age" in page, "Begun" in page, "By Tom" in page) == (True, True, False)

    def test_who_began_is_who_wrote_the_first_revision_that_readers_had(self, client):
        edit = draft("Reef", reason=why("Ada"))
        change(edit.article, lead="Old.", reason=why("Tom"))

        page = text(client, "/contributors/")

        assert "Tom 1 public revision · 1 article begun" in page
        assert "Ada" not in page

    def test_a_hidden_name_is_nowhere(self, client):
        reef = published("Reef", reason=why("Zanzibar"))
        first = store.head(reef)
        change(reef, lead="Old.")
        publishing.hide(reef, (first.pk, first.pk), {"editor": True}, reason=why("Hilda"))

        assert "Zanzibar" not in text(client, "/contributors/")
        assert "Zanzibar" not in text(client, "/recent/")
        assert client.get("/contributors/Zanzibar/").status_code == 404

    def test_what_is_withdrawn_counts_for_nobody(self, client):
        publishing.withdraw(published("Reef", reason=why("Ada")))

        assert "Nobody has written anything that is public yet." in text(client, "/contributors/")

    def test_many_names_are_cut_into_pages(self, client, monkeypatch):
        monkeypatch.setattr(contributors, "NAMES", 2)
        for name in ("Ada", "Bo", "Cy"):
            published(f"By {name}", reason=why(name))

        assert links_in(client, "/contributors/", "contributors") == ["Ada", "Bo"]
        assert links_in(client, "/contributors/?after=Bo", "contributors") == ["Cy"]

    def test_many_revisions_are_cut_into_pages(self, client, monkeypatch):
        monkeypatch.setattr(contributors, "A_PAGE", 1)
        reef = published("Reef", reason=why("Ada", "Begun"))
        last = change(reef, lead="Old.", reason=why("Ada", "Its age"))

        assert f'href="/contributors/Ada/?before={last.pk}"' in main(client, "/contributors/Ada/")
        older = text(client, f"/contributors/Ada/?before={last.pk}")
        assert ("Its age" in older, "Begun" in older) == (False, True)

    def test_the_history_leads_to_them(self, client):
        published("Reef", reason=why("Ada"))

        assert 'href="/contributors/Ada/"' in main(client, "/articles/reef/history/")


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
