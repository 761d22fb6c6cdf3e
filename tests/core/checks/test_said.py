"""What one text says by itself is worked out once, and tells nothing of other texts."""

from uuid import UUID

from encyclopedia.core import reading
from encyclopedia.core.checks.said import said
from encyclopedia.core.reading import Place

ONE, OTHER = (Place("section", UUID(int=number)) for number in (1, 2))
TEXT = 'The bridge has 12 arches. Jane Roe said "it stands" of Aston Bridge.'


def test_the_same_text_of_the_same_part_is_worked_out_once():
    first = said(reading.parsed(ONE, TEXT))

    again = said(reading.parsed(ONE, TEXT))

    assert again is first


def test_the_same_text_of_another_part_is_another():
    first = said(reading.parsed(ONE, TEXT))

    other = said(reading.parsed(OTHER, TEXT))

    assert {wording.place for wording in first.wordings} == {ONE}
    assert {wording.place for wording in other.wordings} == {OTHER}


def test_a_text_tells_its_numbers_names_openings_and_whether_it_quotes():
    told = said(reading.parsed(ONE, TEXT))

    assert told.numbers == {"12"}
    assert told.names == {"aston", "bridge", "roe"}
    assert told.openings == {"the", "jane"}
    assert told.quotes


def test_the_hatnote_says_nothing():
    assert said(reading.parsed(Place("hatnote"), TEXT)).wordings == ()
