"""What an edit touched, as its summary may say."""

from dataclasses import replace

import examples

from encyclopedia.core.comparison.touched import MOST, suggest, touched
from encyclopedia.core.document import InfoboxField
from sources.core.record import SourceRecord

OLD = examples.lighthouse()


def test_what_is_the_same_touches_nothing():
    assert (touched(OLD, OLD), suggest(OLD, OLD)) == ((), "")


def test_places_are_named_in_reading_order():
    new = replace(
        OLD,
        lead="Lit.",
        infobox=(replace(OLD.infobox[0], text="1888"), OLD.infobox[1]),
        sections=(replace(OLD.sections[0], text="It warns."), *OLD.sections[1:]),
        see_also=(),
        categories=("Lights",),
    )

    assert touched(OLD, new) == (
        "lead",
        "infobox: Lit",
        "Purpose",
        "see also: Reef of Teeth (removed)",
        "categories",
    )
    assert suggest(OLD, new).startswith("Lead; infobox: Lit; Purpose")


def test_what_is_new_and_what_only_moved_is_told():
    row = InfoboxField(id=examples.part("keeper"), label="Keeper", text="Nobody")
    first, *others = OLD.sections
    new = replace(OLD, infobox=(*OLD.infobox, row), sections=(*others, first))

    assert touched(OLD, new) == ("infobox: Keeper (new)", "order of sections")


def test_pictures_sources_and_events_are_named_by_what_they_are():
    new = replace(
        OLD,
        events=(replace(OLD.events[0], title="Great storm"),),
        sources=(SourceRecord(key="gazette", type="book", title="Gazette"),),
    )

    assert touched(OLD, new) == ("timeline: March 1901", "source: @gazette (new)")


def test_a_section_whose_heading_was_emptied_goes_by_the_one_that_it_had():
    first, *others = OLD.sections
    unnamed = replace(OLD.infobox[0], id=examples.part("unnamed"), label=" ")
    sections = (replace(first, heading=""), *others)
    new = replace(OLD, sections=sections, infobox=(*OLD.infobox, unnamed))

    assert touched(OLD, new) == ("infobox: without a name (new)", "Purpose")


def test_of_many_places_some_are_named_and_the_others_counted():
    rows = tuple(
        InfoboxField(id=examples.part(f"row {n}"), label=f"Row {n}", text="x")
        for n in range(MOST + 3)
    )
    new = replace(OLD, infobox=(*OLD.infobox, *rows))

    assert suggest(OLD, new).endswith("infobox: Row 5 (new); 3 more")
