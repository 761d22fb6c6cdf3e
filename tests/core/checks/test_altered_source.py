from encyclopedia.core import checks
from tests.core.checks.notation import article, found

RULE = "altered_source"
TEXT = """
@a 1888 = The lamp was lit in May. It burned until June.
@b 1888 = The lamp was lit in May.
It was lit [@a, "lit in May"]. It burned [@a, "until June"]. So says the other [@b, "lit in May"].
"""


def test_a_quotation_that_its_page_says_no_more_is_reported_where_it_stands():
    findings = found(RULE, TEXT, altered={"a": frozenset({"lit in May"})})

    assert [(finding.words, finding.message) for finding in findings] == [
        ('@a, "lit in May"', "The page of a does not say “lit in May” any more.")
    ]


def test_where_no_page_changed_there_is_nothing_to_report():
    assert found(RULE, TEXT) == []


def test_a_check_after_the_page_changed_finds_it():
    document, snapshots = article(TEXT)
    before = checks.recheck(checks.Checked(), document, checks.Context(snapshots=snapshots))
    changed = checks.Context(snapshots=snapshots, altered={"b": frozenset({"lit in May"})})

    after = checks.recheck(before, document, changed)

    assert [each.rule for each in after.findings if each.rule == RULE] == [RULE]
