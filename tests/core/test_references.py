"""References in the styles of others: as pandoc writes them, but where a case says why not."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from sources.core.readers import csl_json
from sources.core.record import Name, SourceRecord
from sources.core.styles import BY_NAME, STYLES, rich

CASES = Path(__file__).parent / "cases" / "references.md"
LINK = re.compile(r"</?a\b[^>]*>")


def cases():
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, item, lines = re.fullmatch(
            r"(.*?)\n\n```\n(.*?)\n```\n\n(.*?)\n*", case, re.DOTALL
        ).groups()
        for line in lines.split("\n"):
            style, said = line.split(": ", 1)
            if " by pandoc" not in style:
                yield pytest.param(item, style, said, id=f"{name}, {style}")


def with_italics(html):
    """Give what the cases say: no links, and no sign of HTML but <em>."""
    kept = LINK.sub("", html).replace("<em>", "\0").replace("</em>", "\1")
    return unescape(kept).replace("\0", "<em>").replace("\1", "</em>")


@pytest.mark.parametrize(("item", "style", "said"), tuple(cases()))
def test_a_reference_is_written_as_the_cases_say(item, style, said):
    (entry,) = csl_json.read(item).entries

    record, written = entry.record, BY_NAME[style]

    assert with_italics(written.html(record)) == said
    assert written.plain(record) == said.replace("<em>", "").replace("</em>", "")


REPORT = SourceRecord(
    key="a",
    type="article-newspaper",
    title="Harbour opens",
    authors=(Name(family="van der Berg", given="Jan"), Name(literal="Harbour Council")),
    container="The Gazette",
    publisher="Harbour Press",
    issued="2031-09-14",
    url="https://a.example/x?a=1&b=2",
    accessed="2031-10-01",
    archive_url="https://archive.example/1",
)


def test_the_house_says_all_that_readers_look_for():
    assert BY_NAME["house"].plain(REPORT) == (
        "Jan van der Berg, Harbour Council. Harbour opens. The Gazette, Harbour Press, "
        "14 September 2031. https://a.example/x?a=1&b=2. Read on 1 October 2031. "
        "Archived at https://archive.example/1."
    )


def test_the_house_names_a_doi_and_an_isbn():
    record = SourceRecord(key="a", type="book", title="T", doi="10.1000/1", isbn="9783161484100")

    assert BY_NAME["house"].plain(record) == "T. DOI 10.1000/1. ISBN 9783161484100."


def test_the_house_names_an_issn_where_nothing_else_finds_a_source():
    record = SourceRecord(key="a", type="article-journal", title="T", issn="2049-3630")
    with_doi = replace(record, doi="10.1000/1")

    assert BY_NAME["house"].plain(record) == "T. ISSN 2049-3630."
    assert BY_NAME["house"].plain(with_doi) == "T. DOI 10.1000/1."


def test_the_day_follows_a_series_where_nobody_is_named_as_publisher():
    record = SourceRecord(
        key="a", type="book", title="Light", series="Coasts", series_number="7", issued="1988"
    )

    assert BY_NAME["chicago"].plain(record) == "Light. Coasts 7, 1988."


@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_every_style_leads_to_the_copy_of_another_archive(style):
    html = BY_NAME[style].html(REPORT)

    link = '<a href="https://archive.example/1" rel="nofollow noreferrer">https://archive.example/1'
    assert f"Archived at {link}</a>" in html
    assert 'href="https://a.example/x?a=1&amp;b=2"' in html


@given(strategies.sources())
def test_every_record_has_a_reference_in_every_style(record):
    for style in STYLES:
        html = style.html(record)

        words = re.sub(r"</?em>", "", LINK.sub("", html))
        assert unescape(words) == style.plain(record)
        assert "<" not in words


@given(st.sampled_from(["2031", "2031-05", "2031-05-14", "-0043", "199X", "18XX", "2031-05-14?"]))
def test_every_date_is_said_in_every_style(edtf):
    record = SourceRecord(key="a", type="webpage", title="T", issued=edtf)

    for style in STYLES:
        assert re.search(r"2031|44 B|1990s|1800s", style.plain(record))


@pytest.mark.parametrize(
    ("edtf", "apa", "mla"),
    [
        ("199X", "(1990s)", "1990s"),
        ("2031-XX", "(2031)", "2031"),
        ("2031-05/..", "(2031–, May)", "May 2031–"),
        ("../2031", "(–2031)", "–2031"),
        ("2031-05-30/2031-06-02", "(2031, May 30–June 2)", "30 May–2 June 2031"),
        ("1888%", "(ca. 1888?)", "circa 1888?"),
        ("2031-05~", "(ca. 2031, May)", "circa May 2031"),
        ("-0043", "(44 B.C.E.)", "44 BC"),
    ],
)
def test_dates_that_say_less_or_more_than_a_day(edtf, apa, mla):
    record = SourceRecord(key="a", type="webpage", title="T", issued=edtf)

    assert BY_NAME["apa"].plain(record) == f"T. {apa}."
    assert BY_NAME["mla"].plain(record) == (f"T. {mla}" if mla.endswith("?") else f"T. {mla}.")


def test_no_point_follows_a_sign_that_ends_a_sentence():
    assert rich.plain(rich.joined((rich.quoted("Why?"), rich.words("Then")), ".")) == "“Why?” Then"
    assert rich.plain(rich.joined((rich.quoted("Why?"), rich.words("Then")), ",")) == "“Why?” Then"
    assert rich.plain(rich.joined((rich.quoted("So"), rich.words("then")), ",")) == "“So,” then"


def test_straight_marks_and_apostrophes_are_curled():
    record = SourceRecord(key="a", type="book", title="\"It's 'so'\", they said")

    assert BY_NAME["house"].plain(record) == "“It’s ‘so’”, they said."


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("house", "[Report on the ferry]. 14 May 2031."),
        ("apa", "[Report on the ferry]. (2031, May 14)."),
        ("chicago", "[Report on the ferry], May 14, 2031."),
        ("chicago-author-date", "[Report on the ferry]. 2031. May 14."),
        ("mla", "[Report on the ferry]. 14 May 2031."),
    ],
)
def test_what_describes_a_work_without_a_title_is_not_made_a_title(style, said):
    record = SourceRecord(
        key="a", type="article-newspaper", title="[Report on the ferry]", issued="2031-05-14"
    )

    assert BY_NAME[style].html(record) == said
