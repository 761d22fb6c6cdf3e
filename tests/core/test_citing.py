"""Citations are put beside words without changing how they read."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import citing, evidence, reading
from encyclopedia.core.document import Document, InfoboxField, KeyEvent, Section
from encyclopedia.core.markup import tree, walk
from encyclopedia.core.reading import Place

ROW, SECTION, EVENT = UUID(int=1), UUID(int=2), UUID(int=3)
DOCUMENT = Document(
    id=UUID(int=9),
    title="Light",
    lead="It was lit. It *still* works.",
    infobox=(InfoboxField(id=ROW, label="Height", text="31 m"),),
    sections=(Section(id=SECTION, heading="Use", anchor="use", text="It warns. [@a] Ships."),),
    events=(KeyEvent(id=EVENT, date="1901", text="A storm came"),),
)
QUOTED = citing.item("b", "was lit")


def ends(document, place):
    return [w.end for w in evidence.wordings(reading.texts(document)) if w.place == place]


def lead(text, *, sentence=0, cited=QUOTED):
    document = replace(DOCUMENT, lead=text)
    end = ends(document, Place("lead"))[sentence]
    return citing.add(document, Place("lead"), end, cited).lead


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("It was lit. It works.", 0, 'It was lit. [@b, "was lit"] It works.'),
        ("It was lit. It works.", 1, 'It was lit. It works. [@b, "was lit"]'),
        ("It was lit. [@a] It works.", 0, 'It was lit. [@a] [@b, "was lit"] It works.'),
        ("*It was lit.* It works.", 0, '*It was lit.* [@b, "was lit"] It works.'),
        ("It was lit", 0, 'It was lit [@b, "was lit"]'),
        ("- It was lit.\n- It works.", 0, '- It was lit. [@b, "was lit"]\n- It works.'),
        ("[It was lit.][@a]", 0, '[It was lit.][@a] [@b, "was lit"]'),
    ],
)
def test_a_citation_stands_after_its_sentence(text, sentence, expected):
    assert lead(text, sentence=sentence) == expected


def test_a_cell_keeps_its_bars():
    table = "| A | B |\n|---|---|\n| It was lit. | z |"

    made = lead(table, sentence=2, cited=citing.item("b", "x | y"))

    assert '| It was lit. [@b, "x \\| y"] | z |' in made


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        (Place("infobox", ROW), ('31 m [@b, "was lit"]', "It warns. [@a] Ships.", "A storm came")),
        (
            Place("section", SECTION),
            ("31 m", 'It warns. [@a] [@b, "was lit"] Ships.', "A storm came"),
        ),
        (Place("event", EVENT), ("31 m", "It warns. [@a] Ships.", 'A storm came [@b, "was lit"]')),
    ],
)
def test_every_part_can_be_cited_and_no_other_changes(place, texts):
    made = citing.add(DOCUMENT, place, ends(DOCUMENT, place)[0], QUOTED)

    assert (made.infobox[0].text, made.sections[0].text, made.events[0].text) == texts
    assert made.lead == DOCUMENT.lead


def test_a_locator_and_line_ends_are_written_on_one_line():
    cited = citing.item("b", " first\n lit\u2028 again ", "p.  3\n")

    assert (cited.quote, cited.locator) == ("first lit again", "p. 3")


def test_a_wrong_item_is_replaced_and_its_neighbours_stay():
    text = 'It was lit. [@a, p. 2, "dark"; @c]'
    document = replace(DOCUMENT, lead=text)

    made = citing.mend(document, Place("lead"), text.index("@a"), QUOTED)

    assert made.lead == 'It was lit. [@b, "was lit"; @c]'


def test_where_no_item_stands_nothing_is_mended():
    with pytest.raises(citing.NoPlaceError, match="no citation"):
        citing.mend(DOCUMENT, Place("lead"), 3, QUOTED)


@pytest.mark.parametrize("end", [-1, 0, 99])
def test_beyond_the_text_there_is_no_sentence(end):
    with pytest.raises(citing.NoPlaceError, match="no sentence"):
        citing.add(DOCUMENT, Place("lead"), end, QUOTED)


@pytest.mark.parametrize("place", [Place("section", ROW), Place("event"), Place("nowhere")])
def test_a_part_that_is_not_there_is_named(place):
    with pytest.raises(citing.NoPlaceError, match="not there any more"):
        citing.add(DOCUMENT, place, 1, QUOTED)


@pytest.mark.parametrize(("text", "end"), [("`It was lit`", 5), ("[[It was lit]]", 5)])
def test_where_a_mark_would_be_words_none_is_put(text, end):
    with pytest.raises(citing.NoPlaceError, match="by hand"):
        citing.add(replace(DOCUMENT, lead=text), Place("lead"), end, QUOTED)


@given(st.text(st.sampled_from('ab "“”\\[];|@,*_`<>'), min_size=1, max_size=30))
def test_whatever_is_quoted_is_read_back_as_it_is(words):
    cited = citing.item("b", words)
    document = replace(DOCUMENT, lead="It was lit. It works.")

    made = citing.add(document, Place("lead"), 11, cited)

    (read,) = [
        item
        for prose in reading.texts(replace(made, sections=()))
        for node in walk(prose.blocks)
        if isinstance(node, tree.Mark)
        for item in node.items
    ]
    assert (read.key, read.quote) == ("b", cited.quote)
