"""An editor records a source at the desk from what was pasted, by keyboard and without script."""

import pytest

from sources.models import Source

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RIS = "TY  - BOOK\nAU  - Wood, Ivy\nPY  - 1901\nUR  - https://example.org/lamps\nER  - "


@pytest.fixture
def desk(open_browser, ada):
    """Ada's browser, which runs no scripts, with the list of sources."""
    page = open_browser(java_script_enabled=False)
    page.goto("/admin/login/?next=/admin/sources/source/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("ada")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Select source to change")).to_be_visible()
    return page


def paste(page, words):
    """Paste *words* where the page begins, and press the button behind it."""
    expect(page.get_by_label("Address, DOI, ISBN, or an entry of BibTeX or RIS")).to_be_focused()
    page.keyboard.insert_text(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_an_entry_is_pasted_completed_and_recorded(desk):
    desk.get_by_role("link", name="From an address, a number or an entry").press("Enter")
    paste(desk, RIS)

    expect(desk.get_by_label("Authors, one a line")).to_have_value("Wood, Ivy")
    desk.get_by_role("button", name="Record it").press("Enter")

    expect(desk.get_by_text("A source needs a title.")).to_be_visible()
    expect(desk.get_by_label("Title")).to_be_focused()
    desk.keyboard.insert_text("Lamps of the coast")
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("“Lamps of the coast” is a source now.")).to_be_visible()
    assert Source.objects.get().key == "wood-1901"


def test_one_that_is_there_already_is_opened_instead(desk):
    desk.goto("/admin/sources/source/paste/")
    paste(desk, "@book{lamps, title={Lamps}, url={https://example.org/lamps}}")
    desk.get_by_role("button", name="Record it").press("Enter")
    expect(desk.get_by_text("“Lamps” is a source now.")).to_be_visible()

    desk.goto("/admin/sources/source/paste/")
    paste(desk, "http://www.example.org/lamps/?utm_source=feed")

    expect(desk.get_by_text("“Lamps” is here already, as @lamps.")).to_be_visible()
    assert Source.objects.count() == 1
