"""What comparing two revisions costs beside rendering one, and how little of them it shows.

    python tests/bench/comparing.py [ROUNDS]

Prints the median ms on a 100 KB article, its ratio to rendering once (`writers.html.write` from
text, uncached; the goal is at most 4), and how many times as long ten times the article takes.
Then, of the cases, the changed characters shown beside the fewest that whole words allow (the goal
is at most 1.25 times). Nothing fails on a clock; showing too much fails.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from article import long_article  # noqa: E402 -- found beside this file
from rapidfuzz.distance import Indel  # noqa: E402 -- after the path is set
from rendering import edited, many_words, medians, one_word  # noqa: E402 -- beside this file

from encyclopedia.core import comparison, markup  # noqa: E402 -- in ROOT
from encyclopedia.core.diff import tokens, words  # noqa: E402 -- in ROOT
from encyclopedia.core.diff.words import Kind  # noqa: E402 -- in ROOT
from encyclopedia.core.document import Document  # noqa: E402 -- in ROOT
from encyclopedia.core.readers import markdown  # noqa: E402 -- in ROOT
from encyclopedia.core.writers import html  # noqa: E402 -- in ROOT

GOAL, MOST_SHOWN = 4, 1.25
SIZE = 100_000
CASES = ROOT / "tests" / "core" / "cases"
DEMONSTRATION = ROOT / "encyclopedia" / "demo" / "articles"
KINDS = {"a small edit": one_word, "a heavy edit": many_words}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    costs = medians(works(1), rounds)
    tenfold = medians(works(10), max(1, rounds // 3))
    once = costs["render once"]
    print(f"{'':<28}{'ms':>8}{'× rendering':>13}{'1 MB':>9}")
    for name, cost in costs.items():
        print(f"{name:<28}{cost * 1000:>8.1f}{cost / once:>13.2f}  × {tenfold[name] / cost:>5.1f}")
    worst = max(cost for name, cost in costs.items() if name != "render once") / once
    print(f"at most {worst:.2f} × rendering once (goal {GOAL})")
    return shown()


def works(times: int) -> dict[str, object]:
    """Give what is measured by name, on an article *times* 100 KB long."""
    document = long_article(
        size=SIZE * times, sections=40 * times, rows=30 * times, marks=300 * times
    )
    pairs = {name: edit(document) for name, edit in {**KINDS, "moved sections": moved}.items()}
    return {
        "render once": lambda: html.write(document),
        **{name: lambda new=new: comparison.read(document, new) for name, new in pairs.items()},
    }


def moved(document: Document) -> Document:
    """Let every fifth section change places with its neighbour, and one word in it change."""
    sections = list(document.sections)
    for at in range(0, len(sections) - 1, 5):
        sections[at : at + 2] = sections[at + 1], sections[at]
    from dataclasses import replace

    return edited(replace(document, sections=tuple(sections)), 1, 1)


def shown() -> int:
    """Print how many changed characters are shown, and how few there could be."""
    total = least = 0
    over: list[str] = []
    for name, old, new in texts():
        changed = sum(len(r.text) for r in words.compare(old, new) if r.kind is not Kind.SAME)
        fewest = smallest(old, new)
        total, least = total + changed, least + fewest
        if changed > MOST_SHOWN * fewest:
            over.append(f"    {name}: {changed} instead of {fewest}")
    print(f"changed characters shown: {total}, the fewest: {least}, × {total / least:.2f}")
    print(f"{len(over)} texts above × {MOST_SHOWN}, a word between two changes counted as changed")
    print("\n".join(over))
    passed = total <= MOST_SHOWN * least
    print(f"{int(passed)} passed, {int(not passed)} failed")
    return int(not passed)


def texts() -> Iterator[tuple[str, str, str]]:
    """Give the pairs of the case files, and of the demonstration's revisions by section."""
    for block in (CASES / "diff_words.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        fenced = re.findall(r"^```\n(.*?)^```$", block, re.MULTILINE | re.DOTALL)
        old, new = (text.removesuffix("\n").replace("¶", "\n") for text in fenced[:2])
        yield block.partition("\n")[0], old, new
    for folder in sorted(DEMONSTRATION.iterdir()):
        files = sorted(folder.glob("*.md"), key=lambda path: int(path.stem))
        read = [markdown.read(path.read_text(encoding="utf-8")) for path in files]
        for old, new in pairwise(read):
            yield from changed_texts(f"{folder.name}, {old.title}", old, new)


def changed_texts(name: str, old: Document, new: Document) -> Iterator[tuple[str, str, str]]:
    before = {section.id: section.text for section in old.sections} | {"lead": old.lead}
    after = {section.id: section.text for section in new.sections} | {"lead": new.lead}
    for key in before.keys() & after.keys():
        if before[key] != after[key]:
            yield name, *(markup.plain(markup.parse(side[key])) for side in (before, after))


def smallest(old: str, new: str) -> int:
    """Count the fewest characters of whole words and spaces that must go and come.

    Each character stands for its word, so that no part of a word is kept without the rest.
    """
    numbers: dict[str, int] = {}

    def spelt(text: str) -> list[int]:
        pieces = tokens.fine(tokens.read(text))
        return [numbers.setdefault(p, len(numbers)) for p in pieces for _ in p]

    return int(Indel.distance(spelt(old), spelt(new)))


if __name__ == "__main__":
    sys.exit(main())
