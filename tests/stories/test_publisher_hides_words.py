"""A publisher hides the words of a revision; readers find them nowhere, and see why."""

from dataclasses import replace

import pytest

from encyclopedia import publishing, store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = "/articles/skerry-lighthouse/"
HISTORY = f"{HERE}history/"


@pytest.fixture
def slander(published):
    """A public revision with words that must go, and a clean one after it."""
    made = []
    for lead, summary in (("The keeper is a thief.", "The truth"), ("Lit in 1887.", "Clean")):
        began = store.head(published)
        document = replace(store.at(began), lead=lead)
        why = store.Reason(editor=None, editor_name="Vandal", summary=summary)
        made.append(store.save(published, document, base=began.pk, reason=why).edit)
        publishing.publish(made[-1], publisher=None)
    return made[0]


def test_words_are_hidden_from_readers_and_shown_again(signed_in, reader, ada, slander):
    desk = signed_in(ada)
    desk.goto(HISTORY)
    desk.get_by_role("link", name=f"hide words of revision {slander.pk}").click()
    desk.get_by_label("Text: the article as it was then").check()
    desk.get_by_label("Edit summary").check()
    desk.get_by_role("button", name="Hide what is ticked").click()
    expect(desk.get_by_text("Say why: everybody sees the reason")).to_be_visible()
    expect(desk.get_by_label("Edit summary")).to_be_checked()

    desk.get_by_label("Reason").fill("Slander of a living person")
    desk.get_by_role("button", name="Hide what is ticked").click()
    expect(desk.locator("p[role=status]")).to_contain_text(
        f"Text and summary hidden: revision {slander.pk}."
    )
    expect(desk.locator(".hist")).to_contain_text("The truth")

    reader.goto(HISTORY)
    row = reader.locator(".hist tbody tr").nth(1)
    expect(row).to_contain_text("summary hidden")
    expect(row).to_contain_text("Text hidden by ada")
    expect(row).to_contain_text("Slander of a living person")
    expect(reader.locator(".hist")).not_to_contain_text("The truth")
    for url in (f"{HERE}feed.atom", HISTORY, HERE):
        assert "thief" not in reader.request.get(url).text()
    answer = reader.request.get(f"{HERE}revisions/{slander.pk}/")
    assert (answer.status, "thief" in answer.text()) == (403, False)
    assert "Slander of a living person" in answer.text()

    desk.get_by_role("link", name=f"hidden words of revision {slander.pk}").click()
    desk.get_by_label("Text: the article as it was then").uncheck()
    desk.get_by_label("Reason").fill("The wrong revision")
    desk.get_by_role("button", name="Hide what is ticked").click()
    expect(desk.locator("p[role=status]")).to_contain_text("Text shown again")
    reader.goto(f"{HERE}revisions/{slander.pk}/")
    expect(reader.locator(".lead")).to_contain_text("The keeper is a thief.")


def test_without_a_script_what_readers_have_now_cannot_be_hidden(open_browser, ada, slander):
    page = open_browser(java_script_enabled=False)
    page.goto("/admin/")
    page.get_by_label("Username").fill(ada.username)
    page.get_by_label("Password").fill(ada.username)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{HERE}revisions/{store.head(slander.article).pk}/hide/")

    page.get_by_label("Text: the article as it was then").check()
    page.get_by_label("Reason").fill("Slander")
    page.get_by_role("button", name="Hide what is ticked").click()

    expect(page.get_by_role("alert")).to_contain_text("Publish another revision, or withdraw")
    expect(page.get_by_label("Reason")).to_have_value("Slander")
