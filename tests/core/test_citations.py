from uuid import UUID

import pytest

from encyclopedia.core import citations, markup
from encyclopedia.core.document import Document, InfoboxField, Section
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place, Prose
from sources.core.record import SourceRecord

LEAD = Place("lead")
BODY = Place("section", UUID(int=1))
A = SourceRecord(key="a", aliases=("old-a", "b"))
B = SourceRecord(key="b")


def prose(source, place=LEAD):
    return Prose(place=place, source=source, blocks=markup.parse(source))


def numbered(*sources):
    texts = tuple(
        prose(source, Place("section", UUID(int=n))) for n, source in enumerate(sources, start=1)
    )
    return citations.number(texts, (A, B))


def supported(source):
    return [source[span.start : span.end] for span in citations.claims(prose(source))]


def test_sources_are_numbered_by_first_appearance_in_reading_order():
    document = Document(
        id=UUID(int=9),
        title="Ferry",
        lead="One [@b].",
        infobox=(InfoboxField(id=UUID(int=2), label="Built", text="1999 [@c]"),),
        sections=(Section(id=UUID(int=1), heading="Later", anchor="x", text="Two [@a; @b]."),),
        sources=(A, B, SourceRecord(key="c"), SourceRecord(key="d")),
    )

    found = citations.footnotes(document)

    assert [(note.number, note.source.key, len(note.uses)) for note in found] == [
        (1, "b", 2),
        (2, "c", 1),
        (3, "a", 1),
    ]


def test_a_source_used_again_keeps_its_number_and_letters_its_uses():
    numbering = numbered("One [@a, p. 1].", "Two [@b; @a, p. 2].")

    uses = [
        (use.number, use.index, use.letter, use.anchor, use.item.locator)
        for use in numbering.uses.values()
    ]

    assert uses == [
        (1, 0, "a", "cite-a-a", "p. 1"),
        (1, 1, "b", "cite-a-b", "p. 2"),
        (2, 0, "a", "cite-b-a", ""),
    ]
    assert [note.anchor for note in numbering.footnotes] == ["ref-a", "ref-b"]


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")]
)
def test_after_z_come_two_letters(index, letter):
    item = tree.Item(start=1, end=3, key="a")
    mark = tree.Mark(start=0, end=4, items=(item,))

    use = citations.Use(number=1, index=index, key="a", place=LEAD, mark=mark, item=item)

    assert use.letter == letter


def test_a_use_is_found_by_its_place_and_where_its_item_starts():
    numbering = numbered("One [@b; @a].")

    assert {spot: use.number for spot, use in numbering.uses.items()} == {
        (BODY, 5): 1,
        (BODY, 9): 2,
    }


def test_an_alias_is_the_source_that_it_once_named():
    numbering = numbered("One [@old-a]. Two [@a].")

    assert [(note.number, note.source, len(note.uses)) for note in numbering.footnotes] == [
        (1, A, 2)
    ]
    assert [use.anchor for use in numbering.uses.values()] == ["cite-a-a", "cite-a-b"]


def test_a_key_of_its_own_is_stronger_than_an_alias():
    assert [note.source for note in numbered("One [@b].").footnotes] == [B]


def test_a_mark_without_a_source_gets_no_footnote_and_leaves_no_gap():
    numbering = numbered("One [@gone]. Two [@a].")

    assert [(note.number, note.source) for note in numbering.footnotes] == [(1, A)]
    assert [(place, item.key) for place, item in numbering.unknown] == [(BODY, "gone")]


def test_a_needed_citation_is_listed_apart():
    numbering = numbered("One [@? since 2024-05].")

    assert [(place, item.since) for place, item in numbering.needed] == [(BODY, "2024-05")]
    assert (numbering.footnotes, numbering.unknown) == ((), ())


def test_a_mark_in_a_note_is_numbered_where_the_note_stands():
    numbering = numbered("One^[so says [@b]] two [@a].", "^[three]")

    assert [note.source.key for note in numbering.footnotes] == ["b", "a"]
    assert numbering.notes == {(BODY, 3): 1, (Place("section", UUID(int=2)), 0): 2}


def test_cited_keys_come_once_in_reading_order_as_written():
    texts = (prose("One [@b; @old-a] [@?]."), prose("Two [@b; @gone].", BODY))

    assert citations.cited_keys(texts) == ("b", "old-a", "gone")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("One. Two three [@a].", ["Two three"], id="what stands before it"),
        pytest.param("One. Two three.[@a] Four.", ["Two three."], id="after the full stop"),
        pytest.param("One. Two three. [@a] Four.", ["Two three."], id="after a blank"),
        pytest.param("One [@a], two [@b] and.", ["One", "two"], id="since the last mark"),
        pytest.param("One [@a] two.[@b]", ["One", "two."], id="after and before the full stop"),
        pytest.param("One two.[@a][@b] [@c]", ["One two."] * 3, id="marks side by side"),
        pytest.param("One [@a].[@b]", ["One", "One"], id="only a full stop between"),
        pytest.param("One. Two [three *four*][@a].", ["three *four*"], id="a claim"),
        pytest.param("[One][@a] two [@b].", ["One", "two"], id="after a claim"),
        pytest.param("[One][@a][@b]", ["One", "One"], id="beside a claim"),
        pytest.param("One [@a]. Two [@b].", ["One", "Two"], id="a sentence each"),
        pytest.param("One.\n\n[@a]", [""], id="nothing in its block"),
        pytest.param("[@a] One.", [""], id="nothing before it"),
        pytest.param("One\\\n[@a]", [""], id="nothing in its line"),
        pytest.param("One [@a].\n\n[@b] [@c]", ["One", "", ""], id="nothing, twice"),
        pytest.param("One^[two [@a]] three [@b].", ["two", "One^[two [@a]] three"], id="a note"),
        pytest.param("- One\n- Two [@a]", ["Two"], id="an item"),
        pytest.param("> One\n> two [@a]", ["One\n> two"], id="lines of a quotation"),
        pytest.param("“One two” [@a].", ["“One two”"], id="quotation marks"),
        pytest.param("*One* two\\* [@a].", ["*One* two\\*"], id="emphasis and escapes"),
    ],
)
def test_a_mark_supports(source, words):
    assert supported(source) == words


def test_a_span_knows_its_place_and_mark():
    (span,) = citations.claims(prose("One [@a]", BODY))

    mark = tree.Mark(start=4, end=8, items=(tree.Item(start=5, end=7, key="a"),))
    assert span == citations.Span(place=BODY, start=0, end=3, mark=mark)
