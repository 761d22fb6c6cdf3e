"""Texts that are made to hurt, at the most marks a text may have: what each costs, and its memory.

    python tests/bench/bombs.py [MARKS] [PATTERN …]

The patterns are those of `tests/core/test_markup_work.py` and grow until they have MARKS marks (as
many as a text may have, unless said) or as many characters as a text may have. Each goes through
the real addresses (Django's test client): the preview, a save by the form, publishing, the page, a
comparison with what stood before, and an import of the same as a file. Prints seconds of the
processor for each, and the most memory of all. Exit code 1 where one takes over 2 seconds or 300
MB, or is answered by anything but a page of ours; a text over the limit must be refused.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 2.0, 300
STEPS = ("preview", "save", "publish", "page", "compare", "import")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        own = (ROOT, ROOT / "tests", ROOT / "tests" / "core", Path(__file__).parent)
        sys.path[:0] = [str(each) for each in own]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        from desk import signed_in
        from django.conf import settings
        from django.core.management import call_command
        from test_markup_work import HURTFUL

        from encyclopedia.core import validity

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        marks = int(sys.argv[1]) if len(sys.argv) > 1 else validity.MARKS_LIMIT
        wanted = sys.argv[2:] or list(HURTFUL)
        client = signed_in()
        faults = [measure(client, name, grown(HURTFUL[name], marks)) for name in wanted]
    failed = sum(faults)
    print(f"{len(faults) - failed} passed, {failed} failed; {memory()} MB")
    return 1 if failed or memory() > MEGABYTES else 0


def grown(make: Callable[[int], str], marks: int) -> str:
    """Grow a pattern until it has *marks* marks or sentences, or is as long as a text may be."""
    from encyclopedia.core import validity

    size = 100
    each = max(validity.marks(make(size)) / size, len(make(size)) / size / 20)
    text = make(int(marks / each))[: validity.PROSE_LIMIT]
    while validity.marks(text) > marks or validity.sentence_ends(text) > marks:
        text = text[: len(text) * 9 // 10]
    return validity.mended_prose(text)


def measure(client: Client, name: str, text: str) -> bool:
    """Send *text* through everything, print what it took; tell whether that was too much."""
    took: dict[str, float] = {}
    odd = [step for step in go(client, text, took) if step]
    told = " ".join(f"{step} {took.get(step, 0):5.2f}" for step in STEPS)
    print(f"{name:34}{len(text):8,} characters  {told}  {memory()} MB {' '.join(odd)}", flush=True)
    return bool(odd) or max(took.values()) > SECONDS


def go(client: Client, text: str, took: dict[str, float]) -> list[str]:
    import examples
    from desk import Fields
    from django.core.management import CommandError, call_command

    from encyclopedia import publishing, store

    why = store.Reason(editor=None, summary="")
    plain = replace(examples.lighthouse(f"Bomb {time.monotonic_ns()}"), events=(), sections=())
    first = store.create(replace(plain, lead="Words."), reason=why).edit
    publishing.publish(first, publisher=None)
    article = first.article
    change = f"/admin/encyclopedia/article/{article.pk}/change/"
    form = Fields("article_form")
    form.feed(client.get(change).content.decode())
    sent = {**form.found, "lead": text, "summary": "x", "unlikely": "1", "_continue": "1"}
    odd = []

    def step(name: str, work: Callable[[], object]) -> None:
        began = time.process_time()
        answer = work()
        took[name] = time.process_time() - began
        status = getattr(answer, "status_code", 200)
        odd.append(f"{name} answered {status}" if status >= 500 else "")

    step("preview", lambda: client.post("/admin/preview/", {"content": text}))
    step("save", lambda: client.post(change, sent))
    head = store.head(article)
    step("publish", lambda: publishing.publish(head, publisher=None))
    here = f"/articles/{article.slug}"
    step("page", lambda: client.get(f"{here}/revisions/{head.pk}/"))
    step("compare", lambda: client.get(f"{here}/compare/{first.pk}/{head.pk}/"))
    with tempfile.NamedTemporaryFile("w", suffix=".md") as file, suppress(CommandError):
        file.write(f"---\ntitle: Imported {time.monotonic_ns()}\n---\n\n{text}\n")
        file.flush()
        step("import", lambda: call_command("import_article", file.name, stdout=StringIO()))
    return odd


def memory() -> int:
    """Give the most memory that was ever used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
