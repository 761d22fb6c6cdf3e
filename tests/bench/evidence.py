"""The cost of evidence: auditing a 100 KB article against 50 archived sources of 20 KB.

    python tests/bench/evidence.py [ROUNDS]

Prints ms (median) and the ratio to rendering once, and how each grows with twice the article and
with twice the sources. Nothing fails on a clock; the goal is at most ten times rendering once.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from article import long_article, sentence  # noqa: E402 -- found by the path above

from encyclopedia.core import checks  # noqa: E402 -- found by the path above
from encyclopedia.core.checks import Context  # noqa: E402 -- found by the path above
from encyclopedia.core.document import Document  # noqa: E402 -- found by the path above
from encyclopedia.core.writers import html  # noqa: E402 -- found by the path above

GOAL = 10


def captures(count: int, size: int = 20_000) -> dict[str, str]:
    """Make the clean texts of *count* sources of about *size* characters each."""
    random = Random(3)  # noqa: S311 -- repeatable text, no secret
    texts = {}
    for number in range(count):
        sentences: list[str] = []
        length = 0
        while length < size:
            sentences.append(sentence(random))
            length += len(sentences[-1]) + 1
        texts[f"source-{number:03}"] = " ".join(sentences)
    return texts


def median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3

    def audit(document: Document, count: int) -> float:
        context = Context(snapshots=captures(count), today="2026-11-22")
        return median(lambda: checks.check(document, context), rounds)

    document = long_article()
    render = median(lambda: html.write(document), rounds)
    base = audit(document, 50)
    print(f"render once                      {render:8.0f} ms")
    print(f"audit, 50 sources of 20 KB       {base:8.0f} ms  {base / render:.1f} × (goal {GOAL} ×)")
    for words, cost in (
        ("twice the article", audit(long_article(size=200_000, sections=80, marks=600), 50)),
        ("twice the sources", audit(document, 100)),
    ):
        print(f"{words:<33}{cost:8.0f} ms  {cost / base:.1f} × as much")
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
