"""Evidence at the desk: who sees it, its page, and its panel beside the form."""

import html
from dataclasses import replace
from urllib.parse import urlsplit

import examples
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from evidenced import WHY, cite, decline, edits_of, finding, page_of, rewrite, sentence, statuses

from encyclopedia import store
from encyclopedia.models import Article
from sources import store as source_store
from sources.core.record import Access

pytestmark = pytest.mark.django_db


class TestWhoMaySee:
    pages = ("evidence", "cite", "panel", "text", "support")

    def test_visitors_and_readers_are_asked_to_sign_in(self, client, article, rita):
        visitor = {client.get(page_of(article, name)).url for name in self.pages}
        client.force_login(rita)
        reader = {client.get(page_of(article, name)).url for name in self.pages}

        assert visitor == reader
        assert {urlsplit(url).path for url in visitor} == {"/admin/login/"}

    def test_an_author_declines_and_cites(self, client, article, django_user_model):
        from django.contrib.auth.models import Group

        author = django_user_model.objects.create_user("author", is_staff=True)
        author.groups.set([Group.objects.get(name="author")])
        Article.objects.update(begun_by=author)
        client.force_login(author)

        decline(client, article, finding(client, article, "Wrecks") or finding(client, article, ""))
        cite(client, article, "Wrecks became rare", "became rare")

        assert edits_of(article) == 3
        assert store.head(article).editor_name == "author"

    def test_who_may_only_view_changes_nothing(self, client, article, django_user_model):
        viewer = django_user_model.objects.create_user("viewer", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
        client.force_login(viewer)
        page = client.get(page_of(article, "evidence"))

        answers = [
            client.post(page_of(article, "evidence"), {"fingerprint": "x", "why": "y", "base": 1}),
            client.post(page_of(article, "cite"), {"words": "became rare"}),
        ]

        assert page.status_code == 200
        assert "<form method" not in page.content.decode().partition('id="content"')[2]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert edits_of(article) == 1

    def test_staff_without_rights_see_nothing(self, client, article, django_user_model):
        client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))

        assert {client.get(page_of(article, name)).status_code for name in self.pages} == {403}

    def test_a_form_needs_its_token(self, ada, article):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ada)

        assert strict.post(page_of(article, "evidence"), {}).status_code == 403
        assert strict.post(page_of(article, "cite"), {}).status_code == 403

    def test_an_article_that_is_not_there_is_not_found(self, desk):
        url = reverse("admin:encyclopedia_article_evidence", args=[examples.part("nowhere")])

        assert desk.get(url).status_code == 404

    def test_looking_writes_nothing(self, desk, article):
        asked = sentence(desk, article, "Wrecks became rare")

        for name in self.pages:
            desk.get(page_of(article, name), {**asked, "words": "became rare", "why": "Because"})
        desk.post(page_of(article, "support"), {"text": "Wrecks became rare."})

        assert edits_of(article) == 1


class TestThePage:
    def test_it_sums_up_and_shows_each_sentence(self, desk, article):
        page = desk.get(page_of(article, "evidence")).content.decode()

        assert "1 source, archived; 2 of" in page
        assert statuses(desk, article).count("pinned") == 1
        assert "<mark>first lit in 1887</mark>" in page

    def test_a_finding_leads_to_its_words_in_the_form(self, desk, article):
        page = html.unescape(desk.get(page_of(article, "evidence")).content.decode())

        outcomes = store.current(article).sections[2]
        change = reverse("admin:encyclopedia_article_change", args=[article.pk])
        text = "Wrecks became rare. [@almanac]"
        assert outcomes.text == text
        assert f"{change}#field=section:{outcomes.id}&from=0&to={len(text)}" in page

    def test_the_desk_reads_what_readers_may_not(self, desk, article):
        (almanac,) = store.current(article).sources
        source_store.save(replace(almanac, access=Access.STAFF), editor=None, summary="")
        store.adopt_sources(article, reason=WHY)

        page = desk.get(page_of(article, "evidence")).content.decode()

        assert "<mark>first lit in 1887</mark>" in page

    def test_it_costs_the_same_however_many_sentences(
        self, desk, article, django_assert_max_num_queries
    ):
        pages = ("evidence", "panel")
        with django_assert_max_num_queries(60) as few:
            for name in pages:
                desk.get(page_of(article, name))
        many = " ".join(f'It was lit {n} times. [@almanac, "first lit"]' for n in range(60))
        rewrite(article, lead=many)

        with django_assert_max_num_queries(len(few)):
            for name in pages:
                desk.get(page_of(article, name))

    def test_the_form_costs_nothing_more_for_its_panel(self, desk, article):
        change = reverse("admin:encyclopedia_article_change", args=[article.pk])

        page = desk.get(change).content.decode()

        assert f'data-panel="{page_of(article, "panel")}"' in page
        assert "Needs no citation" not in page
        assert f'href="{page_of(article, "evidence")}"' in page


class TestThePanel:
    def test_it_has_findings_sentences_and_sources(self, desk, article):
        page = desk.get(page_of(article, "panel")).content.decode()

        outcomes = store.current(article).sections[2]
        assert f'data-field="section:{outcomes.id}"' in page
        assert '<option value="almanac">The Almanac (@almanac)</option>' in page
        assert "1 source, archived" in page

    def test_support_is_found_for_words_that_are_not_saved(self, desk, article):
        asked = {"text": "A tower.[@almanac] The *lamp* never failed. [@almanac] Fog.", "at": "25"}

        page = desk.post(page_of(article, "support"), asked).content.decode()

        assert "“<bdi>The lamp never failed.</bdi>”" in page
        assert "the lamp of the skerry never failed." in page

    @pytest.mark.parametrize("at", ["", "x", "-1", "9" * 30, "999"])
    def test_a_caret_that_is_nowhere_asks_for_some_sentence(self, desk, article, at):
        asked = {"text": "The lamp failed.", "at": at}

        answer = desk.post(page_of(article, "support"), asked)

        assert "“<bdi>The lamp failed.</bdi>”" in answer.content.decode()

    def test_an_unknown_source_is_not_found(self, desk, article):
        assert desk.get(page_of(article, "text"), {"source": "nobody"}).status_code == 404
