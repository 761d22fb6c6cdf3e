"""The storage law, measured: 1,000 small edits of a 100 KB article.

    python tests/bench/storage.py [EDITS]

Prints bytes a revision after VACUUM (all tables and indexes), ms a save, and ms to read the
first and the last revision. The database is SQLite in a new folder unless DATABASE_URL names a
PostgreSQL server, where a database of its own is made and dropped. Exit code 1 where a revision
takes more than 16 KB, or reading the first costs more queries than reading the last.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
LIMIT = 16 * 1024


def main() -> int:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh

        with fresh.database():
            return measure(edits)


def size() -> int:
    """Count the bytes of the database after VACUUM, all tables and indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL")
            cursor.execute(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            return int(cursor.fetchone()[0])
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute("PRAGMA page_size")
        return int(pages * cursor.fetchone()[0])


def measure(edits: int) -> int:
    from article import long_article, sources, unread
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from encyclopedia import store
    from encyclopedia.core.writers import html
    from sources import store as source_store

    for record in sources():
        source_store.save(record, editor=None, summary="")
    document = long_article()
    saved = store.create(document, reason=store.Reason(editor=None, summary="begin"))
    article, first = saved.edit.article, saved.edit
    random = Random(1)  # noqa: S311 -- repeatable edits, no secret
    before, took, base = size(), [], first.pk
    document = saved.document
    for number in range(edits):
        at = random.randrange(len(document.sections))
        section = document.sections[at]
        words = section.text.split(" ")
        words[random.randrange(len(words))] = f"word{number}"
        edited = (
            *document.sections[:at],
            replace(section, text=" ".join(words)),
            *document.sections[at + 1 :],
        )
        began = time.perf_counter()
        why = store.Reason(editor=None, summary=f"small edit {number}")
        saved = store.save(article, replace(document, sections=edited), base=base, reason=why)
        took.append(time.perf_counter() - began)
        document, base = saved.document, saved.edit.pk
    grown = (size() - before) / edits
    costs = {}
    for name, edit in (("first", first), ("last", saved.edit)):
        with CaptureQueriesContext(connection) as queries:
            times = []
            for _ in range(20):
                began = time.perf_counter()
                store.at(edit)
                times.append(time.perf_counter() - began)
        costs[name] = (statistics.median(times) * 1000, len(queries) / 20)
    began = time.perf_counter()
    html.write(unread(document))
    render = time.perf_counter() - began
    save = statistics.median(took)
    print(f"database              {connection.vendor}")
    print(f"edits                 {edits}")
    print(f"bytes a revision      {grown:,.0f} (at most {LIMIT:,})")
    print(f"ms a save             {save * 1000:.1f} median, {save / render:.2f} × rendering once")
    for name, (milliseconds, queries) in costs.items():
        print(f"ms to read the {name:<6} {milliseconds:.1f} median, {queries:.0f} queries")
    kept = grown <= LIMIT and costs["first"][1] <= costs["last"][1]
    print("1 passed, 0 failed" if kept else "0 passed, 1 failed")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
