"""Languages: which one a page speaks, and the desk."""

import json
import re
from dataclasses import replace

import examples
import pytest
from marked_language import WHY

from encyclopedia import languages, publishing, store
from sources import store as source_store

HERE = "/articles/skerry-lighthouse/"


@pytest.mark.django_db
class TestPublicPages:
    def test_a_german_article_speaks_german_whatever_the_browser_asks(self, client):
        document = replace(examples.lighthouse("Leuchtturm"), language="de-CH")
        source_store.save(examples.almanac(issued="1888-03-04"), editor=None, summary="")
        article = store.create(document, reason=WHY).edit
        publishing.publish(article, publisher=None)

        pages = {
            language: client.get("/articles/leuchtturm/", headers={"accept-language": language})
            for language in ("en", "de", "fr")
        }

        html = pages["fr"].content.decode()
        assert len({page.content for page in pages.values()}) == 1
        assert '<html lang="de" dir="ltr">' in html
        assert "Einzelnachweise" in html
        assert "4. März 1888" in html
        assert pages["fr"].headers["Content-Language"] == "de-CH"

    def test_pages_around_it_speak_its_language_too_and_the_site_its_own(self, client):
        document = replace(examples.lighthouse("Leuchtturm"), language="de")
        edit = store.create(document, reason=WHY).edit
        publishing.publish(edit, publisher=None)

        spoken = {
            url: re.search(r'<html lang="([\w-]+)"', client.get(url).content.decode())[1]
            for url in (
                "/articles/leuchtturm/history/",
                "/articles/leuchtturm/evidence/",
                "/articles/leuchtturm/authorship/",
                "/articles/leuchtturm/cite/",
                f"/articles/leuchtturm/revisions/{edit.pk}/",
                "/articles/",
                "/",
            )
        }

        assert list(spoken.values()) == ["de"] * 5 + ["en-gb"] * 2

    def test_a_draft_in_another_language_tells_readers_nothing(self, client):
        edit = store.create(examples.lighthouse(), reason=WHY).edit
        publishing.publish(edit, publisher=None)
        german = replace(store.at(edit), language="de")
        store.save(edit.article, german, base=edit.pk, reason=WHY)

        html = client.get(f"{HERE}history/").content.decode()

        assert '<html lang="en-gb"' in html

    def test_words_of_the_interface_say_their_language_in_an_article_of_another(self, client):
        arabic = replace(examples.lighthouse("منارة"), language="ar")
        edit = store.create(arabic, reason=WHY).edit
        publishing.publish(edit, publisher=None)

        html = client.get(edit.article.get_absolute_url()).content.decode()

        assert '<article class="page" lang="ar" dir="rtl">' in html
        assert re.search(r'<h2 id="see-also" (lang="en-gb" dir="ltr"|dir="ltr" lang="en-gb")', html)


@pytest.mark.django_db
class TestDesk:
    def test_it_speaks_the_language_that_the_browser_asks_for(self, client, ada):
        client.force_login(ada)

        answer = client.get("/admin/", headers={"accept-language": "de-AT,de;q=0.9,en;q=0.5"})

        assert '<html lang="de"' in answer.content.decode()
        assert "Neuen Artikel schreiben" in answer.content.decode()
        assert {"Accept-Language", "Cookie"} <= {*answer.headers["Vary"].split(", ")}

    def test_what_its_editor_chose_counts_for_more_and_for_the_desk_alone(self, client, ada):
        client.force_login(ada)

        chosen = client.post("/admin/language/", {"language": "de", "next": "/admin/"})

        cookie = chosen.cookies["desk_language"]
        desk = client.get("/admin/", headers={"accept-language": "en"})
        public = client.get("/", headers={"accept-language": "de"})
        assert (chosen.status_code, chosen.url) == (302, "/admin/")
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
        assert '<html lang="de"' in desk.content.decode()
        assert '<html lang="en-gb"' in public.content.decode()
        assert not public.cookies

    def test_a_language_that_nobody_speaks_here_is_not_chosen(self, client, ada):
        client.force_login(ada)

        answer = client.post("/admin/language/", {"language": "tlh", "next": "https://else.org/"})

        assert (answer.status_code, answer.url) == (302, "/")
        assert "desk_language" not in answer.cookies

    def test_a_preview_speaks_the_articles_language_whatever_the_desk_does(self, client, ada):
        client.force_login(ada)
        article = store.create(replace(examples.lighthouse(), language="de"), reason=WHY).edit
        asked = {"content": "Er brennt. [@?]", "article": article.article_id}

        html = client.post("/admin/preview/", asked, headers={"accept-language": "en"})

        assert "[Beleg fehlt]" in html.content.decode()


class TestScripts:
    @pytest.mark.django_db
    def test_a_form_in_german_tells_them_german(self, client, ada):
        client.force_login(ada)

        html = client.get(
            "/admin/encyclopedia/article/add/?kind=", headers={"accept-language": "de"}
        )

        told = re.search(r'<script id="desk-words"[^>]*>(.*?)</script>', html.content.decode())[1]
        assert json.loads(told)["Fold all"] == "Alle zuklappen"


class TestLanguages:
    @pytest.mark.parametrize(
        ("site", "article", "spoken"),
        [
            ("en-gb", "de", "de"),
            ("en-gb", "de-AT", "de"),
            ("en-gb", "en-US", "en-gb"),
            ("en-gb", "ar", "en-gb"),
            ("en-gb", "", "en-gb"),
            ("de", "ar", "de"),
            ("fr", "ar", "en"),
        ],
    )
    def test_a_page_speaks_the_articles_language_or_the_sites(
        self, settings, site, article, spoken
    ):
        settings.LANGUAGE_CODE = site
        names = {"en": "en", "de": "de"} | {site.partition("-")[0]: site}
        settings.LANGUAGES = [(code, code) for code in names.values()]

        assert languages.of(article) == spoken

    def test_numbers_have_what_the_language_sets_between_thousands(self):
        written = []
        for language in ("en", "de"):
            with languages.spoken(language):
                written.append(languages.number(1204))

        assert written == ["1,204", "1.204"]
