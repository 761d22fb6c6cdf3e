"""A reader comes back to an article and asks what changed since they last looked."""

import re
from dataclasses import replace

import pytest

from encyclopedia import publishing, store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def edit(article, lead, *, publish=True):
    document = replace(store.current(article), lead=lead)
    why = store.Reason(editor=None, editor_name="Keeper", summary="Told anew")
    saved = store.save(article, document, base=store.head(article).pk, reason=why)
    if publish:
        publishing.publish(saved.edit, publisher=None)
    return saved.edit


def test_what_changed_since_i_last_looked(reader, published):
    seen = store.head(published)
    edit(published, "The lighthouse was lit in 1888.")
    edit(published, "The lighthouse was lit in 1889, they say.")
    edit(published, "Nobody may read this yet.", publish=False)

    reader.goto("/articles/skerry-lighthouse/")
    reader.get_by_role("link", name="History").click()
    reader.get_by_role("link", name=re.compile(rf"since then.*revision {seen.pk}$")).click()

    main = reader.get_by_role("main")
    expect(main.locator("ins").filter(has_text="1889")).to_be_visible()
    expect(main.locator("del").filter(has_text="1887")).to_be_visible()
    expect(main).to_contain_text("1 revision by 1 editor between")
    expect(main).not_to_contain_text("Nobody may read this yet.")


def test_the_keys_lead_from_change_to_change(reader, published):
    seen = store.head(published)
    newest = edit(published, "The lighthouse was lit in 1888.\n\nIt is dark now.")

    reader.goto(f"/articles/skerry-lighthouse/compare/{seen.pk}/{newest.pk}/")
    reader.keyboard.press("n")
    first = reader.evaluate("document.activeElement.textContent")
    reader.keyboard.press("n")
    second = reader.evaluate("document.activeElement.textContent")
    reader.keyboard.press("p")

    assert first != second
    assert reader.evaluate("document.activeElement.textContent") == first
