"""Passages grow by whole words until they stand once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.core import lengthening, passages

TEXT = (
    "The lamp was lit at dusk. The lamp was lit at dawn.\nNobody saw the lamp.\nIt stood. It stood."
)


def grown(words, text=TEXT):
    start = text.index(words)
    first, last = lengthening.lengthen(start, start + len(words), text)
    return text[first:last]


def test_words_that_stand_once_stay_as_they_are():
    assert grown("lit at dusk") == "lit at dusk"


def test_a_part_of_a_word_becomes_the_word():
    assert grown("obod") == "Nobody"


def test_words_that_stand_twice_take_in_what_tells_them_apart():
    assert grown("was lit at") == "was lit at dusk"


def test_a_passage_grows_after_and_before_in_turn():
    assert grown("was", "a fog was low, a sea was low") == "fog was low"


def test_a_passage_at_the_end_grows_before():
    text = "wind and wind"

    start, end = lengthening.lengthen(9, 13, text)

    assert text[start:end] == "and wind"


def test_a_passage_stays_in_its_line_where_that_is_enough():
    text = "One red fox\nand the red fox"

    assert grown("red fox", text) == "One red fox"


def test_a_passage_leaves_its_line_where_it_must():
    assert grown("fox", "fox\nfox") == "fox\nfox"


def test_all_words_together_stand_once():
    assert grown("so", "so so so so") == "so so so so"


def test_it_does_not_grow_without_end():
    text = "tick tock " * 400

    assert grown("tick", text) == "tick"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (1, 2)])
def test_what_holds_no_word_stays_as_it_is(start, end):
    assert lengthening.lengthen(start, end, "  “” ") == (start, end)


@given(st.lists(st.sampled_from(["a", "b", "c.", "d\n"]), max_size=30), st.data())
def test_a_passage_never_shrinks_and_what_is_told_apart_stands_once(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    first, last = lengthening.lengthen(start, end, text)

    assert 0 <= first <= start
    assert end <= last <= len(text)
    found = passages.find(text[first:last], text)
    if found is not None and not found.ambiguous and text[first:last].strip():
        assert text[found.start : found.end] == text[first:last].strip()
