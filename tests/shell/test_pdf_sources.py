"""PDFs as sources: by command, at the desk, by the API and from an address; and hostile ones."""

from dataclasses import replace
from io import StringIO
from time import monotonic

import examples
import pdfs
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from encyclopedia import publishing, store, tokens
from sources import capturing
from sources import store as source_store
from sources.core.record import Access
from sources.models import Snapshot, Source, SourceEdit

pytestmark = pytest.mark.django_db

SAID = {"Title": "Report of the lamp", "Author": "Jane Doe", "CreationDate": "D:19010514120000"}
REFUSED = {
    "locked.pdf": (pdfs.encrypted(pdfs.report(), "secret"), "it opens with a password only"),
    "scanned.pdf": (pdfs.write([[], []]), "its pages are pictures, as of a scan"),
    "broken.pdf": (pdfs.report()[:900], "is not a whole PDF"),
    "false.pdf": (b"<!doctype html><title>A page</title>", "is not a PDF, whatever its name says"),
    "damaged.pdf": (pdfs.report().replace(b"/Pages 2 0 R", b"/Pages 9 0 R"), "damaged"),
}


def report_of(**said):
    return pdfs.report({**SAID, **said})


def counts():
    return Source.objects.count(), SourceEdit.objects.count(), Snapshot.objects.count()


def sent(data, name="report.pdf"):
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def run(*asked, **options):
    told = StringIO()
    call_command("import_sources", *map(str, asked), stdout=told, stderr=told, **options)
    return told.getvalue()


def test_a_pdf_is_imported_with_what_it_says_of_itself(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(report_of())

    said = run(path)

    copy = Snapshot.objects.get()
    record = source_store.current(copy.source)
    assert said.startswith(
        "report.pdf: archived as @report-of-the-1901, “Report of the lamp”; left out:"
    )
    assert (record.title, record.issued, record.language) == (
        "Report of the lamp",
        "1901-05-14",
        "en",
    )
    assert (copy.media_type, copy.extractor) == ("application/pdf", "pypdf")
    assert source_store.original(copy) == report_of()
    assert "by the harbour" in copy.text


def test_the_same_pdf_again_is_known(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(report_of())
    run(path)
    before = counts()

    assert "archived already, as @report-of-the-1901" in run(path)
    assert counts() == before


def test_a_pdf_of_another_name_is_read_as_one_where_that_is_asked_for(tmp_path):
    path = tmp_path / "download"
    path.write_bytes(report_of())

    run(path, format="pdf")

    assert Snapshot.objects.get().media_type == "application/pdf"


def test_a_pdf_comes_with_an_article(tmp_path):
    article, path = tmp_path / "lamp.txt", tmp_path / "report.pdf"
    article.write_text("= The lamp =\n\nIt was lit in 1887.")
    path.write_bytes(report_of())

    call_command("import_article", str(article), sources=[path], stdout=StringIO())

    assert Snapshot.objects.get().extractor == "pypdf"


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_that_cannot_be_read_is_refused_in_one_sentence(tmp_path, client, ada, tom, name):
    data, sentence = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    source_store.save(examples.almanac(), editor=None, summary="")
    client.force_login(ada)
    before = counts()

    with pytest.raises(CommandError, match=sentence) as refused:
        run(path)
    at_the_desk = add(client, captured=sent(data, name))
    by_api = client.post(
        "/api/v1/sources/almanac/snapshots",
        {"captured": sent(data, name)},
        headers={"Authorization": f"Bearer {token_for(tom)}"},
    )

    assert str(refused.value).startswith(f"{path}")
    assert "\n" not in str(refused.value)
    assert sentence in at_the_desk.content.decode()
    assert (by_api.status_code, sentence in by_api.json()["detail"]) == (422, True)
    assert counts() == before


def add(client, **typed):
    copies = {f"snapshots-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    form = {"key": "report", "type": "report", "title": "The report", "access": "excerpt"}
    return client.post("/admin/sources/source/add/", {**form, **copies, **typed})


def token_for(member):
    return tokens.make(member, "Scripts", ["sources"])[1]


def test_a_pdf_is_archived_at_the_desk_and_by_the_api(client, ada, tom):
    source_store.save(examples.almanac(), editor=None, summary="")
    client.force_login(ada)

    added = add(client, captured=sent(report_of()))
    kept = client.post(
        "/api/v1/sources/almanac/snapshots",
        {"captured": sent(report_of(Title="Another"))},
        headers={"Authorization": f"Bearer {token_for(tom)}"},
    )

    assert (added.status_code, kept.status_code) == (302, 201)
    assert {copy.media_type for copy in Snapshot.objects.all()} == {"application/pdf"}


def test_a_pdf_fills_the_gaps_of_a_source_recorded_while_one_writes(client, ada):
    client.force_login(ada)

    answer = client.post(
        "/admin/encyclopedia/article/writing/source/",
        {"type": "report", "captured": sent(report_of())},
    )

    assert answer.status_code == 200, answer.content
    record = source_store.current(Source.objects.get())
    assert (record.title, record.issued) == ("Report of the lamp", "1901-05-14")


def test_an_address_that_gives_a_pdf_is_fetched(bird):
    url = bird.says("/reports/lamp", report_of(), Content_Type="application/pdf")

    run(url)

    source = Source.objects.get()
    assert (source.title, source.url) == ("Report of the lamp", url)
    assert source.snapshot.file_name.endswith(".pdf")


def test_a_bomb_costs_its_limit_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr(capturing, "SECONDS", 2)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdfs.bomb(50))
    began = monotonic()

    with pytest.raises(CommandError, match=r"longer than 2 seconds|more than 1,024 MB|damaged"):
        run(path)

    assert path.stat().st_size < 1_000_000
    assert monotonic() - began < 60
    assert counts() == (0, 0, 0)


def test_a_file_over_the_limit_is_not_given_to_the_parser():
    with pytest.raises(ValueError, match="at most 10,000,000 are read"):
        capturing.read(b"%PDF-1.7" + b" " * 10_000_000, "large.pdf")


@pytest.fixture
def cited(tmp_path, client, ada):
    """A draft beside an archived report of three pages, printed from page 12 on."""
    path = tmp_path / "report.pdf"
    path.write_bytes(report_of())
    run(path)
    source_store.save(examples.almanac(), editor=None, summary="")
    client.force_login(ada)
    why = store.Reason(editor=None, summary="")
    return store.create(examples.lighthouse(), reason=why).edit.article


def quote(client, article, words, **typed):
    section = store.current(article).sections[0]
    end = section.text.index(".") + 1
    place = {"part": "section", "id": section.id, "start": 0, "end": end}
    asked = {"base": store.head(article).pk, "source": "report-of-the-1901", "words": words}
    url = reverse("admin:encyclopedia_article_cite", args=[article.pk])
    return client.post(url, {**place, **asked, **typed})


def test_a_pinned_quotation_names_its_page(client, cited):
    answer = quote(client, cited, "The lamp was lit in 1887")

    assert answer.status_code == 302, answer.content
    text = store.current(cited).sections[0].text
    assert '[@report-of-the-1901, p. 12, "The lamp was lit in 1887"]' in text


def test_a_page_that_an_editor_names_stays(client, cited):
    quote(client, cited, "The lamp was lit in 1887", locator="fig. 2")

    assert "[@report-of-the-1901, fig. 2," in store.current(cited).sections[0].text


def test_the_picker_is_told_where_pages_begin(client, cited):
    url = reverse("admin:encyclopedia_article_text", args=[cited.pk])

    told = client.get(url, {"source": "report-of-the-1901"}).json()

    begun = [(told["text"][start : start + 9], number) for start, number in told["pages"]]
    assert begun == [("The keepe", 12), ("commissio", 13), ("Nobody ha", 14)]


def test_readers_are_told_the_page_of_a_passage(client, cited, ada):
    quote(client, cited, "Nobody has kept a well-known lamp")
    publishing.publish(store.head(cited), publisher=ada)
    client.logout()

    page = client.get(reverse("source", args=["report-of-the-1901"])).content.decode()

    assert '<p class="quiet">p. 14</p>' in page


def test_the_original_is_served_nowhere(client, cited, ada):
    record = source_store.current(Source.objects.get(key="report-of-the-1901"))
    source_store.save(replace(record, access=Access.PUBLIC), editor=ada, summary="")
    copy = Snapshot.objects.get()

    page = client.get(reverse("snapshot", args=[record.key, copy.sha256]))

    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert "Report of the commission" in page.content.decode()
    assert b"%PDF" not in page.content
