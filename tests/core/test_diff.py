import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import diff
from encyclopedia.core.diff import blocks, moves, parts
from encyclopedia.core.diff.blocks import Fate
from encyclopedia.core.diff.words import Kind
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from sources.core.record import Name, SourceRecord

CASES = Path(__file__).parent / "cases" / "diff_paragraphs.md"
PIPELINE = "Nobody announced a new pipeline, and traders took note of it."
HARBOUR = "The harbour was built long before the railway reached the coast."


def uid(number):
    return UUID(int=number)


def section(number, heading, text="", **more):
    return Section(id=uid(number), heading=heading, anchor=heading.lower(), text=text, **more)


def article(**fields):
    return Document(id=uid(0), title="Visit", **fields)


def fates(changes):
    return [(change.fate.value, change.name, change.moved) for change in changes]


def cases():
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name = block.partition("\n")[0]
        fenced = re.findall(r"^````\n(.*?)^````$", block, re.MULTILINE | re.DOTALL)
        yield pytest.param(*(text.removesuffix("\n") for text in fenced), id=name)


def written(changes):
    signs = {Kind.SAME: "{}", Kind.INSERTED: "{{+{}+}}", Kind.DELETED: "[-{}-]"}
    return "\n".join(
        f"{change.fate}: {''.join(signs[run.kind].format(run.text) for run in change.runs)}"
        for change in changes
    )


@pytest.mark.parametrize(("old", "new", "expected"), tuple(cases()))
def test_paragraphs_compare_as_the_cases_say(old, new, expected):
    assert written(blocks.compare(old, new)) == expected


_texts = st.lists(
    st.sampled_from(
        ["one two three", "one two four", "five", "```", "~~~", "\n", "\n\n", " ", "\n \n", HARBOUR]
    ),
    max_size=12,
).map("".join) | st.text(st.sampled_from("a \n`"), max_size=20)


@given(_texts, _texts, st.frozensets(st.sampled_from(["five", HARBOUR])))
def test_the_paragraphs_give_both_texts_back(old, new, pinned):
    changes = blocks.compare(old, new, pinned)

    assert "".join(change.old for change in changes) == old
    assert "".join(change.new for change in changes) == new


@given(_texts, _texts)
def test_texts_are_all_same_if_and_only_if_they_are_equal(old, new):
    changes = blocks.compare(old, new)

    assert all(change.fate is Fate.SAME for change in changes) == (old == new)


@given(
    st.lists(st.sampled_from([HARBOUR, PIPELINE, "one two", "one three"]), max_size=6), st.data()
)
def test_every_move_has_its_two_places(paragraphs, data):
    shuffled = data.draw(st.permutations(paragraphs))
    cut = data.draw(st.integers(0, len(paragraphs)))

    changes = diff.compare(
        article(lead="\n\n".join(paragraphs)),
        article(
            lead="\n\n".join(shuffled[:cut]),
            sections=(section(1, "Outcomes", "\n\n".join(shuffled[cut:])),),
        ),
    )

    places = [*changes.lead, *changes.sections[0].blocks]
    here = sorted(b.move for b in places if b.fate is Fate.MOVED_HERE)
    away = sorted(b.move for b in places if b.fate is Fate.MOVED_AWAY)
    assert here == away == list(range(1, len(here) + 1))


@given(_texts)
def test_a_text_splits_into_blocks_that_give_it_back(text):
    assert "".join(block.text + block.end for block in blocks.split(text)) == text


def test_a_fence_ends_only_with_its_own_sign():
    assert [block.text for block in blocks.split("~~~\na\n\n```\n\nb\n~~~\n\nc")] == [
        "~~~\na\n\n```\n\nb\n~~~",
        "c",
    ]
    assert [block.text for block in blocks.split("a\n\n```\nb\n\nc")] == ["a", "```\nb\n\nc"]


def test_a_new_line_at_the_end_alone_is_a_change():
    assert written(blocks.compare(HARBOUR, f"{HARBOUR}\n")) == f"changed: {HARBOUR}{{+\n+}}"


def test_very_many_paragraphs_are_paired_without_trying_each_with_each():
    changes = blocks.compare("a x\n\n" * 600, "a y\n\n" * 600)

    assert [(change.fate, change.old_count) for change in changes] == [(Fate.CHANGED, 1)] * 600


def test_many_paragraphs_beside_few_are_paired_with_those_about_as_far_down():
    rows = [f"row{n} of a long table that has {n} lines" for n in range(300)]
    kept = rows[::30]

    changes = blocks.compare("\n\n".join(rows), "\n\n".join(f"{row} now" for row in kept))

    changed = [change.old.strip() for change in changes if change.fate is Fate.CHANGED]
    assert changed == kept
    assert "".join(change.old for change in changes) == "\n\n".join(rows)


def test_texts_of_too_many_paragraphs_are_one_change_and_no_work():
    many = blocks.compare("a\n\n" * 25_000, "b\n\n" * 25_000)

    assert [(change.fate, change.old_count, change.new_count) for change in many] == [
        (Fate.CHANGED, 25_000, 25_000)
    ]


def test_a_paragraph_that_stands_elsewhere_too_is_not_taken_as_changed():
    old = "The harbour was built in May."
    new = "The harbour was built in June."

    assert [c.fate for c in blocks.compare(old, new)] == [Fate.CHANGED]
    assert [c.fate for c in blocks.compare(old, new, frozenset({new}))] == [
        Fate.REMOVED,
        Fate.ADDED,
    ]
    split = blocks.compare(old, f"Then,\n\n{new}\n\nand so on.", frozenset({"and so on.", "Then,"}))
    assert [c.fate for c in split] == [Fate.ADDED, Fate.CHANGED, Fate.ADDED]


def test_identical_documents_have_no_changes():
    document = article(
        lead=HARBOUR,
        infobox=(InfoboxField(id=uid(1), label="Date", text="May"),),
        sections=(section(2, "Purpose", PIPELINE),),
        sources=(SourceRecord(key="a", aliases=("b",)),),
    )

    assert diff.compare(document, document).is_empty


def test_a_document_with_any_difference_is_not_empty():
    one = article()

    for other in (
        replace(one, title="Visits"),
        replace(one, disambiguation=True),
        replace(one, lead="\n"),
        replace(one, infobox=(InfoboxField(id=uid(1), label="", text=""),)),
        replace(one, sections=(section(1, ""),)),
        replace(one, events=(KeyEvent(id=uid(1), date=""),)),
        replace(one, see_also=(SeeAlso(id=uid(1), title=""),)),
        replace(one, categories=("a",)),
        replace(one, sources=(SourceRecord(key="a"),)),
    ):
        assert not diff.compare(one, other).is_empty
        assert not diff.compare(other, one).is_empty


def test_infobox_rows_are_matched_by_id_and_then_by_label():
    def row(number, label, text, kind=FieldType.TEXT):
        return InfoboxField(id=uid(number), label=label, text=text, type=kind)

    old = article(infobox=(row(1, "Date", "May"), row(2, "Place", "Port"), row(3, "Gone", "x")))
    new = article(
        infobox=(row(1, "When", "May", FieldType.DATE), row(9, "place", "Port"), row(4, "New", "y"))
    )

    infobox = diff.compare(old, new).infobox

    assert fates(infobox) == [
        ("changed", "When", False),
        ("changed", "place", False),
        ("removed", "Gone", False),
        ("added", "New", False),
    ]
    assert [field.name for field in infobox[0].fields if not field.is_same] == ["label", "type"]


def test_a_moved_row_is_one_that_the_fewest_moves_explain():
    old, new = "abcde", "acdbe"

    matched = parts.match(old, new, str)

    assert [pair.new for pair in matched if pair.moved] == ["b"]


def test_events_are_matched_by_id_and_then_by_date_and_title():
    old = article(events=(KeyEvent(id=uid(1), date="2031", title="Talks", text="They met."),))
    new = article(events=(KeyEvent(id=uid(2), date="2031", title="Talks", text="They talked."),))

    assert fates(diff.compare(old, new).events) == [("changed", "Talks", False)]


def test_see_also_categories_and_pictures_are_compared():
    picture = Illustration(
        id=uid(1), key="hall", file="f", media_type="image/png", width=1, height=2, alt="Hall"
    )
    old = article(
        see_also=(SeeAlso(id=uid(2), title="Port"),),
        categories=("a", "b"),
        illustrations=(picture,),
    )
    new = article(
        see_also=(SeeAlso(id=uid(3), title="port", note="the old one"),),
        categories=("b", "a", "c"),
        illustrations=(replace(picture, id=uid(4), alt="The hall"),),
    )

    changes = diff.compare(old, new)

    assert fates(changes.see_also) == [("changed", "port", False)]
    assert sorted((c.fate.value, c.name) for c in changes.categories) == [
        ("added", "c"),
        ("same", "a"),
        ("same", "b"),
    ]
    assert [c.moved for c in changes.categories].count(True) == 1
    assert fates(changes.illustrations) == [("changed", "hall", False)]


def test_sources_are_compared_field_by_field():
    old = article(sources=(SourceRecord(key="a", title="Talks"), SourceRecord(key="b")))
    new = article(
        sources=(
            SourceRecord(
                key="a",
                title="Talks",
                wire=True,
                authors=(Name(family="Li", given="Wei"), Name(literal="Agency")),
            ),
            SourceRecord(key="c"),
        )
    )

    a, b, c = diff.compare(old, new).sources

    assert [(f.name, f.old, f.new) for f in a.fields if not f.is_same] == [
        ("authors", "", "Li, Wei\nAgency"),
        ("wire", "no", "yes"),
    ]
    assert (b.fate, c.fate) == (Fate.REMOVED, Fate.ADDED)


def test_sections_are_matched_by_id_and_then_by_heading():
    old = article(sections=(section(1, "Purpose"), section(2, "Outcomes"), section(3, "Gone")))
    new = article(sections=(section(2, "Results"), section(9, "Purpose"), section(4, "New")))

    sections = diff.compare(old, new).sections

    assert [(s.heading, s.fate.value) for s in sections] == [
        ("Results", "changed"),
        ("Gone", "removed"),
        ("Purpose", "same"),
        ("New", "added"),
    ]
    assert sum(s.moved for s in sections) == 1


def test_a_section_changes_its_level():
    old = article(sections=(section(1, "Purpose"),))
    new = article(sections=(section(1, "Purpose", level=3),))

    (change,) = diff.compare(old, new).sections

    assert [(f.name, f.old, f.new) for f in change.fields if not f.is_same] == [("level", "2", "3")]


def test_a_paragraph_moved_to_another_section_names_both():
    old = article(sections=(section(1, "Outcomes", HARBOUR), section(2, "Disputes", PIPELINE)))
    new = article(
        sections=(section(1, "Outcomes", f"{HARBOUR}\n\n{PIPELINE}"), section(2, "Disputes"))
    )

    first, second = diff.compare(old, new).sections

    assert [(b.fate, b.move, b.other) for b in first.blocks] == [
        (Fate.SAME, 0, ""),
        (Fate.MOVED_HERE, 1, "Disputes"),
    ]
    assert [(b.fate, b.move, b.other) for b in second.blocks] == [
        (Fate.MOVED_AWAY, 1, "Outcomes"),
    ]


def test_a_paragraph_moved_and_edited_shows_the_words_that_changed():
    old = article(lead=PIPELINE, sections=(section(1, "Outcomes", HARBOUR),))
    new = article(
        sections=(section(1, "Outcomes", f"{HARBOUR}\n\n{PIPELINE.replace('new', 'second')}"),)
    )

    changes = diff.compare(old, new)

    assert [b.fate for b in changes.lead] == [Fate.MOVED_AWAY]
    assert [
        run.text for run in changes.sections[0].blocks[1].runs if run.kind is not Kind.SAME
    ] == [
        "new",
        "second",
    ]


def test_the_best_pair_of_moved_and_edited_paragraphs_wins():
    def gone(text):
        return blocks.removed(blocks.Block(text, ""))

    def come(text):
        return blocks.added(blocks.Block(text, ""))

    (first,), (second,), (third,) = moves.label(
        (
            ("A", (gone(PIPELINE),)),
            ("B", (come(PIPELINE.replace("new", "second").replace("took", "made")),)),
            ("C", (come(PIPELINE.replace("new", "second")),)),
        )
    )

    assert (first.other, second.fate, third.fate) == ("C", Fate.ADDED, Fate.MOVED_HERE)


def test_paragraphs_too_many_to_try_against_each_other_are_gone_and_come():
    changes = [
        make(blocks.Block(f"{PIPELINE} {side} {n}", ""))
        for side, make in (("old", blocks.removed), ("new", blocks.added))
        for n in range(60)
    ]

    (labelled,) = moves.label((("A", tuple(changes)),))

    assert {change.fate for change in labelled} == {Fate.REMOVED, Fate.ADDED}


def test_short_paragraphs_do_not_move():
    old = article(lead="Ditto.", sections=(section(1, "Outcomes", HARBOUR),))
    new = article(sections=(section(1, "Outcomes", f"{HARBOUR}\n\nDitto."),))

    changes = diff.compare(old, new)

    assert [b.fate for b in changes.lead] == [Fate.REMOVED]
