"""Whole articles with planted faults: what the rules about facts find, miss and mistake."""

import re
from dataclasses import replace

import pytest

from encyclopedia.core import checks
from encyclopedia.core.checks import Context
from tests.core.checks.notation import CASES, TODAY, article

RULES = ("stale_tense", "infobox_disagrees", "unborne_facts", "older_than_outcome")
_MARKS = {"found": "-", "missed": "?", "false": "!"}


def articles(file="facts.md"):
    text = (CASES.parent / file).read_text(encoding="utf-8")
    for case in text.split("\n## ")[1:]:
        name, written, expected = re.split(r"\n+```\n", case, maxsplit=2)
        yield pytest.param(written.replace("\n  ", " "), expected.split("\n"), id=name.strip())


def listed(expected, *marks):
    lines = (line.partition(" ") for line in expected if line)
    return sorted(rest for mark, _, rest in lines if mark in {_MARKS[m] for m in marks})


def told(written, rules=RULES):
    changes = dict(re.findall(r"^~ (\w+) = (.*)$", written, re.MULTILINE))
    document, snapshots = article(re.sub(r"(?m)^~.*\n", "", written))
    context = Context(snapshots=snapshots, today=TODAY)
    found = checks.check(replace(document, **changes), context)
    return [(f.rule, f.words) for f in found if f.rule in rules]


@pytest.mark.parametrize(("written", "expected"), tuple(articles()))
def test_the_rules_find_what_was_planted(written, expected):
    found = sorted(f"{rule}: {words}" for rule, words in told(written))

    assert found == listed(expected, "found", "false")


def test_nine_faults_of_ten_are_found_and_one_clean_sentence_of_ten_at_most_is_told():
    expected = [line for case in articles() for line in case.values[1]]
    sentences = sum(len(re.findall(r"\[@", case.values[0])) for case in articles())

    planted = listed(expected, "found", "missed")
    clean = sentences - len(planted)

    assert len(listed(expected, "found")) >= 0.9 * len(planted)
    assert len(listed(expected, "false")) <= 0.1 * clean
    assert (len(planted), clean) == (116, 138)
