"""What a document costs beside rendering it once: parse, write, read, check, compare.

    python tests/bench/rendering.py [ROUNDS]

Prints for each the median ms on a 100 KB article, its ratio to rendering once
(`writers.html.write` of texts never seen), and how many times as long an article of 200 KB takes.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from article import WORDS, long_article, unread  # noqa: E402 -- found beside this file

from encyclopedia.core import comparison, markup, reading, validity  # noqa: E402 -- in ROOT
from encyclopedia.core.document import Document  # noqa: E402 -- in ROOT
from encyclopedia.core.readers import json as json_reader  # noqa: E402 -- in ROOT
from encyclopedia.core.readers import markdown as markdown_reader  # noqa: E402 -- in ROOT
from encyclopedia.core.writers import html, json, markdown  # noqa: E402 -- in ROOT

SIZE = 100_000
SECTIONS, ROWS, MARKS = 40, 30, 300
HEAVY = 0.2  # of the words of every second section


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    costs = [medians(works(article(times)), rounds) for times in (1, 2)]
    once = costs[0]["render once"]
    print(f"{'':<28}{'ms':>8}{'× rendering':>13}{'200 KB':>9}")
    for name, cost in costs[0].items():
        doubled = f"× {costs[1][name] / cost:.1f}"
        print(f"{name:<28}{cost * 1000:>8.1f}{cost / once:>13.2f}{doubled:>9}")
    print("1 passed, 0 failed")
    return 0


def article(times: int) -> Document:
    """Make an article *times* as long as the one of 100 KB."""
    return long_article(
        size=SIZE * times, sections=SECTIONS * times, rows=ROWS * times, marks=MARKS * times
    )


def works(document: Document) -> dict[str, Callable[[], object]]:
    """Give what is measured by name."""
    texts = [prose.source for prose in reading.texts(document)]
    as_json, as_markdown = json.write(document), markdown.write(document)
    small, heavy = one_word(document), many_words(document)
    return {
        "render once": lambda: html.write(unread(document)),
        "parse": lambda: [markup.parse(text) for text in texts],
        "write JSON": lambda: json.write(document),
        "read JSON": lambda: json_reader.read(as_json),
        "write Markdown": lambda: markdown.write(document),
        "read Markdown": lambda: markdown_reader.read(as_markdown),
        "find faults": lambda: validity.faults(document),
        "compare, one word changed": lambda: comparison.read(document, small),
        "compare, a heavy edit": lambda: comparison.read(document, heavy),
    }


def medians(measured: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Give the median seconds of the processor, taken in turns so that all share its moods."""
    took: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(rounds):
        for name, work in measured.items():
            began = time.process_time()
            work()
            took[name].append(time.process_time() - began)
    return {name: statistics.median(times) for name, times in took.items()}


def one_word(document: Document) -> Document:
    """Change a word in the middle of *document*."""
    return edited(document, len(document.sections) // 2, 1)


def many_words(document: Document) -> Document:
    """Change a fifth of the words of every second section of *document*, and move the last one."""
    for at in range(0, len(document.sections), 2):
        words = document.sections[at].text.count(" ")
        document = edited(document, at, int(words * HEAVY))
    return replace(document, sections=(document.sections[-1], *document.sections[:-1]))


def edited(document: Document, at: int, count: int) -> Document:
    """Change *count* words of the section *at*."""
    random = Random(at)  # noqa: S311 -- repeatable edits, no secret
    section = document.sections[at]
    words = section.text.split(" ")
    for place in random.sample(range(len(words)), count):
        words[place] = random.choice(WORDS) if "[" not in words[place] else words[place]
    changed = replace(section, text=" ".join(words))
    return replace(
        document, sections=(*document.sections[:at], changed, *document.sections[at + 1 :])
    )


if __name__ == "__main__":
    sys.exit(main())
