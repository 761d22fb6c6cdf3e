"""PDF, EPUB and annotations: whole, linked, tagged, with no word from the network."""

import json
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import examples
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from PIL import ImageFile

from encyclopedia import binding, formats, pacing, pictures, publishing, store
from encyclopedia.binding import epub, pdf
from encyclopedia.core.document import Section
from encyclopedia.core.writers.jsonld import Imprint
from encyclopedia.exporting.visiting import Visit
from encyclopedia.views import written
from sources.core.record import Access

pytestmark = pytest.mark.django_db

PAGE = "/articles/skerry-lighthouse"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
NAMES = ("annotations", "epub", "pdf")


def missing(name):
    """Say why *name* cannot be written here; "" where it can."""
    try:
        if name == "pdf":
            pdf._library()  # noqa: SLF001 -- the library itself
    except binding.MissingError as error:
        return str(error)
    return ""


needs_weasyprint = pytest.mark.skipif(bool(missing("pdf")), reason=missing("pdf"))


@pytest.fixture
def article():
    examples.archive(examples.almanac(), "It was first lit in 1887. Its lamp is old.")
    why = store.Reason(editor=None, editor_name="Keeper & Söhne", summary="Begun")
    first = store.create(whole(), reason=why).edit
    publishing.publish(first, publisher=None)
    return first.article


def whole():
    """The lighthouse with a picture, a note, levels of headings and letters that XML escapes."""
    document = examples.lighthouse("Skerry Lighthouse")
    deeper = Section(
        id=examples.part("deeper"),
        heading="Lamp <1887> & after",
        level=3,
        anchor="lamp",
        text="Oil\u00a0& gas.^[A note.] | A hard  \nbreak.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    )
    return replace(
        document,
        lead=f"![The tower](picture:tower)\n\n{document.lead} <script>alert(1)</script>",
        illustrations=(examples.tower(),),
        sections=(document.sections[0], deeper, *document.sections[1:]),
    )


def bound(article, name):
    edit = store.head(article)
    imprint = Imprint(
        origin="https://encyclopedia.example",
        url=f"{PAGE}/",
        site="Encyclopedia",
        changed="2026-01-02T03:04:05+01:00",
        published="2025-12-31T00:00:00+00:00",
        revision=edit.pk,
        editors=("Keeper & Söhne",),
    )
    return binding.write(formats.BY_NAME[name], store.at(edit), imprint)


def book(article):
    return zipfile.ZipFile(BytesIO(bound(article, "epub")))


def page(packed, name):
    return ET.fromstring(packed.read(f"EPUB/{name}"))  # noqa: S314 -- our own bytes


def test_a_page_that_tells_articles_apart_says_of_each_as_much_as_on_the_site(article):
    why = store.Reason(editor=None, summary="")
    about = replace(store.current(article), short_description="Light of 1887")
    saved = store.save(article, about, base=store.head(article).pk, reason=why)
    publishing.publish(saved.edit, publisher=None)
    apart = examples.lighthouse("Skerry")
    apart = replace(apart, disambiguation=True, lead="- [[Skerry Lighthouse]]", see_also=())

    written = book(store.create(apart, reason=why).edit.article)

    assert " – Light of 1887" in "".join(page(written, "article.xhtml").itertext())


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_gets_it_at_its_address_and_is_led_there(client, article, name):
    format_ = formats.BY_NAME[name]
    if why := missing(name):
        pytest.skip(why)

    answer = client.get(f"{PAGE}.{format_.suffix}")
    old = client.get(f"{PAGE}/revisions/{store.head(article).pk}.{format_.suffix}")
    html = client.get(f"{PAGE}/").content.decode()

    assert (answer.status_code, old.status_code) == (200, 200)
    assert answer["Content-Type"] == format_.media_type
    assert f'href="{PAGE}.{format_.suffix}" type="{format_.media_type}"' in html
    known = {"if-none-match": answer["ETag"]}
    assert client.get(f"{PAGE}.{format_.suffix}", headers=known).status_code == 304


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_and_a_withdrawn_article_have_none(client, article, name):
    suffix = formats.BY_NAME[name].suffix
    store.create(examples.lighthouse("Draft"), reason=store.Reason(editor=None, summary=""))
    publishing.withdraw(article)

    assert client.get(f"/articles/draft.{suffix}").status_code == 404
    assert client.get(f"{PAGE}.{suffix}").status_code == 410


def test_the_container_says_what_it_is_before_all_else(article):
    packed = book(article)

    first, second = packed.infolist()[:2]

    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert packed.read("mimetype") == b"application/epub+zip"
    assert second.filename == "META-INF/container.xml"
    assert b'full-path="EPUB/package.opf"' in packed.read("META-INF/container.xml")
    assert packed.testzip() is None


def test_the_package_names_every_file_and_who_wrote_it(article):
    packed = book(article)
    package = page(packed, "package.opf")

    named = {item.get("href") for item in package.iter(f"{OPF}item")}
    held = {name.removeprefix("EPUB/") for name in packed.namelist() if name.startswith("EPUB/")}

    assert named == held - {"package.opf"}
    texts = {element.tag.rpartition("}")[2]: element.text for element in package.iter()}
    assert texts["title"] == "Skerry Lighthouse"
    assert texts["creator"] == "Keeper & Söhne"
    assert texts["source"].startswith("https://encyclopedia.example/articles/skerry-lighthouse/rev")
    modified = package.find(f".//{OPF}meta[@property='dcterms:modified']")
    assert modified.text == "2026-01-02T02:04:05Z"


def test_every_link_within_the_book_leads_to_its_place(article):
    packed = book(article)
    chapter, contents = page(packed, "article.xhtml"), page(packed, "contents.xhtml")
    anchors = {element.get("id") for element in chapter.iter()}

    within = [a.get("href")[1:] for a in chapter.iter(f"{XHTML}a") if a.get("href", "")[:1] == "#"]
    listed = [a.get("href").partition("#")[2] for a in contents.iter(f"{XHTML}a")]
    leading_out = [
        a.get("href") for a in chapter.iter(f"{XHTML}a") if a.get("href", "#")[:1] != "#"
    ]

    assert len(within) >= 4
    assert set(within) <= anchors
    assert set(listed[1:]) <= anchors
    assert "lamp" in listed
    assert all(url.startswith("https://encyclopedia.example/") for url in leading_out)


def test_the_contents_nest_as_the_headings_do(article):
    contents = page(book(article), "contents.xhtml")

    def outline(item):
        words = item.find(f"{XHTML}a").text
        return words, [outline(each) for each in item.findall(f"{XHTML}ol/{XHTML}li")]

    [top] = contents.findall(f".//{XHTML}nav/{XHTML}ol/{XHTML}li")
    words, below = outline(top)

    assert words == "Skerry Lighthouse"
    assert ("Purpose", [("Lamp <1887> & after", [])]) in below
    assert [name for name, _ in below][-2:] == ["Notes", "References"]


def test_pictures_and_notes_are_in_the_book(article):
    packed = book(article)
    chapter = page(packed, "article.xhtml")

    [image] = chapter.iter(f"{XHTML}img")
    kinds = {each.get("{http://www.idpf.org/2007/ops}type") for each in chapter.iter()}

    assert image.get("alt") == "The tower"
    assert packed.read(f"EPUB/{image.get('src')}")[:4] == b"\x89PNG"
    assert {"noteref", "endnotes", "backlink"} <= kinds


def test_nothing_typed_becomes_an_element_of_the_book(article):
    text = book(article).read("EPUB/article.xhtml").decode()

    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_what_xml_cannot_hold_is_replaced():
    assert epub._text("a\x01\ufffe<b") == "a\ufffd\ufffd&lt;b"  # noqa: SLF001 -- no document may hold these


def test_a_picture_whose_file_is_gone_leaves_its_words(article):
    [shown] = store.current(article).illustrations
    pictures.default_storage.delete(f"pictures/{shown.file[:2]}/{shown.file}")

    chapter = page(book(article), "article.xhtml")

    assert not list(chapter.iter(f"{XHTML}img"))
    assert "The tower" in "".join(chapter.itertext())


@pytest.mark.parametrize("name", NAMES)
def test_the_same_words_make_the_same_bytes(article, name):
    if why := missing(name):
        pytest.skip(why)

    first = bound(article, name)
    pdf.kept.clear()

    assert bound(article, name) == first


@pytest.mark.skipif(
    not (shutil.which("java") and shutil.which("epubcheck")), reason="epubcheck is not installed"
)
def test_epubcheck_finds_no_fault(article, tmp_path):
    file = tmp_path / "article.epub"
    file.write_bytes(bound(article, "epub"))

    checked = subprocess.run(  # noqa: S603 -- a checker, on a file of ours
        ["java", "-jar", shutil.which("epubcheck"), str(file)],  # noqa: S607 -- wherever Java is
        capture_output=True,
        text=True,
        check=False,
    )

    assert "No errors or warnings detected" in checked.stdout + checked.stderr


@needs_weasyprint
def test_the_pdf_is_tagged_and_has_bookmarks_and_its_language(article, monkeypatch):
    made = raw(article, monkeypatch)

    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert re.search(rb"/Marked\s+true", made)
    assert re.search(rb"/Lang\s*\(en", made)
    assert b"pdfuaid" in made
    assert made.count(b"/Title") >= 5
    assert b"/Outlines" in made
    for tag in (b"/H1", b"/H2", b"/Figure", b"/Link", b"/L", b"/Table"):
        assert tag in made


def raw(article, monkeypatch):
    """Make the PDF without compression, so that its objects can be read."""
    weasyprint = pdf._library()  # noqa: SLF001 -- the library itself
    kept = weasyprint.HTML.write_pdf
    monkeypatch.setattr(
        weasyprint.HTML,
        "write_pdf",
        lambda self, **told: kept(self, uncompressed_pdf=True, **told),
    )
    pdf.kept.clear()
    made = bound(article, "pdf")
    pdf.kept.clear()
    return made


@needs_weasyprint
def test_notes_and_references_are_linked_within_the_pdf(article, monkeypatch):
    made = raw(article, monkeypatch)

    assert made.count(b"/Dest") >= 4
    assert b"https://encyclopedia.example/sources/almanac/" in made


@needs_weasyprint
@needs_weasyprint
def test_a_pdf_leaves_uploads_as_strict_as_they_were(client, article):
    assert client.get(f"{PAGE}.pdf").status_code == 200

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_every_page_of_the_pdf_names_the_revision_and_where_it_stays(article, tmp_path):
    file = tmp_path / "article.pdf"
    file.write_bytes(bound(article, "pdf"))

    read = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True)  # noqa: S603, S607 -- a reader, on a file of ours

    revision = store.head(article).pk
    foot = f"Revision {revision} · https://encyclopedia.example{PAGE}/revisions/{revision}/"
    pages = read.stdout.split("\f")[:-1]
    assert all(foot in each for each in pages)
    assert "first lit in 1887" in read.stdout


@needs_weasyprint
def test_the_pdf_asks_nobody_for_anything(article, monkeypatch):
    def refuse(*_args, **_named):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    book_of = pdf.book.make(store.current(article), Imprint())
    reader = pdf._pictures_of(book_of)  # noqa: SLF001 -- what reads addresses for the PDF
    for url in ("https://example.org/x.png", "file:///etc/passwd", "data:,x", f"{pdf.WHERE}/x"):
        with pytest.raises(ValueError, match="expected a picture of the article"):
            reader.fetch(url)

    [image] = book_of.images
    assert reader.fetch(f"{pdf.WHERE}{image.path}").read() == image.data
    pdf.kept.clear()
    assert b"/Image" in bound(article, "pdf")


def test_without_the_extra_it_is_said_and_not_offered(client, article, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    pdf.kept.clear()
    publishing.renew(article.publication)

    answer = client.get(f"{PAGE}.pdf")

    assert answer.status_code == 501
    assert answer.content.decode() == (
        "PDF cannot be made here: install the `export` extra of this program.\n"
    )
    assert ".pdf" not in client.get(f"{PAGE}/").content.decode()
    assert ".pdf" not in client.get("/llms.txt").content.decode()
    with pytest.raises(CommandError, match="install the `export` extra"):
        call_command("export_article", article.slug, "--format", "pdf", "--output", "x.pdf")


def test_the_command_writes_files(article, tmp_path):
    file = tmp_path / "article.epub"

    call_command("export_article", article.slug, "--format", "epub", "--output", str(file))

    assert zipfile.is_zipfile(file)
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_article", article.slug, "--output", str(tmp_path))


def test_the_annotations_are_those_of_the_evidence(client, article):
    told = client.get(f"{PAGE}.annotations.json").json()
    beside = client.get(f"{PAGE}/evidence/?format=json").json()

    assert told == beside
    [note] = told["items"]
    assert note["id"].startswith(f"http://testserver{PAGE}/#")
    assert "first lit in 1887" in json.dumps(note["target"])


def test_words_for_staff_alone_are_in_no_book(client):
    examples.archive(examples.almanac(access=Access.STAFF), "It was first lit in 1887. Secretly.")
    made = store.create(examples.lighthouse(), reason=store.Reason(editor=None, summary="")).edit
    publishing.publish(made, publisher=None)

    assert client.get(f"{PAGE}.annotations.json").json()["items"] == []
    assert b"Secretly" not in book(made.article).read("EPUB/article.xhtml")


def test_an_address_gets_no_more_files_a_minute_than_are_made_for_it(client, article, settings):
    """Old revisions are without number, and each file is a second of work."""
    cache.clear()
    old = f"{PAGE}/revisions/{article.edits.get().pk}"
    given = client.get(f"{old}.epub")

    settings.BINDING_RATE = 0
    refused = [client.get(f"{PAGE}.epub"), client.get(f"{old}.pdf")]

    assert given.status_code == 200
    assert [answer.status_code for answer in refused] == [429, 429]
    sentence = "At most 0 files of this kind a minute. Wait until the next one.\n"
    assert refused[0].content.decode() == sentence
    assert 0 < int(refused[0]["Retry-After"]) <= 60
    assert client.get(f"{old}.md").status_code == 200


def test_each_address_is_counted_by_itself():
    cache.clear()

    waits = [pacing.wait("bound", who, 1) for who in ("a", "b", "a")]

    assert waits[:2] == [0, 0]
    # The third is refused, unless a new minute began meanwhile.
    assert 0 <= waits[2] <= pacing.MINUTE


def test_the_export_of_the_site_is_not_rationed(article, settings):
    settings.BINDING_RATE = 0
    visit = Visit(f"{PAGE}.epub", "https://example.org")

    assert written.article(visit, "skerry-lighthouse", "epub").status_code == 200
