"""A visitor reads an article and looks where its statements come from."""

import pytest

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "/articles/skerry-lighthouse/"


def test_the_contents_lead_to_a_section(reader, published):
    reader.goto(ARTICLE)

    reader.get_by_role("navigation", name="Contents").get_by_role("link", name="Outcomes").click()

    assert reader.url.endswith("#outcomes")
    expect(reader.get_by_role("heading", name="Outcomes")).to_be_in_viewport()


def test_a_citation_shows_its_source_under_the_pointer(reader, published):
    reader.goto(ARTICLE)

    reader.locator("a[role=doc-noteref]").first.hover()

    beside = reader.locator("#pop")
    expect(beside).to_be_visible()
    expect(beside).to_contain_text("The Almanac")
    reader.keyboard.press("Escape")
    expect(beside).to_be_hidden()


def test_a_citation_is_followed_and_left_again_by_keyboard(reader, published):
    reader.goto(ARTICLE)
    citation = reader.locator("a[role=doc-noteref]").first

    reader.keyboard.press("Tab")
    citation.focus()
    expect(reader.locator("#pop")).to_be_visible()
    reader.keyboard.press("Enter")

    reference = reader.locator("#ref-almanac")
    expect(reader.locator("#pop")).to_be_hidden()
    expect(reference).to_be_in_viewport()
    assert reader.url.endswith("#ref-almanac")
    reference.locator("a[role=doc-backlink]").first.click()
    assert reader.url.endswith("#" + citation.evaluate("a => (a.id ? a : a.closest('[id]')).id"))


def test_a_link_to_an_article_that_is_not_there_is_red(reader, published):
    reader.goto(ARTICLE)

    link = reader.get_by_role("link", name="Reef of Teeth").first

    expect(link).to_have_class("new")
    assert link.evaluate("a => getComputedStyle(a).color") == "rgb(168, 38, 27)"


def test_without_scripts_every_word_is_there_and_citations_lead_and_return(open_browser, published):
    with_scripts, without = open_browser(), open_browser(java_script_enabled=False)
    with_scripts.goto(ARTICLE)
    without.goto(ARTICLE)

    citation = without.locator("a[role=doc-noteref]").first
    citation.click()
    cited = without.url
    without.locator("#ref-almanac a[role=doc-backlink]").first.click()

    assert without.locator("main").inner_text() == with_scripts.locator("main").inner_text()
    assert cited.endswith("#ref-almanac")
    assert "#cite" in without.url
