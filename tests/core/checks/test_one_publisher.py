from dataclasses import replace

import pytest

from encyclopedia.core import checks
from tests.core.checks.notation import article, cases, found

RULE = "one_publisher"
TEXT = """
@a 1888 = The lamp was lit.
@b 1888 = The lamp was lit.
It was lit [@a]. It burned [@b]. It shone [@a].
"""


@pytest.mark.parametrize(("text", "words"), tuple(cases(RULE)))
def test_it_points_at(text, words):
    assert [finding.words for finding in found(RULE, text)] == words


def messages(**record):
    document, snapshots = article(TEXT)
    records = tuple(replace(source, **record) for source in document.sources)
    told = checks.check(replace(document, sources=records), checks.Context(snapshots=snapshots))
    return [finding.message for finding in told if finding.rule == RULE]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"publisher": "Harbour Press"}, "This article rests on one publisher, Harbour Press."),
        ({"container": "The Gull"}, "This article rests on one publisher, The Gull."),
        ({"state_run": True}, "This article rests on state-run sources alone."),
        ({"wire": True}, "This article rests on reports of news agencies alone."),
    ],
)
def test_sources_of_one_voice_are_told(record, message):
    assert messages(**record) == [message]


def test_sources_of_which_nothing_is_known_are_not_taken_for_one():
    assert messages() == []
