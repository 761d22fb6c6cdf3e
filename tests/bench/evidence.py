"""The cost of evidence: auditing a 100 KB article against 50 archived sources of 20 KB.

    python tests/bench/evidence.py [ROUNDS]

Prints ms (median) and the ratio to rendering once (`writers.html.write`, taken in turns with the
audits), first with texts never seen before and then with the same again, which caches help; and
how the first audit grows with twice the article and with twice the sources. Then the same of a
dense article: a name every few words, hundreds of claims, a third of the sentences with words in
quotation marks that nothing pins. Nothing fails on a clock; the goal is at most ten times
rendering once, the first time too.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeAlias

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import dense  # noqa: E402 -- found beside this file
from article import long_article, sentence, sources  # noqa: E402 -- the same

from encyclopedia.core import checks  # noqa: E402 -- in ROOT
from encyclopedia.core.checks import Context  # noqa: E402 -- in ROOT
from encyclopedia.core.document import Document  # noqa: E402 -- in ROOT
from encyclopedia.core.writers import html  # noqa: E402 -- in ROOT

GOAL = 10
TODAY = "2026-11-22"
SIZE, SECTIONS, MARKS, SOURCES = 100_000, 40, 300, 50


Case: TypeAlias = Callable[[int, int, int], tuple[Document, dict[str, str]]]


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for name, case in (("a plain article", plain), ("a dense article", crowded)):
        print(name)
        tell(case, rounds)
    print("1 passed, 0 failed")
    return 0


def tell(case: Case, rounds: int) -> None:
    """Print what *case* costs."""
    renders, firsts, agains = zip(*(costs(case, seed) for seed in range(rounds)), strict=True)
    render, first, again = map(statistics.median, (renders, firsts, agains))
    print(f"  render once                      {render:8.0f} ms")
    print(
        f"  first audit, 50 sources of 20 KB {first:8.0f} ms  {first / render:.1f} × (goal {GOAL})"
    )
    print(f"  the same audit again             {again:8.0f} ms  {again / render:.1f} ×")
    for name, article, shelf in (("twice the article", 2, 1), ("twice the sources", 1, 2)):
        seeds = range(rounds, 2 * rounds)
        cost = statistics.median(costs(case, seed, article, shelf)[1] for seed in seeds)
        print(f"  {name:<33}{cost:8.0f} ms  {cost / first:.1f} × as much")


def costs(case: Case, seed: int, article: int = 1, shelf: int = 1) -> tuple[float, float, float]:
    """Give the ms of rendering, of a first audit, and of another, of texts made from *seed*."""
    document, snapshots = case(seed, article, shelf)
    context = Context(snapshots=snapshots, today=TODAY)
    return (
        took(lambda: html.write(document)),
        took(lambda: checks.check(document, context)),
        took(lambda: checks.check(document, context)),
    )


def plain(seed: int, article: int, shelf: int) -> tuple[Document, dict[str, str]]:
    """Make an article of prose with 300 citations, and its sources."""
    document = long_article(
        size=SIZE * article, sections=SECTIONS * article, marks=MARKS * article, seed=seed
    )
    if shelf > 1:
        parts = (
            replace(section, text=section.text.replace("source-0", f"source-{n % shelf}"))
            for n, section in enumerate(document.sections)
        )
        document = replace(document, sections=tuple(parts), sources=sources(100 * shelf))
    return document, captures(SOURCES * shelf, seed)


def crowded(seed: int, article: int, shelf: int) -> tuple[Document, dict[str, str]]:
    """Make a dense article, and its sources."""
    document = dense.article(seed, SIZE * article, SECTIONS * article, shelf)
    document = replace(document, sources=sources(100 * shelf))
    return document, dense.captures(SOURCES * shelf, seed)


def captures(count: int, seed: int, size: int = 20_000) -> dict[str, str]:
    """Make the clean texts of *count* sources of about *size* characters each."""
    random = Random(f"captures {seed}")  # noqa: S311 -- repeatable text, no secret
    texts = {}
    for number in range(count):
        sentences: list[str] = []
        length = 0
        while length < size:
            sentences.append(sentence(random))
            length += len(sentences[-1]) + 1
        texts[f"source-{number // SOURCES}{number % SOURCES:02}"] = " ".join(sentences)
    return texts


def took(work: Callable[[], object]) -> float:
    """Give the ms that *work* takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
