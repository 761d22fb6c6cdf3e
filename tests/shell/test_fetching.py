"""Sources from addresses and numbers: in the picker, on the page of a source, by command."""

import json
from io import StringIO

import canary
import examples
import pytest
from django.core.management import CommandError, call_command

from encyclopedia.models import AuditEntry
from sources import fetching
from sources import store as source_store
from sources.models import Snapshot, Source

pytestmark = pytest.mark.django_db

WRITING = "/admin/encyclopedia/article/writing"
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Teeth | The Coast</title>'
    '<meta property="og:title" content="Teeth of the reef">'
    '<meta name="author" content="Ann Skerry">'
    '<meta property="article:published_time" content="2024-05-14T08:00:00Z">'
    '<meta property="og:site_name" content="The Coast">'
    "</head><body><article><h1>Teeth of the reef</h1>"
    "<p>The reef has forty teeth, and nine of them are sharp at any tide of the year.</p>"
    "<p>The keepers counted them in a calm summer, walking from stone to stone.</p>"
    "</article></body></html>"
)
CSL = {
    "type": "article-journal",
    "title": "On the teeth of reefs",
    "author": [{"family": "Skerry", "given": "Ann"}],
    "container-title": "Journal of Reefs",
    "issued": {"date-parts": [[2024, 5]]},
    "DOI": "10.1234/reef",
}


def csl(bird, path, said=None):
    return bird.says(
        path,
        json.dumps(CSL if said is None else said),
        Content_Type="application/vnd.citationstyles.csl+json",
    )


def run(*asked, **options):
    told = StringIO()
    call_command("import_sources", *asked, stdout=told, stderr=told, **options)
    return told.getvalue()


class TestPicker:
    def paste(self, desk, pasted):
        return desk.post(f"{WRITING}/paste/", {"pasted": pasted})

    def record(self, desk, **fields):
        return desk.post(f"{WRITING}/source/", {"type": "webpage", **fields})

    def test_a_pasted_address_fills_the_record_with_what_its_page_says(self, desk, bird):
        told = self.paste(desk, bird.says("/reef", PAGE)).json()

        fields = told["fields"]
        assert (told["fetched"], told["notes"], told["known"]) == (True, [], None)
        assert (fields["title"], fields["author_lines"], fields["issued"]) == (
            "Teeth of the reef",
            "Ann Skerry",
            "2024-05-14",
        )
        assert (fields["url"], fields["container"] or fields["publisher"]) == (
            bird.url("/reef"),
            "The Coast",
        )

    def test_reading_it_records_nothing(self, desk, bird):
        self.paste(desk, bird.says("/reef", PAGE))

        assert (Source.objects.count(), Snapshot.objects.count()) == (0, 0)

    def test_recording_archives_the_copy_that_was_looked_at(self, desk, bird, ada):
        fields = self.paste(desk, bird.says("/reef", PAGE)).json()["fields"]

        told = self.record(desk, **fields, fetch="on").json()

        source = Source.objects.get()
        assert (told["key"], told["archived"]) == (source.key, True)
        assert "forty teeth" in source.snapshot.text
        assert source_store.original(source.snapshot) == PAGE.encode()
        assert (source.accessed != "", source.edits.first().editor) == (True, ada)
        assert len(bird.heard) == 1

    def test_without_the_tick_nothing_is_archived(self, desk, bird):
        fields = self.paste(desk, bird.says("/reef", PAGE)).json()["fields"]

        assert self.record(desk, **fields).json()["archived"] is False

    def test_a_page_that_cannot_be_had_is_a_note_and_the_address_stays(self, desk, bird):
        told = self.paste(desk, bird.url("/nowhere")).json()

        assert told["fields"]["url"] == bird.url("/nowhere")
        assert told["fetched"] is False
        assert told["notes"] == [
            "Nothing was fetched: The address answers 404: there is nothing at it."
        ]

    def test_a_copy_that_cannot_be_had_is_told_at_its_field(self, desk, bird):
        answer = self.record(desk, title="Reef", url=bird.url("/nowhere"), fetch="on")

        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == ["fetch"]
        assert not Source.objects.exists()

    def test_an_address_of_the_house_is_not_asked(self, desk, bird, monkeypatch):
        from sources import archive

        monkeypatch.setattr(fetching, "NETWORK", archive.PUBLIC)

        told = self.paste(desk, bird.says("/reef", PAGE)).json()

        assert "public network" in told["notes"][0]
        assert bird.heard == []

    def test_where_it_is_off_nothing_is_asked_and_nothing_offered(self, desk, bird, settings):
        settings.FETCH_SOURCES = False

        told = self.paste(desk, bird.says("/reef", PAGE)).json()

        assert (told["fetched"], told["notes"], bird.heard) == (False, [], [])
        form = desk.get("/admin/encyclopedia/article/add/").content.decode()
        assert "Archive a copy from its address" not in form

    def test_who_may_not_record_sources_lets_nobody_be_asked(self, client, bird, django_user_model):
        from django.contrib.auth.models import Group

        author = django_user_model.objects.create_user("wim", password="wim", is_staff=True)
        author.groups.set(Group.objects.filter(name="author"))
        client.force_login(author)

        assert self.paste(client, bird.says("/reef", PAGE)).json()["fetched"] is False
        assert bird.heard == []

    @pytest.mark.parametrize("pasted", ["10.1234/reef", "https://doi.org/10.1234/reef"])
    def test_a_doi_is_looked_up_where_a_resolver_is_set(self, desk, bird, settings, pasted):
        settings.DOI_RESOLVER = bird.url("/doi/")
        csl(bird, "/doi/10.1234/reef")

        fields = self.paste(desk, pasted).json()["fields"]

        assert (fields["title"], fields["issued"], fields["doi"], fields["container"]) == (
            "On the teeth of reefs",
            "2024-05",
            "10.1234/reef",
            "Journal of Reefs",
        )
        assert "Accept: application/vnd.citationstyles.csl+json" in bird.heard[0]

    @pytest.mark.parametrize(
        "pasted", ["978-0-306-40615-7", "ISBN 9780306406157", "isbn:0-306-40615-2"]
    )
    def test_an_isbn_is_read_and_looked_up_where_a_resolver_is_set(
        self, desk, bird, settings, pasted
    ):
        plain = self.paste(desk, pasted).json()["fields"]
        settings.ISBN_RESOLVER = bird.url("/isbn")
        csl(bird, f"/isbn/{plain['isbn']}", {"type": "book", "title": "Reefs"})

        found = self.paste(desk, pasted).json()["fields"]

        assert (plain["type"], plain["title"]) == ("book", "")
        assert (found["type"], found["title"], found["isbn"]) == ("book", "Reefs", plain["isbn"])

    def test_an_isbn_with_a_wrong_digit_is_none(self, desk):
        assert self.paste(desk, "978-0-306-40615-8").status_code == 400

    @pytest.mark.parametrize("said", [[], "reef", {"title": ["a"]}])
    def test_a_resolver_that_says_nothing_of_use_is_a_note(self, desk, bird, settings, said):
        settings.DOI_RESOLVER = bird.url("/doi/")
        csl(bird, "/doi/10.1234/reef", said)

        told = self.paste(desk, "10.1234/reef").json()

        assert told["fields"]["doi"] == "10.1234/reef"
        assert not told["notes"] or told["notes"][0].startswith("The number was not looked up: ")

    def test_a_resolver_of_the_house_may_not_lead_further_into_it(self, desk, bird, settings):
        from dataclasses import replace

        from sources.core import addresses

        settings.DOI_RESOLVER = bird.url("/doi/")
        fetching.NETWORK = replace(bird.network, permits=addresses.is_public)
        with canary.listening() as inside:
            bird.leads("/doi/10.1234/reef", inside.url("/secret"))

            told = self.paste(desk, "10.1234/reef").json()

            assert "public network" in told["notes"][0]
            assert inside.heard == []


class TestPageOfASource:
    def archive(self, desk, source):
        return desk.post(
            f"/admin/sources/source/{source.pk}/address/", {"action": "fetch"}, follow=True
        ).content.decode()

    def test_a_copy_is_archived_from_its_address(self, desk, bird, ada):
        record = examples.almanac(url=bird.says("/reef", PAGE))
        source = source_store.save(record, editor=None, summary="")
        form = desk.get(f"/admin/sources/source/{source.pk}/change/").content.decode()
        assert f'<a href="/admin/sources/source/{source.pk}/address/">Archive a copy' in form

        said = self.archive(desk, source)

        source.refresh_from_db()
        assert "a copy is archived." in said
        assert source.snapshot.text.startswith("Teeth of the reef")
        assert source.edits.order_by("-pk").first().summary == "Archived a copy from its address"
        assert "the page is as archived." in self.archive(desk, source)
        assert AuditEntry.objects.filter(action="source_address", outcome="done").count() == 2

    def test_what_keeps_it_from_being_fetched_is_said(self, desk, bird):
        record = examples.almanac(url=bird.url("/nowhere"))
        source = source_store.save(record, editor=None, summary="")

        assert "The address answers 404" in self.archive(desk, source)
        assert AuditEntry.objects.get(action="source_address").outcome == "refused"

    def test_a_source_without_an_address_says_so(self, desk, bird):
        source = source_store.save(examples.almanac(url=""), editor=None, summary="")

        assert "has no address" in self.archive(desk, source)

    def test_where_it_is_off_that_is_said(self, desk, settings):
        record = examples.almanac(url="https://example.org/reef")
        source = source_store.save(record, editor=None, summary="")

        page = desk.get(f"/admin/sources/source/{source.pk}/address/").content.decode()

        assert "Addresses are not fetched here" in page
        assert 'value="fetch"' not in page


class TestCommand:
    def test_a_page_is_archived_from_its_address(self, bird):
        said = run(bird.says("/reef", PAGE))

        source = Source.objects.get()
        assert said.startswith(f"{bird.url('/reef')}: archived as @{source.key}, “Teeth of the")
        assert (source.url, source.snapshot.size) == (bird.url("/reef"), len(PAGE))
        assert source.accessed

    def test_the_second_time_nothing_changes(self, bird):
        run(bird.says("/reef", PAGE))

        assert "archived already" in run(bird.url("/reef"))
        assert Source.objects.count() == 1

    def test_a_dry_run_writes_nothing(self, bird):
        assert "Dry run" in run(bird.says("/reef", PAGE), dry_run=True)
        assert not Source.objects.exists()

    @pytest.mark.parametrize("said", ["https://other.example/reef", "javascript:alert(1)", "/"])
    def test_a_page_gives_itself_no_address_of_another_site(self, bird, said):
        page = PAGE.replace("<head>", f'<head><link rel="canonical" href="{said}">')

        run(bird.says("/reef", page))

        assert Source.objects.get().url.startswith(bird.url("/"))

    def test_a_page_that_says_it_is_another_source_becomes_no_copy_of_that(self, bird):
        known = examples.almanac(url="https://example.org/", doi="10.1234/reef")
        source_store.save(known, editor=None, summary="")
        page = PAGE.replace("<head>", '<head><meta name="citation_doi" content="10.1234/reef">')

        said = run(bird.says("/reef", page))

        assert "already there as @almanac, by the same DOI; no copy was archived." in said
        assert Source.objects.get().snapshot is None

    def test_the_encoding_that_the_answer_names_is_used_and_the_bytes_stay(self, bird):
        text = "Die Übergänge über das Riff sind schmal und gefährlich.".encode("latin-1")

        run(bird.says("/reef", text, Content_Type="text/plain; charset=iso-8859-1"))

        kept = Snapshot.objects.get()
        assert "Übergänge" in kept.text
        assert source_store.original(kept) == text

    def test_a_doi_is_looked_up(self, bird, settings):
        settings.DOI_RESOLVER = bird.url()
        csl(bird, "/10.1234/reef")

        said = run("doi:10.1234/reef")

        assert said.startswith("doi:10.1234/reef: recorded as @")
        assert Source.objects.get().title == "On the teeth of reefs"
        assert "already there" in run("10.1234/reef")

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ("10.1234/reef", "10.1234/reef: no DOI is looked up here; DOI_RESOLVER names where."),
            ("9780306406157", "9780306406157: no ISBN is looked up here; ISBN_RESOLVER names"),
            ("http://10.0.0.1/", "http://10.0.0.1/: The host 10.0.0.1 does not stand in the pub"),
            ("nowhere.txt", "nowhere.txt: cannot be read"),
        ],
    )
    def test_what_cannot_be_had_is_one_sentence_and_nothing_is_written(
        self, bird, monkeypatch, asked, says
    ):
        from sources import archive

        page = bird.says("/reef", PAGE)
        monkeypatch.setattr(
            fetching,
            "NETWORK",
            archive.Network(permits=lambda number: str(number) == "127.0.0.1"),
        )

        with pytest.raises(CommandError) as refused:
            run(page, asked)

        assert str(refused.value).startswith(says)
        assert not Source.objects.exists()

    def test_where_it_is_off_it_says_what_that_needs(self, settings):
        with pytest.raises(CommandError, match="FETCH_SOURCES"):
            run("https://example.org/")
