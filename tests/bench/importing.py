"""What importing costs: a long page beside rendering it, and many pages one after the other.

    python tests/bench/importing.py [PAGES]

Prints how many times as long as rendering (`writers.html.write` of what was read, never seen) it
takes to read 300 KB of wikitext with 500 citations, in seconds of the processor; then imports an
export of PAGES pages (default 1,000) of 10 KB each, and prints ms of the processor a page, without
the child that reads, and the memory in use for the first and the last tenth. The database is SQLite
in a new folder, or one of its own beside the one that DATABASE_URL names. Exit code 1 where reading
takes more than 20 times as long, or the last tenth takes twice the first or 32 MB more.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from article import WORDS, unread  # noqa: E402 -- found beside this file

MOST_TIMES, MOST_GROWTH, MOST_MEGABYTES = 20, 2.0, 32
ROUNDS = 3


def main() -> int:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    times = reading()
    with tempfile.TemporaryDirectory() as folder:
        growth, megabytes = importing(Path(folder), pages)
    good = times <= MOST_TIMES and growth <= MOST_GROWTH and megabytes <= MOST_MEGABYTES
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


def reading() -> float:
    """Give how many times as long as rendering it takes to read a long page."""
    from encyclopedia.core.readers import wikitext
    from encyclopedia.core.writers import html

    text = page(1, size=300_000, citations=500)
    document = wikitext.read(text, called="Long").document
    read = min(seconds(lambda: wikitext.read(text, called="Long")) for _ in range(ROUNDS))
    once = min(seconds(lambda: html.write(unread(document))) for _ in range(ROUNDS))
    kilobytes = len(text) / 1000
    print(f"{kilobytes:.0f} KB, {len(document.sources)} sources: read {read:.2f} s,", end=" ")
    print(f"rendered {once:.2f} s, × {read / once:.1f}")
    return read / once


def seconds(work: object) -> float:
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began


def page(seed: int, *, size: int, citations: int) -> str:
    """Make a page of wikitext of *size* bytes, the same every time."""
    random = Random(seed)  # noqa: S311 -- made words, no secret
    rows = "".join(f"| row_{n} = {phrase(random, 4)}\n" for n in range(10))
    pieces = ["{{Infobox place\n" + rows + "}}\n"]
    length, every = len(pieces[0]), size // (citations + 1)
    cited = 0
    while length < size:
        piece = (
            f"{phrase(random, 14).capitalize()}, [[{phrase(random, 2)}]] ''{phrase(random, 3)}''. "
        )
        if length > cited * every and cited < citations:
            cited += 1
            piece += (
                f"<ref name=r{cited}>{{{{cite news |last={phrase(random, 1)} |first=A."
                f" |title={phrase(random, 6)} {cited} |newspaper={phrase(random, 2)}"
                f" |date={cited % 28 + 1} May 2020 |page={cited} |access-date=2020-06-01"
                f" |url=https://example.org/{seed}/{cited}}}}}</ref> "
            )
        if random.random() < 0.03:
            piece += f"\n\n== {phrase(random, 3)} ==\n"
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


def phrase(random: Random, count: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(count))


def importing(folder: Path, pages: int) -> tuple[float, float]:
    """Import *pages* pages; give how much slower, and how much larger, the last tenth is."""
    os.environ["ENCYCLOPEDIA_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
    import django

    django.setup()
    import fresh

    from encyclopedia import dumping
    from encyclopedia.limiting import Apart

    tenth = max(pages // 10, 1)
    cost: list[float] = []
    memory: list[float] = []
    with fresh.database(), Apart() as apart:
        for number in range(10):
            path = folder / f"{number}.xml"
            with path.open("w") as file:
                file.writelines(export(number * tenth, tenth))
            began = time.process_time()
            dumping.import_dump(path, apart=apart, pages=dumping.count_pages(path))
            cost.append((time.process_time() - began) * 1000 / tenth)
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"{10 * tenth} pages: {cost[0]:.0f} ms a page at first, {cost[-1]:.0f} at last;", end=" ")
    print(f"{memory[0]:.0f} MB at first, {memory[-1]:.0f} at last")
    return cost[-1] / cost[0], memory[-1] - memory[0]


def export(first: int, count: int) -> Iterator[str]:
    yield "<mediawiki>"
    for number in range(first, first + count):
        text = escape(page(number, size=10_000, citations=15))
        yield (
            f"<page><title>Page {number}</title><ns>0</ns><id>{number}</id><revision>"
            f"<id>{number}</id><timestamp>2020-01-01T00:00:00Z</timestamp><contributor>"
            f"<username>A</username></contributor><text>{text}</text></revision></page>"
        )
    yield "</mediawiki>"


if __name__ == "__main__":
    sys.exit(main())
