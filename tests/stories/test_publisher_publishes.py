"""What an editor saves is a draft; readers see it when it is published, and not before."""

import pytest
from django.urls import reverse

from encyclopedia import store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "/articles/skerry-lighthouse/"


def edit(page, article):
    page.goto(reverse("admin:encyclopedia_article_change", args=[article.pk]))


def test_readers_see_a_word_when_it_is_published_and_not_before(signed_in, reader, ada, published):
    desk = signed_in(ada)
    edit(desk, published)

    desk.locator("#id_lead").fill("The lighthouse was rekindled.")
    desk.get_by_label("Edit summary").fill("Rekindled")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    reader.goto(ARTICLE)
    expect(reader.locator(".lead")).not_to_contain_text("rekindled")

    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.locator(".messagelist")).to_contain_text("Readers see it now")
    reader.reload()
    expect(reader.locator(".lead")).to_contain_text("rekindled")


def test_an_editor_who_may_not_publish_has_no_button_for_it(signed_in, tom, article):
    desk = signed_in(tom)

    edit(desk, article)

    expect(desk.get_by_role("button", name="Save", exact=True)).to_be_visible()
    expect(desk.get_by_role("button", name="Save and publish")).to_have_count(0)


def test_a_draft_leaks_nothing(reader, article):
    visitor = reader.request
    number = store.head(article).pk
    pages = [visitor.get(path) for path in ("/", "/articles/", "/articles/?q=Skerry")]
    closed = [
        visitor.get(f"{ARTICLE}{rest}").status
        for rest in ("", "history/", f"revisions/{number}/", f"compare/{number}/{number}/")
    ]

    assert [page.status for page in pages] == [200, 200, 200]
    assert not [page.url for page in pages if "lighthouse" in page.text().casefold()]
    assert closed == [404, 404, 404, 404]


def test_the_newer_draft_of_a_published_article_leaks_nothing(signed_in, reader, ada, published):
    desk = signed_in(ada)
    edit(desk, published)
    desk.locator("#id_lead").fill("The secret is out.")
    desk.get_by_label("Edit summary").fill("A secret summary")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    draft = store.head(published).pk
    pages = [
        reader.request.get(path) for path in (ARTICLE, f"{ARTICLE}history/", "/", "/articles/")
    ]

    assert not [page.url for page in pages if "secret" in page.text().casefold()]
    assert reader.request.get(f"{ARTICLE}revisions/{draft}/").status == 404
