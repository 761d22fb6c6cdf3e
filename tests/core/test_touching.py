"""Which parts differ between two states of an article, and which of them nobody has seen yet."""

from dataclasses import replace

import examples

from encyclopedia.core import touching

OLD = examples.lighthouse()


def names(found):
    return [(each.name, str(each.fate)) for each in found]


def with_section(document, number, **changes):
    sections = list(document.sections)
    sections[number] = replace(sections[number], **changes)
    return replace(document, sections=tuple(sections))


def test_nothing_is_touched_where_nothing_changed():
    assert touching.touched(OLD, OLD) == ()


def test_each_kind_of_part_is_named_as_editors_know_it():
    new = replace(
        with_section(OLD, 0, text="It guides ships."),
        lead="Lit in 1887.",
        categories=("Towers",),
        infobox=OLD.infobox[1:],
        events=(replace(OLD.events[0], text="The lamp fell."),),
        see_also=(*OLD.see_also, replace(OLD.see_also[0], id=examples.part("x"), title="Buoy")),
        sources=(examples.almanac(),),
    )

    assert names(touching.touched(OLD, new)) == [
        ("Title and details", "changed"),
        ("Lead", "changed"),
        ("Purpose", "changed"),
        ("Timeline: Storm", "changed"),
        ("See also: Buoy", "added"),
        ("Source: The Almanac", "added"),
        ("Infobox: Lit", "removed"),
    ]


def test_parts_that_only_changed_places_touch_their_order():
    new = replace(OLD, sections=OLD.sections[::-1], infobox=OLD.infobox[::-1])

    assert names(touching.touched(OLD, new)) == [
        ("Order of the infobox", "moved"),
        ("Order of the sections", "moved"),
    ]


def test_a_part_that_somebody_saw_so_is_told():
    seen = with_section(OLD, 0, text="Approved.")
    now = with_section(seen, 2, text="Newer than the approval.")

    assert names(touching.untold(now, [OLD, seen])) == [("Outcomes", "changed")]


def test_a_part_that_went_back_to_what_readers_have_needs_nobody():
    seen = with_section(OLD, 0, text="Approved.")

    assert touching.untold(OLD, [OLD, seen]) == ()


def test_without_any_known_state_every_part_is_new():
    assert len(touching.untold(OLD, [])) == 9
