"""Recent changes: the public revisions of all articles, newest first."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from neighbouring import change, links_in, main, published, text, why

from encyclopedia import moving, store
from encyclopedia.views import recent

pytestmark = pytest.mark.django_db


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
