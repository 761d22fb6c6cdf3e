"""What pages beside the article cost made anew, kept in memory, and kept in a cache that is shared.

    python tests/bench/kept.py [ROUNDS]

The 100 KB article with two revisions, on SQLite or in a database of its own beside the one that
DATABASE_URL names, whose process is not counted. Prints µs of the processor of a whole request, by
the application as a server calls it, the least of ROUNDS: made anew, from the memory of the process
(the edition asked once a second), and from the shared cache by a process that has nothing (here
Django's cache in memory; a Redis adds its own time). Exit code 1 where an answer is not 200, or
is not the same; nothing fails on a clock.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "encyclopedia.example"
PAGES = {
    "the article (has a memory of its own)": "/articles/large/",
    "the front page": "/",
    "A to Z": "/articles/",
    "recent changes": "/recent/",
    "history": "/articles/large/history/",
    "two revisions compared": "/articles/large/compare/{first}/{last}/",
    "an old revision": "/articles/large/revisions/{first}/",
    "authorship": "/articles/large/authorship/",
    "evidence": "/articles/large/evidence/",
    "as JSON": "/articles/large.json",
    "a source": "/sources/{source}/",
    "the feed of the article": "/articles/large/feed.atom",
}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ENCYCLOPEDIA_DATA": folder, "ALLOWED_HOSTS": HOST}
        sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh

        with fresh.database():
            return measure(publish(), rounds)


def publish() -> dict[str, object]:
    from article import long_article

    from encyclopedia import publishing, store
    from sources import store as sources

    why = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    document = replace(long_article(), title="Large")
    for record in document.sources:
        sources.save(record, editor=None, summary="")
    first = store.create(document, reason=why).edit
    publishing.publish(first, publisher=None)
    changed = replace(document, lead=f"{document.lead} And more.")
    last = store.save(first.article, changed, base=first.pk, reason=why).edit
    publishing.publish(last, publisher=None)
    return {"first": first.pk, "last": last.pk, "source": document.sources[0].key}


def measure(there: dict[str, object], rounds: int) -> int:
    from django.conf import settings

    from encyclopedia import serving
    from encyclopedia.serving.answers import Answers

    most, failed = settings.ANSWER_MEMORY, 0
    print(f"{'µs of the processor':<40}{'anew':>10}{'kept':>8}{'shared':>8}")
    for name, pattern in PAGES.items():
        ask = asking(pattern.format(**there))
        settings.ANSWER_MEMORY, settings.ANSWERS_SHARED = 0, False
        made, anew = ask(), cost(ask, rounds, times=3)
        settings.ANSWER_MEMORY = most
        kept_, kept = ask(), cost(ask, rounds, times=200)
        settings.ANSWERS_SHARED = True
        serving.kept = Answers()
        ask()

        def by_another(ask: Callable[[], bytes] = ask) -> bytes:
            serving.kept = Answers()
            return ask()

        shared_, shared = by_another(), cost(by_another, rounds, times=50)
        same = made == kept_ == shared_
        failed += not same
        print(
            f"{name:<40}{anew:10.0f}{kept:8.0f}{shared:8.0f}  {anew / kept:7.0f} ×"
            + ("" if same else "  not the same")
        )
    print(f"{len(PAGES) - failed} passed, {failed} failed")
    return int(failed > 0)


def asking(path: str, **headers: str) -> Callable[[], bytes]:
    """Ask for *path* as a server does, with *headers* as it names them."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()

    def ask() -> bytes:
        told: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "HTTP_HOST": HOST,
            "SCRIPT_NAME": "",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            **headers,
        }
        answer = application(environ, lambda status, _headers: told.append(status))
        body = b"".join(answer)
        answer.close()
        if not told[0].startswith("200"):
            raise SystemExit(f"{path}: {told[0]}")
        return body

    return ask


def cost(work: Callable[[], bytes], rounds: int, *, times: int) -> float:
    """Give the least µs of *work* in *rounds* of so many *times*."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            work()
        took.append((time.process_time() - began) * 1e6 / times)
    return min(took)


if __name__ == "__main__":
    sys.exit(main())
