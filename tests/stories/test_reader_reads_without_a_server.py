"""The exported site on a plain file server: a visitor searches, reads and compares."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import examples
import pytest
from django.core.management import call_command

from encyclopedia import publishing, store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing about it."""

    def log_message(self, *_told):
        pass


@pytest.fixture
def site(site, tmp_path, settings):
    """Give the address of a server that knows files alone."""
    folder = tmp_path / "site"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SITE_URL = f"http://127.0.0.1:{server.server_port}"
    yield settings.SITE_URL
    server.shutdown()
    server.server_close()


@pytest.fixture
def exported(published, tmp_path):
    """Two articles, one of them with two revisions, as files."""
    why = store.Reason(editor=None, editor_name="Ada", summary="Begun")
    other = store.create(examples.lighthouse("Élan’s Reef"), reason=why).edit
    publishing.publish(other, publisher=None)
    call_command("export_site", tmp_path / "site", "--without", "pdf", verbosity=0)


def test_a_reader_finds_an_article_by_the_beginning_of_a_word(reader, exported):
    reader.goto("/")
    reader.get_by_role("searchbox").fill("elan’s ree")
    reader.get_by_role("searchbox").press("Enter")

    expect(reader.get_by_role("status")).to_have_text("Articles found: 1.")
    reader.get_by_role("link", name="Élan’s Reef").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Élan’s Reef")

    reader.get_by_role("link", name="History").click()
    expect(reader.get_by_role("table")).to_contain_text("Begun")
    expect(reader.get_by_role("radio")).to_have_count(0)


def test_what_nothing_has_is_said(reader, exported):
    reader.goto("/search/?q=zebra")

    expect(reader.get_by_role("status")).to_contain_text("Nothing has all of these words")


def test_a_reader_without_scripts_is_led_to_all_titles(open_browser, exported):
    reader = open_browser(java_script_enabled=False)
    reader.goto("/search/?q=reef")

    expect(reader.get_by_role("main")).to_contain_text("Searching needs a script here")
    reader.get_by_role("main").get_by_role("link", name="all titles").first.click()
    expect(reader.get_by_role("link", name="Élan’s Reef")).to_be_visible()


def test_evidence_opens_beside_a_citation_as_on_the_live_site(reader, exported):
    reader.goto("/articles/skerry-lighthouse/")
    reader.locator("a[role=doc-noteref]").first.focus()

    expect(reader.locator("#pop")).to_be_visible()
    expect(reader.locator("#pop")).to_contain_text("The Almanac")
