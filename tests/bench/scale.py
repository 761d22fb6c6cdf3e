"""What a page costs among 10, 1,000 and 10,000 articles, and with 10,000 revisions of one.

    python tests/bench/scale.py [ARTICLES …]        10 1000 10000; 100000 takes a quarter of an hour

Each size has a database of its own (SQLite, or beside the one that DATABASE_URL names), filled
without rendering: as many sources as articles, of which each cites three, and one article with as
many public revisions as there are articles, at most 10,000. Prints ms of the processor (the least
of many whole requests, made anew each time; on PostgreSQL those of its process too) and queries of
each page, for each size, and the ratio of the largest to the smallest. Exit code 1 where
a page asks more queries of a larger site, or does not answer; nothing fails on a clock.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZES = (10, 1_000, 10_000)
MOST_REVISIONS = 10_000
ROUNDS = 15
ONE = "--one"
PAGES = {
    "the article page, by its key": "/articles/harbour-no-0/",
    "the front page": "/",
    "A to Z": "/articles/",
    "recent changes": "/recent/",
    "what links to the most linked": "/articles/harbour-no-0/links/",
    "the largest category": "/categories/category-0/",
    "search for a rare word": "/search/?q=lamp",
    "history, first page": "/articles/many/history/",
    "an old revision": "/articles/many/revisions/{first}/",
    "two revisions compared": "/articles/many/compare/{first}/{last}/",
    "evidence": "/articles/many/evidence/",
    "as Markdown": "/articles/many.md",
    "its last page": "/categories/category-0/?page=9999999",
    "sources": "/sources/",
    "sources, the page in the middle": "/sources/?page={middle}",
    "the same at the desk": "/sources/?page={middle}",
}
AT_THE_DESK = {"the same at the desk"}


def main() -> int:
    if ONE in sys.argv:
        print(json.dumps(measure(int(sys.argv[2]))))
        return 0
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    found = [of(size) for size in sizes]
    print(f"{'':<32}" + "".join(f"{size:>16,}" for size in sizes) + "    ratio")
    grown = 0
    for name in PAGES:
        took = [each[name][0] for each in found]
        asked = [each[name][1] for each in found]
        # A handful of articles has lists that are empty, and asks less.
        grows = max(asked[1:] or asked) > asked[min(1, len(asked) - 1)]
        grown += grows
        print(
            f"{name:<32}"
            + "".join(f"{ms:9.2f} ms {queries:3}" for ms, queries in zip(took, asked, strict=True))
            + f"{took[-1] / took[0]:8.2f} ×"
            + ("  more queries" if grows else "")
        )
    print(f"{len(PAGES) - grown} passed, {grown} failed")
    return int(grown > 0)


def of(size: int) -> dict[str, list[float]]:
    """Measure among *size* articles in a process of its own."""
    command = [sys.executable, __file__, ONE, str(size)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 -- ourselves
    found: dict[str, list[float]] = json.loads(run.stdout.splitlines()[-1])
    return found


def measure(size: int) -> dict[str, tuple[float, int]]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ENCYCLOPEDIA_DATA": folder, "ANSWER_MEMORY": "0", "PAGE_MEMORY": "0"}
        sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        with fresh.database():
            return among(size)


def among(size: int) -> dict[str, tuple[float, int]]:
    """Make *size* articles, and give what each page costs among them."""
    import around
    import examples
    import history
    from django.db import connection

    from encyclopedia.models import Edit
    from sources import store as sources

    around.fill(size)
    around.cite(size)
    sources.save(examples.almanac(), editor=None, summary="")
    history.article("Many", min(size, MOST_REVISIONS))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    revisions = Edit.objects.filter(article__slug="many").order_by("pk")
    first, last = revisions[0].pk, revisions.last().pk
    places = {"first": first, "last": last, "middle": size // 400 + 1}
    return {
        name: cost(pattern.format(**places), at_the_desk=name in AT_THE_DESK)
        for name, pattern in PAGES.items()
    }


def cost(url: str, *, at_the_desk: bool) -> tuple[float, int]:
    """Give the least ms of the processor that *url* took, and how many queries."""
    import around
    import fresh
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    client, took, asked = Client(), [], []
    if at_the_desk:
        client.force_login(User.objects.create_superuser("Ada"))
    with connection.execute_wrapper(around.noting(asked)):
        answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")
    for _ in range(ROUNDS):
        began = fresh.processor()
        client.get(url)
        took.append((fresh.processor() - began) * 1000)
    return min(took), len(asked)


if __name__ == "__main__":
    sys.exit(main())
