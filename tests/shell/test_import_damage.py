"""Damaged files: each is read or refused in one sentence, and nothing is ever half written."""

import json
import random
import tracemalloc
from contextlib import suppress
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command

from encyclopedia import importing, store
from encyclopedia.core.writers import WRITERS
from encyclopedia.models import Article, Edit, Kind
from sources import store as source_store
from sources.models import Snapshot, Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
SUFFIXES = {"markdown": "md", "json": "json"}


@pytest.fixture
def written():
    """An article as its file, in every format that can be read back."""
    source_store.save(examples.almanac(), editor=None, summary="")
    document = store.create(examples.lighthouse(), reason=WHY).document
    return {name: dict(WRITERS)[name](document) for name in SUFFIXES}


def mutations(text, count):
    chance = random.Random(1887)  # noqa: S311 -- the same damage every time
    data = text.encode()
    for _ in range(count):
        at, until = sorted(chance.sample(range(len(data)), 2))
        yield chance.choice(
            [
                data[:at],
                data[:at] + data[until:],
                data[:at] + data[at:until] * 2 + data[until:],
                data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
                data[:at] + chance.choice([b"[", b"{", b'"', b"---\n", b":", b"\0"]) + data[at:],
            ]
        )


@pytest.mark.parametrize("name", SUFFIXES)
def test_a_damaged_file_is_read_or_refused_in_one_sentence(written, name, tmp_path):
    path = tmp_path / f"damaged.{SUFFIXES[name]}"
    before = (Edit.objects.count(), Source.objects.count(), Kind.objects.count())

    said = []
    for data in mutations(written[name], 200):
        path.write_bytes(data)
        try:
            importing.read_article(path)
        except importing.ImportFileError as refused:
            said.append(str(refused))

    assert said
    assert [sentence for sentence in said if "\n" in sentence or str(path) not in sentence] == []
    assert (Edit.objects.count(), Source.objects.count(), Kind.objects.count()) == before


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("json", "[" * 100_000),
        ("json", '{"a":' * 100_000),
        ("json", "1" * 5_000),
        ("json", '"\\ud800"'),
        ("md", f"---\ntitle: {'[' * 50_000}\n---\n"),
        ("md", "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n"),
        ("txt", f"= T =\n\n{'[' * 100_000}"),
        ("txt", f"= {'T' * 100_000} =\n\nWords."),
    ],
)
def test_a_bomb_is_read_or_refused(tmp_path, suffix, content):
    path = tmp_path / f"bomb.{suffix}"
    path.write_text(content)

    with suppress(CommandError):
        call_command("import_article", str(path), stdout=StringIO())
        return

    assert not Article.objects.exists()


HEAD = '{"format": "encyclopedia", "schema": 2, "id": "00000000-0000-0000-0000-000000000001"'
SECTION = (
    '{"id": "00000000-0000-0000-0000-000000000002", "heading": "A", "anchor": "a", "level": 99}'
)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "a.json",
            HEAD + ', "title": "A", "title": "B"}',
            "title: this stands twice in one object",
        ),
        ("a.json", HEAD + ', "title": "A", "sections": [' + SECTION + "]}", "The level here is 2"),
        ("a.md", "---\ntitle: A\ntitle: B\n---\n", "“title” stands twice"),
        ("a.md", "---\ntitle: &x A\nkind: *x\n---\n", "aliases cannot be used here"),
        ("a.txt", "Lit in Malmö.".encode("latin-1"), "not UTF-8"),
        ("a.txt", "= T =\n\nLit.".encode("utf-16-le"), "."),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0", "."),
        ("a.json", b"PK\x03\x04\x14\0", "."),
        ("a.docx", b"PK\x03\x04\x14\0", "."),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_in_one_sentence(
    tmp_path, name, content, sentence
):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("import_article", str(path), stdout=StringIO())

    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)
    assert not Article.objects.exists()


@pytest.mark.parametrize("command", ["import_article", "import_sources"])
def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path, command):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    tracemalloc.start()
    with pytest.raises(CommandError, match=r"larger than .*, the most we read"):
        call_command(command, str(path), stdout=StringIO())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 10_000_000


@pytest.mark.parametrize("date", ["99999", "2024-13", "31 February 2024", "-999999-99-99", "0000"])
def test_an_absurd_date_of_an_event_stays_words(tmp_path, date):
    """The text is the truth: what is no date is a finding, and nothing breaks on it."""
    path = tmp_path / "dated.md"
    path.write_text(f"---\ntitle: Dated\n---\n\n## Key events\n\n##### {date}\n\nLit.\n")

    call_command("import_article", str(path), stdout=StringIO())

    (article,) = Article.objects.all()
    assert date in str(store.current(article))


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(CommandError, match="this is not a file"):
        call_command("import_article", str(tmp_path))


def test_a_file_refused_after_others_were_saved_takes_them_back(tmp_path):
    store.create(examples.lighthouse("Written here"), reason=WHY)
    source = tmp_path / "source.txt"
    source.write_text("A headline of a report\n\nThe lighthouse was lit.")
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("= Good =\n\nWords.")
    bad.write_text("= Written here =\n\nWords.")

    with pytest.raises(CommandError, match="did not come from a file"):
        call_command("import_article", str(good), str(bad), sources=[source])

    assert Article.objects.count() == 1
    assert (Source.objects.count(), Snapshot.objects.count()) == (0, 0)


def test_a_record_in_a_file_is_not_believed_over_ours(written, tmp_path):
    data = json.loads(written["json"])
    for record in data["sources"]:
        record["title"] = "Forged"
    path = tmp_path / "forged.json"
    path.write_text(json.dumps(data).replace("Skerry Lighthouse", "Forged Lighthouse"))

    with pytest.raises(CommandError):
        call_command("import_article", str(path), stdout=StringIO())

    assert Source.objects.get().title == "The Almanac"
