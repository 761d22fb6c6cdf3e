"""Contributors: who wrote what readers have."""

import re
from datetime import UTC, datetime

import databases
import pytest
from django.db import connection
from neighbouring import change, draft, links_in, main, published, rewrite, text, why

from encyclopedia import chronicling, publishing, store
from encyclopedia.models import PublishedRevision
from encyclopedia.views import contributors

pytestmark = pytest.mark.django_db


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

    def test_names_that_readers_do_not_have_take_no_place_on_a_page(self, client, monkeypatch):
        monkeypatch.setattr(contributors, "NAMES", 2)
        published("By Ada", reason=why("Ada"))
        draft("By Bo", reason=why("Bo"))
        change(published("By Cy", reason=why("Cy")), reason=why("Cy"), lead="New.", publish=False)
        publishing.withdraw(published("By Di", reason=why("Di")))
        hidden = published("By Ed", reason=why("Ed"))
        head = store.head(hidden).pk
        publishing.hide(hidden, (head, head), {"editor": True}, reason=why("Hilda"))
        published("By Flo", reason=why("Flo"))

        assert links_in(client, "/contributors/", "contributors") == ["Ada", "Cy"]
        assert links_in(client, "/contributors/?after=Cy", "contributors") == ["Flo"]
        assert "More names" not in main(client, "/contributors/?after=Cy")

    def test_what_very_many_revisions_are_is_told_by_the_page_of_who_wrote_them(
        self, client, monkeypatch
    ):
        monkeypatch.setattr(chronicling, "COUNTED", 2)
        reef = published("Reef", reason=why("Ada"))
        change(reef, lead="Old.", reason=why("Ada"))

        assert "Ada 2 public revisions · 1 article begun" in text(client, "/contributors/")
        change(reef, lead="Older.", reason=why("Ada"))

        assert "Ada more than 2 public revisions · last change" in text(client, "/contributors/")
        assert "3 public revisions · 1 article begun" in text(client, "/contributors/Ada/")

    def test_the_last_change_is_what_readers_got_last(self, client):
        waiting = draft("Reef", reason=why("Ada"))
        published("Shoal", reason=why("Ada"))
        publishing.publish(waiting, publisher=None)
        at = datetime(2040, 5, 17, 10, tzinfo=UTC)
        PublishedRevision.objects.filter(pk=waiting.pk).update(published_at=at)

        assert "last change 17 May 2040" in text(client, "/contributors/")
        assert "last change 17 May 2040" in text(client, "/contributors/Ada/")

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says how much it does")
    def test_a_page_costs_the_same_however_much_they_wrote(self, monkeypatch):
        monkeypatch.setattr(chronicling, "COUNTED", 5)
        shoal = published("Shoal", reason=why("Bo"))
        rewrite(published("Reef", reason=why("Ada")), 20, by="Ada")
        few = databases.steps(lambda: chronicling.contributors("", 3))
        rewrite(shoal, 2000, by="Ada")

        many = databases.steps(lambda: chronicling.contributors("", 3))

        assert many <= few * 1.1

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
