"""`import_article`: files in, a sentence out, nothing half written."""

import hashlib
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from encyclopedia import reviewing, store
from encyclopedia.core.document import FieldType, SectionKind
from encyclopedia.models import Article, Edit, Publication
from sources import store as source_store
from sources.models import Snapshot, Source

pytestmark = pytest.mark.django_db

ARTICLE = """= Skerry Lighthouse =

Skerry Lighthouse
- Date: 1-3 May 1887
- Participants: Ann Skerry, Bo Reef

The lighthouse warns ships.

==Purpose==
It warns ships of the reef.

==See also==
- Reef of Teeth
"""


def run(*arguments, **options):
    out = StringIO()
    call_command("import_article", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lighthouse.txt"
    path.write_text(ARTICLE)
    return path


def test_an_article_becomes_a_draft(file):
    run(file)

    article = Article.objects.get()
    document = store.current(article)
    assert document.title == "Skerry Lighthouse"
    assert [(f.label, f.type) for f in document.infobox] == [
        ("Date", FieldType.RANGE),
        ("Participants", FieldType.PEOPLE),
    ]
    assert [section.kind for section in document.sections] == [SectionKind.PURPOSE]
    assert not Publication.objects.exists()


def test_publish_makes_it_public(file, client):
    run(file, publish=True)

    assert client.get("/articles/skerry-lighthouse/").status_code == 200


def test_nothing_is_published_past_a_reviewer(file, settings):
    settings.APPROVAL_REQUIRED = True

    with pytest.raises(CommandError, match="only what a reviewer approved"):
        run(file, publish=True)
    assert not Article.objects.exists()

    run(file)
    assert Article.objects.exists()
    assert not Publication.objects.exists()


def test_what_was_withdrawn_does_not_come_back_by_an_import(file, ada):
    run(file, publish=True)
    reviewing.withdraw(Article.objects.get(), by=ada, reason="Its subject complained.")
    file.write_text(ARTICLE.replace("warns ships", "warns every ship"))

    with pytest.raises(CommandError, match="was not published, and nothing imported"):
        run(file, publish=True)

    assert Article.objects.get().withdrawn_at is not None
    assert Edit.objects.count() == 1


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(file, tmp_path):
    source = tmp_path / "source.txt"
    source.write_text("A headline of a report\n\nThe lighthouse was lit.")

    said = run(file, sources=[source], dry_run=True)

    assert "2 infobox rows, 1 section" in said
    assert said.endswith("Dry run: nothing was written.\n")
    assert not Article.objects.exists()
    assert not Source.objects.exists()
    assert not source_store.archive().exists("")


def test_what_the_article_has_no_place_for_is_told_after_it(file):
    file.write_text(ARTICLE.replace("\nSkerry Lighthouse\n- Date", "\nThe old light\n- Date"))

    said = run(file, publish=True).splitlines()

    assert said[1:] == [
        '  Line 3: the infobox caption "The old light" is not kept.',
        "  published at /articles/skerry-lighthouse/",
    ]


def test_a_file_that_is_kept_whole_is_one_line(file):
    said = run(file).splitlines()

    assert len(said) == 1


def test_importing_twice_makes_no_revision(file):
    run(file)
    said = run(file)

    assert "unchanged since revision" in said
    assert Edit.objects.count() == 1


def test_importing_again_after_an_edit_leaves_the_edit_alone(file):
    run(file)
    article = Article.objects.get()

    edited = replace(store.current(article), lead="Edited at the desk.")
    store.save(
        article,
        edited,
        base=store.head(article).pk,
        reason=store.Reason(editor=None, summary="desk"),
    )

    run(file)

    assert store.current(article).lead == "Edited at the desk."
    assert Edit.objects.count() == 2


def test_a_changed_file_is_merged_with_what_was_edited_meanwhile(file):
    run(file)
    article = Article.objects.get()

    edited = replace(store.current(article), lead="The tall lighthouse warns ships.")
    reason = store.Reason(editor=None, summary="desk")
    store.save(article, edited, base=store.head(article).pk, reason=reason)
    file.write_text(ARTICLE.replace("of the reef", "of the rock"))

    run(file)

    document = store.current(article)
    assert document.lead == "The tall lighthouse warns ships."
    assert document.sections[0].text == "It warns ships of the rock."


def test_a_changed_file_keeps_the_sources_that_came_with_it_before(file, tmp_path):
    source = tmp_path / "source.txt"
    source.write_text("A headline of a report\n\nThe lighthouse was lit.")
    run(file, sources=[source])
    file.write_text(ARTICLE.replace("of the reef", "of the rock"))

    run(file)

    assert len(store.current(Article.objects.get()).sources) == 1


def test_the_same_words_changed_in_file_and_desk_are_refused(file):
    run(file)
    article = Article.objects.get()

    edited = replace(store.current(article), lead="The lighthouse warns sailors.")
    reason = store.Reason(editor=None, summary="desk")
    store.save(article, edited, base=store.head(article).pk, reason=reason)
    file.write_text(ARTICLE.replace("warns ships.\n\n==", "warns swimmers.\n\n=="))

    with pytest.raises(CommandError, match="changes the same words"):
        run(file)


def test_a_title_that_was_written_here_is_not_taken_by_a_file(file):
    import examples

    store.create(examples.lighthouse(), reason=store.Reason(editor=None, summary=""))

    with pytest.raises(CommandError, match="did not come from a file"):
        run(file)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"No title here\n", "Line 1"),
        (b"= T =\n\n\xff\xfe", "Line 3"),
        (b"= T =\n\nWords.\n\n==Purpose\nMore.", "Line 5"),
        (b"= T =\n\nA\0B", "Line 3"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence_with_its_line(tmp_path, content, sentence):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence) as refused:
        run(path)

    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)
    assert not Article.objects.exists()


def test_one_damaged_file_keeps_all_from_being_written(file, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")

    with pytest.raises(CommandError):
        run(file, bad)
    with pytest.raises(CommandError):
        run(file, sources=[bad])

    assert not Article.objects.exists()
    assert not Source.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.txt: cannot be read"):
        run(tmp_path / "nowhere.txt")


def test_an_unknown_ending_asks_for_the_format(tmp_path):
    path = tmp_path / "article.doc"
    path.write_text(ARTICLE)

    with pytest.raises(CommandError, match="Name one with --format"):
        run(path)
    assert "Skerry" in run(path, format="plain")


def test_an_article_exported_can_be_imported_elsewhere(file, tmp_path):
    run(file)
    article = Article.objects.get()
    before = store.current(article)
    for name, suffix in (("markdown", "md"), ("json", "json")):
        out = StringIO()
        call_command("export_article", article.slug, format=name, stdout=out)
        path = tmp_path / f"again.{suffix}"
        path.write_text(out.getvalue())
        from encyclopedia import importing

        assert importing.read_article(path).document == before


class TestSeed:
    def test_the_seed_shows_all_it_has(self, seeds, client):
        files = sorted(seeds.glob("*.txt"))

        run(files[0], sources=files[1:], publish=True)

        document = store.current(Article.objects.get())
        assert len(document.infobox) == 7
        assert [section.heading for section in document.sections] == [
            "Purpose",
            "Key events",
            "Outcomes",
            "Controversies",
        ]
        assert len(document.see_also) == 5
        assert len(document.sources) == 4
        page = client.get(Article.objects.get().get_absolute_url()).content.decode()
        assert '<time datetime="2024-05-16">' in page
        assert page.count("<th") == 7
        for heading in ("Purpose", "Key events", "Outcomes", "Controversies", "See also"):
            assert f">{heading}</h2>" in page

    def test_captures_are_kept_byte_for_byte(self, seeds):
        files = sorted(seeds.glob("*.txt"))

        run(files[0], sources=files[1:])

        for path in files[1:]:
            snapshot = Snapshot.objects.get(sha256=hashlib.sha256(path.read_bytes()).hexdigest())
            assert source_store.original(snapshot) == path.read_bytes()

    def test_importing_the_seed_twice_changes_nothing(self, seeds):
        files = sorted(seeds.glob("*.txt"))
        run(files[0], sources=files[1:])
        before = (Edit.objects.count(), Snapshot.objects.count(), Source.objects.count())

        run(files[0], sources=files[1:])

        assert (Edit.objects.count(), Snapshot.objects.count(), Source.objects.count()) == before
