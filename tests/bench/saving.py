"""What findings cost in a save of one sentence of a 100 KB article with 50 sources of 20 KB.

    python tests/bench/saving.py [SAVES]

Prints ms of the processor (median) of a save, of the findings in it, and of rendering once, taken
in turns; the archived texts that a save reads; and what the first save takes. The goal is a save
of at most five times rendering once. Exit code 1 where a save in a section that cites throughout
reads other texts than the section cites; nothing fails on a clock. SQLite, or a database of its own
beside the one that DATABASE_URL names, whose process counts too.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from fresh import database, processor

ROOT = Path(__file__).parents[2]
GOAL = 5


def main() -> int:
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()

        with database():
            return measure(saves)


def measure(saves: int) -> int:
    from article import long_article, sources, unread
    from evidence import captures

    from encyclopedia import store
    from encyclopedia.core.writers import html
    from encyclopedia.store import findings, surroundings

    record_sources(sources(), captures(50, 1))
    document = long_article()
    began = processor()
    why = store.Reason(editor=None, summary="a sentence")
    saved = store.create(document, reason=why)
    print(f"first save, everything checked    {(processor() - began) * 1000:8.0f} ms")
    article, kept = saved.edit.article, True
    for kind, cites_all in (("with uncited sentences", False), ("all of it cited", True)):
        document = at_section(saved.document, 5, text_of(saved.document, cites_all=cites_all))
        saved = store.save(article, document, base=saved.edit.pk, reason=why)
        render, save, share, read = [], [], [], []
        for number in range(saves):
            words = saved.document.sections[5].text.split(" ")
            words[2] = f"word{number}"
            document = at_section(saved.document, 5, " ".join(words))
            with (
                watched(findings, "reindex") as spent,
                watched(surroundings.Archive, "load", size=True) as loaded,
            ):
                began = processor()
                saved = store.save(article, document, base=saved.edit.pk, reason=why)
                save.append((processor() - began) * 1000)
            render.append(took(partial(html.write, unread(document))))
            share.append(sum(spent))
            read.append(sum(loaded))
        once, whole, part = map(statistics.median, (render, save, share))
        print(f"a section {kind}")
        print(f"  render once                     {once:8.0f} ms")
        print(
            f"  save                            {whole:8.0f} ms  {whole / once:.1f} × (goal {GOAL})"
        )
        print(f"  findings in it                  {part:8.0f} ms  {part / once:.1f} ×")
        print(f"  archived texts read             {max(read):8.0f} of 50")
        cited = len(set(re.findall(r"@source-0[0-4]\d", saved.document.sections[5].text)))
        kept = kept and (not cites_all or max(read) <= cited)
    print("1 passed, 0 failed" if kept else "0 passed, 1 failed")
    return 0 if kept else 1


def record_sources(records, texts) -> None:
    """Record sources, each with its archived text where it has one."""
    from sources import store as source_store
    from sources.core import capture

    for record in records:
        source_store.save(record, editor=None, summary="")
        if text := texts.get(record.key):
            data = text.encode()
            copy = source_store.archived(data, capture.read(data, "copy.txt"), "copy.txt")
            source_store.keep(record, copy, editor=None, summary="")


def text_of(document, *, cites_all: bool) -> str:
    """Give the text of a section, or the same with a citation and no quotation everywhere."""
    text = document.sections[5].text
    if not cites_all:
        return text
    return re.sub(r"(?<=\w)\.(?=\s|$)", ". [@source-001]", re.sub(r', "[^"]*"\]', "]", text))


def at_section(document, at: int, text: str):
    sections = list(document.sections)
    sections[at] = replace(sections[at], text=text)
    return replace(document, sections=tuple(sections))


@contextmanager
def watched(owner, name: str, *, size: bool = False) -> Iterator[list[float]]:
    """Note how long each call of a function takes, or how many texts it newly reads."""
    original: Callable = getattr(owner, name)
    noted: list[float] = []

    def noting(*args, **options):
        before = len(args[0].read) if size else 0
        began = processor()
        result = original(*args, **options)
        spent = (processor() - began) * 1000
        noted.append(len(args[0].read) - before if size else spent)
        return result

    setattr(owner, name, noting)
    try:
        yield noted
    finally:
        setattr(owner, name, original)


def took(work: Callable[[], object]) -> float:
    """Give the ms that *work* takes."""
    began = processor()
    work()
    return (processor() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
