"""Where the time of what people do goes: the share of each part of the code, by cProfile.

    python tests/bench/profiling.py [ROUNDS]

The article of 100 KB: its page from memory and by its key, rendered once, saved with a sentence
changed, compared with the revision before, searched for. Prints for each ms without the profiler,
then every part that took 3 % or more of its own: a package of ours, of Django, another library,
the database. What is built in counts for whoever called it, but for the database. The profiler
makes small functions seem slower than they are, so shares, not times, are told. SQLite, or a
database of its own beside the one that DATABASE_URL names, which then is waited for.
"""

from __future__ import annotations

import cProfile
import gc
import os
import pstats
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TOLD = 0.03
DATABASE = re.compile(r"sqlite3\.|psycopg")
PYTHON = re.compile(r"python3\.\d+/(\w+)|<frozen ([\w.]+)")
LIBRARY = re.compile(r"site-packages/([^/.]+)(?:/([^/.]+))?")


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
        import kept

        os.environ |= {"ENCYCLOPEDIA_DATA": folder, "ALLOWED_HOSTS": kept.HOST}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh

        with fresh.database():
            for name, (work, times) in works().items():
                tell(name, work, times * rounds)
    print("1 passed, 0 failed")
    return 0


def works() -> dict[str, tuple[Callable[[], object], int]]:
    """Give what is profiled by name, and how often a round does it."""
    import kept
    from article import long_article, unread
    from django.conf import settings

    from encyclopedia import store
    from encyclopedia.core.writers import html
    from encyclopedia.models import Edit

    there = kept.publish()
    settings.ANSWER_MEMORY = 0
    document, most = long_article(), settings.PAGE_MEMORY
    page = kept.asking("/articles/large/", HTTP_ACCEPT_ENCODING="gzip")

    def by_key() -> bytes:
        settings.PAGE_MEMORY = 0
        try:
            return page()
        finally:
            settings.PAGE_MEMORY = most

    article = Edit.objects.get(pk=there["last"]).article
    numbers = iter(range(1_000_000))

    def save() -> store.Saved:
        head = store.head(article)
        now = store.at(head)
        changed = replace(now.sections[5], text=f"{now.sections[5].text} Word {next(numbers)}.")
        sections = (*now.sections[:5], changed, *now.sections[6:])
        why = store.Reason(editor=None, summary="a sentence")
        return store.save(article, replace(now, sections=sections), base=head.pk, reason=why)

    compare = kept.asking(kept.PAGES["two revisions compared"].format(**there))
    return {
        "the page, from memory": (page, 200),
        "the page, by its key": (by_key, 200),
        "rendering once": (lambda: html.write(unread(document)), 1),
        "a save of a sentence": (save, 2),
        "a comparison, read before": (compare, 3),
        "a search": (kept.asking("/search/", QUERY_STRING="q=large"), 20),
    }


def tell(name: str, work: Callable[[], object], times: int) -> None:
    """Print what *work* takes, and the parts of the code that it was in."""
    work()
    began = time.perf_counter()
    repeat(work, times)
    took = (time.perf_counter() - began) / times
    profile = cProfile.Profile()
    gc.disable()  # a collection would count for whoever happens to call it
    profile.runcall(partial(repeat, work, times))
    gc.enable()
    shares = parts(pstats.Stats(profile))
    whole = sum(shares.values())
    told = [(part, spent / whole) for part, spent in shares.most_common() if spent > TOLD * whole]
    print(f"{name:<28}{took * 1000:9.2f} ms", flush=True)
    for part, share in told:
        print(f"{'':<12}{share:5.0%}  {part}")


def repeat(work: Callable[[], object], times: int) -> None:
    for _ in range(times):
        work()


def parts(stats: Any) -> Counter[str]:
    """Give the seconds spent in each part of the code itself, not in what it called."""
    spent: Counter[str] = Counter()
    for (file, _, function), (_, _, own, _, callers) in stats.stats.items():
        if file != "~":
            spent[part(file)] += own
        elif DATABASE.search(function):
            spent["the database"] += own
        else:
            for (caller, *_), (*_, by, _) in callers.items():
                spent[part(caller)] += by
    return spent


def part(file: str) -> str:
    """Name the part that *file* belongs to: two steps of a package, or a module of Python."""
    if library := LIBRARY.search(file):
        return ".".join(name for name in library.groups() if name)
    if file.startswith(str(ROOT)):
        names = Path(file).relative_to(ROOT).with_suffix("").parts
        return ".".join(names[: 3 if names[1:2] == ("core",) else 2])
    own = PYTHON.search(file)
    return f"Python’s {own[1] or own[2]}" if own else "Python"


if __name__ == "__main__":
    sys.exit(main())
