"""Comments stay with their words while the article changes around them."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import anchoring
from encyclopedia.core.anchoring import Anchor, Found
from encyclopedia.core.reading import Place

LEAD = Place("lead")
PURPOSE = Place("section", UUID(int=1))
TEXT = "The lighthouse was lit in 1887. It still works. The keeper was paid in oil."


def anchored(words, text=TEXT):
    start = text.index(words)
    return anchoring.anchor(text, start, start + len(words))


def found_in(words, text, others=None, before=TEXT):
    """Say which words of which place are found for *words* of *before*."""
    texts = {LEAD: text, **(others or {})}
    found = anchoring.find(anchored(words, before), LEAD, texts)
    if found is None:
        return None
    return found.place.part, texts[found.place][found.start : found.end], found.altered


def test_an_anchor_keeps_the_words_and_what_stands_around_them():
    assert anchored("It still works.") == Anchor(
        words="It still works.",
        prefix="The lighthouse was lit in 1887. ",
        suffix=" The keeper was paid in oil.",
    )


@pytest.mark.parametrize(
    ("words", "now", "expected"),
    [
        ("It still works.", TEXT, ("lead", "It still works.", False)),
        ("It still works.", f"A new opening. {TEXT}", ("lead", "It still works.", False)),
        ("It still works.", "It still works.", ("lead", "It still works.", False)),
        ("1887", TEXT.replace("1887", "1889"), ("lead", "1889", True)),
        ("in oil", TEXT.replace("in oil", "in kind"), ("lead", "in kind", True)),
        ("The lighthouse", TEXT.replace("The lighthouse", "A tower"), ("lead", "A tower", True)),
        ("in oil", TEXT.replace("in oil.", "well, and often."), ("lead", "well, and often", True)),
        ("1887", TEXT.replace("in 1887", "long ago"), None),
        ("It still works. ", TEXT.replace("It still works. ", ""), None),
        ("It still works.", "Nothing of it stayed.", None),
        ("It still works.", "", None),
        (
            "The keeper was paid in oil.",
            TEXT.replace("paid in oil", "paid in whale oil"),
            ("lead", "The keeper was paid in whale oil.", True),
        ),
    ],
)
def test_words_are_found_again_or_said_to_be_gone(words, now, expected):
    assert found_in(words, now) == expected


def test_of_words_that_stand_twice_those_with_the_old_surroundings_are_meant():
    text = "It was lit in May. It was lit in June."
    start = text.index("lit", 10)
    wanted = anchoring.anchor(text, start, start + 3)
    now = f"It was lit at last. {text}"

    found = anchoring.find(wanted, LEAD, {LEAD: now})

    assert found == Found(place=LEAD, start=start + 20, end=start + 23)


def test_a_paragraph_that_moved_to_another_part_takes_its_comments_along():
    moved = {PURPOSE: "It warns ships. The keeper was paid in oil. Wrecks became rare."}

    assert found_in("The keeper was paid in oil.", "The lighthouse was lit in 1887.", moved) == (
        "section",
        "The keeper was paid in oil.",
        False,
    )


def test_a_common_word_elsewhere_is_not_taken_for_the_one_commented_on():
    assert found_in("lit", "Dark.", {PURPOSE: "A fire was lit."}) is None


def test_sentences_of_a_place_make_its_text():
    sentences = [(LEAD, "One."), (PURPOSE, "Two."), (LEAD, "Three.")]

    assert anchoring.texts(sentences) == {LEAD: "One. Three.", PURPOSE: "Two."}


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 40))
def test_in_a_text_that_did_not_change_words_are_found_where_they_stand(text, start, length):
    start = min(start, len(text))
    wanted = anchoring.anchor(text, start, start + length)

    found = anchoring.find(wanted, LEAD, {LEAD: text})

    if wanted.words:
        assert found == Found(place=LEAD, start=start, end=start + len(wanted.words))
    else:
        assert found is None or found.altered
