"""`import_sources`: captures and bibliographies in, sentences out, nothing half written."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sources import store
from sources.core.record import Name
from sources.models import Snapshot, Source, SourceEdit

pytestmark = pytest.mark.django_db

REPORT = """Ferry returns to the harbour
Become a member Gift membership

The ferry returned to the old harbour on Monday, the council said in a statement.

Comments are closed.
"""
PAGE = """<!doctype html><html lang="en"><head><title>Ferry returns</title>
<link rel="canonical" href="https://gazette.example/ferry"></head>
<body><p>The ferry returned to the old harbour.</p></body></html>"""
BOOKS = """@book{doe, title={On lamps}, author={Doe, Jane}, year={2031}, doi={10.1000/lamps}}
@book{broken, title={No end
@book{roe, title={On ropes}, author={Roe, John}, year={2031}, isbn={1}}
"""


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    call_command("import_sources", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def counts():
    return Source.objects.count(), SourceEdit.objects.count(), Snapshot.objects.count()


def test_a_captured_report_is_archived_and_told(file):
    said, _ = run(file("report.txt", REPORT))

    assert said.splitlines() == [
        (
            "report.txt: archived as @ferry-returns-to, “Ferry returns to the harbour”;"
            " left out: 33 %."
        ),
        "  left empty: authors, publisher, date, language, address.",
    ]


def test_a_snapshot_keeps_the_capture_and_what_of_it_is_the_article(file):
    run(file("report.txt", REPORT), access="public")

    snapshot = Snapshot.objects.get()
    read = store.extracted(snapshot)
    assert snapshot.full == REPORT.strip()
    assert snapshot.text == read.text == "\n\n".join(REPORT.splitlines()[::3])
    assert [words for _, words in read.gaps] == [
        "Become a member Gift membership",
        "Comments are closed.",
    ]
    assert store.original(snapshot) == REPORT.encode()
    assert snapshot.source.access == "public"


def test_a_snapshot_from_before_captures_were_kept_is_all_article():
    snapshot = Snapshot(text="The lamp was lit.")

    assert store.extracted(snapshot).text == "The lamp was lit."


def test_importing_twice_changes_nothing(file):
    files = file("report.txt", REPORT), file("books.bib", BOOKS), file("page.html", PAGE)
    run(*files)
    before = counts()

    said, _ = run(*files)

    assert counts() == before
    assert said.splitlines() == [
        "report.txt: archived already, as @ferry-returns-to; left out: 33 %.",
        "books.bib: line 1: already there as @doe, by the same DOI.",
        "books.bib: line 3: already there as @roe, by the same type, title, date and authors.",
        "page.html: archived already, as @ferry-returns; left out: 0 %.",
    ]


def test_a_broken_entry_is_told_by_its_line_and_the_others_are_saved(file):
    path = file("books.bib", BOOKS)

    said, warned = run(path)

    assert said.splitlines() == [
        "books.bib: line 1: recorded as @doe, “On lamps”.",
        "  left empty: publisher, language.",
        "books.bib: line 3: recorded as @roe, “On ropes”.",
        "  left empty: publisher, language, address.",
        "  the ISBN “1” is not well formed, and left empty.",
    ]
    assert warned == (
        f"{path}: line 2: the entry “broken” was left out: its braces, commas or fields are"
        " broken.\n"
    )
    assert store.current(Source.objects.get(key="doe")).authors == (
        Name(family="Doe", given="Jane"),
    )


def test_a_source_with_the_same_doi_is_not_recorded_again(file):
    run(file("books.bib", BOOKS))

    said, _ = run(file("more.ris", "TY  - BOOK\nTI  - Lamps\nDO  - 10.1000/LAMPS\nER  - \n"))

    assert said == "more.ris: line 1: already there as @doe, by the same DOI.\n"


def test_an_entry_for_a_known_source_fills_its_gaps_where_that_is_asked_for(file):
    run(file("books.bib", BOOKS))
    more = file(
        "more.ris",
        "TY  - BOOK\nID  - lamps-31\nTI  - Lamps\nDO  - 10.1000/LAMPS\nPB  - Press\nER  - \n",
    )

    offered, _ = run(more)
    said, _ = run(more, merge=True)

    there = "more.ris: line 1: already there as @doe, by the same DOI"
    assert offered == f"{there}; --merge would add its publisher.\n"
    assert said == f"{there}; merged, which added its publisher and other key @lamps-31.\n"
    record = store.current(Source.objects.get(key="doe"))
    assert (record.title, record.publisher, record.aliases) == ("On lamps", "Press", ("lamps-31",))
    assert run(more, merge=True)[0] == f"{there}.\n"


def test_an_entry_that_fills_a_gap_with_what_no_source_can_have_is_named_by_its_path(file):
    run(file("books.bib", BOOKS))
    entry = {"id": "x", "type": "book", "DOI": "10.1000/lamps", "publisher": "P" * 5_000}
    more = file("more.json", json.dumps([entry]))

    with pytest.raises(CommandError, match=re.escape(f"{more}: line 1: ")):
        run(more, merge=True)

    assert Source.objects.get(key="doe").publisher == ""


def test_an_entry_that_fills_gaps_leaves_alone_what_readers_may_see(file):
    run(file("books.bib", BOOKS), access="public")
    more = file("more.ris", "TY  - BOOK\nTI  - Lamps\nDO  - 10.1000/LAMPS\nPB  - Press\nER  - \n")

    run(more, merge=True)

    doe = Source.objects.get(key="doe")
    assert (doe.publisher, doe.access) == ("Press", "public")


def test_two_entries_for_one_source_in_a_file_are_one(file):
    twice = (
        '[{"id": "a", "title": "T", "type": "book", "ISBN": "316148410X"},\n'
        '{"id": "b", "title": "T.", "type": "book", "ISBN": "978-3-16-148410-0"}]'
    )

    said, _ = run(file("a.json", twice))

    assert said.splitlines()[-1] == "a.json: line 2: already there as @a, by the same ISBN."
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("@book{k, title={Été}}".encode("windows-1252"), {"encoding": "windows-1252"}),
        ("% Encoding: ISO-8859-1\n@book{k, title={Été}}".encode("latin-1"), {}),
        ("% Encoding: UTF-8\n@book{k, title={Été}}".encode(), {}),
        ("@book{k, title={Été}}".encode("utf-16"), {}),
        ("@book{k, title={Été}}".encode("utf-8-sig"), {}),
    ],
)
def test_a_bibliography_is_read_in_its_encoding(file, text, options):
    run(file("a.bib", text), **options)

    assert Source.objects.get().title == "Été"


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        (
            "\n@book{k, title={Été}}".encode("latin-1"),
            {},
            "byte 0xC9. If it is in another encoding, name that with --encoding.",
        ),
        (b"x", {"encoding": "klingon"}, "names the encoding “klingon”, which is not read."),
        (b"x", {"encoding": "hex"}, "names the encoding “hex (no text)”, which is not read."),
        (b"@book{k, title={\0}}", {}, "has a NUL character in line 1, so it is not a text."),
    ],
)
def test_an_encoding_that_does_not_fit_is_told_in_a_sentence(file, text, options, sentence):
    with pytest.raises(CommandError) as error:
        run(file("a.bib", text), **options)

    assert sentence in str(error.value)


def test_a_new_capture_of_a_known_address_is_archived_with_it(file):
    run(file("page.html", PAGE))
    changed = PAGE.replace("old harbour", "new harbour").replace("https://", "http://www.")

    said, _ = run(file("later.html", changed))

    kept = "already there as @ferry-returns; a new copy of it is archived"
    assert said == f"later.html: {kept}; left out: 0 %.\n"
    source = Source.objects.get()
    assert source.snapshots.count() == 2
    assert source.snapshot.text == "The ferry returned to the new harbour."


def test_a_key_that_another_source_has_gets_a_number(file):
    run(file("a.json", '{"id": "doe", "title": "On lamps", "type": "book"}'))

    run(file("b.json", '{"id": "doe", "title": "On ropes", "type": "book"}'))

    assert list(Source.objects.values_list("key", "title")) == [
        ("doe", "On lamps"),
        ("doe-2", "On ropes"),
    ]


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(file):
    said, _ = run(file("report.txt", REPORT), file("books.bib", BOOKS), dry_run=True)

    assert "archived as @ferry-returns-to" in said
    assert said.endswith("Dry run: nothing was written.\n")
    assert counts() == (0, 0, 0)
    assert not store.archive().exists("")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.txt", b"one\n\xff", "a.txt is not UTF-8: line 2 has the byte 0xFF."),
        ("a.bib", "@book{k, title={", "line 1: the entry “k” was left out"),
        ("a.bib", "words", "line 1: there is no entry"),
        ("a.json", "[\n{]", "line 2: this is not JSON"),
        ("a.json", '[{"id": "a", "type": "book"}]', "line 1: the entry “a” was left out"),
        ("a.json", "[]", "there is no entry in it."),
        (
            "a.json",
            '[{"title": "T"},\n{"title": "' + "T" * 501 + '"}]',
            "line 2: The title of a source has at most 500 characters.",
        ),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_nothing_is_written(file, name, text, sentence):
    good = file("books.bib", BOOKS) if name != "a.bib" else file("r.txt", REPORT)
    bad = file(name, text)

    with pytest.raises(CommandError) as error:
        run(good, bad)

    assert str(bad) in str(error.value)
    assert sentence in str(error.value)
    assert counts() == (0, 0, 0)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"this is not a file\.$"):
        run(tmp_path)
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        run(tmp_path / "none.txt")


def test_a_file_larger_than_we_read_is_refused(file):
    with pytest.raises(CommandError, match="larger than 10,000,000 bytes"):
        run(file("a.txt", b"a" * 10_000_001))


def test_the_format_can_be_named(file):
    run(file("page", PAGE), format="html")
    run(file("books", BOOKS), format="bibtex")

    assert set(Source.objects.values_list("key", flat=True)) == {"ferry-returns", "doe", "roe"}


def test_the_page_of_a_source_shows_what_was_left_out_and_marks_nothing_in_it(file, client, ada):
    run(file("report.txt", REPORT), access="public")
    client.force_login(ada)

    page = client.get("/sources/ferry-returns-to/").content.decode()

    assert "33 % of what was captured" in page
    assert (
        '<details class="left-out"><summary>Left out</summary>'
        "<p>Become a member Gift membership</p></details>"
    ) in page


def test_readers_of_excerpts_do_not_see_what_was_left_out(file, client, rita):
    run(file("report.txt", REPORT))
    client.force_login(rita)

    assert "Gift membership" not in client.get("/sources/ferry-returns-to/").content.decode()


@pytest.mark.parametrize(("name", "text"), [("empty.txt", ""), ("empty.bib", "% nothing")])
def test_a_refused_file_is_named_once(file, name, text):
    path = file(name, text)

    with pytest.raises(CommandError) as error:
        run(path)

    assert str(error.value).count(name) == 1
    assert str(error.value).startswith(str(path))
