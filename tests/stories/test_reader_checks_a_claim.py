"""A reader searches, reads, checks a claim, cites the article, and reports what seems wrong."""

import re

import examples
import pytest

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

from encyclopedia import publishing, store  # noqa: E402 -- the stories are skipped before it is needed
from encyclopedia.models import Report  # noqa: E402 -- as above
from sources.core.record import Access  # noqa: E402 -- as above

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "/articles/skerry-lighthouse/"
NARROW = {"viewport": {"width": 390, "height": 800}}


@pytest.fixture
def published(site):
    """An article whose citation is pinned to an archived passage."""
    examples.archive(
        examples.almanac(access=Access.PUBLIC, publisher="Harbour Press"),
        "Of all lights on the coast it was first lit in 1887, after a hard winter.",
    )
    why = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    article = store.create(examples.lighthouse(), reason=why).edit.article
    publishing.publish(store.head(article), publisher=None)
    return article


def citation(page):
    return page.locator(".lead a[role=doc-noteref]").first


def found_by_search(page):
    page.goto("/")
    page.get_by_role("searchbox", name="Search articles").first.fill("skery lighthouse")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Skerry Lighthouse").first.click()
    page.wait_for_url(f"**{ARTICLE}")


def report(page):
    page.get_by_role("link", name="Evidence", exact=True).click()
    page.locator(".claims > li", has_text="lit in 1887").get_by_role(
        "link", name=re.compile("Report a problem")
    ).first.click()
    expect(page.locator("blockquote.said")).to_contain_text("The lighthouse was lit in 1887.")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.get_by_text("Choose what comes nearest.")).to_be_visible()
    page.get_by_label("It is wrong").check()
    page.get_by_label("What should the editors know?").fill("It was 1888, says the log.")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_reader_finds_reads_cites_and_reports(open_browser, published, scripts):
    page = open_browser(java_script_enabled=scripts, **NARROW)

    found_by_search(page)
    page.get_by_role("link", name="Cite this article").click()
    expect(page.locator("main")).to_contain_text("Skerry Lighthouse")
    expect(page.locator("main")).to_contain_text("@misc")
    page.go_back()
    report(page)

    assert [(r.kind, r.words) for r in Report.objects.all()] == [
        ("wrong", "The lighthouse was lit in 1887.")
    ]


def test_the_evidence_opens_beside_the_text_and_gives_the_focus_back(reader, published):
    reader.goto(ARTICLE)
    facts = reader.get_by_role("complementary", name="Key facts")
    mark = citation(reader)

    mark.click()

    beside = reader.get_by_role("complementary", name="Evidence for citation")
    expect(beside).to_contain_text("Of all lights on the coast it was first lit in 1887, after")
    expect(beside).to_contain_text("exact words")
    expect(beside).to_contain_text("Harbour Press")
    expect(facts).to_be_hidden()
    assert "#" not in reader.url
    beside.get_by_role("button", name="Next citation").click()
    expect(reader.locator("a[role=doc-noteref][aria-current]")).to_have_attribute(
        "id", "cite-almanac-b"
    )
    beside.get_by_role("button", name="Previous citation").click()
    reader.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(facts).to_be_visible()
    expect(mark).to_be_focused()
    expect(reader.locator("#pop")).to_be_hidden()


def test_the_passage_is_followed_into_the_archived_copy(reader, published):
    reader.goto(ARTICLE)

    citation(reader).click()
    reader.get_by_role("complementary", name="Evidence for citation").get_by_role(
        "link", name="In the archived copy"
    ).click()

    expect(reader.locator("#passage")).to_have_text("first lit in 1887")
    expect(reader.locator("#passage")).to_be_in_viewport()


def test_a_finger_opens_the_evidence_at_the_bottom_of_the_screen(open_browser, published):
    page = open_browser(has_touch=True, is_mobile=True, **NARROW)
    page.goto(ARTICLE)

    citation(page).tap()

    sheet = page.locator("#pop")
    expect(sheet).to_contain_text("first lit in 1887")
    box = sheet.bounding_box()
    assert (round(box["x"]), round(box["y"] + box["height"])) == (0, 800)
    page.locator("h1").tap()
    expect(sheet).to_be_hidden()


def test_without_scripts_the_evidence_stands_at_the_reference(open_browser, published):
    page = open_browser(java_script_enabled=False)
    page.goto(ARTICLE)

    citation(page).click()
    reference = page.locator("#ref-almanac")
    reference.get_by_text("Evidence", exact=False).first.click()

    expect(reference).to_contain_text("Of all lights on the coast it was first lit in 1887, after")
    expect(page.get_by_role("button", name="Share")).to_be_hidden()


def test_an_address_is_shared_without_what_stands_behind_it(open_browser, published):
    page = open_browser(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{ARTICLE}#references")

    page.get_by_role("button", name="Share").click()

    expect(page.get_by_role("button", name="Address copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(ARTICLE)


def test_an_editor_settles_what_a_reader_reported(open_browser, signed_in, published, ada):
    reader = open_browser()
    reader.goto(ARTICLE)
    report(reader)

    desk = signed_in(ada)
    desk.get_by_role("region", name="Reports of readers").get_by_role(
        "link", name="Skerry Lighthouse"
    ).click()
    expect(desk.get_by_text("It stands so today")).to_be_visible()
    desk.get_by_label("Corrected").check()
    desk.get_by_role("button", name="Settle").click()

    expect(desk.get_by_role("heading", name="Settled")).to_be_visible()
    assert not Report.objects.open().exists()
