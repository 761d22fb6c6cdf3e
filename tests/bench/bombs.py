"""Texts that are made to hurt, at the most marks a text may have: what each costs, and its memory.

    python tests/bench/bombs.py [MARKS] [PATTERN …]

The patterns are those of `tests/core/test_markup_work.py` and grow until they have MARKS marks (as
many as a text may have, unless said) or as many characters as a text may have. Each goes through
the real addresses (Django's test client): the preview, a save by the form, publishing, the page, a
comparison with what stood before, and an import of the same as a file. What the form refuses (marks
that never close) is saved without it, as an import does, so that all of it is published, shown and
compared; a text that no way takes (blocks that never close) has no later steps. Prints seconds of
the processor for each step, a refusal's too, which steps refused it, and the most memory of all.
Exit code 1 where one takes over 2 seconds or 300 MB, or is answered by anything but a page of ours;
a text over the limit must be refused.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
        os.environ |= {"ENCYCLOPEDIA_DATA": folder, "ANSWER_MEMORY": "0", "PAGE_MEMORY": "0"}
        own = (ROOT, ROOT / "tests", ROOT / "tests" / "core", Path(__file__).parent)
        sys.path[:0] = [str(each) for each in own]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh
        from desk import signed_in
        from django.conf import settings
        from test_markup_work import HURTFUL

        from encyclopedia.core import validity

        settings.ALLOWED_HOSTS = ["testserver"]
        marks = int(sys.argv[1]) if len(sys.argv) > 1 else validity.MARKS_LIMIT
        wanted = sys.argv[2:] or list(HURTFUL)
        with fresh.database():
            record("a", "b")
            client = signed_in()
            told = [measure(client, name, grown(HURTFUL[name], marks)) for name in wanted]
    failed = sum(each.failed for each in told)
    by_form = sum("save" in each.refused for each in told)
    by_all = sum(each.refused == ["save", "import"] for each in told)
    print(f"{by_form} refused by the form, of which {by_all} are taken by no way")
    print(f"{len(told) - failed} passed, {failed} failed; {memory()} MB")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one text: seconds a step took, which steps refused it, odd answers."""

    took: dict[str, float] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return bool(self.odd) or max(self.took.values()) > SECONDS

    def step(self, name: str, work: Callable[[], int]) -> None:
        """Note what *work* takes, which gives the status of the answer, and its refusal."""
        from django.core.management import CommandError

        began = time.process_time()
        try:
            status = work()
        except CommandError:
            self.refused.append(name)
            return
        finally:
            self.took[name] = time.process_time() - began
        if name == "save" and status == 200:  # the form again, which says what is wrong
            self.refused.append(name)
        elif status >= 400:
            self.odd.append(f"{name} answered {status}")


def measure(client: Client, name: str, text: str) -> Told:
    """Send *text* through everything, and print what it took."""
    told = Told()
    go(client, text, told)
    steps = " ".join(f"{n} {told.took[n]:5.2f}" if n in told.took else f"{n}     –" for n in STEPS)
    refused = f"  refused: {', '.join(told.refused)}" if told.refused else ""
    print(
        f"{name:30}{len(text):8,} characters  {steps}  {memory()} MB{refused} {' '.join(told.odd)}",
        flush=True,
    )
    return told


def go(client: Client, text: str, told: Told) -> None:
    import examples
    from desk import Fields

    from encyclopedia import comparing, publishing, store
    from encyclopedia.store import findings

    why = store.Reason(editor=None, summary="")
    plain = replace(examples.lighthouse(f"Bomb {time.monotonic_ns()}"), events=(), sections=())
    first = store.create(replace(plain, lead="Words."), reason=why).edit
    publishing.publish(first, publisher=None)
    article = first.article
    change = f"/admin/encyclopedia/article/{article.pk}/change/"
    form = Fields("article_form")
    form.feed(client.get(change).content.decode())
    sent = {**form.found, "lead": text, "summary": "x", "unlikely": "1", "_continue": "1"}
    told.step("preview", lambda: client.post("/admin/preview/", {"content": text}).status_code)
    told.step("save", lambda: client.post(change, sent).status_code)
    told.step("import", lambda: imported(text))
    if told.refused == ["save", "import"]:
        return
    if told.refused:
        document = replace(store.current(article), lead=text)
        store.save(article, document, base=first.pk, reason=why)
    head = store.head(article)
    told.step("publish", lambda: publishing.publish(head, publisher=None) and 200)
    comparing.remembered.forget()  # as in the process that did not save it
    findings.remembered.forget()
    here = f"/articles/{article.slug}"
    told.step("page", lambda: client.get(f"{here}/revisions/{head.pk}/").status_code)
    told.step("compare", lambda: client.get(f"{here}/compare/{first.pk}/{head.pk}/").status_code)


def imported(text: str) -> int:
    """Import *text* as a file of its own."""
    from django.core.management import call_command

    with tempfile.NamedTemporaryFile("w", suffix=".md") as file:
        file.write(f"---\ntitle: Imported {time.monotonic_ns()}\n---\n\n{text}\n")
        file.flush()
        call_command("import_article", file.name, stdout=StringIO())
    return 200


def record(*keys: str) -> None:
    """Record the sources that the texts cite: a form refuses a mark of one that is not there."""
    import examples

    from sources import store as sources

    for key in keys:
        sources.save(examples.almanac(key=key), editor=None, summary="")


def memory() -> int:
    """Give the most memory that was ever used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
