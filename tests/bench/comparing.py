"""What comparing two revisions costs beside rendering one, and how little of them it shows.

    python tests/bench/comparing.py [ROUNDS]

Prints the median ms of the processor on a 100 KB article, its ratio to rendering once
(`writers.html.write` of texts never seen; the goal is at most 4), and how many times as long ten
times the article takes. Then whole requests of a small and a heavy change, by a reader and at the
desk: for the first time, with what the two revisions tell forgotten, and again. Then, of the
cases, the changed characters shown beside the fewest that whole words allow (the goal is at most
1.25 times), and beside what two others show: words aligned without more, as wikidiff2 does, and
characters with semantic cleanup, as diff-match-patch does (small ones of our own). Nothing fails on
a clock; showing too much fails. The requests use SQLite, or a database of its own beside the one
that DATABASE_URL names, whose process is not counted.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from article import long_article, unread  # noqa: E402 -- found beside this file
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
    with tempfile.TemporaryDirectory() as folder:
        requests(folder, once, rounds)
    return shown()


def requests(folder: str, once: float, rounds: int) -> None:
    """Ask a site of its own for whole answers."""
    os.environ["ENCYCLOPEDIA_DATA"] = folder
    os.environ["ANSWER_MEMORY"] = "0"  # each answer is made anew
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
    import django

    django.setup()
    import fresh

    with fresh.database():
        measure(once, rounds)


def measure(once: float, rounds: int) -> None:
    """Print what whole requests take of an article with 50 archived sources of 20 KB."""
    from article import sources
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client
    from evidence import captures
    from saving import record_sources

    from encyclopedia import comparing, publishing, store
    from encyclopedia.store import findings

    settings.ALLOWED_HOSTS = ["testserver"]
    record_sources(sources(), captures(50, 1))
    why = store.Reason(editor=None, summary="")
    edits = [store.create(long_article(size=SIZE), reason=why).edit]
    for edit in (one_word, many_words):
        document = edit(store.at(edits[0]))
        edits.append(store.save(edits[0].article, document, base=edits[-1].pk, reason=why).edit)
    for each in edits:
        publishing.publish(each, publisher=None)
    desk = Client()
    desk.force_login(User.objects.create_superuser("desk"))
    first, small, heavy = (each.pk for each in edits)
    for who, client in (("a reader", Client()), ("the desk", desk)):
        for what, (old, new) in {"small": (first, small), "heavy": (small, heavy)}.items():
            url = f"/articles/{edits[0].article.slug}/compare/{old}/{new}/"
            client.get(url)

            def first_time(client: Client = client, url: str = url) -> None:
                comparing.remembered.forget()
                findings.remembered.forget()
                client.get(url)

            works = {"first": first_time, "again": lambda c=client, u=url: c.get(u)}
            for when, took in medians(works, rounds).items():
                name = f"request, {what}, {who}, {when}"
                print(f"{name:<36}{took * 1000:>8.1f}{took / once:>7.2f}")


def works(times: int) -> dict[str, object]:
    """Give what is measured by name, on an article *times* 100 KB long."""
    document = long_article(
        size=SIZE * times, sections=40 * times, rows=30 * times, marks=300 * times
    )
    pairs = {name: edit(document) for name, edit in {**KINDS, "moved sections": moved}.items()}
    return {
        "render once": lambda: html.write(unread(document)),
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
    total = least = as_words = as_characters = 0
    over: list[str] = []
    for name, old, new in texts():
        changed = sum(len(r.text) for r in words.compare(old, new) if r.kind is not Kind.SAME)
        fewest = smallest(old, new)
        total, least = total + changed, least + fewest
        as_words += aligned(old, new)
        as_characters += cleaned(old, new)
        if changed > MOST_SHOWN * fewest:
            over.append(f"    {name}: {changed} instead of {fewest}")
    print(f"changed characters shown: {total}, the fewest: {least}, × {total / least:.2f}")
    print(f"as words aligned: {as_words}, × {total / as_words:.2f} of it is shown")
    print(
        f"as characters cleaned up: {as_characters}, × {total / as_characters:.2f} of it is shown"
    )
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


def aligned(old: str, new: str) -> int:
    """Count the characters shown where words are aligned and no more, as in wikidiff2."""
    a, b = (tokens.fine(tokens.read(text)) for text in (old, new))
    codes = [code for code in Indel.opcodes(a, b) if code.tag != "equal"]
    return sum(
        sum(map(len, a[c.src_start : c.src_end])) + sum(map(len, b[c.dest_start : c.dest_end]))
        for c in codes
    )


def cleaned(old: str, new: str) -> int:
    """Count the characters shown by a comparison of characters with semantic cleanup.

    As in diff-match-patch, what stayed between two changes is taken for changed where it is no
    longer than either of them.
    """
    steps: list[list[int]] = []  # characters that stayed, or went and came, in turn
    for code in Indel.opcodes(old, new):
        gone, come = code.src_end - code.src_start, code.dest_end - code.dest_start
        stayed = code.tag == "equal"
        if steps and not stayed and not steps[-1][0]:
            steps[-1][1] += gone
            steps[-1][2] += come
        else:
            steps.append([gone, 0, 0] if stayed else [0, gone, come])
    at = 1
    while at < len(steps) - 1:
        before, stayed_step, after = steps[at - 1 : at + 2]
        kept = stayed_step[0]
        if kept and kept <= max(before[1:]) and kept <= max(after[1:]):
            joined = [0, before[1] + after[1] + kept, before[2] + after[2] + kept]
            steps[at - 1 : at + 2] = [joined]
            at = max(1, at - 2)
        else:
            at += 1
    return sum(gone + come for _, gone, come in steps)


if __name__ == "__main__":
    sys.exit(main())
