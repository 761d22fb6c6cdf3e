"""Contributors: who wrote what readers have."""

import re

import pytest
from neighbouring import change, draft, links_in, main, published, text, why

from encyclopedia import publishing, store
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
