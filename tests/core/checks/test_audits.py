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
