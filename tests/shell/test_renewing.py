"""Pages made again: what an earlier release made, and what publishing left over."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from encyclopedia import publishing, store
from encyclopedia.desk import merging
from encyclopedia.models import Kind, Publication
from encyclopedia.publishing import renewing
from encyclopedia.serving import packing
from sources import store as source_store
from sources.core.record import Access
from sources.models import Source

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
WHY = store.Reason(editor=None, summary="")


@pytest.fixture(autouse=True)
def _almanac():
    source_store.save(examples.almanac(), editor=None, summary="")


def published(title, **changes):
    document = replace(examples.lighthouse(title), **changes)
    edit = store.create(document, reason=WHY).edit
    publishing.publish(edit, publisher=None)
    return edit.article


def renew_pages(*arguments):
    said = StringIO()
    call_command("renew_pages", *arguments, stdout=said, stderr=said)
    return said.getvalue()


def html(article):
    return packing.unpack(bytes(Publication.objects.get(article=article).page)).decode()


def made_by_another_release():
    Publication.objects.update(made_with="an earlier release", page=packing.gzipped(b"Old."))


def test_a_page_that_was_just_made_waits_for_nothing():
    published("North Light")

    assert renew_pages() == "0 pages renewed.\n"


def test_a_release_renews_what_another_one_made_to_the_same_bytes():
    articles = [published("North Light"), published("South Light")]
    before = [(html(article), article.publication.etag) for article in articles]
    made_by_another_release()

    said = [renew_pages("--dry-run"), renew_pages(), renew_pages()]

    assert said == ["2 pages to be renewed.\n", "2 pages renewed.\n", "0 pages renewed.\n"]
    after = [(html(each), Publication.objects.get(article=each).etag) for each in articles]
    assert after == before


def test_settings_that_stand_on_the_page_make_it_wait(settings):
    article = published("North Light")
    settings.SITE_NAME = "The Pilot's Book"

    renew_pages()

    assert "The Pilot&#x27;s Book" in html(article) or "The Pilot’s Book" in html(article)


def test_what_was_stopped_goes_on_where_it_ended():
    for title in ("North Light", "South Light", "West Light"):
        published(title)
    made_by_another_release()
    publishing.renew(Publication.objects.get(slug="north-light"), among=publishing.outdated())

    assert renew_pages() == "2 pages renewed.\n"


def test_of_two_machines_one_makes_the_page():
    published("North Light")
    made_by_another_release()
    both_found = [publishing.outdated().get(), publishing.outdated().get()]

    made = [publishing.renew(each, among=publishing.outdated()) for each in both_found]

    assert made == [True, False]


def test_links_beyond_those_renewed_at_once_turn_blue_by_the_command(monkeypatch):
    monkeypatch.setattr(renewing, "RENEW_AT_ONCE", 1)
    linking = [
        published(title, lead="See [[Target]].") for title in ("East Light", "North Light", "Pier")
    ]
    published("Target")
    blue = '<a href="/articles/target/">Target</a>'
    at_once = [blue in html(article) for article in linking]

    said = renew_pages()

    assert (at_once, said) == ([True, False, False], "2 pages renewed.\n")
    assert all(blue in html(article) for article in linking)


class TestASourceKeptForStaffFromNowOn:
    @pytest.fixture
    def article(self):
        examples.archive(examples.almanac(), "It was first lit in 1887. Its keeper was Ann.")
        article = published("North Light")
        assert "Its keeper" in html(article)
        return article

    def change(self, client, **changes):
        url = reverse("admin:sources_source_change", args=[Source.objects.get().pk])
        form = client.get(url).context["adminform"].form
        typed = {field.html_name: field.value() or "" for field in form}
        typed |= {"snapshots-TOTAL_FORMS": "0", "snapshots-INITIAL_FORMS": "0"}
        return client.post(url, {**typed, **changes})

    def test_is_read_no_more_on_pages_that_cite_it(self, client, ada, article):
        client.force_login(ada)
        shown = []
        for access in (Access.STAFF, Access.EXCERPT):
            assert self.change(client, access=access.value).status_code == 302
            shown.append("Its keeper" in html(article))

        assert shown == [False, True]

    def test_leaves_pages_alone_where_only_its_title_changes(self, client, ada, article):
        client.force_login(ada)
        before = Publication.objects.get().renewed_at

        self.change(client, title="Another title")

        assert Source.objects.get().title == "Another title"
        assert Publication.objects.get().renewed_at == before

    def test_is_read_no_more_where_it_was_merged_into_one_for_staff(self, article):
        twin = source_store.save(
            examples.almanac(key="twin", access=Access.STAFF), editor=None, summary=""
        )
        almanac = Source.objects.get(key="almanac")
        seen = source_store.head(twin), source_store.head(almanac)

        merging.merge(f"{almanac.pk}:{seen[1]}:{twin.pk}:{seen[0]}", editor=None)

        assert "Its keeper" not in html(article)

    def test_is_taken_by_the_command_from_pages_beyond_those_renewed_at_once(
        self, monkeypatch, article
    ):
        monkeypatch.setattr(renewing, "RENEW_AT_ONCE", 0)
        source = source_store.save(
            replace(source_store.current(Source.objects.get()), access=Access.STAFF),
            editor=None,
            summary="",
        )
        publishing.renew_citing(source)

        assert renew_pages() == "1 page renewed.\n"
        assert "Its keeper" not in html(article)


class TestOfAKind:
    @pytest.fixture
    def kind(self):
        return Kind.objects.create(name="Beacon", schema_type="Place")

    def sent(self, admin_client, kind, **changes):
        told = {"name": kind.name, "schema_type": kind.schema_type, **changes}
        return admin_client.post(reverse("admin:encyclopedia_kind_change", args=[kind.pk]), told)

    def types(self, article):
        return set(re.findall(r'"@type":\s*"(\w+)"', html(article)))

    def test_pages_tell_its_type_as_soon_as_that_is_changed(self, admin_client, kind):
        article = published("North Light", kind="Beacon")
        before = self.types(article)

        answer = self.sent(admin_client, kind, schema_type="Museum")

        assert answer.status_code == 302
        assert "Place" in before
        assert "Museum" in self.types(article)
        assert "Place" not in self.types(article)

    def test_pages_of_other_kinds_stay_as_they_are(self, admin_client, kind):
        other = published("South Light", kind="Lamp")
        tag = other.publication.etag
        Publication.objects.update(renewed_at=LONG_AGO)

        self.sent(admin_client, kind, schema_type="Museum")

        kept = Publication.objects.get(article=other)
        assert (kept.etag, kept.renewed_at) == (tag, LONG_AGO)

    def test_beyond_those_renewed_at_once_the_command_takes_them(
        self, admin_client, kind, monkeypatch
    ):
        monkeypatch.setattr(renewing, "RENEW_AT_ONCE", 0)
        article = published("North Light", kind="Beacon")
        self.sent(admin_client, kind, schema_type="Museum")

        assert "Museum" not in self.types(article)
        assert renew_pages() == "1 page renewed.\n"
        assert "Museum" in self.types(article)


def test_a_page_that_cannot_be_made_is_named_and_keeps_no_other_waiting():
    published("North Light")
    broken = published("East Light")
    made_by_another_release()
    edit = broken.publication.edit
    edit.manifest = [*edit.manifest, 999_999_999]
    edit.save(update_fields=["manifest"])
    said = StringIO()

    with pytest.raises(CommandError, match="1 page could not be renewed"):
        call_command("renew_pages", stdout=said, stderr=said)

    assert "“east-light”: " in said.getvalue()
    assert "1 page renewed." in said.getvalue()


def test_a_page_that_tells_articles_apart_says_what_each_is_about_today():
    light = published("North Light", short_description="Light of 1887")
    apart = published("Light", disambiguation=True, lead="- [[North Light]]", see_also=())
    before = html(apart)

    examples.published(light, WHY, short_description="Light of 1888")

    assert "North Light</a> – <bdi>Light of 1887</bdi>" in before
    assert "North Light</a> – <bdi>Light of 1888</bdi>" in html(apart)
    publishing.withdraw(light)
    assert "Light of 18" not in html(apart)


def test_what_a_draft_says_of_an_article_stands_on_no_page():
    light = published("North Light", short_description="Light of 1887")
    document = replace(store.current(light), short_description="Unpublished words")
    store.save(light, document, base=store.head(light).pk, reason=WHY)

    apart = published("Light", disambiguation=True, lead="- [[North Light]]", see_also=())

    assert "Unpublished words" not in html(apart)


def test_a_page_whose_draft_tells_nothing_apart_any_more_says_what_each_is_about_today():
    light = published("North Light", short_description="Light of 1887")
    apart = published("Light", disambiguation=True, lead="- [[North Light]]", see_also=())
    document = replace(store.current(apart), disambiguation=False)
    store.save(apart, document, base=store.head(apart).pk, reason=WHY)

    examples.published(light, WHY, short_description="Light of 1888")

    assert "North Light</a> – <bdi>Light of 1888</bdi>" in html(apart)
