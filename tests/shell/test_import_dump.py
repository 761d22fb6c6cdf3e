"""Exports of MediaWiki: every revision becomes one, in their order, and never twice."""

import bz2
import gzip
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from encyclopedia import store
from encyclopedia.models import Article, Edit, Redirect
from sources.models import Source

pytestmark = pytest.mark.django_db

REVISION = """<revision><id>{id}</id><timestamp>2019-05-0{id}T10:00:00Z</timestamp>
<contributor><username>{editor}</username><id>77</id></contributor>{minor}
<comment>{comment}</comment><text xml:space="preserve">{text}</text></revision>"""


def revision(number, text, *, editor="Ann", comment="", minor=False):
    return REVISION.format(
        id=number, text=text, editor=editor, comment=comment, minor="<minor />" if minor else ""
    )


def page(title, *revisions, ns=0, redirect=""):
    leads = f'<redirect title="{redirect}" />' if redirect else ""
    return (
        f"<page><title>{title}</title><ns>{ns}</ns><id>{len(title)}</id>{leads}"
        f"{''.join(revisions)}</page>"
    )


def export(*pages):
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11">'
        f"<siteinfo><sitename>Skerries</sitename></siteinfo>\n{''.join(pages)}</mediawiki>"
    )


FERRY = page(
    "Skerry Ferry",
    revision(1, "The ferry sails.", comment="begun"),
    revision(
        2, "The ferry sails daily.&lt;ref&gt;{{cite book|title=Boats}}&lt;/ref&gt;", editor="Bo"
    ),
    revision(3, "The ferry sails daily.&lt;ref&gt;{{cite book|title=Boats}}&lt;/ref&gt; {{stub}}"),
    revision(4, "The old ferry sails daily.", editor="Cy", comment="older", minor=True),
)
WHOLE = export(
    page("The ferry", revision(8, "#REDIRECT [[Skerry Ferry]]"), redirect="Skerry Ferry"),
    FERRY,
    page("Talk:Skerry Ferry", revision(9, "Is it?"), ns=1),
)


def run(path, **options):
    out = StringIO()
    call_command("import_article", str(path), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "dump.xml"
    path.write_text(WHOLE)
    return path


def test_each_revision_becomes_one_with_its_editor_its_day_and_its_comment(dump):
    run(dump)

    edits = Edit.objects.order_by("revision_id")
    assert [(e.editor_name, e.editor, e.summary, e.minor, e.saved_at) for e in edits] == [
        ("Ann", None, "begun", False, datetime(2019, 5, 1, 10, tzinfo=UTC)),
        ("Bo", None, "", False, datetime(2019, 5, 2, 10, tzinfo=UTC)),
        ("Cy", None, "older", True, datetime(2019, 5, 4, 10, tzinfo=UTC)),
    ]
    assert [store.at(edit).lead for edit in edits] == [
        "The ferry sails.",
        "The ferry sails daily.[@boats]",
        "The old ferry sails daily.",
    ]


def test_what_was_done_is_told(dump):
    said = run(dump)

    assert said.splitlines() == [
        "dump.xml: 1 pages, 3 revisions saved, 1 that change nothing we keep, 1 redirects.",
        "  1 pages that are no articles were left out.",
    ]


def test_redirects_lead_to_the_article_even_when_they_come_first(dump):
    run(dump)

    assert Redirect.objects.get().article == Article.objects.get()


def test_the_same_export_again_does_nothing(dump):
    run(dump)
    before = (Edit.objects.count(), Source.objects.count())

    said = run(dump)

    assert (Edit.objects.count(), Source.objects.count()) == before
    assert "0 revisions saved, 3 there already" in said


def test_a_later_export_adds_what_is_new(dump):
    run(dump)
    dump.write_text(export(FERRY.replace("</page>", revision(5, "The ferry is gone.") + "</page>")))

    run(dump)

    assert Edit.objects.count() == 4
    assert store.current(Article.objects.get()).lead == "The ferry is gone."


def test_what_editors_wrote_here_since_stays(dump):
    from dataclasses import replace

    run(dump)
    article = Article.objects.get()
    edited = replace(store.current(article), short_description="A boat")
    reason = store.Reason(editor=None, summary="desk")
    store.save(article, edited, base=store.head(article).pk, reason=reason)

    run(dump)

    assert store.current(article).short_description == "A boat"


def test_a_page_that_was_written_here_is_left_alone_and_told(dump):
    import examples

    document = examples.lighthouse("Skerry Ferry")
    store.create(document, reason=store.Reason(editor=None, summary=""))

    said = run(dump)

    assert "“Skerry Ferry” was left out: there is one of this title that was written here" in said
    assert Edit.objects.count() == 1


def test_an_editor_called_like_an_account_of_ours_is_told_apart(dump, ada):
    dump.write_text(export(page("A", revision(1, "Words.", editor="Ada"))))

    run(dump)

    edit = Edit.objects.get()
    assert (edit.editor, edit.editor_name) == (None, "Ada (import)")


@pytest.mark.parametrize("said", ["9999-01-01T00:00:00Z", "0000-00-00", "yesterday"])
def test_a_day_that_cannot_be_is_that_of_the_import(dump, said):
    dump.write_text(export(page("A", revision(1, "Words."))).replace("2019-05-01T10:00:00Z", said))

    run(dump)

    assert Edit.objects.get().saved_at.year == datetime.now(UTC).year


def test_a_revision_that_was_deleted_there_is_told(dump):
    gone = revision(2, "").replace("<text ", '<text deleted="deleted" ')
    dump.write_text(export(page("A", revision(1, "Words."), gone, revision(3, "More."))))

    said = run(dump)

    assert "revision 2 of “A” was deleted, or is too long" in said
    assert Edit.objects.count() == 2


def test_a_page_that_leads_nowhere_is_told(dump):
    dump.write_text(export(page("A", revision(1, "#REDIRECT [[B]]"), redirect="B")))

    assert "“A” leads to “B”, which is not here" in run(dump)


@pytest.mark.parametrize(("suffix", "opened"), [("gz", gzip.open), ("bz2", bz2.open)])
def test_a_compressed_export_is_read_as_it_is(tmp_path, suffix, opened):
    path = tmp_path / f"dump.xml.{suffix}"
    with opened(path, "wt") as file:
        file.write(WHOLE)

    run(path)

    assert Edit.objects.count() == 3


def test_a_dry_run_writes_nothing(dump):
    said = run(dump, dry_run=True)

    assert "3 revisions saved" in said
    assert not Edit.objects.exists()
    assert not Source.objects.exists()


def test_publish_shows_the_newest_revision(dump, client):
    run(dump, publish=True)

    assert client.get("/articles/skerry-ferry/").status_code == 200
    assert client.get("/articles/the-ferry/").status_code == 301


BOMB = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><mediawiki>&b;</mediawiki>'
OUTSIDE = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><mediawiki>&x;</mediawiki>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "line 1: this is not well-formed XML"),
        ("<html></html>", "line 1: an export of MediaWiki begins with <mediawiki>, not <html>"),
        (WHOLE[:-40], "this is not well-formed XML"),
        (BOMB, "an export has no document type or entities of its own"),
        (OUTSIDE, "an export has no document type or entities of its own"),
        ("<mediawiki>" + "<a>" * 100, "nested deeper than any export"),
    ],
)
def test_a_damaged_or_hostile_export_is_refused_and_nothing_is_written(dump, content, sentence):
    dump.write_text(content)

    with pytest.raises(CommandError, match=sentence) as refused:
        run(dump)

    assert str(refused.value).startswith(f"{dump}: ")
    assert not Article.objects.exists()


def test_a_cut_compressed_export_is_refused(tmp_path):
    path = tmp_path / "dump.xml.gz"
    path.write_bytes(gzip.compress(WHOLE.encode())[:-20])

    with pytest.raises(CommandError, match="damaged or cut short"):
        run(path)

    assert not Article.objects.exists()


def test_a_damaged_export_keeps_the_files_beside_it_from_being_written(dump, tmp_path):
    text, cut = tmp_path / "harbour.md", tmp_path / "cut.xml"
    text.write_text("# Harbour\n\nShips lie here.\n")
    cut.write_text(WHOLE[:-40])

    with pytest.raises(CommandError, match=r"cut\.xml: "):
        call_command("import_article", str(text), str(dump), str(cut), stdout=StringIO())

    assert not Article.objects.exists()


@pytest.mark.parametrize("place", [".", "nowhere/report.json"])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_imported(
    dump, tmp_path, place
):
    with pytest.raises(CommandError, match="the report cannot be written"):
        run(dump, report=tmp_path / place)

    assert not Article.objects.exists()
