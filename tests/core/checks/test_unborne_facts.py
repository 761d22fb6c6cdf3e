import pytest

from tests.core.checks.notation import cases, found

RULE = "unborne_facts"


@pytest.mark.parametrize(("text", "words"), tuple(cases(RULE)))
def test_it_points_at(text, words):
    assert [finding.words for finding in found(RULE, text)] == words


def test_a_name_spelt_otherwise_is_told_with_the_nearest():
    (finding,) = found(RULE, "@a 1888 = The keeper Elena Rossi left.\nIt was Elena Rosso [@a].")

    assert finding.message == (
        "No source cited for this sentence names “Rosso” (the nearest name there is “Rossi”)."
    )
