"""A visitor opens the front page and goes from list to list, with scripts and without."""

import re
from dataclasses import replace

import examples
import pytest

from encyclopedia import publishing, store
from encyclopedia.core.document import SeeAlso

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reef(published):
    """A second article, which the lighthouse links to; the lighthouse has changed since."""
    document = examples.lighthouse("Reef of Teeth")
    pointer = SeeAlso(id=examples.part("back"), title="Skerry Lighthouse", note="The light")
    reef = replace(document, see_also=(pointer,), sections=document.sections[1:])
    publishing.publish(store.create(reef, reason=_why("Ada", "Begun")).edit, publisher=None)
    base = store.head(published)
    changed = replace(store.at(base), short_description="Lighthouse on a reef")
    reason = _why("Tom", "It stands on a reef")
    edit = store.save(published, changed, base=base.pk, reason=reason).edit
    publishing.publish(edit, publisher=None)
    return published


def _why(name, summary):
    return store.Reason(editor=None, editor_name=name, summary=summary)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_reader_walks_from_the_front_page_to_what_changed(open_browser, reef, scripts):
    reader = open_browser(java_script_enabled=scripts)
    reader.goto("/")
    expect(reader.get_by_role("heading", name="On this day")).to_be_visible()
    expect(reader.get_by_role("heading", name="Where a source is wanting")).to_be_visible()

    reader.get_by_role("link", name="Lighthouses").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Lighthouses")
    reader.get_by_role("link", name="Reef of Teeth").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Reef of Teeth")

    reader.get_by_role("link", name="What links here").click()
    expect(reader.get_by_role("main")).to_contain_text("in the text")
    reader.get_by_role("main").get_by_role("link", name="Skerry Lighthouse").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Skerry Lighthouse")

    site = reader.get_by_role("navigation", name="Site")
    site.get_by_role("link", name="Recent changes").click()
    newest = reader.get_by_role("main").get_by_role("listitem").first
    expect(newest).to_contain_text("It stands on a reef")
    newest.get_by_role("link", name=re.compile("^changes")).click()
    expect(reader.get_by_role("main")).to_contain_text("[inserted: reef]")


def test_a_reader_narrows_the_changes_and_asks_who_made_them(reader, reef):
    reader.goto("/recent/")

    reader.get_by_text("Narrow the list").click()
    reader.get_by_label("Category").fill("Submarines")
    reader.get_by_role("button", name="Show these").click()
    expect(reader.get_by_text("No public article is in a category of this name.")).to_be_visible()
    reader.get_by_label("Category").fill("Lighthouses")
    reader.get_by_label("Days").select_option("3")
    reader.get_by_role("button", name="Show these").click()
    expect(reader.get_by_role("main").get_by_role("listitem")).to_have_count(3)

    reader.get_by_role("link", name="Tom", exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Tom")
    expect(reader.get_by_role("main").get_by_role("listitem")).to_have_count(1)
