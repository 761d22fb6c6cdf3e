from dataclasses import replace

import pytest

from encyclopedia.core import checks
from encyclopedia.core.document import FieldType
from tests.core.checks.notation import article, cases, found

RULE = "unparsed_value"


@pytest.mark.parametrize(("text", "words"), tuple(cases(RULE)))
def test_it_points_at(text, words):
    assert [finding.words for finding in found(RULE, text)] == words


def test_a_field_that_cannot_be_read_is_told_where_it_stands():
    document, _ = article("| Date = 1 May 1887\n| Length = some day")
    field = replace(document.infobox[1], type=FieldType.DATE)

    told = checks.check(replace(document, infobox=(document.infobox[0], field)), checks.Context())

    assert [(f.words, f.message) for f in told if f.rule == RULE] == [
        ("some day", "“some day” (Length) cannot be read as a date.")
    ]
