"""A visitor wonders about a sentence, and finds who wrote it, when and on which source."""

from dataclasses import replace

import pytest

from encyclopedia import publishing, store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "/articles/skerry-lighthouse/"


@pytest.fixture
def corrected(published):
    """The article with a year that another editor put right, and a draft that nobody has seen."""
    edit = change(published, "1887", "1888", "Tom Reed", "The year as in the almanac")
    publishing.publish(edit, publisher=None)
    change(published, "still works", "works no more", "Secret Writer", "not yet")
    return published


def change(article, old, new, name, summary):
    document = store.current(article)
    document = replace(document, lead=document.lead.replace(old, new))
    why = store.Reason(editor=None, editor_name=name, summary=summary)
    return store.save(article, document, base=store.head(article).pk, reason=why).edit


def test_a_reader_asks_who_wrote_a_sentence_and_reads_its_story(reader, corrected):
    reader.goto(ARTICLE)
    reader.get_by_role("link", name="Authorship").click()

    expect(reader.get_by_role("heading", level=1)).to_contain_text("Authorship of")
    lead = reader.get_by_role("region", name="Lead")
    expect(lead).to_contain_text("1 word by Tom Reed")
    expect(lead).to_contain_text("Cites The Almanac since revision")
    expect(reader.get_by_text("Secret Writer")).to_have_count(0)

    lead.get_by_role("link", name="The lighthouse was lit in 1888.").click()

    expect(reader.get_by_role("heading", level=1)).to_have_text("The story of a sentence")
    expect(reader.locator("del")).to_contain_text("1887")
    expect(reader.locator("ins")).to_contain_text("1888")
    expect(reader.get_by_text("The year as in the almanac")).to_be_visible()
    expect(reader.get_by_text("Introduced in the lead")).to_be_visible()

    reader.get_by_role("main").get_by_role("link", name="changes").first.click()

    expect(reader.get_by_role("heading", level=1)).to_contain_text("Changes to")


def test_without_scripts_the_words_of_one_editor_are_shown_alone(open_browser, corrected):
    reader = open_browser(java_script_enabled=False)
    reader.goto(f"{ARTICLE}authorship/")

    reader.get_by_role("link", name="Tom Reed").first.click()

    expect(reader.get_by_role("status")).to_contain_text("Only lines with words by Tom Reed")
    expect(reader.get_by_text("It warns ships of the reef.")).to_have_count(0)
    reader.get_by_role("link", name="Show all lines").click()
    expect(reader.get_by_text("It warns ships of the reef.").first).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_page(open_browser, corrected):
    reader = open_browser(viewport={"width": 360, "height": 800})
    reader.goto(f"{ARTICLE}authorship/")

    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
