import pytest

from tests.core.checks.notation import cases, found

RULE = "quotation_unpinned"


@pytest.mark.parametrize(("text", "words"), tuple(cases(RULE)))
def test_it_points_at(text, words):
    assert [finding.words for finding in found(RULE, text)] == words


def test_the_source_that_has_the_words_is_named():
    text = '@a 1888 = It was a “new dawn,” he said.\nIt was called a "new dawn".'

    (finding,) = found(RULE, text)

    assert (finding.level, finding.message, finding.mend) == (
        "advice",
        "“new dawn” stands in a, but no citation pins it.",
        'Pin it: [@a, "…"] with these words.',
    )


def test_the_nearest_passage_of_any_source_is_named():
    text = """
@a 1888 = The lamp was lit.
@b 1888 = They spoke in the evening of their harbour partnership and strategic interaction.
They spoke of “harbour partnership and strategic cooperation”.
"""

    (finding,) = found(RULE, text)

    assert (finding.level, finding.message) == (
        "error",
        (
            "“harbour partnership and strategic cooperation” stands in no source at hand; the "
            "nearest passage, in b, is “harbour partnership and strategic interaction” "
            "(it leaves out “interaction”; it puts in “cooperation”)."
        ),
    )


def test_a_long_passage_is_cut():
    long = " ".join(f"word{n} that" for n in range(40))
    text = f"@a 1888 = They said {long} last.\nThey said “{long} first”."

    (finding,) = found(RULE, text)

    assert "…”" in finding.message
