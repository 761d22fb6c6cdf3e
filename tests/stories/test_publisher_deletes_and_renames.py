"""A publisher deletes an article and brings it back, and gives one another name."""

import pytest
from django.urls import reverse

from encyclopedia import store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = "/articles/skerry-lighthouse/"


def form(page, article):
    page.goto(reverse("admin:encyclopedia_article_change", args=[article.pk]))


def test_an_article_is_deleted_and_brought_back_whole(signed_in, reader, ada, published):
    before, page = store.current(published), signed_in(ada)
    form(page, published)
    page.get_by_role("link", name="Delete", exact=True).click()
    expect(page.locator("#content")).to_contain_text("Readers get “withdrawn” (410)")
    page.get_by_label("Reason").fill("Nobody ever saw this light")
    page.get_by_role("button", name="Delete the article").click()

    row = page.locator(".deleted-articles tbody tr")
    expect(row).to_contain_text("Nobody ever saw this light")
    gone = reader.request.get(HERE)
    assert (gone.status, "This page has been withdrawn" in gone.text()) == (410, True)
    page.goto(reverse("admin:encyclopedia_article_changelist"))
    expect(page.locator("#content")).not_to_contain_text("Skerry Lighthouse")

    page.get_by_role("link", name="Deleted articles").click()
    page.get_by_role("link", name="bring back Skerry Lighthouse").click()
    page.get_by_label("Reason").fill("Somebody did")
    page.get_by_role("button", name="Bring the article back").click()
    expect(page.locator(".messagelist .success")).to_contain_text("is back, as revision")
    assert store.current(published) == before
    assert reader.request.get(HERE).status == 410

    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers see it now")
    assert reader.goto(HERE).status == 200


def test_a_rename_is_seen_when_it_is_published_and_the_old_address_leads_there(
    signed_in, reader, ada, published
):
    page = signed_in(ada)
    form(page, published)
    page.get_by_label("Title").first.fill("Skerry Light")
    page.get_by_label("Edit summary").fill("Its name since 1920")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    reader.goto(HERE)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Skerry Lighthouse")

    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers see it now")
    reader.goto("/")
    reader.goto(f"{HERE}#outcomes")
    expect(reader).to_have_url(
        f"{reader.url.split('/articles')[0]}/articles/skerry-light/?from=skerry-lighthouse#outcomes"
    )
    expect(reader.get_by_role("heading", level=1)).to_have_text("Skerry Light")
    expect(reader.get_by_text("Redirected from “Skerry Lighthouse”")).to_be_visible()

    page.get_by_role("link", name="Addresses").click()
    expect(page.locator(".names li")).to_contain_text("Skerry Lighthouse")
    page.get_by_role("button", name="Remove Skerry Lighthouse").click()
    expect(page.locator(".messagelist .success")).to_contain_text("leads here no more")
    assert reader.request.get(HERE).status == 404


def test_a_reader_cites_the_revision_they_read(reader, published):
    number = store.head(published).pk
    reader.goto(HERE)
    reader.get_by_role("link", name="Cite this article").click()

    apa = reader.get_by_role("group", name="APA")
    expect(apa).to_contain_text(f"/revisions/{number}/")
    apa.click()
    assert "Skerry Lighthouse. (" in reader.evaluate("getSelection().toString()")
    reader.get_by_role("link", name=f"/revisions/{number}/").click()
    reader.get_by_text("Cite this revision").click()
    expect(reader.get_by_role("group", name="RIS")).to_be_visible()
