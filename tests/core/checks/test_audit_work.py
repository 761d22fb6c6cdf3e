"""Twice the article or twice the sources make at most twice the work: counted, not clocked."""

from itertools import count
from random import Random

import pytest
from work import lines_run

from encyclopedia.core import checks
from encyclopedia.core.checks import Context
from encyclopedia.core.document import Document
from encyclopedia.core.identity import derive
from sources.core.record import SourceRecord

WORDS = ("harbour", "treaty", "winter", "council", "opened", "signed", "the", "of", "in", "a")
NAMES = ("Halden", "Ravnor", "Tindle", "Kerath", "Somoi", "Lume", "Tarn", "Oulven")

SEEDS = count()


def dense(random, sentences):
    """Write sentences with a name every few words, numbers, dates and unpinned quotations."""
    written = []
    for number in range(sentences):
        words = [random.choice(WORDS if n % 3 else NAMES) for n in range(10)]
        quoted = " ".join(random.choice(WORDS) for _ in range(5))
        year, figure = random.randint(1900, 2020), random.randint(3, 9999)
        mark = f" [@s{number % 4}]" if number % 3 == 0 else ""
        written.append(f"It {' '.join(words)} {figure} on 3 May {year} “{quoted}”{mark}.")
    return " ".join(written)


def audited(sentences, sources, size=20):
    """Make an article and the archived texts of its sources, never seen before."""
    random = Random(next(SEEDS))  # noqa: S311 -- repeatable text, no secret
    texts = {f"s{n}": dense(random, size).replace("“", "").replace("”", "") for n in range(sources)}
    document = Document(
        id=derive("Dense"),
        title="Dense",
        lead=dense(random, sentences),
        sources=tuple(SourceRecord(key=key) for key in texts),
    )
    return document, Context(snapshots=texts, today="2026-11-22")


@pytest.mark.parametrize(
    "larger",
    [{"sentences": 80, "sources": 8}, {"sentences": 40, "sources": 16}],
    ids=["twice the article", "twice the sources"],
)
def test_twice_of_one_makes_at_most_twice_the_work(larger):
    lines_run(checks.check, *audited(sentences=80, sources=16))  # what words have in common is kept
    once = lines_run(checks.check, *audited(sentences=40, sources=8))
    twice = lines_run(checks.check, *audited(**larger))

    assert twice <= 2.2 * once  # 4 where work grows with the square


def test_texts_twice_as_long_make_at_most_twice_the_work():
    lines_run(checks.check, *audited(sentences=20, sources=8, size=60))
    once = lines_run(checks.check, *audited(sentences=20, sources=8, size=30))
    twice = lines_run(checks.check, *audited(sentences=20, sources=8, size=60))

    assert twice <= 2.2 * once
