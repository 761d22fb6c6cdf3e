"""A reader searches, reads, checks a claim, sees what changed and cites it; with scripts or not."""

import re
from dataclasses import replace

import examples
import pytest

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

from encyclopedia import publishing, store  # noqa: E402 -- the stories are skipped before it is needed
from sources.core.record import Access  # noqa: E402 -- as above

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSAGE = "Of all lights on the coast it was first lit in 1887, after a hard winter."


@pytest.fixture
def changed(site):
    """An article pinned to an archived passage that readers have had in two revisions."""
    examples.archive(examples.almanac(access=Access.PUBLIC), PASSAGE)
    first = store.create(examples.lighthouse(), reason=why("Begun")).edit
    publishing.publish(first, publisher=None)
    document = store.current(first.article)
    document = replace(document, lead=document.lead.replace("still works", "works by itself"))
    second = store.save(first.article, document, base=first.pk, reason=why("Nobody lives there"))
    publishing.publish(second.edit, publisher=None)
    return first, second.edit


def why(summary):
    return store.Reason(editor=None, editor_name="Keeper", summary=summary)


def search(page):
    page.goto("/")
    page.get_by_role("searchbox", name="Search articles").fill("skery lighthouse")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Skerry Lighthouse").first.click()


def read(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Skerry Lighthouse")
    expect(page.get_by_role("complementary", name="Key facts")).to_contain_text("31 m")
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Outcomes").click()
    expect(page.get_by_role("heading", name="Outcomes")).to_be_in_viewport()


def check_the_claim(page, scripts):
    page.locator(".lead a[role=doc-noteref]").first.click()
    if scripts:
        beside = page.get_by_role("complementary", name="Evidence for citation")
    else:
        beside = page.locator("#ref-almanac")
        beside.get_by_text("Evidence", exact=False).first.click()
    expect(beside).to_contain_text(PASSAGE)
    expect(beside).to_contain_text("exact words")
    beside.get_by_role("link", name="In the archived copy").click()
    expect(page.locator("#passage")).to_have_text("first lit in 1887")
    expect(page.locator("#passage")).to_be_in_viewport()
    page.get_by_role("region", name="Cited in").get_by_role("link").first.click()


def see_what_changed(page, seen):
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name=re.compile(rf"since then.*revision {seen.pk}$")).click()
    expect(page.locator(".changes del")).to_contain_text("still")
    expect(page.locator(".changes ins")).to_contain_text("by itself")


def cite(page, newest):
    page.get_by_role("link", name="Article", exact=True).click()
    page.get_by_role("link", name="Cite this article").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"Revision {newest.pk}, SHA-256 {newest.content_hash}")
    main.locator(f"a[href$='/revisions/{newest.pk}/']").click()
    expect(main).to_contain_text("It works by itself.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_reader_searches_reads_checks_sees_what_changed_and_cites(open_browser, changed, scripts):
    seen, newest = changed
    page = open_browser(java_script_enabled=scripts)

    search(page)
    read(page)
    check_the_claim(page, scripts)
    see_what_changed(page, seen)
    cite(page, newest)

    assert page.context.cookies() == []
