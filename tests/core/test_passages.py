import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.core import passages
from sources.core.passages import Context, Passage
from sources.core.text import normalise

CASES = Path(__file__).parent / "cases" / "passages.md"


def cases():
    rows = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[2:]]


@pytest.mark.parametrize(("quote", "text", "verdict", "words"), cases())
def test_a_quote_is_found_as_the_cases_say(quote, text, verdict, words):
    found = passages.find(quote, text)

    said = (f"{found.verdict}{', ambiguous' * found.ambiguous}",) if found else ("",)
    assert (*said, text[found.start : found.end] if found else "") == (verdict, words)


def test_letters_written_apart_are_found_by_letters_written_as_one():
    text = unicodedata.normalize("NFD", "un café à Séoul 각")

    found = passages.find("CAFÉ À SÉOUL 각", text)

    assert found == Passage(start=3, end=len(text), verdict="normalised", ambiguous=False)


@pytest.mark.parametrize("quote", ["", "  ", "\u200b"])
def test_an_empty_quote_is_found_nowhere(quote):
    assert passages.find(quote, "a b") is None


def test_many_quotes_are_looked_up_in_one_text():
    found = passages.find_all(("b", "A", "B  c", "d"), "a b c")

    assert [passage and passage.verdict for passage in found] == [
        "exact",
        "normalised",
        "normalised",
        None,
    ]


def test_normal_text_knows_where_each_character_stood():
    normal = normalise("A…\u00ad \n“b")

    assert normal.text == 'a... "b'
    assert list(normal.starts) == [0, 1, 1, 1, 3, 5, 6]
    assert list(normal.ends) == [1, 2, 2, 2, 5, 6, 7]


def test_the_context_of_a_passage_is_cut_between_words():
    text = "alpha beta gamma delta epsilon"
    passage = passages.find("gamma", text)

    assert passages.context(text, passage, 8) == Context(
        before=" beta ", words="gamma", after=" delta "
    )
    assert passages.context(text, passage, 6) == Context(
        before=" beta ", words="gamma", after=" delta"
    )
    assert passages.context(text, passage) == Context(
        before="alpha beta ", words="gamma", after=" delta epsilon"
    )


def test_a_script_without_spaces_keeps_its_context_whole():
    text = "渡船在洪水之后首次返回老港"
    passage = passages.find("首次", text)

    assert passages.context(text, passage, 2) == Context(before="之后", words="首次", after="返回")


@given(st.text(min_size=1), st.data())
def test_a_stretch_of_the_text_is_always_found_exactly(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    assume(quote.strip())

    found = passages.find(quote, text)

    assert text[found.start : found.end] == quote
    assert (found.verdict, found.start <= start) == ("exact", True)
    assert found.ambiguous == (text.find(quote, found.start + 1) >= 0)


@given(
    st.lists(st.text(string.ascii_letters, min_size=1), min_size=1),
    st.text(" \n\t\xa0", min_size=1),
)
def test_case_and_white_space_make_no_difference(words, space):
    found = passages.find(" ".join(words).swapcase(), space.join(words))

    assert found


@given(st.text())
def test_the_normal_text_and_its_places_agree(text):
    normal = normalise(text)

    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert list(normal.starts) == sorted(normal.starts)
    assert all(start < end for start, end in zip(normal.starts, normal.ends, strict=True))


@given(st.text(" ab", min_size=1), st.integers(0, 6), st.data())
def test_a_context_is_a_stretch_of_the_text(text, around, data):
    start = data.draw(st.integers(0, len(text) - 1))
    passage = Passage(start=start, end=start + 1, verdict="exact", ambiguous=False)

    found = passages.context(text, passage, around)

    assert text[: passage.start].endswith(found.before)
    assert text[passage.end :].startswith(found.after)
    assert max(len(found.before), len(found.after)) <= around
