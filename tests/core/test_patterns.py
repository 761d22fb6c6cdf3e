"""What patterns may say so that every Python 3.11 reads them in the same way."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [path for name in ("encyclopedia", "sources") for path in (ROOT / name).rglob("*.py")]
# Before 3.11.5, and so in Debian 12, a group that is repeated possessively gives back a character
# of its match or matches nothing for ever (CPython, issues 100061 and 106052).
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+")


@pytest.mark.parametrize(("pattern", "says_so"), [(r"(?:a|b)*+", True), (r"(?>(?:a|b)*)", False)])
def test_a_group_that_is_repeated_possessively_is_known(pattern, says_so):
    assert bool(POSSESSIVE_GROUP.search(pattern)) is says_so


def test_no_pattern_repeats_a_group_possessively():
    found = [path.name for path in MODULES if POSSESSIVE_GROUP.search(path.read_text("utf-8"))]

    assert len(MODULES) > 400
    assert found == []
