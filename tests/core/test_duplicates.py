"""What tells that two records are of one source, and how they become one."""

from dataclasses import replace

import pytest
import strategies
from hypothesis import given

from sources.core import duplicates
from sources.core.record import Access, Name, Reliability, SourceRecord, Standing

REPORT = SourceRecord(
    key="a",
    type="article-newspaper",
    title="The ferry returns",
    container="The Gazette",
    issued="2031-05-14",
    url="https://www.gazette.example/ferry/?utm_source=x",
)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"doi": "10.1000/A"}, {"doi": "10.1000/a"}, "the same DOI"),
        (
            {"url": "https://a.example/x?utm_medium=m&id=1#top"},
            {"url": "http://www.a.example/x/?id=1"},
            "the same address",
        ),
        ({"url": "https://a.example/x?id=1"}, {"url": "https://a.example/x?id=2"}, ""),
        (
            {"type": "book", "isbn": "316148410X"},
            {"type": "book", "isbn": "978-3-16-148410-0"},
            "the same ISBN",
        ),
        ({"type": "chapter", "isbn": "316148410X"}, {"type": "chapter", "isbn": "316148410X"}, ""),
        (
            {"title": "The Ferry, again!", "issued": "2031", "publisher": "Gazette"},
            {"title": "the ferry again", "issued": "2031", "container": "GAZETTE"},
            "the same title, date and publisher",
        ),
        (
            {"title": "T", "issued": "2031", "publisher": "G", "doi": "10.1000/a"},
            {"title": "T", "issued": "2031", "publisher": "G", "doi": "10.1000/b"},
            "",
        ),
        (
            {"title": "T", "issued": "2031", "publisher": "G"},
            {"title": "T", "issued": "2032", "publisher": "G"},
            "",
        ),
        ({"title": "T"}, {"title": "T"}, "the same type, title, date and authors"),
        ({"title": "T", "url": "https://a.example/"}, {"title": "T"}, ""),
        ({}, {}, ""),
    ],
)
def test_what_tells_that_two_records_are_of_one_source(one, other, why):
    found = duplicates.same(SourceRecord(key="a", **one), SourceRecord(key="b", **other))

    assert found == why


def test_pairs_are_found_among_many_each_once():
    mirror = replace(REPORT, key="b", url="http://gazette.example/ferry")
    other = replace(REPORT, key="c", title="Another", url="")

    (pair,) = duplicates.pairs([REPORT, other, mirror])

    assert (pair.first.key, pair.second.key, pair.why) == ("a", "b", "the same address")


def test_the_kept_record_says_what_it_said_and_the_other_fills_its_gaps():
    author = (Name(family="Doe", given="Jane"),)
    other = replace(
        REPORT,
        key="b",
        title="Ferry back",
        authors=author,
        reliability=Reliability.LOW,
        reliability_reason="No corrections.",
        wire=True,
        aliases=("old-b", "a"),
    )

    made = duplicates.merged(replace(REPORT, aliases=("old-a",)), other)

    assert made == replace(
        REPORT,
        authors=author,
        reliability=Reliability.LOW,
        reliability_reason="No corrections.",
        wire=True,
        aliases=("old-a", "b", "old-b"),
    )


def test_a_judgement_is_kept_whole():
    judged = replace(REPORT, reliability=Reliability.HIGH)
    other = replace(REPORT, key="b", reliability=Reliability.LOW, reliability_reason="Bad.")

    assert duplicates.merged(judged, other).reliability_reason == ""


@pytest.mark.parametrize(
    ("one", "other", "narrower"),
    [
        (Access.PUBLIC, Access.STAFF, Access.STAFF),
        (Access.PUBLIC, Access.EXCERPT, Access.EXCERPT),
        (Access.EXCERPT, Access.STAFF, Access.STAFF),
        (Access.PUBLIC, Access.PUBLIC, Access.PUBLIC),
    ],
)
def test_readers_see_no_more_of_both_than_of_the_narrower(one, other, narrower):
    records = replace(REPORT, access=one), replace(REPORT, key="b", access=other)

    made = duplicates.merged(*records), duplicates.merged(*reversed(records))

    assert [record.access for record in made] == [narrower, narrower]


def test_an_address_that_is_none_is_compared_as_it_stands():
    assert duplicates.canonical("http://[::1") == "http://[::1"
    assert duplicates.untracked("http://[::1?gclid=1") == "http://[::1?gclid=1"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/b?utm_source=x&utm_medium=y", "https://a.example/b"),
        ("https://a.example/b/?fbclid=x&id=1&gclid=z#c", "https://a.example/b/?id=1#c"),
        ("https://a.example/b?my_utm_source=x&", "https://a.example/b?my_utm_source=x&"),
        ("https://a.example/b?", "https://a.example/b?"),
    ],
)
def test_only_what_follows_its_readers_is_taken_out_of_an_address(url, kept):
    assert duplicates.untracked(url) == kept


@given(strategies.sources(), strategies.sources())
def test_likeness_goes_both_ways_and_to_oneself(one, other):
    assert bool(duplicates.same(one, other)) == bool(duplicates.same(other, one))
    assert bool(duplicates.same(one, one)) == bool(duplicates.marks(one))


@given(strategies.sources(), strategies.sources())
def test_merging_again_changes_nothing(one, other):
    made = duplicates.merged(one, other)

    assert duplicates.merged(made, other) == made


def test_the_number_in_a_series_is_taken_over_with_its_series_alone():
    kept = SourceRecord(key="a", series="Studies of the coast")
    same = SourceRecord(key="b", series="Studies of the Coast", series_number="7")
    other = replace(same, series="Papers of the Sea Office")

    assert duplicates.merged(kept, same).series_number == "7"
    assert duplicates.merged(kept, other).series_number == ""
    assert duplicates.merged(replace(kept, series=""), other).series_number == "7"


def test_who_said_how_near_a_source_stands_is_heard_first():
    kept = SourceRecord(key="a", standing=Standing.PRIMARY)
    other = SourceRecord(key="b", standing=Standing.SECONDARY, issn="2049-3630")

    assert duplicates.merged(kept, other).standing is Standing.PRIMARY
    assert duplicates.merged(SourceRecord(key="c"), other).standing is Standing.SECONDARY
    assert duplicates.merged(kept, other).issn == "2049-3630"
