"""Whole articles with planted faults of every kind: what audits find, miss and mistake."""

import pytest

from tests.core.checks.test_facts import articles, listed, told

RULES = (
    "stale_tense",
    "infobox_disagrees",
    "unborne_facts",
    "older_than_outcome",
    "quotation_unpinned",
    "quotation_altered_or_absent",
    "words_to_watch",
    "shared_sentences",
)


@pytest.mark.parametrize(("written", "expected"), tuple(articles("audits.md")))
def test_audits_find_what_was_planted(written, expected):
    found = sorted(f"{rule}: {words}" for rule, words in told(written, RULES))

    assert found == listed(expected, "found", "false")


def test_nine_faults_of_ten_are_found_and_one_clean_sentence_of_twenty_at_most_is_told():
    cases = tuple(articles("audits.md"))
    expected = [line for case in cases for line in case.values[1]]
    sentences = sum(case.values[0].count("[@") for case in cases)

    planted = listed(expected, "found", "missed")
    clean = sentences - len(planted)

    assert len(listed(expected, "found")) >= 0.9 * len(planted)
    assert len(listed(expected, "false")) <= 0.05 * clean
    assert (len(planted), clean) == (112, 72)
