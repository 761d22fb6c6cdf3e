import pytest

from encyclopedia.core import evidence, reading
from encyclopedia.core.evidence import Change
from tests.core.checks.notation import article

SOURCES = """
@a 1888 = The lamp was first lit in 1887. Seven kings came to see it.
@b 1889 = It was seen by seven kings from afar.
"""
PINNED = 'It was lit [@a, "first lit in 1887"].'
CITED = "It was lit [@a]."
UNCITED = "It was lit."
WRONG = 'It was lit [@a, "nine queens"].'
LIT = ("It was lit.",)


def changed(old, new):
    return evidence.compare(told(old), told(new))


def told(text):
    document, snapshots = article(SOURCES + text)
    return evidence.statements(reading.texts(document), document, snapshots)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        pytest.param(CITED, PINNED, Change(pinned=LIT), id="a cited sentence is pinned"),
        pytest.param("", PINNED, Change(pinned=LIT), id="a new sentence is pinned"),
        pytest.param(WRONG, PINNED, Change(pinned=LIT), id="a wrong quotation is mended"),
        pytest.param(PINNED, CITED, Change(unpinned=LIT), id="a pin is lost"),
        pytest.param(
            PINNED, UNCITED, Change(unpinned=LIT, unsupported=LIT), id="pin and source are lost"
        ),
        pytest.param(PINNED, WRONG, Change(wrong=LIT), id="a quotation is altered"),
        pytest.param("", WRONG, Change(wrong=LIT), id="a new quotation is wrong"),
        pytest.param(CITED, UNCITED, Change(unsupported=LIT), id="the only citation is lost"),
        pytest.param("", UNCITED, Change(unsupported=LIT), id="a new sentence has none"),
        pytest.param(UNCITED, CITED, Change(cited=LIT), id="a source is cited"),
        pytest.param("", CITED, Change(cited=LIT), id="a new sentence has a source"),
        pytest.param(PINNED, "", Change(), id="a sentence that is gone has lost nothing"),
    ],
)
def test_a_change_of_evidence_is_told_when(old, new, change):
    assert changed(old, new) == change


SEVEN = 'Seven kings came by sea and saw it [@a, "Seven kings came"].'
EIGHT = 'Eight kings came by sea and saw it [@a, "Seven kings came"].'
QUITE_OTHER = 'Royal guests followed [@a, "Seven kings came"].'


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        pytest.param(
            SEVEN,
            EIGHT,
            Change(reworded=("Eight kings came by sea and saw it.",)),
            id="a number changes over the same quotation",
        ),
        pytest.param(
            SEVEN,
            QUITE_OTHER,
            Change(reworded=("Royal guests followed.",)),
            id="every word changes over the same quotation",
        ),
        pytest.param(
            f"{SEVEN}\n== Guests\nNone.",
            f"\n== Guests\nNone. {EIGHT}",
            Change(reworded=("Eight kings came by sea and saw it.",)),
            id="it is moved to another part and reworded",
        ),
        pytest.param(
            SEVEN,
            'Seven kings came by sea and saw it [@b, "seven kings from afar"].',
            Change(repinned=("Seven kings came by sea and saw it.",)),
            id="other words are quoted for it",
        ),
        pytest.param(
            SEVEN,
            "Eight kings came by sea and saw it [@a].",
            Change(unpinned=("Eight kings came by sea and saw it.",)),
            id="it is reworded and its pin is lost",
        ),
        pytest.param(
            "Seven kings came by sea and saw it.",
            "Eight kings came by sea and saw it.",
            Change(),
            id="it is reworded and has no source still",
        ),
        pytest.param(
            SEVEN,
            "The lamp broke in a storm of the second winter.",
            Change(unsupported=("The lamp broke in a storm of the second winter.",)),
            id="another sentence stands in its place",
        ),
        pytest.param(
            'Seven kings came by sea [@a, "nine queens"].',
            'Eight kings came by sea [@a, "nine queens"].',
            Change(),
            id="a quotation is as wrong as it was",
        ),
        pytest.param(
            'Seven kings came by sea [@a, "nine queens"].',
            'Seven kings came by sea [@a, "ten dukes"].',
            Change(wrong=("Seven kings came by sea.",)),
            id="a quotation is wrong in another way",
        ),
    ],
)
def test_a_reworded_sentence_is_the_one_that_it_was(old, new, change):
    assert changed(old, new) == change


def test_the_same_sentence_twice_keeps_its_pin_at_one_place():
    change = changed(f"{SEVEN} {SEVEN}", f"{SEVEN} Seven kings came by sea and saw it [@a].")

    assert change == Change(unpinned=("Seven kings came by sea and saw it.",))


def test_a_change_lists_sentences_in_the_order_of_the_new_revision():
    change = changed("It rose. It fell.", "It fell. It burned. It rose. It shone.")

    assert change == Change(unsupported=("It burned.", "It shone."))


@pytest.mark.parametrize("text", ["", PINNED, CITED, UNCITED, WRONG])
def test_evidence_that_stays_as_it_was_is_an_empty_change(text):
    assert changed(text, text).is_empty


@pytest.mark.parametrize(
    "kind", ["pinned", "cited", "repinned", "reworded", "unpinned", "wrong", "unsupported"]
)
def test_a_change_of_any_kind_is_not_empty(kind):
    assert not Change(**{kind: LIT}).is_empty
