import pytest

from encyclopedia.core import evidence, reading
from encyclopedia.core.evidence import Change
from tests.core.checks.notation import article

SOURCES = """
@a 1888 = The lamp was first lit in 1887. Seven kings came to see it.
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
        pytest.param(UNCITED, CITED, Change(), id="a citation without a quotation is no pin"),
        pytest.param(PINNED, "", Change(), id="a sentence that is gone has lost nothing"),
    ],
)
def test_a_change_of_evidence_is_told_when(old, new, change):
    assert changed(old, new) == change


def test_a_change_lists_sentences_in_the_order_of_the_new_revision():
    change = changed("It rose. It fell.", "It fell. It burned. It rose. It shone.")

    assert change == Change(unsupported=("It burned.", "It shone."))


@pytest.mark.parametrize("text", ["", PINNED, CITED, UNCITED, WRONG])
def test_evidence_that_stays_as_it_was_is_an_empty_change(text):
    assert changed(text, text).is_empty


@pytest.mark.parametrize("kind", ["pinned", "unpinned", "wrong", "unsupported"])
def test_a_change_of_any_kind_is_not_empty(kind):
    assert not Change(**{kind: LIT}).is_empty
