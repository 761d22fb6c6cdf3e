"""Pages made again: what an earlier release made, and what publishing left over."""

from dataclasses import replace
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command

from encyclopedia import publishing, store
from encyclopedia.models import Publication
from encyclopedia.serving import packing
from sources import store as source_store

pytestmark = pytest.mark.django_db

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
    monkeypatch.setattr(publishing, "RENEW_AT_ONCE", 1)
    linking = [
        published(title, lead="See [[Target]].") for title in ("East Light", "North Light", "Pier")
    ]
    published("Target")
    blue = '<a href="/articles/target/">Target</a>'
    at_once = [blue in html(article) for article in linking]

    said = renew_pages()

    assert (at_once, said) == ([True, False, False], "2 pages renewed.\n")
    assert all(blue in html(article) for article in linking)


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
