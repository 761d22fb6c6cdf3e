"""An editor writes: citing, linking and illustrating by keyboard, without leaving the page."""

import io
import re

import examples
import pytest
from django.urls import reverse

from encyclopedia import store
from encyclopedia.models import Article, Kind
from sources import store as source_store
from sources.models import Source

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = store.Reason(editor=None, editor_name="Keeper", summary="")
ALMANAC = (
    "The lamp of the skerry was first lit in 1887, on the first of May.\n\n"
    "Wrecks on the reef became rare, the board wrote."
)


@pytest.fixture
def article(site):
    """A draft whose source is archived."""
    examples.archive(examples.almanac(), ALMANAC)
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def desk(signed_in, ada, article):
    """Ada's browser, with the article open for editing."""
    page = signed_in(ada)
    page.goto(reverse("admin:encyclopedia_article_change", args=[article.pk]))
    expect(page.get_by_role("button", name="Move down: Purpose")).to_be_visible()
    return page


@pytest.fixture
def text(desk):
    """The text of the outcomes, with the caret at its end."""
    field = desk.locator("#id_sections-2-text")
    field.press("Control+End")
    return field


def offers(page):
    return page.locator("#completions").get_by_role("option")


def forget_refusals(complaints):
    """Let the browser note what the server refused on purpose."""
    complaints[:] = [each for each in complaints if "status of 400" not in each]


def save(page):
    page.get_by_label("Edit summary").fill("Told")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def picture(kind="PNG"):
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((120, 80)).convert("RGB").save(out, kind)
    return out.getvalue()


def test_a_citation_with_its_passage_by_keyboard_alone(desk, text, article):
    desk.keyboard.type(" The lamp was lit. [@alm")
    expect(offers(desk).first).to_contain_text("The Almanac")
    expect(text).to_have_attribute("aria-activedescendant", "offer-0")
    controlled = text.get_attribute("aria-controls")
    expect(desk.locator(f"#{controlled}")).to_have_role("listbox")  # the only one of that name
    desk.keyboard.press("Enter")

    archived = desk.get_by_role("dialog").get_by_label("Text of the source")
    expect(archived).to_have_value(re.compile("The lamp"))
    expect(archived).to_be_focused()
    desk.keyboard.press("Control+Home")
    for _ in range(10):
        desk.keyboard.press("Shift+Control+ArrowRight")
    expect(desk.get_by_label("The passage, as it is quoted")).to_have_value(
        re.compile("first lit in 1887")
    )
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(text).to_be_focused()
    desk.keyboard.type(" It shone.")
    expect(text).to_have_value(
        re.compile(r'The lamp was lit\. \[@almanac, "The lamp .* lit in 1887"\] It shone\.$')
    )
    save(desk)
    assert '[@almanac, "The lamp' in store.current(article).sections[2].text


def test_what_was_taken_is_undone_by_the_browser(desk, text):
    before = text.input_value()
    desk.keyboard.type("[@alm")
    expect(offers(desk).first).to_be_visible()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Escape")
    expect(text).to_have_value(f"{before}[@almanac]")

    for _ in range(12):
        desk.keyboard.press("Control+Z")

    expect(text).to_have_value(before)


def test_escape_closes_the_list_and_tab_goes_on(desk, text):
    desk.keyboard.type(" [@alm")
    expect(offers(desk).first).to_be_visible()
    desk.keyboard.press("Escape")
    expect(offers(desk)).to_have_count(0)
    desk.keyboard.type("a")
    expect(offers(desk).first).to_be_visible()

    desk.keyboard.press("Tab")

    expect(offers(desk)).to_have_count(0)
    expect(text).not_to_be_focused()
    expect(text).to_have_value(re.compile(r" \[@alma$"))


def paste(field, words):
    field.evaluate(
        """(e, words) => {
          const data = new DataTransfer();
          data.setData('text/plain', words);
          e.dispatchEvent(new ClipboardEvent('paste', {
            clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        words,
    )


def test_a_pasted_address_becomes_a_source_and_its_passage_is_pinned(
    desk, text, article, complaints
):
    desk.keyboard.type(" Ships were warned. [@")
    expect(offers(desk).first).to_be_visible()
    paste(text, "https://example.org/news/reef")

    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_label("Address")).to_have_value("https://example.org/news/reef")
    expect(dialog.get_by_label("Title")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(dialog.get_by_text("A source needs a title.")).to_be_visible()
    desk.keyboard.type("Reef claims no more ships")
    dialog.get_by_label("Or paste its text").fill("The light warned every ship, a pilot said.")
    dialog.get_by_role("button", name="Record and cite it").press("Enter")

    archived = dialog.get_by_label("Text of the source")
    expect(archived).to_have_value(re.compile("a pilot said"))
    expect(archived).to_be_focused()
    desk.keyboard.press("Control+Home")
    for _ in range(5):
        desk.keyboard.press("Shift+Control+ArrowRight")
    desk.keyboard.press("Enter")

    expect(text).to_have_value(
        re.compile(r'Ships were warned\. \[@example-org, "The light warned every ship"\]$')
    )
    save(desk)
    assert Source.objects.get(key="example-org").title == "Reef claims no more ships"
    forget_refusals(complaints)
    assert "example-org" in {source.key for source in store.current(article).sources}


def test_an_address_that_is_a_source_already_is_offered(desk, text):
    source_store.save(
        examples.almanac(key="reef", title="The reef", url="https://example.org/reef"),
        editor=None,
        summary="",
    )
    desk.keyboard.type(" [@")
    expect(offers(desk).first).to_be_visible()

    paste(text, "http://www.example.org/reef/?utm_source=feed")

    expect(offers(desk)).to_contain_text(["is here already · @reef"])
    desk.keyboard.press("Enter")
    expect(text).to_have_value(re.compile(r" \[@reef\]$"))
    assert Source.objects.count() == 2


def test_a_link_is_completed_and_a_red_one_shown_as_such(desk, text):
    store.create(examples.lighthouse("Old Light"), reason=WHY)
    desk.keyboard.type(" See [[old li")
    expect(offers(desk).first).to_contain_text("draft")
    desk.keyboard.press("Enter")
    expect(text).to_have_value(re.compile(r"See \[\[Old Light\]\]$"))

    desk.keyboard.type(" and [[Unknown Rock")
    expect(offers(desk)).to_contain_text(["a red link: no article has this title"])
    desk.keyboard.press("Enter")
    desk.keyboard.type(" and [[Old Light#out")
    expect(offers(desk)).to_have_text(["Outcomes"])
    desk.keyboard.press("Enter")

    expect(text).to_have_value(
        re.compile(r"\[\[Old Light\]\] and \[\[Unknown Rock\]\] and \[\[Old Light#Outcomes\]\]$")
    )


def test_a_see_also_title_is_completed_and_a_red_one_shown_as_such(desk, article):
    store.create(examples.lighthouse("Old Light"), reason=WHY)
    title = desk.locator("#id_see_also-0-title")
    title.fill("")
    title.press_sequentially("old li")
    expect(offers(desk).first).to_contain_text("draft")
    expect(title).to_have_attribute("aria-activedescendant", "offer-0")

    title.press("Enter")
    expect(title).to_have_value("Old Light")
    expect(offers(desk)).to_have_count(0)
    title.press("Control+z")
    expect(title).to_have_value("old li")
    title.press_sequentially("mbs")
    expect(offers(desk)).to_contain_text(["a red link: no article has this title"])
    title.press("Home")
    title.press("Escape")
    expect(offers(desk)).to_have_count(0)
    title.fill("old")
    expect(offers(desk).first).to_contain_text("Old Light")
    title.press("Enter")

    save(desk)
    assert store.current(article).see_also[0].title == "Old Light"


def test_known_keys_save_and_set_words_in_bold_or_italics(desk, article):
    lead = desk.locator("#id_lead")
    lead.fill("The lamp is old.")
    lead.evaluate("e => e.setSelectionRange(4, 9)")  # "lamp " as a double click selects it

    lead.press("Control+b")
    expect(lead).to_have_value("The **lamp** is old.")
    lead.press("Control+i")
    expect(lead).to_have_value("The ***lamp*** is old.")
    lead.press("Control+b")
    expect(lead).to_have_value("The *lamp* is old.")
    lead.press("Control+i")
    expect(lead).to_have_value("The lamp is old.")
    for value in ("The *lamp* is old.", "The ***lamp*** is old.", "The **lamp** is old."):
        lead.press("Control+z")
        expect(lead).to_have_value(value)
    lead.press("Control+End")
    lead.press("Control+i")
    desk.keyboard.type("So")
    expect(lead).to_have_value("The **lamp** is old.*So*")

    desk.get_by_label("Edit summary").fill("Told")
    desk.get_by_label("Edit summary").press("Control+s")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert store.current(article).lead == "The **lamp** is old.*So*"


def test_a_picture_is_taken_in_described_placed_and_saved(desk, article, tmp_path):
    file = tmp_path / "Tower at dusk.png"
    file.write_bytes(picture())
    lead = desk.locator("#id_lead")
    lead.press("Control+End")
    tools = desk.get_by_role("toolbar", name="Tools: Lead")

    with desk.expect_file_chooser() as chooser:
        tools.get_by_role("button", name="Picture").click()
    chooser.value.set_files(file)
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_label("Name in the text")).to_have_value("tower-at-dusk")
    dialog.get_by_role("button", name="Place it in the text").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Say what the picture shows")
    dialog.get_by_label("Alternative text").fill("The tower against a red sky")
    dialog.get_by_label("Credit").fill("Ann Skerry")
    desk.keyboard.press("Enter")

    expect(lead).to_have_value(re.compile(r"\n\n!\[\]\(picture:tower-at-dusk\)$"))
    shown = desk.locator("#id_lead + .markdownx-preview img")
    expect(shown).to_have_attribute("alt", "The tower against a red sky")
    assert (
        shown.evaluate("e => e.complete ? e.naturalWidth : e.decode().then(() => e.naturalWidth)")
        == 120
    )
    save(desk)
    (kept,) = store.current(article).illustrations
    assert (kept.key, kept.credit, kept.width) == ("tower-at-dusk", "Ann Skerry", 120)


def test_what_is_no_picture_is_refused_at_once(desk, tmp_path, complaints):
    file = tmp_path / "drawing.png"
    file.write_bytes(b"<svg onload='alert(1)'/>")

    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("toolbar", name="Tools: Lead").get_by_role(
            "button", name="Picture"
        ).click()
    chooser.value.set_files(file)

    expect(desk.get_by_role("dialog").get_by_role("alert")).to_contain_text(
        "no picture that we keep"
    )
    expect(desk.get_by_role("button", name="Place it in the text")).to_be_disabled()
    forget_refusals(complaints)


def test_a_new_article_starts_from_its_kind(signed_in, ada):
    Kind.objects.create(
        name="Light",
        infobox_fields=[{"label": "Lit", "type": "date", "required": True}],
        sections=[{"heading": "Purpose", "kind": "purpose"}],
    )
    page = signed_in(ada)
    page.goto(reverse("admin:encyclopedia_article_add"))

    page.get_by_role("link", name="Light").click()
    page.get_by_label("Title:").first.fill("North Light")
    expect(page.locator("#id_infobox-0-label")).to_have_value("Lit")
    page.locator("#id_infobox-0-text").fill("1 May 1901")
    expect(page.locator("#id_sections-0-heading")).to_have_value("Purpose")
    page.locator("#id_sections-0-text").fill("It warns ships.")
    save(page)

    document = store.current(Article.objects.get(title="North Light"))
    assert (document.kind, document.infobox[0].text) == ("Light", "1 May 1901")
    assert document.sections[0].text == "It warns ships."


def test_findings_follow_what_is_typed_and_lead_to_it(desk):
    desk.locator("#evidence > summary").click()
    expect(desk.get_by_role("heading", name="Cite a passage")).to_be_visible()
    desk.locator("#id_lead").fill("It was lit. [@nobody]")

    message = desk.locator("#evidence .finding").filter(has_text="No source has the key “nobody”")
    expect(message).to_be_visible()
    message.get_by_role("button").first.click()

    chosen = desk.evaluate(
        "() => { const e = document.activeElement;"
        " return [e.id, e.value.slice(e.selectionStart, e.selectionEnd)]; }"
    )
    assert chosen == ["id_lead", "@nobody"]


def test_a_finding_is_declined_beside_the_text_and_what_was_typed_is_saved_after(desk, article):
    desk.locator("#evidence > summary").click()
    expect(desk.get_by_role("heading", name="Cite a passage")).to_be_visible()
    desk.locator("#id_short_description").fill("Light on a rock")
    panel = desk.locator("#evidence")
    for fold in panel.locator("details.findings:not([open]) > summary").all():
        fold.click()

    first = panel.locator(".decline").first
    first.locator("summary").click()
    first.get_by_label("Why this is no fault").fill("It is well known")
    first.get_by_role("button", name="Decline with this reason").click()
    expect(desk.locator("#article_form [name=base]")).not_to_have_value(
        str(store.history(article).order_by("pk")[0].pk)
    )
    save(desk)

    assert list(store.head(article).declined.values()) == ["It is well known"]
    assert store.current(article).short_description == "Light on a rock"
    expect(desk.locator(".messagelist .warning")).to_have_count(0)


def test_what_was_doubted_stands_at_its_field_and_can_be_saved_all_the_same(desk, article):
    desk.locator("#id_lead").fill("It was lit. [@almanac")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.locator(".field-lead .errorlist")).to_contain_text("never closes")
    expect(desk.locator("#id_lead")).to_have_value("It was lit. [@almanac")
    desk.get_by_label("Save it all the same").check()
    save(desk)
    assert store.current(article).lead == "It was lit. [@almanac"


def test_what_has_to_be_mended_is_in_focus_and_leads_to_its_field(desk, article):
    desk.locator("#id_sections-2-text").fill("Nobody drowned. [@nobody]")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.get_by_role("group", name="To be mended")).to_be_focused()
    desk.get_by_role("link", name="Section “Outcomes”, Text").click()
    expect(desk.locator("#id_sections-2-text")).to_be_focused()
    expect(desk.locator("#id_sections-2-text")).to_be_in_viewport()
    expect(desk.locator("[data-kept]")).to_contain_text("Kept for you at")
    desk.locator("#evidence > summary").click()
    expect(desk.locator("[data-findings]")).to_contain_text("nobody")


def test_offers_leave_the_page_where_it_is(desk, article):
    lead = desk.locator("#id_lead")
    lead.press("Control+End")
    before = desk.evaluate("scrollY")

    lead.press_sequentially(" [@")

    expect(offers(desk).first).to_be_in_viewport()
    assert abs(desk.evaluate("scrollY") - before) < 100


def test_on_a_tablet_text_and_preview_take_turns(desk):
    desk.set_viewport_size({"width": 768, "height": 900})
    tools = desk.get_by_role("toolbar", name="Tools: Lead")

    tools.get_by_role("button", name="Preview").click()
    expect(desk.locator("#id_lead")).not_to_be_visible()
    expect(desk.locator("#id_lead + .markdownx-preview p").first).to_contain_text("was lit in 1887")
    tools.get_by_role("button", name="Write").click()

    expect(desk.locator("#id_lead")).to_be_focused()
    expect(desk.locator("#id_lead + .markdownx-preview")).not_to_be_visible()


def test_text_and_preview_scroll_in_step_whichever_is_moved(desk):
    text = desk.locator("#id_lead")
    preview = desk.locator(".field-lead .markdownx-preview")
    text.fill("\n\n".join(f"Paragraph {n} has words enough for a line." for n in range(60)))
    expect(preview.get_by_text("Paragraph 59")).to_be_attached()

    def scroll(moved, part):
        moved.evaluate(
            "(e, part) => { e.scrollTop = part * (e.scrollHeight - e.clientHeight) }", part
        )
        desk.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        desk.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        return [
            round(pane.evaluate("e => e.scrollTop / (e.scrollHeight - e.clientHeight)"), 2)
            for pane in (text, preview)
        ]

    assert scroll(text, 0.5) == [0.5, 0.5]
    assert scroll(preview, 0.25) == [0.25, 0.25]
    assert scroll(text, 1) == [1, 1]
    assert scroll(preview, 0) == [0, 0]


def test_the_parts_are_at_hand_wherever_one_is(desk):
    desk.get_by_text("Parts", exact=True).click()
    desk.get_by_role("navigation", name="Parts").get_by_role("link", name="Outcomes").click()

    expect(desk.locator("#sections-2 summary")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.locator("#id_sections-2-heading")).to_be_focused()
    desk.keyboard.press("Alt+Shift+ArrowUp")
    assert desk.locator("#sections-group .field-heading input").evaluate_all(
        "all => all.map((each) => each.value).filter(Boolean)"
    ) == ["Purpose", "Outcomes", "Key events"]


def test_a_row_added_later_has_all_of_it(desk):
    desk.get_by_role("button", name="Add another Section").click()
    desk.locator("#id_sections-3-heading").fill("Keepers")
    text = desk.locator("#id_sections-3-text")
    text.click()
    desk.keyboard.type("They stayed. [@alm")

    expect(offers(desk).first).to_contain_text("The Almanac")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Escape")
    expect(text).to_have_value("They stayed. [@almanac]")
    expect(desk.get_by_role("toolbar", name="Tools: Keepers, Text")).to_have_count(0)
    expect(desk.locator("#id_sections-3-text + .markdownx-preview p").first).to_contain_text(
        "They stayed."
    )
