import pytest

from tests.core.checks.notation import cases, found

RULE = "quotation_altered_or_absent"


@pytest.mark.parametrize(("text", "words"), tuple(cases(RULE)))
def test_it_points_at(text, words):
    assert [finding.words for finding in found(RULE, text)] == words


def test_the_nearest_passage_is_named_with_the_words_that_differ():
    text = """
@a 1888 = They spoke in the evening of their harbour partnership and strategic interaction.
They met [@a, "harbour partnership and strategic cooperation"].
"""

    (finding,) = found(RULE, text)

    assert finding.message == (
        "“harbour partnership and strategic cooperation” does not stand in a; the nearest "
        "passage is “harbour partnership and strategic interaction” "
        "(it leaves out “interaction”; it puts in “cooperation”)."
    )


def test_the_source_that_has_the_words_is_named():
    text = """
@a 1888 = The lamp was lit.
@b 1890 = Seven kings came to see it.
It was lit [@a, "seven kings came"]. They came [@b].
"""

    (finding,) = found(RULE, text)

    assert (finding.level, finding.message, finding.mend) == (
        "error",
        "“seven kings came” does not stand in a but in b.",
        "Cite b for it.",
    )


def test_an_absent_quotation_says_so():
    (finding,) = found(RULE, '@a 1888 = The lamp was lit.\nIt [@a, "a gathering of kings"].')

    assert finding.message == (
        "“a gathering of kings” does not stand in a, and nothing there is near it."
    )
