import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core import markup
from encyclopedia.core.sentences import Sentence, sentences

CASES = Path(__file__).parent / "cases" / "sentences.md"


def cases():
    for case in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, source, expected = re.split(r"\n+```\n", case, maxsplit=2)
        lines = [line[2:] for line in expected.splitlines() if line.startswith("- ")]
        yield pytest.param(source, lines, id=name.strip())


@pytest.mark.parametrize(("source", "expected"), tuple(cases()))
def test_prose_is_cut_as_the_cases_say(source, expected):
    found = sentences(markup.parse(source))

    assert [sentence.text for sentence in found] == expected


def stretches(source):
    return [source[s.start : s.end] for s in sentences(markup.parse(source))]


def test_a_sentence_begins_and_ends_with_the_markup_around_its_words():
    source = "*One* two.[@a] [Three [four](https://e.org)][@b] **f\\*ve &amp; six**."

    assert stretches(source) == [
        "*One* two.[@a]",
        "[Three [four](https://e.org)][@b] **f\\*ve &amp; six**.",
    ]


def test_a_sentence_that_ends_in_a_claim_ends_after_its_mark():
    source = "One. [Two.][@a] *Three.* Four"

    assert stretches(source) == ["One.", "[Two.][@a]", "*Three.*", "Four"]


def test_emphasis_may_hold_two_sentences():
    assert stretches("*One. Two* three.") == ["*One.", "Two* three."]


def test_a_mark_before_the_first_word_is_in_no_sentence():
    assert sentences(markup.parse("[@a] One.")) == (Sentence(start=5, end=9, text="One."),)


def test_positions_pass_over_what_stands_between_lines_of_a_quotation():
    source = "> One\n> two. Three\n> four."

    assert stretches(source) == ["One\n> two.", "Three\n> four."]


def test_an_escape_is_in_a_sentence_as_a_whole():
    assert stretches("as\\. B &gt; c\\! D") == ["as\\.", "B &gt; c\\!", "D"]


def test_the_lines_of_an_infobox_are_sentences_of_their_own():
    found = sentences(markup.parse_inline("One\ntwo [@a]\n"))

    assert [sentence.text for sentence in found] == ["One", "two"]


def test_a_picture_alone_is_no_sentence():
    assert sentences(markup.parse("![A ferry](picture:ferry)")) == ()


PIECES = (
    *("One", "two", " ", ". ", "! ", ".", "…", "。", "\n", "  \n", "\n\n", "- ", "> ", "*", "`"),
    *("[@a]", "[x. Y][@b]", "[z][@c]", "^[N. M]", "[[T. U]]", "\\. ", "&amp;", "Mr. ", "(", ")"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_sentences_follow_each_other_and_are_not_empty(source):
    found = sentences(markup.parse(source))

    assert all(0 <= s.start < s.end <= len(source) and s.text.strip() for s in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
