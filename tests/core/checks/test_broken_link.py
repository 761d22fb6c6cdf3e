from uuid import UUID

import pytest

from encyclopedia.core import checks
from encyclopedia.core.document import SeeAlso
from tests.core.checks.notation import article, found

RULE = "broken_link"
KNOWN = frozenset({"reef of teeth"})


def pointed(text, **context):
    return [(finding.words, finding.message) for finding in found(RULE, text, **context)]


def test_a_link_to_no_article_is_told_where_titles_are_known():
    text = "See [[Reef of Teeth]] and [[Old Mole|the mole]]."

    assert pointed(text, known_titles=KNOWN) == [
        ("[[Old Mole|the mole]]", "There is no article “Old Mole”.")
    ]
    assert pointed(text) == []


@pytest.mark.parametrize("link", ["[[#Tower]]", "[[Skerry Lighthouse#Tower]]"])
def test_a_link_to_no_section_of_its_own_article_is_told(link):
    text = f"See {link}, [[#later]] and [[Skerry Lighthouse]].\n== Later"

    assert pointed(text, known_titles=KNOWN) == [(link, "This article has no section “Tower”.")]


def test_a_mark_that_never_closes_is_told():
    assert pointed("It was lit [@a and more.") == [
        ("[@", "“[@” opens a citation, link or note that never closes.")
    ]


def test_a_pointer_to_no_article_is_told_without_a_place():
    pointers = (
        SeeAlso(id=UUID(int=1), title="Old Mole"),
        SeeAlso(id=UUID(int=2), title="Reef of Teeth"),
    )
    document, _ = article("It was lit.", see_also=pointers)

    findings = checks.check(document, checks.Context(known_titles=KNOWN))

    assert [(f.place, f.words) for f in findings if f.rule == RULE] == [(None, "Old Mole")]
