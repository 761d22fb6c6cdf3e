"""Pages of wikitext through the command: sources recorded, redirects led, nothing half written."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from encyclopedia import limiting, store
from encyclopedia.core.readers import wikitext
from encyclopedia.models import Article, Citation, Edit, Kind, Redirect
from sources.models import Source

pytestmark = pytest.mark.django_db

PAGE = """{{Infobox ferry|name=Skerry Ferry|length={{convert|31|m|ft}}}}
'''Skerry Ferry''' sails daily.<ref name=times>{{cite news |title=It sails |newspaper=Times
|url=https://example.org/sails |date=1 May 2020 |quote=it sails daily |page=3}}</ref>

== Purpose ==
It carries people.<ref name=times/> {{mystery box}}
"""


def run(*arguments, **options):
    out = StringIO()
    call_command("import_article", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def wiki(tmp_path):
    path = tmp_path / "Skerry_Ferry.wiki"
    path.write_text(PAGE)
    return path


def test_a_page_becomes_an_article_that_cites_sources_of_ours(wiki):
    run(wiki)

    document = store.current(Article.objects.get())
    assert document.title == "Skerry Ferry"
    assert document.lead.endswith('sails daily.[@times, p. 3, "it sails daily"]')
    assert [source.key for source in document.sources] == ["times"]
    assert Source.objects.get().container == "Times"
    assert Citation.objects.count() == 2


def test_the_same_page_again_changes_nothing(wiki):
    run(wiki)
    said = run(wiki)

    assert "unchanged since revision" in said
    assert (Edit.objects.count(), Source.objects.count()) == (1, 1)


def test_a_changed_page_keeps_its_sources_and_makes_one_revision(wiki):
    run(wiki)
    wiki.write_text(PAGE.replace("carries people", "carries sheep"))

    run(wiki)

    assert (Edit.objects.count(), Source.objects.count()) == (2, 1)
    assert "sheep" in store.current(Article.objects.get()).sections[0].text


def test_a_source_of_ours_is_known_by_its_address(wiki):
    Source.objects.all().delete()
    other = wiki.with_name("Other.wiki")
    other.write_text(
        "Words.<ref name=else>{{cite news|title=It sails|url=https://example.org/sails}}</ref>"
    )
    run(wiki)

    run(other)

    assert Source.objects.count() == 1
    assert "[@times]" in store.current(Article.objects.get(title="Other")).lead


def test_another_source_under_the_same_name_gets_a_key_of_its_own(wiki):
    other = wiki.with_name("Other.wiki")
    other.write_text("Words.<ref name=times>{{cite book|title=The Times of Old}}</ref>")
    run(wiki)

    run(other)

    assert sorted(Source.objects.values_list("key", flat=True)) == ["times", "times-2"]
    assert "[@times-2]" in store.current(Article.objects.get(title="Other")).lead


def test_a_kind_that_nobody_made_is_told_and_not_made(wiki):
    before = Kind.objects.count()

    said = run(wiki)

    assert "the kind “Ferry” is not one of those known here" in said
    assert Kind.objects.count() == before


def test_a_redirect_leads_to_an_article_of_the_same_import(wiki):
    leading = wiki.with_name("The_ferry.wiki")
    leading.write_text("#REDIRECT [[Skerry Ferry]]")

    said = run(leading, wiki)

    assert "“The ferry” leads to “Skerry Ferry”" in said
    assert Redirect.objects.get().title == "The ferry"


def test_a_redirect_to_nothing_is_refused_and_nothing_is_written(wiki):
    leading = wiki.with_name("The_ferry.wiki")
    leading.write_text("#REDIRECT [[Nowhere]]")

    with pytest.raises(CommandError, match="leads to “Nowhere”, and there is no article"):
        run(leading, wiki)

    assert (Article.objects.count(), Source.objects.count()) == (0, 0)


def test_wikitext_is_known_by_its_content(wiki):
    other = wiki.with_name("Ferry.txt")
    other.write_text(PAGE)

    run(other)

    assert Article.objects.get().title == "Ferry"


def test_the_report_tells_what_was_read_and_what_was_not(wiki, tmp_path):
    report = tmp_path / "report.json"

    run(wiki, report=report)

    (entry,) = json.loads(report.read_text())["files"]
    told = ("format", "rows", "sections", "citations", "sources")
    assert {name: entry[name] for name in told} == {
        "format": "wikitext", "rows": 1, "sections": 1, "citations": 2, "sources": 1,
    }  # fmt: skip
    unknown = {"line": 6, "what": "the template “mystery box”", "why": "is not known here"}
    assert unknown in entry["skipped"]


def test_of_very_many_notes_the_first_are_shown(wiki):
    wiki.write_text("Words.\n" + "".join(f"{{{{box {number}}}}}\n" for number in range(25)))

    said = run(wiki).splitlines()

    assert len(said) == 22
    assert said[-1] == "  and 5 more: a report lists them all (--report FILE)."


def test_plain_text_is_reported_too(tmp_path):
    path, report = tmp_path / "a.txt", tmp_path / "report.json"
    path.write_text("= Ferry =\nThe boat\n- Kind: ship\n\nWords.")

    run(path, report=report)

    (entry,) = json.loads(report.read_text())["files"]
    assert entry["skipped"] == [
        {"line": 2, "what": 'the infobox caption "The boat"', "why": "is not kept"}
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Line 1: The page is empty."),
        (b"'''A'''\n\xff", "Line 2: The byte 0xFF is not UTF-8"),
        (b"'''A'''\n\nB\0", r"Line 3: The character U\+0000 is a control character"),
    ],
)
def test_a_damaged_page_is_refused_in_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "bad.wiki"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence) as refused:
        run(path)

    assert str(refused.value).startswith(f"{path}: ")
    assert not Article.objects.exists()


def test_an_article_exported_as_wikitext_is_the_same_when_it_is_imported_again(wiki, tmp_path):
    run(wiki)
    article = Article.objects.get()
    out, err = StringIO(), StringIO()
    call_command("export_article", article.slug, format="wikitext", stdout=out, stderr=err)
    path = tmp_path / "again.wikitext"
    path.write_text(out.getvalue())

    run(path)

    assert Edit.objects.count() == 1
    assert err.getvalue() == ""


def test_what_an_export_cannot_say_is_told(wiki):
    run(wiki)
    article = Article.objects.get()
    document = replace(store.current(article), series="Ferries")
    reason = store.Reason(editor=None, summary="")
    store.save(article, document, base=store.head(article).pk, reason=reason)
    err = StringIO()

    call_command("export_article", article.slug, format="wikitext", stdout=StringIO(), stderr=err)

    assert err.getvalue() == "The series “Ferries” has no place.\n"


class TestLimits:
    def test_a_page_reads_apart_as_it_does_here(self):
        with limiting.Apart() as apart:
            reading = apart.read("wikitext", PAGE, called="Skerry Ferry")

        assert reading == wikitext.read(PAGE, called="Skerry Ferry")

    def test_what_takes_too_long_is_ended_and_the_next_is_read(self):
        with limiting.Apart(seconds=0.05) as apart:
            with pytest.raises(limiting.LimitError, match=r"longer than 0\.05 seconds"):
                apart.read("wikitext", "{{a|b=" * 30_000, called="Bomb")

            apart.seconds = 60
            assert apart.read("wikitext", "Words.", called="Good").document.lead == "Words."

    def test_what_takes_too_much_memory_is_refused(self):
        with (
            limiting.Apart(megabytes=220) as apart,
            pytest.raises(limiting.LimitError, match="more than 220 MB"),
        ):
            apart.read("wikitext", "{{a|b=" * 600_000, called="Bomb")

    def test_what_is_wrong_comes_back_with_its_line(self):
        with limiting.Apart() as apart, pytest.raises(limiting.ReadError) as refused:
            apart.read("plain", "= A =\n\n==B\n", called="")

        assert refused.value.line == 3
