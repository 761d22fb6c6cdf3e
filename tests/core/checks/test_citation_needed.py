import pytest

from tests.core.checks.notation import found

RULE = "citation_needed"


def messages(text, **context):
    return [finding.message for finding in found(RULE, text, **context)]


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("2031-05-31", "A citation is needed here, since 2031-05-31 (1 day)."),
        ("2031-04", "A citation is needed here, since 2031-04 (2 months)."),
        ("2029", "A citation is needed here, since 2029 (2 years)."),
        ("2031-06-01", "A citation is needed here, since 2031-06-01."),
        ("spring", "A citation is needed here, since “spring”."),
    ],
)
def test_the_age_of_a_request_is_told(since, message):
    assert messages(f"It still works [@? since {since}].") == [message]


def test_without_a_day_the_age_is_not_told():
    text = "It still works [@? since 2029]."

    assert messages(text, today="") == ["A citation is needed here, since 2029."]


def test_a_request_without_a_date_is_as_old_as_it_is_known_to_be():
    text = "It still works [@?]."
    (finding,) = found(RULE, text)

    dated = messages(text, needed_since={finding.fingerprint: "2031-05"})

    assert finding.message == "A citation is needed here."
    assert dated == ["A citation is needed here, since 2031-05 (1 month)."]


def test_a_request_that_supports_no_sentence_is_told_too():
    (finding,) = found(RULE, "[@?] It still works.")

    assert finding.words == "@?"


def test_a_cited_sentence_asks_for_nothing():
    assert messages("@a 1888 = The lamp was lit.\nIt was lit [@a].") == []
