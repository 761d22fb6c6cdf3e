"""Two editors work on the same article at the same time."""

import pytest
from django.urls import reverse

from encyclopedia import store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OUTCOMES = "#id_sections-2-text"


@pytest.fixture
def desks(signed_in, ada, tom, article):
    """Ada's and Tom's browsers, both with the same revision open for editing."""
    pages = [signed_in(member) for member in (ada, tom)]
    for page in pages:
        page.goto(reverse("admin:encyclopedia_article_change", args=[article.pk]))
    return pages


def save(page, summary="Why"):
    page.get_by_label("Edit summary").fill(summary)
    page.get_by_role("button", name="Save", exact=True).click()


def outcomes(article):
    return store.current(article).sections[2].text


def test_words_apart_are_both_kept_and_the_second_editor_is_told(desks, article):
    ada, tom = desks

    ada.locator("#id_lead").fill("Lit by Ada.")
    save(ada)
    expect(ada.locator(".messagelist .success")).to_be_visible()
    tom.locator(OUTCOMES).fill("Wrecks became a memory. [@almanac]")
    save(tom)

    expect(tom.locator(".messagelist .warning")).to_contain_text("both are kept")
    expect(tom.locator("#merged")).to_contain_text("what ada changed while you were editing")
    expect(tom.locator("#merged .changes ins").first).to_contain_text("Lit by Ada.")
    assert store.current(article).lead == "Lit by Ada."
    assert outcomes(article) == "Wrecks became a memory. [@almanac]"


def test_the_same_words_come_back_with_all_three_and_the_editor_decides(desks, article):
    ada, tom = desks

    ada.locator(OUTCOMES).fill("Wrecks became common. [@almanac]")
    save(ada)
    expect(ada.locator(".messagelist .success")).to_be_visible()
    tom.locator(OUTCOMES).fill("Wrecks became unknown. [@almanac]")
    tom.locator("#id_short_description").fill("Tom's lighthouse")
    save(tom, "My words")

    expect(tom.get_by_role("alert")).to_contain_text("Nothing was saved")
    for column, words in (("Before", "rare"), ("Yours", "unknown"), ("Theirs", "common")):
        expect(tom.locator(f".passage [data-column={column}]")).to_contain_text(words)
    expect(tom.get_by_role("radio", name="Keep mine")).to_be_checked()
    expect(tom.locator(OUTCOMES)).to_have_value("Wrecks became unknown. [@almanac]")
    expect(tom.locator("#id_short_description")).to_have_value("Tom's lighthouse")
    expect(tom.get_by_label("Edit summary")).to_have_value("My words")
    assert outcomes(article) == "Wrecks became common. [@almanac]"

    tom.get_by_role("radio", name="Write it anew").check()
    tom.get_by_label("Your own words for it").fill("common, and then unknown")
    tom.get_by_role("button", name="Compare the result").click()
    result = tom.get_by_role("region", name="What saving would change")
    expect(result.locator(".changes ins").last).to_contain_text("and then unknown")
    assert outcomes(article) == "Wrecks became common. [@almanac]"
    tom.get_by_role("button", name="Save as chosen").click()

    expect(tom.locator(".messagelist .success")).to_be_visible()
    assert outcomes(article) == "Wrecks became common, and then unknown. [@almanac]"
    assert store.current(article).short_description == "Tom's lighthouse"


def test_a_third_save_while_a_collision_is_settled_is_met_in_turn(desks, article):
    ada, tom = desks

    ada.locator(OUTCOMES).fill("Wrecks became common. [@almanac]")
    save(ada)
    expect(ada.locator(".messagelist .success")).to_be_visible()
    first = ada.locator(".messagelist .success").inner_text()
    tom.locator(OUTCOMES).fill("Wrecks became unknown. [@almanac]")
    save(tom, "Mine")
    tom.get_by_role("radio", name="Write it anew").check()
    tom.get_by_label("Your own words for it").fill("few")
    ada.locator(OUTCOMES).fill("Wrecks became daily. [@almanac]")
    save(ada)
    expect(ada.locator(".messagelist .success")).not_to_have_text(first)
    tom.get_by_role("button", name="Save as chosen").click()

    expect(tom.locator(".passage [data-column=Theirs]")).to_contain_text("daily")
    expect(tom.locator(OUTCOMES)).to_have_value("Wrecks became few. [@almanac]")
    tom.get_by_role("radio", name="Take theirs").check()
    tom.get_by_role("button", name="Save as chosen").click()

    expect(tom.locator(".messagelist .success")).to_be_visible()
    assert outcomes(article) == "Wrecks became daily. [@almanac]"
