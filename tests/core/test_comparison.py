import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import comparison
from encyclopedia.core.diff import visible, words
from encyclopedia.core.diff.words import Kind, Run
from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from encyclopedia.core.writers.html import changes
from encyclopedia.core.writers.html.changes import Look
from sources.core.record import SourceRecord

PIPELINE = "Nobody announced a new pipeline, and traders took note of it."
HARBOUR = "The harbour was built long before the railway reached the coast."
TRADE = "Trade through the valley doubled within ten years."


def uid(number):
    return UUID(int=number)


def section(number, heading, text="", **more):
    return Section(id=uid(number), heading=heading, anchor=str(number), text=text, **more)


def article(**fields):
    return Document(id=uid(0), title="Visit", **fields)


def lane(read, name):
    return next(lane for lane in (*read.before, *read.after) if lane.name == name)


def label(entry):
    return entry.label + entry.twin_name + entry.label_end


def shown(runs):
    signs = {Kind.SAME: "{}", Kind.INSERTED: "{{+{}+}}", Kind.DELETED: "[-{}-]"}
    return "".join(signs[run.kind].format(run.text) for run in runs)


def test_identical_revisions_say_so():
    read = comparison.read(article(lead=TRADE), article(lead=TRADE))

    assert read.is_empty
    assert not read.text_changed
    assert read.summary == "No changes."


def test_one_edited_word_is_all_that_changes():
    old = article(lead=f"{HARBOUR}\n\n{TRADE}")
    new = article(lead=f"{HARBOUR}\n\n{TRADE.replace('ten', 'six')}")

    read = comparison.read(old, new)

    assert read.summary == "1 paragraph changed."
    assert [(e.kind, e.label, shown(e.runs)) for e in read.text] == [
        ("same", "1 unchanged paragraph in Lead", ""),
        (
            "changed",
            "Changed paragraph",
            "Trade through the valley doubled within [-ten-]{+six+} years.",
        ),
    ]
    assert (read.text[1].id, read.text[1].previous, read.text[1].next) == ("c1", "", "")


def test_a_moved_paragraph_leads_to_its_twin_and_back():
    old = article(sections=(section(1, "Outcomes", TRADE), section(2, "Disputes", PIPELINE)))
    new = article(
        sections=(section(1, "Outcomes", f"{TRADE}\n\n{PIPELINE}"), section(2, "Disputes"))
    )

    _, here, away = comparison.read(old, new).text

    assert label(here) == "⇅ Moved here from Disputes, unchanged"
    assert label(away) == "⇅ Moved to Outcomes"
    assert (here.id, here.twin, away.id, away.twin) == ("c1", "c2", "c2", "c1")
    assert comparison.read(old, new).summary == "1 paragraph moved."


def test_a_paragraph_moved_and_edited_says_both():
    old = article(lead=PIPELINE, sections=(section(1, "Outcomes", TRADE),))
    new = article(
        sections=(section(1, "Outcomes", f"{TRADE}\n\n{PIPELINE.replace('new', 'second')}"),)
    )

    labels = [label(entry) for entry in comparison.read(old, new).text if entry.kind == "moved"]

    assert labels == ["⇅ Moved to Outcomes", "⇅ Moved here from Lead, and changed"]


def test_split_and_joined_paragraphs_say_so():
    apart, together = article(lead=f"{HARBOUR}\n\n{TRADE}"), article(lead=f"{HARBOUR} {TRADE}")

    split = comparison.read(together, apart).text
    joined = comparison.read(apart, together).text

    assert [entry.label for entry in split] == ["Changed paragraph, split in 2"]
    assert [entry.label for entry in joined] == ["Changed paragraph, joined from 2"]


def test_sections_show_how_they_changed():
    old = article(
        sections=(
            section(1, "Purpose", TRADE),
            section(2, "Outcomes", HARBOUR),
            section(3, "Gone", PIPELINE),
            section(4, "", "Ditto."),
        )
    )
    new = article(
        sections=(
            section(2, "Results", HARBOUR, level=3),
            section(1, "Purpose", TRADE),
            section(5, "Legacy", "Ships still call."),
            section(4, "", "Dito."),
        )
    )

    read = comparison.read(old, new)

    assert [label(e) for e in read.text if e.about == "section" and e.kind != "moved"] == [
        "Renamed section",
        "Changed level of the section",
        "− Removed section",
        "+ Added section",
    ]
    assert [label(e) for e in read.text if e.about == "section" and e.kind == "moved"] == [
        "⇅ Moved section, now first"
    ]
    assert read.text[-1].heading == "Section without a heading"
    assert read.summary == (
        "1 section changed, 1 added, 1 removed, 1 moved; 2 paragraphs added, 2 removed."
    )


def test_a_heading_is_shown_once_for_all_changes_under_it():
    old = article(sections=(section(1, "Outcomes", f"{TRADE}\n\n{HARBOUR}\n\n{PIPELINE}"),))
    text = f"{TRADE}!\n\n{HARBOUR}\n\n{PIPELINE}!"
    new = article(sections=(section(1, "Outcomes", text),))

    entries = comparison.read(old, new).text

    assert [(e.kind, e.opens) for e in entries] == [
        ("changed", True),
        ("same", False),
        ("changed", False),
    ]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "2 unchanged paragraphs in Lead and S1"),
        (3, "4 unchanged paragraphs in Lead, S1, S2 and S3"),
        (5, "6 unchanged paragraphs in Lead, S1, S2 and 3 more sections"),
    ],
)
def test_a_fold_names_its_sections(count, expected):
    sections = tuple(section(n, f"S{n}", f"Text {n}.") for n in range(1, count + 1))
    old = article(lead=TRADE, sections=sections)
    new = replace(old, sections=(*sections, section(9, "Last", "New.")))

    fold = comparison.read(old, new).text[0]

    assert fold.label == expected
    assert fold.paragraphs[0] == TRADE


def test_the_lanes_around_the_text_hold_what_changed():
    row = InfoboxField(id=uid(1), label="Date", text="May")
    place = InfoboxField(id=uid(2), label="Place", text="Port")
    old = article(
        short_description="A visit",
        infobox=(row, place),
        events=(KeyEvent(id=uid(3), date="2031", title="", text="They met."),),
        see_also=(SeeAlso(id=uid(4), title="Port"),),
        categories=("Visits",),
        sources=(SourceRecord(key="a", title="Talks"),),
    )
    picture = Illustration(
        id=uid(9), key="hall", file="f", media_type="image/png", width=1, height=2, alt="Hall"
    )
    new = article(
        short_description="A short visit",
        infobox=(place, replace(row, text="June")),
        events=(KeyEvent(id=uid(3), date="2031", title="", text="They talked."),),
        see_also=(),
        categories=("Visits", "Ports", "Trade"),
        illustrations=(picture,),
        sources=(
            SourceRecord(key="a", title="Talks", url="https://example.org/"),
            SourceRecord(key="b", title="Port news"),
        ),
    )

    read = comparison.read(old, new)

    assert [
        (lane.name, [(row.label, shown(row.name)) for row in lane.rows], lane.same)
        for lane in (*read.before, *read.after)
        if lane.name != "infobox"
    ] == [
        ("metadata", [("Changed", "Short description")], 6),
        ("timeline", [("Changed", "2031")], 0),
        ("see-also", [("− Removed", "[-Port-]")], 0),
        ("categories", [("+ Added", "{+Ports+}"), ("+ Added", "{+Trade+}")], 1),
        ("pictures", [("+ Added", "{+hall+}")], 0),
        ("evidence", [("Changed", "Talks"), ("+ Added", "{+Port news+}")], 0),
    ]
    (evidence, _) = lane(read, "evidence").rows
    assert [(d.name, shown(d.runs)) for d in evidence.details] == [
        ("Address", "{+https://example.org/+}")
    ]
    assert (
        read.summary
        == (
            "1 detail changed; 2 infobox rows changed; 1 event changed; 1 see-also link removed; "
            "1 picture added; 1 source changed, 1 added; 2 categories added."
        )
        or "infobox row" in read.summary
    )


def test_moved_rows_say_whether_they_changed_too():
    rows = [InfoboxField(id=uid(n), label=f"Row {n}", text="x") for n in range(1, 5)]
    a, b, c, d = rows
    old = article(infobox=(a, b, c, d))

    moved = comparison.read(old, article(infobox=(b, c, d, a)))
    changed = comparison.read(old, article(infobox=(b, c, d, replace(a, text="y"))))

    assert [row.label for row in lane(moved, "infobox").rows] == ["⇅ Moved, now after Row 4"]
    assert [row.label for row in lane(changed, "infobox").rows] == [
        "⇅ Moved, now after Row 4, and changed"
    ]
    assert moved.summary == "1 infobox row moved."


def test_changes_are_numbered_through_the_page():
    old = article(lead="One.", infobox=(InfoboxField(id=uid(1), label="Date", text="May"),))
    new = replace(
        old,
        title="The visit",
        lead="Uno.",
        infobox=(InfoboxField(id=uid(1), label="Date", text="June"),),
        categories=("Visits",),
    )

    read = comparison.read(old, new)
    steps = [row for lane in read.before for row in lane.rows]
    steps += [entry for entry in read.text if entry.id]
    steps += [row for lane in read.after for row in lane.rows]

    ids = [f"c{n}" for n in range(1, read.total + 1)]
    assert [step.id for step in steps] == ids
    assert [step.previous for step in steps] == ["", *ids[:-1]]
    assert [step.next for step in steps] == [*ids[1:], ""]


def test_a_comparison_is_ready_for_json():
    read = comparison.read(article(lead="One."), article(lead="One more."))

    written = json.loads(json.dumps(read.as_dict()))

    assert written["text"][0]["runs"] == [
        {"kind": "same", "text": "One", "whole": False},
        {"kind": "inserted", "text": " more", "whole": False},
        {"kind": "same", "text": ".", "whole": False},
    ]


@pytest.mark.parametrize(
    ("old", "new", "notes"),
    [
        ("Same.", "Same.", ()),
        ("", "New [@a].", ()),
        ("It grew.[@a]", "It grew.[@b]", ("Citation removed: [@a]", "Citation added: [@b]")),
        ("See [[A]].", "See it.", ("Link removed: [[A]]",)),
        ("a b", "a  b", ("Only white space changed.",)),
        ("café", "cafe\u0301", ("The same letters in another Unicode form.",)),
        (
            "a “b” c",
            'a "b" c',
            ("Only invisible characters or the form of quotation marks changed.",),
        ),
        (
            "a" * 3 + " b",
            "a\u200baa b",
            (
                "Only invisible characters or the form of quotation marks changed.",
                "Zero width space added.",
            ),
        ),
    ],
)
def test_notes_say_what_the_eye_would_miss(old, new, notes):
    assert visible.notes(words.compare(old, new)) == notes


def test_texts_too_long_to_compare_say_so():
    runs = (Run(Kind.DELETED, "a", whole=True), Run(Kind.INSERTED, "b", whole=True))

    assert visible.notes(runs) == ("Too long to compare word by word: shown whole.",)


def test_what_is_invisible_is_shown():
    runs = (
        Run(Kind.SAME, "a\u202eb\u200c\n\x07\ud800"),
        Run(Kind.INSERTED, "c\u00a0d\ne"),
        Run(Kind.DELETED, "  \n"),
    )

    assert visible.runs(runs) == (
        Run(Kind.SAME, "a⟨RLO⟩b\u200c\n␇�"),
        Run(Kind.INSERTED, "c⟨NBSP⟩d↵\ne"),
        Run(Kind.DELETED, "␣␣↵\n"),
    )


_lines = st.lists(st.sampled_from([HARBOUR, TRADE, PIPELINE, "Ditto.", "x\u202ey"]), max_size=4)


@given(_lines, _lines, _lines, _lines)
def test_every_twin_and_neighbour_is_on_the_page(a, b, c, d):
    old = article(lead="\n\n".join(a), sections=(section(1, "Outcomes", "\n\n".join(b)),))
    new = article(lead="\n\n".join(c), sections=(section(1, "Outcomes", "\n\n".join(d)),))

    read = comparison.read(old, new)

    ids = {entry.id for entry in read.text}
    assert all(entry.twin in ids for entry in read.text if entry.twin)
    assert all(entry.next in ids for entry in read.text if entry.next)
    assert read.is_empty == (old == new)


def test_headings_in_a_label_keep_their_own_direction():
    walls, yard = section(2, "Walls", "Text 2."), section(3, "Yard", "Text 3.")
    gate = section(1, "البوابة (1887)", "Text 1.")
    old = article(lead=TRADE, sections=(walls, yard, gate))
    changed, moved = replace(old, lead=f"{TRADE}!"), replace(old, sections=(yard, gate, walls))

    fold = changes.prose(comparison.read(old, changed).text, Look())
    move = changes.prose(comparison.read(old, moved).text, Look())

    named = "<bdi>Walls</bdi>, <bdi>Yard</bdi> and <bdi>البوابة (1887)</bdi>"
    assert f"<summary>3 unchanged paragraphs in {named}</summary>" in fold
    assert "Moved section, now after <bdi>البوابة (1887)</bdi>" in move
