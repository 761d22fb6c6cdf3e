"""Parts that move between articles: new ids, and nothing of the text is lost."""

from dataclasses import replace
from uuid import UUID

import examples
import pytest

from encyclopedia.core import moving, validity
from encyclopedia.core.document import Document, Illustration, Section, SectionKind


@pytest.fixture
def new_id():
    numbers = iter(range(1, 1000))
    return lambda: UUID(int=next(numbers))


def ids(document):
    parts = (document.sections, document.infobox, document.events, document.see_also)
    return {part.id for group in parts for part in group}


def test_a_merge_adds_the_chosen_parts_under_new_ids(new_id):
    into, other = examples.lighthouse("One"), examples.lighthouse("Two")
    chosen = ids(other)

    moved = moving.merge(into, other, chosen, new_id=new_id, lead="About Two")

    assert [s.heading for s in moved.document.sections] == [
        "Purpose",
        "Key events",
        "Outcomes",
        "About Two",
        "Purpose",
        "Outcomes",
    ]
    assert not ids(moved.document) & ids(other)
    assert ids(into) <= ids(moved.document)
    assert len(moved.document.events) == 2
    assert [entry.title for entry in moved.document.see_also] == ["Reef of Teeth"]
    assert validity.faults(moved.document) == ()
    assert {old for _, old in moved.parts} <= chosen | {other.id}


def test_a_merge_of_nothing_changes_nothing(new_id):
    into = examples.lighthouse("One")

    assert moving.merge(into, examples.lighthouse("Two"), (), new_id=new_id).document == into


def test_a_timeline_finds_a_section_where_there_was_none(new_id):
    into = Document(id=UUID(int=5000), title="Bare")
    other = examples.lighthouse("Two")

    moved = moving.merge(into, other, {other.events[0].id}, new_id=new_id)

    assert [s.kind for s in moved.document.sections] == [SectionKind.KEY_EVENTS]
    assert validity.faults(moved.document) == ()


def test_a_picture_with_the_name_of_another_is_renamed_with_its_place(new_id):
    def pictured(title, file):
        picture = Illustration(
            id=UUID(int=7000 + len(title)),
            key="map",
            file=file * 64,
            media_type="image/png",
            width=1,
            height=1,
            alt="A map",
        )
        section = Section(
            id=UUID(int=8000 + len(title)),
            heading="Where",
            anchor="where",
            text="![A map](picture:map)",
        )
        return Document(
            id=UUID(int=9000 + len(title)),
            title=title,
            sections=(section,),
            illustrations=(picture,),
        )

    into, other = pictured("One", "a"), pictured("Three", "b")

    moved = moving.merge(into, other, {other.sections[0].id}, new_id=new_id).document

    assert [picture.key for picture in moved.illustrations] == ["map", "map-2"]
    assert moved.sections[-1].text == "![A map](picture:map-2)"


def test_a_split_leaves_headings_and_pointers(new_id):
    document = examples.lighthouse()
    below = Section(id=UUID(int=6000), heading="Storms", anchor="storms", text="Many.", level=3)
    document = replace(document, sections=(*document.sections, below))
    outcomes = document.sections[2]

    moved, left = moving.split(
        document, {outcomes.id}, "Light #2", article=UUID(int=4000), new_id=new_id
    )

    assert [s.heading for s in moved.document.sections] == ["Outcomes", "Storms"]
    assert [s.text for s in moved.document.sections] == [outcomes.text, "Many."]
    assert [s.heading for s in left.sections] == ["Purpose", "Key events", "Outcomes"]
    assert left.sections[2].text == "See [[Light \\#2]]."
    assert left.sections[2].id == outcomes.id
    assert validity.faults(moved.document) == validity.faults(left) == ()


def test_a_timeline_goes_along_with_its_section(new_id):
    document = examples.lighthouse()

    moved, left = moving.split(
        document, {document.sections[1].id}, "Events", article=UUID(int=4000), new_id=new_id
    )

    assert [event.title for event in moved.document.events] == ["Storm"]
    assert left.events == ()
    assert left.sections[1].kind is SectionKind.OWN
