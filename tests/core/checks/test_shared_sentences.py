import pytest

from tests.core.checks.notation import cases, found

RULE = "shared_sentences"


@pytest.mark.parametrize(("text", "words"), tuple(cases(RULE)))
def test_it_points_at(text, words):
    assert [finding.words for finding in found(RULE, text)] == words


def test_two_sources_of_one_wording_are_one_lineage():
    words = "the keeper of the old lamp walked down to the harbour every morning before dawn"

    (finding,) = found(
        RULE, f"@a 1888 = So {words}.\n@b 1888 = Then {words}.\nIt was lit [@a; @b]."
    )

    assert finding.message.endswith("So 2 sources are at most 1 lineage.")
