from dataclasses import replace

from encyclopedia.core import checks
from tests.core.checks.notation import article, found

RULE = "unreachable"
TEXT = """
@a 1888 = The lamp was lit.
@b 1888 = The lamp was lit.
It was lit [@a; @b].
"""


def test_a_cited_source_that_does_not_answer_is_named():
    findings = found(RULE, TEXT, unreachable=frozenset({"a", "gone"}))

    assert [(finding.words, finding.message) for finding in findings] == [
        (
            "a https://a.example.org/",
            "The address of a could not be reached: https://a.example.org/",
        )
    ]


def test_an_archive_address_serves_instead():
    document, _ = article(TEXT)
    kept = tuple(
        replace(record, archive_url="https://archive.example") for record in document.sources
    )
    context = checks.Context(unreachable=frozenset({"a"}))

    findings = checks.check(replace(document, sources=kept), context)

    assert [finding for finding in findings if finding.rule == RULE] == []
