import re

from hypothesis import given
from hypothesis import strategies as st

from encyclopedia.core.checks.spelling import one_of

WORDS = st.lists(st.text("ab.-é", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("ab.-é", max_size=5))
def test_the_pattern_fits_the_words_and_nothing_else(words, other):
    pattern = re.compile(one_of(words))

    assert all(pattern.fullmatch(word) for word in words)
    assert bool(pattern.fullmatch(other)) is (other in words)


@given(WORDS, st.text("ab.-é", max_size=5))
def test_of_words_that_fit_the_longest_is_taken(words, text):
    found = re.compile(one_of(words)).match(text)

    assert (found[0] if found else "") == max(filter(text.startswith, words), key=len, default="")
