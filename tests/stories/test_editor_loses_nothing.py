"""Whatever happens between typing and saving, an editor's words are still there."""

from dataclasses import replace

import pytest
from django.urls import reverse

from encyclopedia import store
from encyclopedia.models import Edit, KeptDraft

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFER = "You have an unsaved draft from"


@pytest.fixture
def form_url(article):
    return reverse("admin:encyclopedia_article_change", args=[article.pk])


@pytest.fixture
def desk(signed_in, ada, form_url):
    """Ada's browser, with the article open for editing."""
    page = signed_in(ada)
    page.goto(form_url)
    expect(page.get_by_role("button", name="Move down: Purpose")).to_be_visible()
    return page


def leave(page, url):
    """Go to *url*, and answer yes to the question whether to leave words behind."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(url)


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_a_browser_that_crashes_finds_the_words_again(desk, article, form_url):
    desk.locator("#id_lead").fill("Typed and never saved.")
    desk.get_by_label("Edit summary").fill("Because")
    expect(desk.locator("[data-kept]")).to_contain_text("Kept for you at")

    again = desk.context.new_page()
    desk.close()
    again.goto(form_url)

    expect(again.locator(".offer")).to_contain_text(f"{OFFER} ")
    expect(again.locator(".offer")).to_contain_text("1 place differs")
    expect(again.locator("#id_lead")).not_to_have_value("Typed and never saved.")

    again.get_by_role("link", name="Show it").click()
    expect(again.locator(".changes ins").first).to_contain_text("Typed and never saved.")
    again.get_by_role("button", name="Restore it").click()

    expect(again.locator("#id_lead")).to_have_value("Typed and never saved.")
    expect(again.get_by_label("Edit summary")).to_have_value("Because")
    assert Edit.objects.count() == 1

    save(again)

    assert store.current(article).lead == "Typed and never saved."
    expect(again.locator(".offer")).to_have_count(0)


def test_a_server_that_does_not_answer_loses_nothing(desk, article, form_url, complaints):
    desk.context.route("**/draft/", lambda route: route.abort())
    desk.locator("#id_lead").fill("Typed into the void.")
    expect(desk.locator("[data-kept]")).to_contain_text("kept in this browser")

    desk.context.unroute("**/draft/")
    again = desk.context.new_page()
    desk.close()
    again.goto(form_url)

    expect(again.locator(".offer")).to_contain_text("1 place differs")
    again.get_by_role("button", name="Restore it").click()
    expect(again.locator("#id_lead")).to_have_value("Typed into the void.")
    assert (
        again.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:')).length") <= 1
    )
    assert all("ERR_FAILED" in each for each in complaints)
    complaints.clear()


def test_a_session_that_ends_while_typing_loses_nothing(desk, article, ada, form_url, complaints):
    desk.locator("#id_lead").fill("Typed for an hour.")
    desk.get_by_label("Edit summary").fill("Long work")
    desk.context.clear_cookies(name="sessionid")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.locator(".messagelist")).to_contain_text("What you typed is kept")
    desk.get_by_label("Username").fill(ada.username)
    desk.get_by_label("Password").fill(ada.username)
    desk.get_by_role("button", name="Log in").click()

    desk.wait_for_url(f"**{form_url}")
    desk.get_by_role("button", name="Restore it").click()
    expect(desk.locator("#id_lead")).to_have_value("Typed for an hour.")
    save(desk)
    assert store.current(article).lead == "Typed for an hour."
    assert store.head(article).summary == "Long work"
    assert all("403" in each for each in complaints)  # the script was refused, too
    complaints.clear()


def test_who_signs_in_again_in_another_tab_goes_on_in_this_one(desk, article, ada, complaints):
    desk.context.clear_cookies(name="sessionid")
    desk.locator("#id_lead").fill("Typed across two sessions.")
    expect(desk.locator("[data-kept]")).to_contain_text("You are signed out")
    with desk.context.expect_page() as opened:
        desk.locator("[data-kept]").get_by_role("link", name="Sign in").click()
    other = opened.value
    other.get_by_label("Username").fill(ada.username)
    other.get_by_label("Password").fill(ada.username)
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("heading", name="Log in")).to_have_count(0)
    other.close()

    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(desk.locator("[data-kept]")).to_contain_text("Kept for you at")
    desk.get_by_label("Edit summary").fill("Two sessions")
    save(desk)

    assert store.current(article).lead == "Typed across two sessions."
    assert all("403" in each for each in complaints)  # the old token was refused, once
    complaints.clear()


def test_the_back_button_brings_the_words_back_or_offers_them(desk, article, form_url):
    desk.locator("#id_lead").fill("Typed before going away.")
    expect(desk.locator("[data-kept]")).to_contain_text("Kept for you at")
    leave(desk, "/admin/")

    desk.go_back()

    restore = desk.get_by_role("button", name="Restore it")
    typed = desk.locator("#id_lead")
    expect(restore.or_(typed).first).to_be_visible()
    if typed.input_value() != "Typed before going away.":
        restore.click()
    expect(typed).to_have_value("Typed before going away.")


def test_words_of_before_are_never_put_on_a_newer_revision(desk, article, form_url):
    """Going back must not fill yesterday's words into a form that begins from today's."""
    desk.locator("#id_lead").fill("Mine.")
    desk.get_by_label("Edit summary").fill("Mine")
    save(desk)
    theirs = store.Reason(editor=None, editor_name="Tom", summary="")
    head = store.head(article)
    document = store.at(head)
    store.save(article, replace(document, lead="Tom's."), base=head.pk, reason=theirs)
    desk.go_back()
    desk.reload()

    base = desk.locator("#id_base").input_value()
    lead = desk.locator("#id_lead").input_value()
    assert (int(base), lead) == (store.head(article).pk, "Tom's.")


def test_changes_are_seen_before_they_are_saved(desk, article):
    desk.locator("#id_sections-2-text").fill("Wrecks became scarce. [@almanac]")
    desk.get_by_role("button", name="Show changes").click()

    shown = desk.get_by_role("region", name="What saving would change")
    expect(shown).to_be_focused()
    expect(shown.locator(".changes del").first).to_contain_text("rare")
    expect(shown.locator(".changes ins").first).to_contain_text("scarce")
    assert Edit.objects.count() == 1

    desk.get_by_label("Edit summary").fill("A better word")
    desk.get_by_role("button", name="Use it").click()
    expect(desk.get_by_label("Edit summary")).to_have_value("A better word; Outcomes")
    desk.keyboard.press("Control+z")
    expect(desk.get_by_label("Edit summary")).to_have_value("A better word")
    save(desk)

    assert store.head(article).summary == "A better word"
    assert store.current(article).sections[2].text == "Wrecks became scarce. [@almanac]"


def test_without_script_changes_are_seen_and_drafts_restored(open_browser, ada, article, form_url):
    page = open_browser(java_script_enabled=False)
    page.goto(form_url)
    page.get_by_label("Username").fill(ada.username)
    page.get_by_label("Password").fill(ada.username)
    page.get_by_role("button", name="Log in").click()
    page.locator("#id_sections-2-text").fill("Wrecks became scarce. [@almanac]")
    page.get_by_role("button", name="Show changes").click()

    expect(page.locator("#changes .changes ins").first).to_contain_text("scarce")
    page.get_by_label("use it").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert store.head(article).summary == "Outcomes"


def test_a_double_click_saves_once(desk, article):
    desk.get_by_role("button", name="Add another Section").click()
    desk.keyboard.type("Legends")
    desk.get_by_label("Edit summary").fill("Add legends")

    desk.get_by_role("button", name="Save", exact=True).dblclick()

    expect(desk.locator(".messagelist .success")).to_be_visible()
    headings = [section.heading for section in store.current(article).sections]
    assert headings == ["Purpose", "Key events", "Outcomes", "Legends"]
    assert Edit.objects.count() == 2
    assert not KeptDraft.objects.exists()


def test_who_else_has_the_article_open_is_told(desk, signed_in, tom, form_url):
    other = signed_in(tom)
    other.goto(form_url)

    expect(other.locator("#news")).to_contain_text("ada has this article open too")
    desk.reload()
    expect(desk.locator("#news")).to_contain_text("tom has this article open too")
