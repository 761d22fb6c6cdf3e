"""What an export of the whole site costs: files, time a page beside rendering, and memory.

    python tests/bench/exporting.py [ARTICLES]

Articles of some 5 KB with two public revisions each are saved and published as editors do it, then
exported without PDF, twice. Prints the time a file in ms and as a multiple of rendering one article
once, and the memory of the process after each tenth of the addresses. Exit code 1 where a link
leads nowhere, the second export writes anything, or the last tenth adds more than a tenth to the
memory; nothing fails on a clock.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = (
    *("harbour", "light", "storm", "keeper", "reef", "vessel", "tide", "lamp"),
    *("signal", "island", "year", "stone", "crew", "north"),
)
MOST_GROWTH = 1.1


def main() -> int:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(ENCYCLOPEDIA_DATA=folder, SITE_URL="https://encyclopedia.example")
        sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh

        with fresh.database():
            began = time.perf_counter()
            fill(articles)
            print(f"{articles} articles published in {time.perf_counter() - began:.0f} s")
            return measure(Path(folder) / "out")


def fill(articles: int) -> None:
    import examples

    from encyclopedia import publishing, store
    from sources import store as source_store

    chance = random.Random(7)  # noqa: S311 -- repeatable words, no secret
    source_store.save(examples.almanac(), editor=None, summary="")
    why = store.Reason(editor=None, editor_name="Bench", summary="A revision of this bench")
    for number in range(articles):
        light = examples.lighthouse(f"{chance.choice(WORDS).title()} light {number}")
        sections = tuple(
            replace(each, text=f"{each.text}\n\n{prose(chance)} [@almanac]")
            for each in light.sections
        )
        edit = store.create(replace(light, sections=sections), reason=why).edit
        publishing.publish(edit, publisher=None)
        document = store.at(edit)
        changed = replace(document, lead=f"{document.lead}\n\n{prose(chance)} [@almanac]")
        edit = store.save(edit.article, changed, base=edit.pk, reason=why).edit
        publishing.publish(edit, publisher=None)


def prose(chance: random.Random) -> str:
    return f"The {' '.join(chance.choices(WORDS, k=180))}."


def measure(out: Path) -> int:
    from article import unread

    from encyclopedia import exporting, store
    from encyclopedia.core.writers import html
    from encyclopedia.exporting.folder import Folder
    from encyclopedia.models import Publication

    document = store.at(Publication.objects.first().edit)
    once = statistics.median(timed(lambda: html.write(unread(document))) for _ in range(9))
    failed, without = 0, frozenset({"pdf"})
    for name in ("first", "again"):
        memory: list[float] = []
        began = time.process_time()
        told = exporting.export(
            Folder(out),
            progress=lambda found, _, memory=memory: noting(found, memory),
            leaving_out=without,
        )
        took = (time.process_time() - began) / told.files
        print(
            f"{name}: {told.files:,} files, {told.written:,} written; {took * 1000:.1f} ms of the"
            f" processor a file, {took / once:.1f} × rendering an article once"
            f" ({once * 1000:.1f} ms)"
        )
        print("MB:", " ".join(f"{each:.0f}" for each in tenths(memory)))
        failed += bool(told.broken)
        failed += name == "again" and told.written > 0
        failed += memory[-1] > MOST_GROWTH * memory[len(memory) * 9 // 10]
    print(f"{6 - failed} passed, {failed} failed")
    return int(failed > 0)


def timed(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def noting(found: Iterable, memory: list[float]) -> Iterator:
    for number, each in enumerate(found):
        if number % 50 == 0:
            memory.append(resident())
        yield each


def tenths(memory: list[float]) -> list[float]:
    return [memory[len(memory) * part // 10] for part in range(10)] + memory[-1:]


def resident() -> float:
    """Give the memory of this process in MB, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
