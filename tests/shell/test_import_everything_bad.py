"""Bad files of every format through every import command: a sentence, exit code 1, no row changed.

Each format has a valid file, which is damaged by the same dice every time; and each kind of attack
or accident that people know of has a row in the table.
"""

import gzip
import io
import json
import os
import random
import re
import zipfile
from collections import Counter
from contextlib import contextmanager

import examples
import pdfs
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from encyclopedia import store
from encyclopedia.core.writers import WRITERS as ARTICLE_WRITERS
from encyclopedia.core.writers import wikitext
from sources import capturing
from sources import store as source_store
from sources.core import capture
from sources.core.captured import CaptureError
from sources.core.record import Name
from sources.core.writers import WRITERS as SOURCE_WRITERS

pytestmark = pytest.mark.django_db

TIMES = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 25
WHY = store.Reason(editor=None, summary="")
PAGE = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Teeth of the reef</title>'
    b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Teeth"}</script>'
    b'<meta name="author" content="Ann Skerry"></head><body><article><h1>Teeth of the reef</h1>'
    b"<p>The reef has forty teeth, and nine of them are sharp at any tide of the year.</p>"
    b"</article></body></html>"
)
DUMP = (
    b'<mediawiki version="0.11"><page><title>Ferry</title><ns>0</ns><id>1</id><revision>'
    b"<id>1</id><timestamp>2019-05-01T10:00:00Z</timestamp><contributor><username>Ann</username>"
    b'</contributor><text xml:space="preserve">The ferry sails.</text></revision></page>'
    b"</mediawiki>"
)
ARTICLES = ("json", "md", "txt", "wiki", "xml")
SOURCES = ("bib", "ris", "csl.json", "html", "report.txt")


@pytest.fixture
def valid(tmp_path):
    """A valid file in every format, as bytes by suffix."""
    source_store.save(examples.almanac(), editor=None, summary="")
    document = store.create(examples.lighthouse(), reason=WHY).document
    article = {name: write(document) for name, write in ARTICLE_WRITERS if name != "html"}
    named = (examples.almanac(key="b", title="Of bells", authors=(Name(family="Bell"),)),)
    shelf = {name: write(named) for name, write in SOURCE_WRITERS}
    texts = {
        "json": article["json"],
        "md": article["markdown"],
        "txt": article["plain"],
        "wiki": wikitext.write(document),
        "bib": shelf["bibtex"],
        "ris": shelf["ris"],
        "csl.json": shelf["csl-json"],
        "report.txt": "Ferry returns to the harbour\n\nThe ferry returned on Monday, at noon.\n",
    }
    files = {"html": PAGE, "xml": DUMP, "pdf": pdfs.report()}
    return files | {name: str(text).encode() for name, text in texts.items()}


def rows():
    """Count the rows of every table."""
    return Counter({m.__name__: m.objects.count() for m in apps.get_models()})


def damaged(data, dice):
    """Cut, repeat, swap or strew something into *data*."""
    at, until = sorted(dice.sample(range(len(data) + 1), 2))
    odd = (b"[", b"{", b'"', b"<", b"&", b"%", b"{{", b"\0", b"\xff", b"\xef\xbb\xbf", b"-9999-99")
    return dice.choice(
        (
            data[:at],
            data[at:],
            data[:at] + data[until:],
            data[:until] + data[at:],
            data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :],
            data[:at] + dice.choice(odd) * dice.choice((1, 1, 200)) + data[at:],
            data.decode("latin-1").encode("utf-16"),
        )
    )


@contextmanager
def taken_back():
    """Take back what an import writes, as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(command, path):
    """Import the file *path*; give the sentence by which it is refused, "" where it is not.

    What a refused one left is counted before it is taken back: no row of any table.
    """
    out, before = io.StringIO(), rows()
    with taken_back():
        try:
            call_command(command, str(path), stdout=out, stderr=out)
        except CommandError as refused:
            assert refused.returncode == 1  # noqa: PT017 -- either way is right
            assert rows() == before
            return str(refused)
    return ""


def refusals(command, path, contents):
    """Import all *contents* as the file *path*, and give what is said of those refused."""
    said = []
    for data in contents:
        path.write_bytes(data)
        if sentence := run(command, path):
            said.append(sentence)
    return said


@pytest.mark.parametrize(
    ("command", "name"),
    [*(("import_article", n) for n in ARTICLES), *(("import_sources", n) for n in SOURCES)],
)
def test_a_damaged_file_is_read_or_refused_in_one_sentence(valid, tmp_path, command, name):
    dice = random.Random(f"{name} 1887")  # noqa: S311 -- the same damage every time
    path = tmp_path / f"damaged.{name}"

    said = refusals(command, path, (damaged(valid[name], dice) for _ in range(TIMES)))

    assert said
    assert [each for each in said if "\n" in each or str(path) not in each] == []


def test_a_damaged_pdf_is_read_or_refused_in_one_sentence(valid):
    """Here, since a child for each of them would take minutes; one that is apart says the same."""
    dice = random.Random("pdf 1887")  # noqa: S311 -- the same damage every time
    said = []

    for _ in range(2 * TIMES):
        try:
            capture.read(damaged(valid["pdf"], dice), "damaged.pdf")
        except CaptureError as refused:
            said.append(str(refused))

    assert said
    assert [each for each in said if "\n" in each or not each.startswith("damaged.pdf")] == []


DEEP = 100_000
TABLE = {
    # what is wrong: the command, the name of the file, its bytes, and what is said of it
    "empty article": ("import_article", "a.txt", b"", r"."),
    "empty report": ("import_sources", "a.txt", b"", r"is empty"),
    "empty page": ("import_sources", "a.html", b"", r"has no text"),
    "not UTF-8": ("import_article", "a.md", b"---\ntitle: \xff\n---\n", r"[Ll]ine 2"),
    "not UTF-8, bibliography": ("import_sources", "a.bib", b"@book{a,\ntitle={\xe9}}", r"line 2"),
    "UTF-16 without a mark": ("import_sources", "a.ris", "TY  - BOOK".encode("utf-16-le"), r"."),
    "NUL": ("import_sources", "a.txt", b"a\n\0", r"NUL character in line 2"),
    "an archive called an article": ("import_article", "a.md", b"PK\x03\x04\x14\0\x08", r"."),
    "a picture called a page": ("import_sources", "a.html", b"\x89PNG\r\n\x1a\n\0\0\xff", r"."),
    "a page called a PDF": ("import_sources", "a.pdf", PAGE, r"is not a PDF"),
    "a PDF called a bibliography": ("import_sources", "a.bib", b"%PDF-1.7\n\xe2\xe3", r"line"),
    "a PDF called an article": ("import_article", "a.txt", b"%PDF-1.7\n\xe2\xe3", r"[Ll]ine 2"),
    "a PDF of another name for an article": ("import_article", "a.pdf", b"%PDF-1.7\n", r"format"),
    "deep JSON": ("import_article", "a.json", b'{"a":' * DEEP, r"."),
    "deep CSL": ("import_sources", "a.json", b"[" * DEEP, r"nested|JSON"),
    "deep HTML": ("import_sources", "a.html", b"<html>" + b"<div>" * DEEP + b"A", r"nested|deep"),
    "deep BibTeX": ("import_sources", "a.bib", b"@book{a, title=" + b"{" * DEEP, r"."),
    "deep XML": ("import_article", "a.xml", b"<mediawiki>" + b"<a>" * DEEP, r"nested deeper"),
    "deep YAML": ("import_article", "a.md", b"---\ntitle: " + b"[" * DEEP + b"\n---\n", r"."),
    "entities": (
        "import_article",
        "a.xml",
        b'<!DOCTYPE m [<!ENTITY a "aa">]><mediawiki>&a;</mediawiki>',
        r"no document type",
    ),
    "an entity from outside": (
        "import_article",
        "a.xml",
        b'<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><mediawiki>&a;</mediawiki>',
        r"no document type",
    ),
    "a title twice": (
        "import_article",
        "a.md",
        b"---\ntitle: A\ntitle: B\n---\n",
        r"“title” stands twice",
    ),
    "a key twice": ("import_article", "a.json", b'{"title": "A", "title": "B"}', r"twice"),
    "a large number": ("import_article", "a.json", b"1" * 5_000, r"."),
    "half a character": ("import_article", "a.json", b'"\\ud800"', r"."),
    "a cut archive": ("import_article", "a.xml.gz", gzip.compress(DUMP)[:-9], r"cut short"),
    "no archive at all": ("import_article", "a.xml.gz", b"words", r"."),
    "a locked PDF": (
        "import_sources",
        "a.pdf",
        pdfs.encrypted(pdfs.report(), "secret"),
        r"password",
    ),
    "a cut PDF": ("import_sources", "a.pdf", pdfs.report()[:-40], r"a part is missing"),
    "a PDF whose pages go round": (
        "import_sources",
        "a.pdf",
        pdfs.report().replace(b"/Kids [4 0 R", b"/Kids [2 0 R"),
        r".",
    ),
}


@pytest.mark.parametrize("wrong", TABLE)
def test_what_is_wrong_with_a_file_is_said_in_one_sentence(tmp_path, wrong):
    command, name, data, sentence = TABLE[wrong]
    path = tmp_path / name

    (said,) = refusals(command, path, [data])

    assert said.startswith(str(path))
    assert "\n" not in said
    assert len(said) < 600
    assert re.search(sentence, said), said


LARGE = ("json", "md", "txt", "wiki", "xml", "bib", "ris", "html", "pdf", "xml.gz")


@pytest.mark.parametrize("name", LARGE)
def test_a_file_of_100_mb_is_refused_at_once(tmp_path, name):
    path = tmp_path / f"large.{name}"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    command = "import_article" if name in {*ARTICLES, "xml.gz"} else "import_sources"

    said = run(command, path)

    assert said.startswith(str(path))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.bib", b"@book{a, title={A}, year={99999}, month={13}}"),
        ("a.ris", b"TY  - BOOK\nTI  - A\nPY  - -0000/99/99/\nER  - \n"),
        ("a.json", json.dumps([{"title": "A", "issued": {"date-parts": [[10**30]]}}]).encode()),
        ("a.html", PAGE.replace(b"<h1>", b'<meta name="date" content="0000-99-99"><h1>')),
        ("a.pdf", pdfs.report({"CreationDate": "D:99999999999999"})),
    ],
)
def test_an_absurd_date_is_no_date_of_a_source(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)

    call_command("import_sources", str(path), stdout=io.StringIO(), stderr=io.StringIO())

    (source,) = apps.get_model("sources", "Source").objects.all()
    assert source.issued in {"", "9999", "99999"}


def test_a_bomb_of_each_packed_format_costs_little(tmp_path, monkeypatch):
    monkeypatch.setattr(capturing, "SECONDS", 2)
    packed = tmp_path / "a.xml.gz"
    packed.write_bytes(gzip.compress(b"<mediawiki>" + b" " * 300_000_000, 1))
    book = tmp_path / "a.zip"
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", b" " * 100_000_000)

    refused = [run("import_article", packed), run("restore", book)]

    assert all(refused)
