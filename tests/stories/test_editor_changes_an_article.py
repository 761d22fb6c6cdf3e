"""An editor changes an article at the desk, and finds the change in its history."""

import re

import pytest
from django.urls import reverse

from encyclopedia import store
from encyclopedia.models import Edit

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(signed_in, ada, article):
    """Ada's browser, with the article open for editing."""
    page = signed_in(ada)
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name="Skerry Lighthouse").click()
    expect(page.get_by_role("button", name="Move down: Purpose")).to_be_visible()
    return page


def save(page, summary):
    page.get_by_label("Edit summary").fill(summary)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def shown(page, part):
    """Give the words of a comparison that were inserted ("ins") or deleted ("del")."""
    return page.locator(f".changes {part}").evaluate_all(
        "all => all.map(e => { const c = e.cloneNode(true);"
        " c.querySelectorAll('.vh').forEach(v => v.remove()); return c.textContent.trim(); })"
    )


def test_a_word_is_changed_and_the_history_shows_exactly_that_word(desk, article):
    text = desk.locator("#id_sections-2-text")

    text.fill(text.input_value().replace("rare", "scarce"))
    save(desk, "A better word")
    desk.get_by_role("link", name="History").click()
    desk.locator("input[name=from]").last.check()
    desk.locator("input[name=to]").first.check()
    desk.get_by_role("button", name="Compare selected").click()

    assert Edit.objects.filter(article=article).count() == 2
    assert store.head(article).summary == "A better word"
    assert (shown(desk, "del"), shown(desk, "ins")) == (["rare"], ["scarce"])


def test_a_new_title_is_a_change_like_any_other(desk, article):
    desk.get_by_label("Title", exact=False).first.fill("Skerry Light")
    save(desk, "The name on the charts")

    assert store.current(article).title == "Skerry Light"


def test_a_preview_shows_what_is_typed_as_readers_will_see_it(desk):
    preview = desk.locator("#id_sections-0-text + .markdownx-preview")

    desk.locator("#id_sections-0-text").fill("It *warns* [[Pilot|pilots]]. [@almanac]")

    expect(preview.locator("em")).to_have_text("warns")
    expect(preview.locator("a.new")).to_have_text("pilots")
    expect(preview.locator("a[role=doc-noteref]")).to_be_visible()


def test_a_preview_looks_like_the_public_page(desk, reader, published):
    def look(locator):
        return locator.evaluate(
            "e => { const s = getComputedStyle(e);"
            " return [s.fontFamily, s.fontSize, s.lineHeight, s.color]; }"
        )

    reader.goto(published.get_absolute_url())
    for scheme in ("light", "dark"):
        reader.emulate_media(color_scheme=scheme)
        desk.emulate_media(color_scheme=scheme)
        desk.locator("#id_sections-0-text").scroll_into_view_if_needed()
        preview = desk.locator("#id_sections-0-text + .markdownx-preview")
        expect(preview.locator("a.new")).to_be_visible()

        assert look(preview.locator("p").first) == look(reader.locator(".body p").first)
        assert look(preview.locator("a.new").first) == look(reader.locator(".body a.new").first)


def test_a_preview_follows_the_theme_chosen_at_the_desk(desk):
    desk.locator("#id_sections-0-text").scroll_into_view_if_needed()
    preview = desk.locator("#id_sections-0-text + .markdownx-preview")
    expect(preview.locator("a.new")).to_be_visible()
    paper = "e => getComputedStyle(e).backgroundColor"

    light = preview.evaluate(paper)
    desk.locator("button.theme-toggle").click()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    expect(preview).to_have_css("background-color", "rgb(21, 24, 28)")

    assert light == "rgb(255, 255, 255)"


def test_a_row_of_the_infobox_is_added_by_keyboard(desk, article):
    desk.get_by_role("button", name="Add another Infobox row").focus()

    desk.keyboard.press("Enter")
    desk.keyboard.type("Keeper")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Nobody")
    save(desk, "Name the keeper")

    last = store.current(article).infobox[-1]
    assert (last.label, last.text) == ("Keeper", "Nobody")


def test_a_section_is_moved_up_by_keyboard(desk, article):
    up = desk.get_by_role("button", name="Move up: Outcomes")

    up.focus()
    desk.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(desk.locator("#desk-said")).to_have_text("Moved to place 2 of 3.")
    desk.keyboard.press("Enter")
    names = desk.locator(".part:not(.empty-form) .field-heading input")
    seen = names.evaluate_all("all => all.map(e => e.value)")
    save(desk, "Outcomes first")

    headings = [section.heading for section in store.current(article).sections]
    assert seen == ["Outcomes", "Purpose", "Key events"]
    assert headings == ["Outcomes", "Purpose", "Key events"]


def test_a_section_added_later_has_the_same_editor_and_preview(desk, article):
    desk.get_by_role("button", name="Add another Section").click()
    desk.keyboard.type("Legends")
    added = desk.locator("#sections-3")

    added.locator("textarea").fill("The *keeper* is said to whistle.")
    expect(added.locator(".markdownx-preview em")).to_have_text("keeper")
    expect(added.locator(".part-name")).to_have_text("Legends")
    save(desk, "Add legends")

    last = store.current(article).sections[-1]
    assert (last.heading, last.anchor) == ("Legends", "legends")


def test_a_row_that_was_added_and_left_empty_is_no_row(desk, article):
    desk.get_by_role("button", name="Add another See-also entry").click()
    save(desk, "Nothing")

    assert len(store.current(article).see_also) == 1


def test_sections_fold_and_open_again(desk):
    text = desk.locator("#id_sections-0-text")

    desk.get_by_role("button", name="Fold all: Sections").press("Enter")
    expect(text).to_be_hidden()
    desk.locator("#sections-0 summary").press("Enter")
    expect(text).to_be_visible()
    expect(desk.locator("#id_sections-1-text")).to_be_hidden()


def test_leaving_with_words_unsaved_asks_first(desk):
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    desk.locator("#id_lead").press("Control+End")
    desk.keyboard.type(" More.")
    with desk.expect_event("dialog"):
        desk.get_by_role("link", name="Home").click(no_wait_after=True)

    assert asked == ["beforeunload"]
    expect(desk.locator("#id_lead")).to_have_value(re.compile(r"More\.$"))


def test_undo_is_the_browsers_own(desk):
    lead = desk.locator("#id_lead")
    before = lead.input_value()

    lead.press("Control+End")
    desk.keyboard.type(" Twice.")
    expect(lead).to_have_value(before + " Twice.")
    desk.keyboard.press("Control+Z")

    expect(lead).to_have_value(before)


def test_a_fault_is_named_beside_its_field_and_nothing_typed_is_lost(desk, article):
    desk.locator("#id_sections-0-text").fill("```\nnever closed")
    desk.get_by_label("Edit summary").fill("Code")
    desk.get_by_role("button", name="Save", exact=True).click()

    row = desk.locator("#sections-0 .field-text")
    expect(row.locator(".errorlist")).to_contain_text(re.compile("closed", re.IGNORECASE))
    expect(desk.locator("#id_sections-0-text")).to_have_value("```\nnever closed")
    expect(desk.get_by_label("Edit summary")).to_have_value("Code")
    assert Edit.objects.filter(article=article).count() == 1


def test_nothing_that_has_focus_hides_behind_the_bar(desk):
    desk.set_viewport_size({"width": 1360, "height": 700})
    desk.locator("#id_title").focus()

    for _ in range(60):
        desk.keyboard.press("Tab")
        hidden = desk.evaluate(
            """() => {
              const e = document.activeElement, bar = document.querySelector('.submit-row');
              if (bar.contains(e)) return false;
              return e.getBoundingClientRect().top >= bar.getBoundingClientRect().top;
            }"""
        )
        assert not hidden, desk.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_the_page_of_the_form_opens_in_a_new_tab_and_saves_nothing(desk, article):
    desk.locator("#id_lead").fill("Seen only by Ada.")

    with desk.context.expect_page() as opened:
        desk.get_by_role("button", name="Preview the page").click()

    tab = opened.value
    expect(tab.get_by_role("heading", level=1)).to_have_text("Skerry Lighthouse")
    expect(tab.locator(".lead")).to_contain_text("Seen only by Ada.")
    expect(desk.locator("#id_lead")).to_have_value("Seen only by Ada.")
    assert Edit.objects.filter(article=article).count() == 1


def test_a_source_is_recorded_with_its_copy(signed_in, ada, tmp_path):
    capture = tmp_path / "report.txt"
    capture.write_text("Harbour report\n\nThe lamp was lit at dusk.\n", encoding="utf-8")
    page = signed_in(ada)

    page.goto(reverse("admin:sources_source_add"))
    page.get_by_label("Key").fill("harbour-report")
    page.get_by_label("Title").fill("Harbour report")
    page.get_by_label("Archive a copy").set_input_files(capture)
    page.get_by_role("button", name="Save and continue editing").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.get_by_text("report.txt")).to_be_visible()
