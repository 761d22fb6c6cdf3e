from tests.core.checks.notation import found

RULE = "missing_required_field"


def test_a_required_field_that_is_missing_or_empty_is_named():
    text = "| Height = \n| Date = 1 May 1887"

    findings = found(RULE, text, required_fields=("date", "Height", "Keeper"))

    assert [(finding.level, finding.words) for finding in findings] == [
        ("error", "Height"),
        ("error", "Keeper"),
    ]


def test_a_kind_without_required_fields_asks_for_none():
    assert found(RULE, "It was lit.") == []
