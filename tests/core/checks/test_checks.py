from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from encyclopedia.core import checks, reading
from encyclopedia.core.checks import RULES, Context, Finding, Level
from tests.core.checks.notation import TODAY, article
from tests.strategies import documents

TEXT = """
@a 1888 = The lamp was first lit in 1887.
It was lit [@a, "nine queens"]. It still works.
== Later
It fell. It rose.
"""


def test_every_rule_is_a_file_with_a_reason():
    modules = [getattr(checks, name) for name in RULES]

    assert [bool(module.__doc__) for module in modules] == [True] * len(RULES)
    assert len(RULES) == 24


def test_findings_come_in_reading_order_and_those_without_a_place_last():
    document, snapshots = article(TEXT)

    found = checks.check(document, Context(snapshots=snapshots, required_fields=("Height",)))

    assert [(f.rule, f.place and f.place.part, f.words) for f in found] == [
        ("quotation_altered_or_absent", "lead", '@a, "nine queens"'),
        ("uncited_sentence", "lead", "It still works."),
        ("uncited_sentence", "section", "It fell."),
        ("uncited_sentence", "section", "It rose."),
        ("missing_required_field", None, "Height"),
    ]


def test_a_declined_finding_is_left_out_and_keeps_its_reason():
    document, snapshots = article(TEXT)
    context = Context(snapshots=snapshots)
    first = checks.check(document, context)[0]
    context = replace(context, declined={first.fingerprint: "A play on words."})

    left = checks.check(document, context)
    everything = checks.check_all(document, context)

    assert left == checks.check_all(document, context)[1:]
    assert everything[0] == replace(first, declined="A play on words.")


def prints(text):
    document, snapshots = article(text)
    found = checks.check(document, Context(snapshots=snapshots, today=TODAY))
    return {finding.fingerprint for finding in found}


def test_a_fingerprint_survives_a_move_and_not_a_change_of_words():
    assert prints("It was lit. It fell.") == prints("It fell.\n\nIt   was lit.")
    assert prints("It was lit.").isdisjoint(prints("It was lit once."))


def test_an_article_without_anything_has_no_findings():
    document, _ = article("")

    assert checks.check(document, Context()) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_every_finding_points_at_its_words_and_explains_itself(document):
    context = Context(
        snapshots={record.key: "The words that it has in 1999." for record in document.sources[:2]},
        today=TODAY,
        known_titles=frozenset(),
    )
    sources = {prose.place: prose.source for prose in reading.texts(document)}

    found = checks.check(document, context)

    assert found == checks.check(document, context)
    for finding in found:
        assert is_explained(finding)
        if finding.place:
            assert finding.words == sources[finding.place][finding.start : finding.end]


def is_explained(finding: Finding):
    known = finding.rule in RULES and finding.level in Level
    return known and bool(finding.message) and finding.mend.endswith(".")


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_a_test(name, request):
    assert (request.path.parent / f"test_{name}.py").exists()
