import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from encyclopedia.core.diff import similarity, tokens, words
from encyclopedia.core.diff.words import Kind, Run

CASES = Path(__file__).parent / "cases" / "diff_words.md"

_alphabet = st.sampled_from('ab .,\n\t*[]@"“”\\|(1’é中日ไก่\u0301\u200d\u202e\ud800')
_texts = st.text(_alphabet, max_size=60) | st.text(max_size=20)


def cases():
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name = block.partition("\n")[0]
        fenced = re.findall(r"^```\n(.*?)^```$", block, re.MULTILINE | re.DOTALL)
        old, new, expected = (text.removesuffix("\n").replace("¶", "\n") for text in fenced)
        yield pytest.param(old, new, expected, id=name)


def written(runs):
    signs = {Kind.SAME: ("", ""), Kind.INSERTED: ("{+", "+}"), Kind.DELETED: ("[-", "-]")}
    return "".join(signs[run.kind][0] + run.text + signs[run.kind][1] for run in runs)


def joined(runs, *kinds):
    return "".join(run.text for run in runs if run.kind in kinds)


@pytest.mark.parametrize(("old", "new", "expected"), tuple(cases()))
def test_texts_compare_as_the_cases_say(old, new, expected):
    assert written(words.compare(old, new)) == expected


@given(_texts, _texts)
@example("x y x y x", "y x y")
def test_the_runs_give_both_texts_back(old, new):
    runs = words.compare(old, new)

    assert joined(runs, Kind.SAME, Kind.DELETED) == old
    assert joined(runs, Kind.SAME, Kind.INSERTED) == new


@given(_texts, _texts)
def test_no_run_is_empty_and_no_two_neighbours_have_one_fate(old, new):
    runs = words.compare(old, new)

    assert all(run.text for run in runs)
    assert all(a.kind is not b.kind for a, b in pairwise(runs))


@given(_texts)
def test_a_text_is_cut_into_pieces_that_give_it_back(text):
    assert "".join(tokens.read(text)) == text


@given(_texts, _texts)
def test_similarity_is_a_share_and_whole_for_a_text_with_itself(old, new):
    assert 0 <= similarity(old, new) <= 1
    assert similarity(old, old) == 1


def test_texts_without_a_word_in_common_are_not_alike():
    assert similarity("one two", "three four") == 0


def test_very_large_texts_are_shown_whole_and_say_so():
    old, new = "a b " * 60_000, "c d " * 60_000

    assert words.compare(old, new) == (
        Run(Kind.DELETED, old.rstrip(), whole=True),
        Run(Kind.INSERTED, new.rstrip(), whole=True),
        Run(Kind.SAME, " ", whole=True),
    )
    assert similarity(old, "a c " * 60_000) > 0.4


def test_a_word_changed_in_a_large_text_is_still_one_word():
    old = "a b " * 60_000

    runs = words.compare(old + "c" + old, old + "d" + old)

    assert [run.text for run in runs if run.kind is not Kind.SAME] == ["ca", "da"]


@pytest.mark.parametrize("bomb", ["[@“", '[@"x \\', "[[", "[@", "](", "*", "e\u0301", "1,", "\n "])
def test_a_hundred_thousand_openings_are_read_in_one_pass(bomb):
    text = bomb * 100_000

    assert "".join(tokens.read(text)) == text
