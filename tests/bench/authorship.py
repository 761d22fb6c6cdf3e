"""What authorship costs: 1,000 revisions of a 100 KB article, and what a save adds.

    python tests/bench/authorship.py [REVISIONS]

Prints the seconds of the processor that computing all authors anew takes, the ms (median) of
authorship in a save beside comparing the two revisions and rendering once, for small edits, heavy
ones and moved sections, and the bytes that authors take. Findings are left out of the saves, to
be done sooner. Exit code 1 where what was kept at saves is not what is
computed anew, or authors of small edits take more than 1 KB a revision; nothing fails on a clock.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
LIMIT = 1024


def main() -> int:
    revisions = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh

        with fresh.database():
            return measure(revisions)


def measure(revisions: int) -> int:
    from article import long_article, sources, unread
    from saving import watched

    from encyclopedia import store
    from encyclopedia.core import comparison
    from encyclopedia.core.writers import html
    from encyclopedia.store import authorship, findings
    from sources import store as source_store

    findings.reindex = lambda *_args, **_options: None
    for record in sources():
        source_store.save(record, editor=None, summary="")
    why = store.Reason(editor=None, summary="an edit")
    saved = store.create(long_article(), reason=why)
    article, first = saved.edit.article, saved.document
    render = statistics.median(took(partial(html.write, unread(first))) for _ in range(5))
    before = stored()
    for name, edited in (
        ("small edits", small(first, revisions)),
        ("heavy edits", heavy(first)),
        ("moved sections", moved(first)),
    ):
        spent, compared = [], []
        for document in edited:
            old = saved.document
            with watched(authorship, "follow") as noted:
                saved = store.save(article, document, base=saved.edit.pk, reason=why)
            spent += noted
            if len(compared) < 20:
                compared.append(took(partial(comparison.read, old, saved.document)))
        save, once = statistics.median(spent), statistics.median(compared)
        print(
            f"{name:<16} authorship in a save {save:7.1f} ms:"
            f" {save / once:.2f} × comparing, {save / render:.2f} × rendering once"
        )
        if name == "small edits":
            size = (stored() - before) / revisions
            print(f"{'':<16} bytes of authors a revision {size:,.0f} (at most {LIMIT:,})")
            began = time.process_time()
            rebuilt = store.rebuild_authorship(article)
            print(
                f"{'':<16} computing {rebuilt.revisions:,} revisions anew"
                f" {time.process_time() - began:.1f} s (goal 60)"
            )
    kept = store.rebuild_authorship(article).was_same and rebuilt.was_same and size <= LIMIT
    print("1 passed, 0 failed" if kept else "0 passed, 1 failed")
    return 0 if kept else 1


def small(document, count: int) -> Iterator:
    """Change a word a revision, wherever it stands."""
    random = Random(1)  # noqa: S311 -- repeatable edits, no secret
    for number in range(count):
        at = random.randrange(len(document.sections))
        words = document.sections[at].text.split(" ")
        words[random.randrange(len(words))] = f"word{number}"
        sections = list(document.sections)
        sections[at] = replace(sections[at], text=" ".join(words))
        document = replace(document, sections=tuple(sections))
        yield document


def heavy(document, count: int = 5) -> Iterator:
    """Change a word in ten everywhere."""
    random = Random(2)  # noqa: S311 -- the same
    for number in range(count):
        sections = tuple(
            replace(
                section,
                text=" ".join(
                    f"heavy{number}" if random.random() < 0.1 else word
                    for word in section.text.split(" ")
                ),
            )
            for section in document.sections
        )
        document = replace(document, sections=sections)
        yield document


def moved(document, count: int = 5) -> Iterator:
    """Exchange the texts of sections, all of them each time."""
    for number in range(1, count + 1):
        texts = [section.text for section in document.sections]
        turned = texts[number:] + texts[:number]
        sections = zip(document.sections, turned, strict=True)
        yield replace(document, sections=tuple(replace(s, text=t) for s, t in sections))


def stored() -> int:
    """Count the bytes of authors and remembered words, without the rows around them."""
    from encyclopedia.models import PartAuthors, VanishedWords

    parts = sum(
        len(bytes(runs)) + 16 for runs in PartAuthors.objects.values_list("runs", flat=True)
    )
    words = VanishedWords.objects.values_list("runs", flat=True)
    return parts + sum(len(bytes(runs)) + 8 for runs in words)


def took(work: Callable[[], object]) -> float:
    """Give the ms of the processor that *work* takes."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
