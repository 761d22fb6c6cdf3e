"""Sources recorded at the desk's list of them, from what was pasted, by forms alone."""

import html
import re

import examples
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from encyclopedia.models import AuditEntry
from sources import store as source_store
from sources.models import Snapshot, Source

pytestmark = pytest.mark.django_db

SOURCES = "/admin/sources/source"
PASTE, RECORD = f"{SOURCES}/paste/", f"{SOURCES}/paste/record/"
BIBTEX = """@article{Skerry_Board:1888,
  title = {The Reef and its Light}, author = {Skerry, Ann and Board, Bo}, year = {1888},
  journal = {Harbour Journal}, doi = {10.1234/reef.1888}, volume = 3
}"""
RIS = "TY  - BOOK\nTI  - Lamps of the coast\nAU  - Wood, Ivy\nPY  - 1901\nER  - \n"
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Teeth of the reef</title>'
    '<meta name="author" content="Ann Skerry">'
    '<meta property="article:published_time" content="2024-05-14T08:00:00Z">'
    "</head><body><article><h1>Teeth of the reef</h1>"
    "<p>The reef has forty teeth, and nine of them are sharp at any tide of the year.</p>"
    "<p>The keepers counted them in a calm summer, walking from stone to stone.</p>"
    "</article></body></html>"
)


@pytest.fixture
def reef():
    """A source that is there already."""
    record = examples.almanac(
        key="reef", title="The reef", url="https://example.org/reef", doi="10.1234/reef"
    )
    return source_store.save(record, editor=None, summary="")


def paste(desk, pasted):
    return desk.post(PASTE, {"pasted": pasted})


def form_on(answer):
    """Read the form of a new source on a page, as a browser without script would send it."""
    page = answer.content.decode()
    sent = f'action="{RECORD}"'
    assert page.count(sent) == 1, "the page has no form of a new source"
    form = answer.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in typed.items() if value not in (None, "", False)}


def errors_on(answer):
    return {name: list(map(str, errors)) for name, errors in answer.context["form"].errors.items()}


def said_on(answer):
    return [str(message) for message in answer.context["messages"]]


def written():
    """Count whatever recording a source would add."""
    return Source.objects.count(), Snapshot.objects.count()


class TestTheWay:
    @pytest.mark.parametrize("page", [f"{SOURCES}/", f"{SOURCES}/add/"])
    def test_the_list_and_the_form_by_hand_lead_there(self, desk, page):
        assert f'href="{PASTE}"' in desk.get(page).content.decode()

    def test_an_entry_is_read_looked_at_and_recorded(self, desk, ada):
        form = form_on(paste(desk, BIBTEX))
        before = written()

        answer = desk.post(RECORD, form, follow=True)

        source = Source.objects.get()
        assert before == (0, 0)
        assert answer.redirect_chain == [(f"{SOURCES}/{source.pk}/change/", 302)]
        assert said_on(answer) == [
            "“The Reef and its Light” is a source now. Articles cite it as [@skerry_board:1888]."
        ]
        assert (source.title, source.container, source.issued, source.doi, source.volume) == (
            "The Reef and its Light",
            "Harbour Journal",
            "1888",
            "10.1234/reef.1888",
            "3",
        )
        (edit,) = source.edits.all()
        assert (edit.editor, edit.summary) == (ada, "Added at the desk")

    @pytest.mark.parametrize(
        ("pasted", "filled"),
        [
            (" https://www.example.org/reef ", {"url": "https://www.example.org/reef"}),
            ("https://doi.org/10.1234/reef", {"doi": "10.1234/reef", "type": "article-journal"}),
            ("ISBN 978-0-306-40615-7", {"isbn": "9780306406157", "type": "book"}),
            (RIS, {"title": "Lamps of the coast", "author_lines": "Wood, Ivy", "type": "book"}),
        ],
    )
    def test_addresses_numbers_and_entries_fill_the_form(self, desk, pasted, filled):
        form = form_on(paste(desk, pasted))

        assert {name: form.get(name) for name in filled} == filled

    def test_what_could_not_be_kept_is_said(self, desk):
        answer = paste(desk, f"{BIBTEX}\n@book{{other, title = {{Other}}}}")

        assert said_on(answer) == ["Only the first of 2 entries was read."]

    def test_a_text_that_comes_along_is_archived(self, desk):
        form = form_on(paste(desk, BIBTEX))

        desk.post(RECORD, {**form, "text": "The reef has many teeth."})

        assert Source.objects.get().snapshot.text == "The reef has many teeth."

    def test_only_recording_is_in_the_log(self, desk):
        before = AuditEntry.objects.count()
        form = form_on(paste(desk, BIBTEX))
        paste(desk, "words")
        asked = AuditEntry.objects.count() - before

        desk.post(RECORD, form)

        assert asked == 0
        assert AuditEntry.objects.first().action == "record_source"


class TestFetching:
    def test_a_page_fills_the_form_and_its_copy_is_archived(self, desk, bird):
        read = paste(desk, bird.says("/reef", PAGE))
        form, before = form_on(read), written()

        desk.post(RECORD, form)

        source = Source.objects.get()
        assert before == (0, 0)
        assert (form["title"], form["fetch"]) == ("Teeth of the reef", True)
        assert re.search(r'<input type="checkbox" name="fetch"[^>]* checked', read.content.decode())
        assert "forty teeth" in source.snapshot.text
        assert len(bird.heard) == 1

    def test_without_the_tick_nothing_is_archived(self, desk, bird):
        form = form_on(paste(desk, bird.says("/reef", PAGE)))
        del form["fetch"]

        desk.post(RECORD, form)

        assert written() == (1, 0)

    def test_asking_by_get_fetches_and_records_nothing(self, desk, bird):
        address = bird.says("/reef", PAGE)

        shown = desk.get(PASTE, {"pasted": address})
        led = desk.get(RECORD, {"url": address, "title": "Reef", "fetch": "on"})

        assert (shown.status_code, led.url) == (200, PASTE)
        assert (bird.heard, written()) == ([], (0, 0))

    def test_a_page_that_cannot_be_had_is_a_note_and_no_tick(self, desk, bird):
        answer = paste(desk, bird.url("/nowhere"))

        form = form_on(answer)
        assert (form["url"], "fetch" in form) == (bird.url("/nowhere"), False)
        assert said_on(answer) == [
            "Nothing was fetched: The address answers 404: there is nothing at it."
        ]

    def test_a_copy_that_cannot_be_had_is_told_at_its_tick(self, desk, bird):
        answer = desk.post(
            RECORD, {"type": "webpage", "title": "Reef", "url": bird.url("/no"), "fetch": "on"}
        )

        assert list(errors_on(answer)) == ["fetch"]
        assert written() == (0, 0)

    def test_where_it_is_off_nothing_is_asked_and_nothing_offered(self, desk, bird, settings):
        settings.FETCH_SOURCES = False

        answer = paste(desk, bird.says("/reef", PAGE))

        assert 'name="fetch"' not in answer.content.decode()
        assert (form_on(answer)["url"], bird.heard) == (bird.url("/reef"), [])


class TestWhatIsThereAlready:
    @pytest.mark.parametrize(
        "same", ["http://www.example.org/reef/?utm_source=feed", "https://doi.org/10.1234/REEF"]
    )
    def test_pasting_it_leads_to_its_page(self, desk, reef, same):
        answer = desk.post(PASTE, {"pasted": same}, follow=True)

        assert answer.redirect_chain == [(f"{SOURCES}/{reef.pk}/change/", 302)]
        assert said_on(answer) == ["“The reef” is here already, as @reef."]

    def test_recording_it_offers_its_page_and_keeps_what_was_typed(self, desk, reef):
        typed = {"type": "book", "title": "Again", "url": "https://example.org/reef#part"}

        answer = desk.post(RECORD, typed)

        page = answer.content.decode()
        assert "This source is here already." in page
        assert f'<a href="{SOURCES}/{reef.pk}/change/"><bdi>The reef</bdi></a>' in page
        assert form_on(answer) == typed
        assert written() == (1, 0)

    def test_sending_the_form_twice_records_it_once(self, desk):
        form = form_on(paste(desk, BIBTEX))
        desk.post(RECORD, form)

        answer = desk.post(RECORD, form)

        assert "This source is here already." in answer.content.decode()
        assert written() == (1, 0)


class TestRefusals:
    @pytest.mark.parametrize(
        ("pasted", "why"),
        [
            ("", "Paste an address, a DOI, an ISBN, or an entry of BibTeX or RIS."),
            ("some <b>words", "Paste an address, a DOI, an ISBN, or an entry of BibTeX or RIS."),
            ("https://", "Paste an address, a DOI, an ISBN, or an entry of BibTeX or RIS."),
            ("http://reef", "This is not an address that leads anywhere."),
            ("x" * 30_000, "This is too long to be one source. Import it as a file."),
        ],
    )
    def test_what_cannot_be_read_is_a_sentence_and_stays(self, desk, pasted, why):
        answer = paste(desk, pasted)

        (kept,) = re.findall(r"<textarea[^>]*>\n?([^<]*)</textarea>", answer.content.decode())
        assert errors_on(answer) == {"pasted": [why]}
        assert html.unescape(kept).strip() == pasted
        assert written() == (0, 0)

    @pytest.mark.parametrize(
        ("wrong", "at"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 501}, "title"),
            ({"url": "javascript:alert(1)"}, "url"),
            ({"type": "spell"}, "type"),
            ({"text": "a\0b"}, "text"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_stays(self, desk, wrong, at):
        typed = {**form_on(paste(desk, BIBTEX)), "publisher": "Harbour Press", **wrong}

        answer = desk.post(RECORD, typed)

        assert list(errors_on(answer)) == [at]
        assert form_on(answer) == {name: value for name, value in typed.items() if value}
        assert re.search(rf'name="{at}"[^>]* autofocus', answer.content.decode())
        assert written() == (0, 0)

    def test_a_field_that_is_not_shown_says_what_is_wrong_with_it(self, desk):
        typed = {**form_on(paste(desk, BIBTEX)), "volume": "x" * 51}

        page = desk.post(RECORD, typed).content.decode()

        assert "at most 50 characters" in page
        assert written() == (0, 0)

    def test_a_file_has_to_be_chosen_once_more(self, desk):
        file = SimpleUploadedFile("reef.txt", b"The reef has many teeth.")

        page = desk.post(RECORD, {"type": "book", "captured": file, "url": "x"}).content.decode()

        assert "Choose the file once more: no browser keeps it." in page

    def test_a_text_that_is_archived_for_another_is_refused(self, desk):
        examples.archive(examples.almanac(), "The reef has many teeth.")
        form = form_on(paste(desk, BIBTEX))

        answer = desk.post(RECORD, {**form, "text": "The reef has many teeth."})

        assert errors_on(answer) == {"text": ["This text is already archived, for @almanac."]}
        assert written() == (1, 1)


class TestWhoMayNot:
    @pytest.fixture
    def author(self, client, django_user_model):
        """Who writes articles, and records no sources."""
        wim = django_user_model.objects.create_user("wim", password="wim", is_staff=True)
        wim.groups.set(Group.objects.filter(name="author"))
        client.force_login(wim)
        return client

    def test_nothing_is_read_recorded_or_offered(self, author, bird):
        address = bird.says("/reef", PAGE)

        asked = [
            author.get(PASTE),
            paste(author, address),
            author.post(RECORD, {"type": "book", "title": "Reef", "url": address, "fetch": "on"}),
        ]

        assert [answer.status_code for answer in asked] == [403, 403, 403]
        assert (bird.heard, written()) == ([], (0, 0))
        assert PASTE not in author.get(f"{SOURCES}/").content.decode()
