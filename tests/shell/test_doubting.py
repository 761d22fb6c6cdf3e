"""What an edit brings that its editor most likely did not mean, and what that costs to say."""

from dataclasses import replace

import examples
import pytest
from work import lines_run

from encyclopedia.core.document import Document, FieldType, InfoboxField, KeyEvent, Section
from encyclopedia.core.reading import Place
from encyclopedia.desk.doubting import doubts

pytestmark = pytest.mark.django_db

BLANK = Document(id=examples.part("article"), title="Reef")
TWICE = ("Another event has this date and title.",)


def row(name, text, label="In office", type_=FieldType.RANGE):
    return InfoboxField(id=examples.part(name), label=label, text=text, type=type_)


def event(name, **columns):
    return KeyEvent(id=examples.part(name), **columns)


class TestOverlappingDates:
    def test_a_range_that_overlaps_another_of_its_label_says_so_at_its_row(self):
        before = replace(BLANK, infobox=(row("first", "1880–1890"),))
        after = replace(BLANK, infobox=(*before.infobox, row("second", "1888–1900", "in  Office")))

        assert doubts(before, after) == {
            (Place("infobox", examples.part("second")), "text"): (
                "“1888–1900” overlaps “1880–1890”, which has the same label.",
            )
        }

    @pytest.mark.parametrize(
        "second",
        [
            row("second", "1890–1900"),
            row("second", "1888–1900", label="Deputy"),
            row("second", "1888–1900", type_=FieldType.TEXT),
            row("second", "1888"),
        ],
    )
    def test_ranges_that_follow_each_other_or_tell_of_other_things_are_meant(self, second):
        after = replace(BLANK, infobox=(row("first", "1880–1890"), second))

        assert doubts(BLANK, after) == {}

    def test_an_overlap_of_before_stops_nobody(self):
        before = replace(BLANK, infobox=(row("a", "1880–1890"), row("b", "1888–1900")))
        mended = replace(before, infobox=(before.infobox[0], row("b", "1888–1900", "In Office")))

        assert doubts(before, mended) == {}


class TestEventsThatRepeat:
    def test_the_same_date_and_title_in_other_words_are_said_at_the_new_event(self):
        before = replace(BLANK, events=(event("a", date="3 May 1901", title="The storm"),))
        again = event("b", date="1901-05-03", title="the  Storm", text="It raged.")

        found = doubts(before, replace(before, events=(*before.events, again)))

        assert found == {(Place("event", again.id), "date"): TWICE}

    @pytest.mark.parametrize(
        "other",
        [
            event("b", date="3 May 1901", title="The calm"),
            event("b", date="4 May 1901", title="The storm"),
            event("b", date="3 May 1901", text="Ships sank."),
        ],
    )
    def test_another_day_or_another_title_is_another_event(self, other):
        one = event("a", date="3 May 1901", title="The storm", text="It raged.")

        assert doubts(BLANK, replace(BLANK, events=(one, other))) == {}

    def test_events_without_a_title_are_told_apart_by_their_words(self):
        two = [event(name, date="3 May 1901", text="It raged.") for name in "ab"]

        assert set(doubts(BLANK, replace(BLANK, events=tuple(two))).values()) == {TWICE}


def test_what_stands_untouched_beside_the_edit_is_not_looked_at_again():
    def work(sections):
        faulty = "It was lit in 1887. [@nobody, “lit in 1999”] It still works. [@?"
        before = replace(
            BLANK,
            sections=tuple(
                Section(
                    id=examples.part(f"{sections} {n}"),
                    heading=f"Section {n}",
                    anchor=f"section-{n}",
                    text=f"{faulty} {sections} {n}",
                )
                for n in range(sections)
            ),
        )
        first, *others = before.sections
        after = replace(before, sections=(replace(first, text=f"{first.text}. New."), *others))
        return lines_run(lambda: doubts(before, after))

    work(2)  # what the first look makes ready stays ready
    few, many = work(2), work(40)

    assert many < 1.5 * few
