"""An article is cited in the usual styles, with the address and hash of one revision."""

from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy

from encyclopedia.core.referring import Cited

CITED = Cited(
    title="Skerry Lighthouse",
    site="Encyclopedia",
    url="https://example.org/articles/skerry-lighthouse/revisions/12/",
    revision=12,
    day=date(2031, 5, 17),
    sha256="ab" * 32,
)


def test_each_style_names_title_site_day_and_address():
    url = CITED.url

    assert CITED.styled("apa") == f"Skerry Lighthouse. (2031, May 17). In Encyclopedia. {url}"
    assert (
        CITED.styled("chicago")
        == f"Encyclopedia, s.v. “Skerry Lighthouse,” last modified May 17, 2031, {url}."
    )
    assert CITED.styled("mla") == f"“Skerry Lighthouse.” Encyclopedia, 17 May 2031, {url}."
    assert CITED.words == (
        f"“Skerry Lighthouse”, Encyclopedia, revision 12, 2031-05-17, {url} (SHA-256 {'ab' * 32})"
    )


@pytest.mark.parametrize(("month", "short"), [(1, "Jan."), (6, "June"), (9, "Sept."), (12, "Dec.")])
def test_mla_shortens_months_its_own_way(month, short):
    assert f"17 {short} 2031" in replace(CITED, day=date(2031, month, 17)).styled("mla")


def test_a_title_that_ends_with_a_sign_gets_no_full_stop():
    cited = replace(CITED, title="Who lit it?")

    assert cited.styled("apa").startswith("Who lit it? (2031")
    assert cited.styled("mla").startswith("“Who lit it?” Encyclopedia")


def test_a_program_reads_the_bibtex():
    library = bibtexparser.parse_string(CITED.bibtex)

    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, entry.key) == ("misc", "skerry-lighthouse-12")
    assert fields["url"] == CITED.url
    assert fields["title"] == "{Skerry Lighthouse}"


@pytest.mark.parametrize("title", ["50 % of A & B", "{x}_y^z~$#", "back\\slash", "Ä ß", "灯台"])
def test_signs_of_tex_are_escaped_and_braces_stay_in_pairs(title):
    library = bibtexparser.parse_string(replace(CITED, title=title).bibtex)

    assert library.failed_blocks == []
    assert len(library.entries) == 1


def test_a_program_reads_the_ris():
    (entry,) = rispy.loads(CITED.ris)

    assert entry["type_of_reference"] == "ENCYC"
    assert (entry["title"], entry["secondary_title"]) == ("Skerry Lighthouse", "Encyclopedia")
    assert entry["urls"] == [CITED.url]


def test_a_title_without_latin_letters_still_has_a_key():
    assert replace(CITED, title="灯台").key == "article-12"
