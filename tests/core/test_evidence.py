import pytest

from encyclopedia.core import evidence, reading
from encyclopedia.core.evidence import Status, Tally, Verdict
from encyclopedia.core.reading import Place
from sources.core.record import SourceRecord
from tests.core.checks.notation import article

SOURCES = """
@a 1888 = The lamp was first lit in 1887. Seven kings came to see it. Seven kings came back.
@b 1890 = Nobody came back to the tower.
@c 1891 = -
"""


def told(text, **changes):
    document, snapshots = article(SOURCES + text, **changes)
    return evidence.statements(reading.texts(document), document, snapshots)


def statuses(text, **changes):
    return [(statement.text, str(statement.status)) for statement in told(text, **changes)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param('It was lit [@a, "first lit in 1887"].', "pinned", id="exact"),
        pytest.param('It was lit [@a, "First Lit in 1887"].', "pinned", id="normalised"),
        pytest.param('It was lit [@a, "lit in 1887"; @b].', "pinned", id="one of two"),
        pytest.param("It was lit [@a].", "cited", id="no quotation"),
        pytest.param('It was lit [@c, "lit in 1887"].', "cited", id="not archived"),
        pytest.param('It was lit [@a, "nine queens"].', "wrong", id="absent"),
        pytest.param('It was lit [@a, "seven queens came to see it"].', "wrong", id="altered"),
        pytest.param('It [@b]. [@a, "lit"; @b, "seven kings"]', "wrong", id="elsewhere"),
        pytest.param("It was lit.", "uncited", id="no mark"),
        pytest.param("It was lit [@?].", "uncited", id="a citation is needed"),
        pytest.param("It was lit [@gone].", "uncited", id="an unknown key"),
    ],
)
def test_a_sentence_is(text, status):
    assert statuses(text)[0][1] == status


def test_a_mark_after_the_last_full_stop_supports_the_last_sentence_only():
    assert statuses("It was lit. It burned. [@a]") == [
        ("It was lit.", "uncited"),
        ("It burned.", "cited"),
    ]


def test_a_mark_inside_a_sentence_supports_it_and_not_the_next():
    assert statuses("It was lit [@a] in spring. It burned.") == [
        ("It was lit in spring.", "cited"),
        ("It burned.", "uncited"),
    ]


def test_a_claim_supports_every_sentence_that_it_reaches():
    assert statuses("Before. [It was lit. It burned. It shone.][@a][@b] It fell.") == [
        ("Before.", "uncited"),
        ("It was lit.", "cited"),
        ("It burned.", "cited"),
        ("It shone.", "cited"),
        ("It fell.", "uncited"),
    ]


def test_a_mark_in_a_note_supports_the_sentence_with_the_note():
    assert statuses("It was lit^[so they say [@a]].") == [("It was lit.", "cited")]


def test_a_mark_with_no_words_supports_nothing():
    assert statuses("[@a] It was lit.") == [("It was lit.", "uncited")]


def test_the_hatnote_is_no_statement():
    assert statuses("It was lit.", hatnote="Not to be confused with the mole.") == [
        ("It was lit.", "uncited")
    ]


def test_a_statement_knows_its_place_words_and_sources():
    (statement,) = told("It was *lit* [@b; @a, p. 3; @b].")

    assert (statement.place, statement.start, statement.end, statement.text, statement.keys) == (
        Place("lead"),
        0,
        32,
        "It was lit.",
        ("b", "a"),
    )


def test_a_pin_knows_its_passage_and_its_place_in_the_article():
    (statement,) = told('It was lit [@a, p. 3, "seven kings came"].')
    (pin,) = statement.pins

    assert (pin.key, pin.quote, pin.locator, pin.anchor) == (
        "a",
        "seven kings came",
        "p. 3",
        "cite-a-a",
    )
    assert (pin.verdict, pin.start, pin.end, pin.found_in, pin.ambiguous) == (
        Verdict.NORMALISED,
        32,
        48,
        "a",
        True,
    )
    assert (pin.item_start, pin.item_end) == (12, 40)


def test_an_altered_quotation_has_the_nearest_passage_and_its_changes():
    (statement,) = told('It was lit [@a, "seven queens came to see it"].')
    (pin,) = statement.pins

    assert (pin.verdict, pin.found_in) == (Verdict.ALTERED, "")
    assert [(str(change.kind), change.text) for change in pin.changes] == [
        ("same", "Seven"),
        ("missing", "kings"),
        ("added", "queens"),
        ("same", "came to see it"),
    ]


@pytest.mark.parametrize("quote", ["Nobody came back", "… nobody CAME back …"])
def test_a_quotation_is_found_elsewhere_only_in_a_cited_source(quote):
    text = f'It was lit [@a, "{quote}"].'

    ((pin,),) = [statement.pins for statement in told(text)]
    (here, _) = [statement.pins for statement in told(f"{text} It fell [@b].")]

    assert pin.verdict in (Verdict.ALTERED, Verdict.ABSENT)
    assert (here[0].verdict, here[0].found_in) == (Verdict.ELSEWHERE, "b")


def test_an_ellipsis_that_spans_nothing_near_is_not_found_elsewhere():
    (first, _) = told('It was lit [@a, "nine … queens"]. It fell [@b].')

    assert first.pins[0].verdict is Verdict.ABSENT


def test_a_quotation_that_is_not_archived_is_not_judged():
    (statement,) = told('It was lit [@c, "lit in 1887"].')
    (pin,) = statement.pins

    assert (pin.verdict, pin.start, pin.end, pin.changes) == (Verdict.UNARCHIVED, 0, 0, ())


def test_an_alias_is_the_source_that_it_once_named():
    record = SourceRecord(key="new", aliases=("old",))
    shelf = evidence.Shelf((record,), {"old": "The lamp."})

    assert (shelf.key("old"), shelf.key("new"), shelf.key("gone")) == ("new", "new", "")
    assert shelf.texts == {"new": "The lamp."}


@pytest.mark.parametrize(
    ("text", "exempt"),
    [
        pytest.param("These are:", "introduces a list", id="a list"),
        pytest.param("Who lit it?", "asks a question", id="a question"),
        pytest.param(
            "This article covers the tower.", "describes the article itself", id="the article"
        ),
        pytest.param("—", "states nothing: it has no words", id="no words"),
        pytest.param(
            "| Lit = 1887\nThe lamp was lit in 1887 [@a].",
            "infobox value stands in a cited sentence",
            id="infobox",
        ),
        pytest.param(
            "The old lamp was lit in 1887.\n== Later\nIn 1887 the lamp was first lit by her [@a].",
            "lead sentence summarises a cited sentence of the body",
            id="lead",
        ),
        pytest.param(
            "| Year | Event |\n|---|---|\n| 1887 | Lit |", "heads a column of a table", id="head"
        ),
    ],
)
def test_a_sentence_without_a_citation_is_exempt(text, exempt):
    if text.startswith("| Year"):
        text = f"== Later\n\n{text}".replace("| Year", "|Year").replace("| 1887", "|1887")

    rules = [statement.rule for statement in told(text) if statement.rule]

    assert exempt in rules


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| Lit = 1888\nThe lamp was lit in 1887 [@a].", id="another value"),
        pytest.param("| Lit = 1887\nThe lamp was lit in 1887.", id="an uncited sentence"),
        pytest.param("| Lit = 1887 [@gone]\n| Burned = 1887 [@a]", id="only the infobox"),
        pytest.param("The lamp was lit in 1887. In 1887 the lamp was lit [@a].", id="lead only"),
        pytest.param("The lamp was lit.\n== Later\nThe tower fell [@a].", id="another fact"),
        pytest.param("This is the article that she wrote.", id="not this article"),
    ],
)
def test_a_sentence_without_a_citation_is_not_exempt(text):
    assert [statement.rule for statement in told(text) if statement.rule] == []


def test_a_cell_beside_a_citation_in_its_row_needs_none():
    table = "|Year|Event|\n|---|---|\n|1887|Lit [@a]|\n|1888|Lost|"

    found = [(s.text, s.rule) for s in told(f"Once.\n\n{table}\n\n- one\n\n> two")]

    assert found == [
        ("Once.", ""),
        ("Year", "heads a column of a table"),
        ("Event", "heads a column of a table"),
        ("1887", "stands in a table row that is cited"),
        ("Lit", ""),
        ("1888", ""),
        ("Lost", ""),
        ("one", ""),
        ("two", ""),
    ]


def test_a_wording_tells_quoted_words_from_its_own():
    document, _ = article('He said “a lamp [@a]. It” and “more”.\n\n> It "shone".')
    one, two, three = evidence.wordings(reading.texts(document))

    assert [one.words[first:last] for first, last in one.quoted] == ["“a lamp \0."]
    assert (one.own_voice.strip("\0"), two.own_voice.strip("\0")) == (
        "He said ",
        " and " + "\0" * 6 + ".",
    )
    assert [two.words[first:last] for first, last in two.quoted] == ["“more”"]
    assert set(three.own_voice) == {"\0"}


def test_a_wording_gives_the_place_of_its_words():
    document, _ = article("It was *lit* [@a] here.")
    (wording,) = evidence.wordings(reading.texts(document))
    at = wording.words.index("here")

    assert document.lead[slice(*wording.at(at, at + 4))] == "here"


@pytest.mark.parametrize(
    ("tally", "phrase"),
    [
        (
            Tally(sources=4, archived=4, sentences=14, cited=11, pinned=9),
            "4 sources, all archived; 11 of 14 sentences cited, 9 pinned",
        ),
        (
            Tally(sources=1, archived=1, sentences=1, cited=1, pinned=1),
            "1 source, archived; 1 of 1 sentence cited, 1 pinned",
        ),
        (
            Tally(sources=1, sentences=2, cited=1),
            "1 source, not archived; 1 of 2 sentences cited, 0 pinned",
        ),
        (
            Tally(sources=3, archived=2, sentences=2, cited=2, wrong=1),
            "3 sources, 2 archived; 2 of 2 sentences cited, 0 pinned, 1 with a wrong quotation",
        ),
        (
            Tally(sources=2, sentences=2),
            "2 sources, none archived; 0 of 2 sentences cited, 0 pinned",
        ),
        (Tally(), "no sources; no sentence needs a citation"),
    ],
)
def test_a_tally_in_words(tally, phrase):
    assert tally.phrase == phrase


def test_a_tally_counts_pinned_and_wrong_as_cited_and_exempt_apart():
    text = 'Lit [@a, "lit in 1887"]. Lost [@a, "nine queens"]. So [@c]. No. Why?'
    document, _ = article(SOURCES + text)
    archived = (SourceRecord(key="a", snapshot="0" * 64), *document.sources[1:])

    tally = evidence.tally(told(text), type(document)(id=document.id, title="x", sources=archived))

    assert tally == Tally(sources=2, archived=1, sentences=4, cited=3, pinned=1, wrong=1, exempt=1)


def test_statuses_are_words():
    assert [str(status) for status in Status] == [
        "pinned",
        "cited",
        "wrong",
        "uncited",
        "exempt",
    ]
