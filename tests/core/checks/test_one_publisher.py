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


def test_a_host_stands_for_a_publisher_that_is_not_named():
    assert messages(url="https://www.gull.example/1") == [
        "This article rests on one publisher, gull.example."
    ]


def test_what_keeps_the_pages_of_others_is_no_publisher():
    assert messages(url="https://web.archive.org/1") == []


def test_two_papers_that_print_one_agency_are_one_voice():
    text = """
@a 1888 = HARBOUR (Reuters) - The lamp was lit.
@b 1888 = The lamp, as the paper says. (Reuters)
It was lit [@a]. It burned [@b]. It shone [@a].
"""

    (finding,) = found(RULE, text)

    assert finding.message == "This article rests on reports of one news agency, Reuters."


def test_what_the_parties_publish_themselves_is_not_independent():
    document, snapshots = article("| Buyer = Gull Group, Harbour Press\n" + TEXT.strip())
    houses = {"a": "The Gull Group", "b": "Harbour Press"}
    records = tuple(replace(each, publisher=houses[each.key]) for each in document.sources)

    told = checks.check(replace(document, sources=records), checks.Context(snapshots=snapshots))

    assert [finding.message for finding in told if finding.rule == RULE] == [
        "This article rests on what the parties to it publish themselves."
    ]


def test_an_article_that_cites_nothing_is_told_of_what_is_at_hand():
    text = "@a 1888 = The lamp was lit.\nIt was lit. It burned. It shone."

    (finding,) = found(RULE, text)

    assert (finding.words, finding.message) == (
        "a",
        "This article cites nothing, and all that is at hand for it is one source, a.",
    )


def test_an_article_without_sources_has_no_voice():
    assert found(RULE, "It was lit. It burned. It shone.") == []
