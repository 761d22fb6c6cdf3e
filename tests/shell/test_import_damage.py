"""Damaged files: each is read or refused in one sentence, and nothing is ever half written."""

import json
import random
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
