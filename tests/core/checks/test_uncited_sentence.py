import pytest

from tests.core.checks.notation import cases, found

RULE = "uncited_sentence"


@pytest.mark.parametrize(("text", "words"), tuple(cases(RULE)))
def test_it_points_at(text, words):
    assert [finding.words for finding in found(RULE, text)] == words
