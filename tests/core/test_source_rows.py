import json
from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from sources.core import rows
from sources.core.record import Access, Name, Reliability, SourceRecord
from tests.strategies import sources

ALMANAC = SourceRecord(
    key="almanac",
    type="book",
    authors=(Name(family="Skerry", given="Ann"), Name(literal="The Harbour Office")),
    reliability=Reliability.HIGH,
    access=Access.STAFF,
    snapshot="a" * 64,
    captured_at="2024-05-17T08:00:00+00:00",
    aliases=("almanac-1888",),
)


@given(sources())
def test_columns_give_the_record_that_they_were_written_from(record):
    columns = json.loads(json.dumps(rows.write(record)))

    assert rows.read(columns, captured_at=record.captured_at) == record


def test_columns_hold_what_a_database_can():
    columns = rows.write(ALMANAC)

    assert columns["authors"] == [
        {"family": "Skerry", "given": "Ann"},
        {"literal": "The Harbour Office"},
    ]
    assert (columns["reliability"], columns["access"]) == ("high", "staff")
    assert (columns["aliases"], columns["snapshot"]) == (["almanac-1888"], "a" * 64)


def test_when_it_was_captured_is_a_column_of_the_snapshot():
    columns = rows.write(ALMANAC)

    assert {*columns, "captured_at"} == {field.name for field in fields(SourceRecord)}
    assert rows.read(columns) == replace(ALMANAC, captured_at="")


def test_a_source_without_an_archived_copy_refers_to_none():
    columns = rows.write(SourceRecord(key="a"))

    assert columns["snapshot"] is None
    assert rows.read(columns) == SourceRecord(key="a")


def test_columns_that_a_past_schema_did_not_have_are_empty():
    assert rows.read({"key": "a", "title": "Almanac"}) == SourceRecord(key="a", title="Almanac")


def renamed(columns):
    """A step as of a column that is called `weblog` from now on."""
    return {"weblog" if name == "blog" else name: text for name, text in columns.items()}


def removed(columns):
    """A step as of a column that is gone from now on: its words move to another."""
    kept = dict(columns)
    subtitle = kept.pop("subtitle")
    return {**kept, "title": kept["title"] + subtitle}


def test_columns_of_today_stay_as_they_are():
    columns = rows.write(ALMANAC)

    assert rows.upgrade(columns, rows.SCHEMA, rows.STEPS) == columns


def test_a_renamed_column_keeps_its_words():
    assert rows.upgrade({"key": "a", "blog": "B"}, 1, {1: renamed}) == {"key": "a", "weblog": "B"}


def test_a_removed_column_leaves_its_words_to_another():
    stored = {"key": "a", "blog": "B", "title": "One", "subtitle": ", two"}

    today = rows.upgrade(stored, 1, {1: renamed, 2: removed})

    assert today == {"key": "a", "weblog": "B", "title": "One, two"}
    assert stored == {"key": "a", "blog": "B", "title": "One", "subtitle": ", two"}


@given(st.integers(1, 4))
def test_columns_take_the_steps_since_their_own_schema_only(schema):
    steps = {n: lambda columns, n=n: {**columns, "taken": [*columns["taken"], n]} for n in (1, 2)}

    today = rows.upgrade({"taken": []}, schema, steps)

    assert today == {"taken": [n for n in (1, 2) if n >= schema]}


def test_each_schema_before_today_has_its_step():
    assert sorted(rows.STEPS) == list(range(1, rows.SCHEMA))
