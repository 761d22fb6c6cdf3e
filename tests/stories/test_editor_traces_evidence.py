"""An editor traces statements to the words of archived sources, at the desk."""

import re
from dataclasses import replace

import examples
import pdfs
import pytest
from django.urls import reverse

from encyclopedia import publishing, store
from sources.core.record import Access

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = store.Reason(editor=None, editor_name="Keeper", summary="")
ALMANAC = (
    "The lamp of the skerry was first lit in 1887, on the first of May.\n\n"
    "Wrecks on the reef became rare, the board wrote.\n\n"
    'A keeper said: "the lamp of the skerry never failed."'
)
HOSTILE = (
    "</textarea><script>alert('lit')</script><img src=x onerror=alert(1)>"
    "<style>body { display: none }</style> The keeper climbed the tower at dusk."
)


@pytest.fixture
def article(site):
    """A draft whose source is archived."""
    examples.archive(examples.almanac(), ALMANAC)
    return store.create(examples.lighthouse(), reason=WHY).edit.article


def page_of(article, name):
    return reverse(f"admin:encyclopedia_article_{name}", args=[article.pk])


def rewrite(article, **changes):
    document = replace(store.current(article), **changes)
    store.save(article, document, base=store.head(article).pk, reason=WHY)


def outcomes(article):
    return store.current(article).sections[2].text


@pytest.fixture
def desk(signed_in, ada, article):
    """Ada's browser, with the article open for editing."""
    page = signed_in(ada)
    page.goto(page_of(article, "change"))
    expect(page.get_by_role("button", name="Move down: Purpose")).to_be_visible()
    return page


@pytest.fixture
def panel(desk):
    """The evidence beside the form, opened."""
    desk.locator("#evidence > summary").click()
    expect(desk.get_by_role("heading", name="Cite a passage")).to_be_visible()
    return desk.locator("#evidence")


def holding(words):
    return re.compile(re.escape(words))


def open_source(panel, key="almanac", words="The lamp of the skerry"):
    panel.get_by_label("Source", exact=True).select_option(key)
    expect(panel.get_by_label("Archived text")).to_have_value(holding(words))


def choose(panel, words):
    """Select *words* in the archived text, as a mouse would."""
    panel.get_by_label("Archived text").evaluate(
        "(e, words) => { const at = e.value.indexOf(words); e.focus();"
        " e.setSelectionRange(at, at + words.length); }",
        words,
    )


def save(page):
    page.get_by_label("Edit summary").fill("Traced")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def claim(page, words):
    return page.locator(".claims > li").filter(has_text=words)


def test_a_passage_is_selected_and_cited_at_the_caret(desk, panel, article):
    text = desk.locator("#id_sections-2-text")
    text.press("Control+End")

    open_source(panel)
    choose(panel, "Wrecks on the reef became rare")
    expect(panel.get_by_label("Words to quote")).to_have_value("Wrecks on the reef became rare")
    panel.get_by_role("button", name="Insert citation").click()

    mark = '[@almanac, "Wrecks on the reef became rare"]'
    expect(text).to_have_value(f"Wrecks became rare. [@almanac] {mark}")
    expect(text).to_be_focused()
    expect(panel.get_by_role("status")).to_contain_text("Inserted into Outcomes")
    save(desk)
    desk.goto(page_of(article, "evidence"))
    expect(claim(desk, "Wrecks became rare.").locator(".status")).to_have_text("Pinned")
    expect(claim(desk, "Wrecks became rare.").locator("mark")).to_have_text(
        "Wrecks on the reef became rare"
    )


def test_an_inserted_citation_is_undone_by_the_browser(desk, panel):
    text = desk.locator("#id_sections-2-text")
    text.press("Control+End")
    open_source(panel)
    choose(panel, "Wrecks on the reef became rare")

    panel.get_by_role("button", name="Insert citation").click()
    expect(text).not_to_have_value("Wrecks became rare. [@almanac]")
    desk.keyboard.press("Control+Z")

    expect(text).to_have_value("Wrecks became rare. [@almanac]")


def test_it_is_all_done_by_keyboard(desk, article):
    text = desk.locator("#id_sections-2-text")
    text.press("Control+End")
    desk.locator("#evidence > summary").focus()
    desk.keyboard.press("Enter")
    source = desk.get_by_label("Source", exact=True)
    expect(source).to_be_visible()

    source.focus()
    desk.keyboard.type("The Alm")
    archived = desk.get_by_label("Archived text")
    expect(archived).to_have_value(holding("The lamp"))
    desk.keyboard.press("Tab")
    desk.keyboard.press("Control+Home")
    for _ in range(3):
        desk.keyboard.press("Shift+Control+ArrowRight")
    expect(desk.get_by_label("Words to quote")).to_have_value(holding("The lamp of"))
    desk.keyboard.type("Nothing typed here changes it.")
    expect(archived).to_have_value(ALMANAC)
    for _ in range(3):
        desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Insert citation")).to_be_focused()
    desk.keyboard.press("Enter")
    save(desk)

    assert outcomes(article).startswith('Wrecks became rare. [@almanac] [@almanac, "The lamp of')


def test_a_selection_that_stands_twice_is_lengthened_until_it_stands_once(desk, panel):
    desk.locator("#id_lead").press("Control+End")
    open_source(panel)

    choose(panel, "lamp of the skerry")

    expect(panel.get_by_label("Words to quote")).to_have_value("lamp of the skerry was")
    expect(panel.get_by_role("status")).to_contain_text("Lengthened")


def test_words_that_do_not_stand_there_are_not_inserted(desk, panel):
    lead = desk.locator("#id_lead")
    before = lead.input_value()
    lead.press("Control+End")
    open_source(panel)

    panel.get_by_label("Words to quote").fill("purple whales")
    panel.get_by_role("button", name="Insert citation").click()

    expect(panel.get_by_role("status")).to_contain_text("do not stand in the archived text")
    expect(lead).to_have_value(before)


def test_pasted_words_are_quoted_as_the_source_has_them(desk, panel):
    text = desk.locator("#id_sections-2-text")
    text.press("Control+End")
    open_source(panel)

    panel.get_by_label("Words to quote").fill("“THE LAMP of the skerry  never")
    panel.get_by_label("Locator").fill("p. 2; right")
    panel.get_by_role("button", name="Insert citation").click()

    expect(text).to_have_value(
        "Wrecks became rare. [@almanac] "
        r'[@almanac, p. 2\; right, "\"the lamp of the skerry never"]'
    )


def test_the_page_of_a_passage_in_a_pdf_is_offered_as_its_place(desk, panel, article):
    """A report of three pages, printed from page 12 on, comes by the form of sources."""
    desk.goto(reverse("admin:sources_source_add"))
    desk.locator("#id_key").fill("report")
    desk.locator("#id_title").fill("The report")
    desk.locator("#id_captured").set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": pdfs.report()}
    )
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible(timeout=60_000)
    desk.goto(page_of(article, "change"))
    text = desk.locator("#id_sections-2-text")
    text.press("Control+End")
    desk.locator("#evidence > summary").click()
    open_source(panel, "report", "The keepers of the reef")

    choose(panel, "Nobody has kept a well-known lamp")
    expect(panel.get_by_label("Locator")).to_have_value("p. 14")
    choose(panel, "The lamp was lit in 1887")
    expect(panel.get_by_label("Locator")).to_have_value("p. 12")
    panel.get_by_role("button", name="Insert citation").click()

    expect(text).to_have_value(
        'Wrecks became rare. [@almanac] [@report, p. 12, "The lamp was lit in 1887"]'
    )


def test_a_place_that_was_typed_is_not_taken_for_an_offer(desk, panel):
    open_source(panel)
    panel.get_by_label("Locator").fill("ch. 2")

    choose(panel, "Wrecks on the reef became rare")

    expect(panel.get_by_label("Locator")).to_have_value("ch. 2")


def test_a_finding_selects_its_words_in_the_form(desk, panel):
    panel.get_by_text("Claim map").click()

    panel.locator("button.link[data-field^='section:']").last.click()

    chosen = desk.evaluate(
        "() => { const e = document.activeElement;"
        " return [e.id, e.value.slice(e.selectionStart, e.selectionEnd)]; }"
    )
    assert chosen == ["id_sections-2-text", "Wrecks became rare. [@almanac]"]


def test_the_address_of_a_sentence_selects_it_in_the_form(signed_in, ada, article):
    rewrite(article, lead="🗼 A tower. It was lit in 1887.")
    page = signed_in(ada)
    page.goto(page_of(article, "evidence"))

    claim(page, "It was lit in 1887.").get_by_role("link", name="Edit").click()
    expect(page.locator("#id_lead")).to_be_focused()

    page.wait_for_function(
        "() => { const e = document.activeElement;"
        " return e.value.slice(e.selectionStart, e.selectionEnd) === 'It was lit in 1887.'; }"
    )


def test_a_wrong_quotation_is_mended(signed_in, ada, article):
    rewrite(article, lead='It was lit. [@almanac, "The lamp of a skerry was first lit in 1887"]')
    page = signed_in(ada)
    page.goto(page_of(article, "evidence"))
    expect(claim(page, "It was lit.").locator(".status")).to_have_text("Quotation wrong")

    claim(page, "It was lit.").get_by_role("link", name="Mend this quotation").click()
    page.get_by_role("button", name="Quote it as it stands").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(claim(page, "It was lit.").locator(".status")).to_have_text("Pinned")
    assert store.current(article).lead == (
        'It was lit. [@almanac, "The lamp of the skerry was first lit in 1887"]'
    )


def test_a_finding_is_declined_with_a_reason_and_comes_back_with_other_words(
    signed_in, ada, article
):
    rewrite(article, lead="The tower is haunted.")
    page = signed_in(ada)
    page.goto(page_of(article, "evidence"))
    haunted = page.locator(".finding").filter(has_text="The tower is haunted.")

    haunted.locator("summary").first.click()
    haunted.get_by_label("Why this is no fault").first.fill("Every child knows it")
    haunted.get_by_role("button", name="Decline with this reason").first.click()

    declined = page.locator(".findings.declined")
    expect(declined).to_contain_text("Every child knows it")
    rewrite(article, lead="The tower is badly haunted.")
    page.reload()
    expect(declined).to_have_count(0)
    expect(page.locator(".finding").filter(has_text="badly haunted").first).to_be_visible()


def test_support_is_found_for_a_sentence(signed_in, ada, article):
    page = signed_in(ada)
    page.goto(page_of(article, "evidence"))

    claim(page, "Wrecks became rare.").get_by_role("link", name="Find support").click()
    first = page.locator(".ranked > li").first
    expect(first.locator("mark")).to_have_text("Wrecks on the reef became rare, the board wrote.")
    first.get_by_role("button", name="Cite this passage").click()

    expect(claim(page, "Wrecks became rare.").locator(".status")).to_have_text("Pinned")
    assert outcomes(article).endswith(
        '[@almanac, "Wrecks on the reef became rare, the board wrote."]'
    )


def test_support_is_found_for_the_sentence_at_the_caret(desk, panel):
    lead = desk.locator("#id_lead")
    lead.fill("A tower. The keeper said it never failed")
    lead.press("Control+End")

    panel.get_by_role("button", name="Find support for the sentence at the caret").click()
    expect(panel.locator(".ranked > li").first).to_contain_text("never failed")
    panel.get_by_role("button", name="Open this passage").first.click()

    expect(panel.get_by_label("Words to quote")).to_have_value(holding("never failed"))
    expect(panel.get_by_label("Source", exact=True)).to_have_value("almanac")


def test_without_script_a_form_cites(open_browser, ada, article):
    page = open_browser(java_script_enabled=False)
    page.goto(page_of(article, "evidence"))
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("ada")
    page.get_by_role("button", name="Log in").click()

    claim(page, "Wrecks became rare.").get_by_role("link", name="Find support").click()
    page.get_by_label("Source", exact=True).select_option("almanac")
    page.get_by_role("button", name="Open its text").click()
    expect(page.get_by_label("Archived text of The Almanac")).to_have_value(ALMANAC)
    page.get_by_label("Words to quote").fill("reef became frequent")
    page.get_by_role("button", name="Cite these words").click()
    expect(page.get_by_role("alert")).to_contain_text("do not stand in “The Almanac”")
    expect(page.get_by_label("Words to quote")).to_have_value("reef became frequent")
    page.get_by_label("Words to quote").fill("reef became rare")
    page.get_by_role("button", name="Cite these words").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert outcomes(article) == 'Wrecks became rare. [@almanac] [@almanac, "reef became rare"]'


def test_no_word_of_a_snapshot_acts(signed_in, ada, article):
    examples.archive(examples.almanac(key="evil", title="<script>alert(2)</script>"), HOSTILE)
    rewrite(article, lead='He climbed. [@evil, "A keeper climbed the tower at noon"]')
    page = signed_in(ada)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    page.goto(page_of(article, "evidence"))
    claim(page, "He climbed.").get_by_role("link", name="Mend this quotation").click()
    expect(page.get_by_label("Archived text of")).to_have_value(HOSTILE)
    page.goto(reverse("source", args=["evil"]))
    expect(page.locator(".src")).to_contain_text("alert('lit')")
    page.goto(page_of(article, "change"))
    page.locator("#evidence > summary").click()
    panel = page.locator("#evidence")
    open_source(panel, "evil", "onerror=alert(1)")
    choose(panel, "<script>alert('lit')</script>")
    page.locator("#id_lead").press("Control+End")
    panel.get_by_role("button", name="Insert citation").click()
    expect(page.locator("#id_lead")).to_have_value(holding("[@evil, \"<script>alert('lit')"))
    expect(page.locator("#id_lead + .markdownx-preview a[href='#ref-evil']").first).to_be_visible()
    save(page)
    page.goto(page_of(article, "evidence"))
    expect(page.locator("h1")).to_be_visible()

    assert asked == []


def test_no_word_of_a_snapshot_acts_on_a_page_that_readers_read(reader, article):
    evil = examples.almanac(key="evil", title="<script>alert(2)</script>", access=Access.PUBLIC)
    examples.archive(evil, HOSTILE)
    words = "<style>body { display: none }</style> The keeper climbed the tower"
    quote = f'He climbed. [@evil, "{words}"] He fell. [@evil, "onerror=alert(1)> in the tower"]'
    rewrite(article, lead=f"{quote}\n\n> {HOSTILE}")
    publishing.publish(store.head(article), publisher=None)
    first, second = (edit.pk for edit in article.edits.order_by("pk"))
    record = next(each for each in store.current(article).sources if each.key == "evil")
    publishing.publish(article.edits.get(pk=first), publisher=None)
    publishing.publish(article.edits.get(pk=second), publisher=None)
    asked = []
    reader.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    for name, *more in (
        ("article",),
        ("evidence",),
        ("history",),
        ("revision", second),
        ("compare", first, second),
    ):
        reader.goto(reverse(name, args=[article.slug, *more]))
        expect(reader.locator("h1")).to_be_visible()
        assert reader.locator("img[src='x'], [onerror], main script, main style").count() == 0
    for address in (("source", "evil"), ("snapshot", "evil", record.snapshot)):
        reader.goto(reverse(address[0], args=address[1:]))
        expect(reader.get_by_text("alert('lit')").first).to_be_visible()
        assert reader.locator("img[src='x'], [onerror], main script, main style").count() == 0

    assert asked == []
