from dataclasses import fields, replace
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.readers import rows as reader
from encyclopedia.core.rows import SCHEMA, Row
from encyclopedia.core.writers import rows as writer
from sources.core.record import SourceRecord
from tests.strategies import documents, edits

GAP = writer.GAP
ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN = (UUID(int=n) for n in range(1, 8))
FERRY = Document(
    id=ONE,
    title="Ferry",
    kind="Ship",
    categories=("Ships", "Skerry"),
    infobox=(InfoboxField(id=TWO, label="Built", text="1887", type=FieldType.DATE),),
    sections=(
        Section(id=THREE, heading="Purpose", anchor="purpose", kind=SectionKind.PURPOSE),
        Section(id=FOUR, heading="Fleet", anchor="fleet", text="Two.", level=3),
    ),
    events=(KeyEvent(id=FIVE, date="1901", title="Storm", text="It sank."),),
    see_also=(SeeAlso(id=SIX, title="Harbour", note="Its home"),),
    illustrations=(
        Illustration(
            id=SEVEN,
            key="deck",
            file="a" * 64,
            media_type="image/png",
            width=4,
            height=3,
            alt="The deck",
        ),
    ),
)


def positions(rows):
    return {row.id: row.columns["position"] for row in rows if "position" in row.columns}


def renamed(row):
    """A step as of a column that is called `note` from now on."""
    columns = {"note" if name == "remark" else name: text for name, text in row.columns.items()}
    return replace(row, columns=columns, schema=row.schema + 1)


def removed(row):
    """A step as of a column that is gone from now on: its words move to another."""
    columns = dict(row.columns)
    subtitle = columns.pop("subtitle")
    return replace(
        row, columns={**columns, "note": columns["note"] + subtitle}, schema=row.schema + 1
    )


class TestWriting:
    def test_an_article_is_a_row_and_one_for_each_part(self):
        rows = writer.write(FERRY)

        assert [(row.model, row.id) for row in rows] == [
            ("article", ONE),
            ("infoboxfield", TWO),
            ("section", THREE),
            ("section", FOUR),
            ("keyevent", FIVE),
            ("seealso", SIX),
            ("illustration", SEVEN),
        ]

    def test_columns_hold_what_a_database_can(self):
        article, row, *_ = writer.write(FERRY)

        assert article == Row(
            model="article",
            id=ONE,
            columns={
                "title": "Ferry",
                "kind": "Ship",
                "short_description": "",
                "language": "en",
                "hatnote": "",
                "series": "",
                "disambiguation": False,
                "lead": "",
                "categories": ["Ships", "Skerry"],
            },
        )
        assert row.columns == {"label": "Built", "text": "1887", "type": "date", "position": GAP}
        assert type(row.columns["type"]) is str

    def test_an_article_of_no_kind_refers_to_none(self):
        (article,) = writer.write(Document(id=ONE, title="Ferry"))

        assert article.columns["kind"] is None

    def test_no_field_of_a_document_is_without_a_column(self):
        parts = {"infobox", "sections", "events", "see_also", "illustrations", "sources"}

        article, *_ = writer.write(FERRY)

        assert {"id", *parts, *article.columns} == {field.name for field in fields(Document)}

    @given(st.data())
    def test_a_part_that_did_not_change_keeps_its_row(self, data):
        document = data.draw(documents())
        edited = data.draw(edits(document))
        before = writer.write(document)

        after = writer.write(edited, positions(before))

        kept = {part for group in _groups(document) for part in group}
        kept &= {part for group in _groups(edited) for part in group}
        ids = {part.id for part in kept}
        old = {row.id: row for row in before}
        moved = [row for row in after if row.id in ids and row != old[row.id]]
        assert len(moved) <= 1


def _groups(document):
    names = ("infobox", "sections", "events", "see_also", "illustrations")
    return [getattr(document, name) for name in names]


class TestReading:
    @given(documents())
    def test_rows_give_the_document_that_they_were_written_from(self, document):
        rows = writer.write(document)

        assert reader.read(rows, document.sources) == document

    @given(documents(), st.randoms(use_true_random=False))
    def test_rows_and_sources_come_in_any_order(self, document, random):
        rows, sources = list(writer.write(document)), list(document.sources)
        random.shuffle(rows)
        random.shuffle(sources)

        assert reader.read(rows, sources) == document

    def test_parts_at_the_same_place_stand_in_the_order_of_their_ids(self):
        rows = [replace(row, columns={**row.columns, "position": 0}) for row in writer.write(FERRY)]

        assert reader.read(reversed(rows)) == FERRY

    def test_an_article_without_sources_has_none(self):
        assert reader.read(writer.write(FERRY)).sources == ()

    def test_sources_stand_in_the_order_of_their_keys(self):
        sources = [SourceRecord(key="b"), SourceRecord(key="a")]

        assert reader.read(writer.write(FERRY), sources).sources == (sources[1], sources[0])

    @pytest.mark.parametrize("count", [0, 2])
    def test_rows_of_no_article_or_of_two_are_refused(self, count):
        head, *parts = writer.write(FERRY)

        with pytest.raises(reader.RowsError, match=f"the row of one article, found {count}"):
            reader.read([*[head] * count, *parts])


class TestPastSchemas:
    OLD = Row(
        model="seealso",
        id=SIX,
        columns={"title": "Harbour", "remark": "Its home", "subtitle": ", too", "position": GAP},
        schema=1,
    )
    STEPS = {1: renamed, 2: removed}

    def test_a_row_of_today_stays_as_it_is(self):
        row = writer.write(FERRY)[-1]

        assert reader.upgrade(row) == row
        assert row.schema == SCHEMA

    def test_a_renamed_column_keeps_its_words(self):
        row = reader.upgrade(self.OLD, {1: renamed})

        assert row.columns == {
            "title": "Harbour",
            "note": "Its home",
            "subtitle": ", too",
            "position": GAP,
        }
        assert row.schema == 2

    def test_a_removed_column_leaves_its_words_to_another(self):
        row = reader.upgrade(self.OLD, self.STEPS)

        assert row == Row(
            model="seealso",
            id=SIX,
            columns={"title": "Harbour", "note": "Its home, too", "position": GAP},
            schema=3,
        )

    def test_a_row_takes_the_steps_since_its_own_schema_only(self):
        columns = {"title": "Harbour", "note": "Its home", "subtitle": "!", "position": GAP}
        row = Row(model="seealso", id=SIX, columns=columns, schema=2)

        assert reader.upgrade(row, self.STEPS).columns["note"] == "Its home!"

    def test_each_schema_before_today_has_its_step(self):
        assert sorted(reader.STEPS) == list(range(1, SCHEMA))


class TestPlaces:
    _OLD = st.lists(st.none() | st.integers(-5, 12) | st.integers(-(2**62), 2**62), max_size=12)

    @given(_OLD)
    def test_places_rise(self, old):
        new = writer.place(old)

        assert all(one < other for one, other in pairwise(new))
        assert len(new) == len(old)

    @given(_OLD)
    def test_the_longest_run_that_rises_stays_unless_all_are_numbered_afresh(self, old):
        new = writer.place(old)

        kept = sum(one == other for one, other in zip(old, new, strict=True))
        afresh = [GAP * number for number in range(1, len(old) + 1)]
        assert kept >= _longest_run(old) or new == afresh

    @given(_OLD)
    def test_what_was_placed_stays_in_its_place(self, old):
        new = writer.place(old)

        assert writer.place(new) == new

    @given(st.integers(1, 12), st.data())
    def test_one_that_moves_is_the_only_one_with_a_new_place(self, count, data):
        old = writer.place([None] * count)
        moved = list(old)
        position = moved.pop(data.draw(st.integers(0, count - 1)))
        moved.insert(data.draw(st.integers(0, count - 1)), position)

        new = writer.place(moved)

        changed = [one for one, other in zip(moved, new, strict=True) if one != other]
        assert len(changed) <= 1

    @given(st.integers(0, 12), st.data())
    def test_one_that_is_added_moves_no_other(self, count, data):
        old = writer.place([None] * count)
        at = data.draw(st.integers(0, count))

        new = writer.place([*old[:at], None, *old[at:]])

        assert [*new[:at], *new[at + 1 :]] == old

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ([], []),
            ([None, None], [GAP, 2 * GAP]),
            ([10, None], [10, 10 + GAP]),
            ([None, 10], [10 - GAP, 10]),
            ([10, None, 20], [10, 15, 20]),
            ([10, None, None, 16], [10, 12, 14, 16]),
            ([10, None, 11], [GAP, 2 * GAP, 3 * GAP]),
            ([30, 10, 20], [10 - GAP, 10, 20]),
            ([10, 10], [10 - GAP, 10]),
            ([0, None], [0, GAP]),
        ],
    )
    def test_places_by_example(self, old, new):
        assert writer.place(old) == new


def _longest_run(old):
    """Count the longest strictly rising run in *old* by looking at each pair."""
    known = [position for position in old if position is not None]
    lengths = []
    for index, position in enumerate(known):
        before = (lengths[i] for i in range(index) if known[i] < position)
        lengths.append(1 + max(before, default=0))
    return max(lengths, default=0)
