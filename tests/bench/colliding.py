"""Editors who save one article at once, against a running server: nothing is overwritten or lost.

    python tests/bench/colliding.py [EDITORSxSAVES …]        such as 2x500 8x125

Starts gunicorn on a database of its own (SQLite, or beside the one that DATABASE_URL names) and
sends the real form, each editor with a session of their own. Every second save is at a place where
all write, so that they collide; a refused save must give back all that was typed, and is typed anew
on the newest revision. Exit code 1 unless every acknowledged word stands in the article once, there
are as many revisions as acknowledged saves, and no answer was anything but a page of ours.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener
from uuid import uuid4

if TYPE_CHECKING:
    from encyclopedia.models import Article

ROOT = Path(__file__).parents[2]
SHORT = ("2x10", "8x3")
PASSWORD = "correct horse battery"
PATIENCE = 60  # seconds until the server must answer


def main() -> int:
    runs = [tuple(map(int, run.split("x"))) for run in sys.argv[1:] or SHORT]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENCYCLOPEDIA_DATA"] = folder
        sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        import fresh
        from django.db import connection

        with fresh.database():
            connection.close()
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            with served(port):
                kept = [run(f"http://127.0.0.1:{port}", *each) for each in runs]
    print(f"{sum(kept)} passed, {len(kept) - sum(kept)} failed")
    return 0 if all(kept) else 1


@contextmanager
def served(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Let two workers of four threads serve at *port* meanwhile."""
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}"]
    command += ["-w", "2", "--threads", "4", "--log-level", "error", "encyclopedia.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 -- our own command
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield server
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            build_opener().open(url, timeout=PATIENCE).close()
        except (OSError, HTTPException):  # not there yet, or killed while it answered
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{url} did not answer.")


@dataclass
class Log:
    """What became of one editor's saves."""

    saved: list[str] = field(default_factory=list)
    refused: int = 0
    lost: int = 0
    odd: list[str] = field(default_factory=list)


def run(site: str, editors: int, saves: int) -> bool:
    """Let *editors* save *saves* times each, and look at what came of it."""
    from encyclopedia import store

    article = new_article(editors)
    names = new_editors(editors)
    began = time.monotonic()
    with ThreadPoolExecutor(editors) as pool:
        jobs = [
            pool.submit(write, Editor(site, article, name, number), saves)
            for number, name in enumerate(names)
        ]
        logs = [job.result() for job in jobs]
    took = time.monotonic() - began
    document = store.current(article)
    texts = " ".join((document.lead, *(section.text for section in document.sections)))
    standing = Counter(texts.replace(".", " ").split())
    acknowledged = [word for log in logs for word in log.saved]
    overwritten = [word for word in acknowledged if standing[word] != 1]
    revisions = store.history(article).count() - 1
    lost, odd = sum(log.lost for log in logs), [each for log in logs for each in log.odd]
    print(
        f"{editors} editors × {saves} saves: {len(acknowledged)} acknowledged,"
        f" {revisions} revisions,"
        f" {sum(log.refused for log in logs)} refused of which {lost} without all that was typed,"
        f" {len(overwritten)} overwritten, {len(odd)} odd answers; {took:.0f} s"
    )
    for answer in odd[:3]:
        print(f"  {answer[:200]}")
    as_told = len(acknowledged) == editors * saves == revisions
    return as_told and not (overwritten or lost or odd)


def write(editor: Editor, saves: int) -> Log:
    """Save one word after the other, every second one where all write."""
    log = Log()
    editor.sign_in()
    for number in range(saves):
        word = f"w{editor.number}x{number}"
        place = "lead" if number % 2 else f"sections-{editor.number}-text"
        while not editor.save(place, word, log):
            if log.odd:
                return log
    return log


class Editor:
    """An editor with a browser that has no screen."""

    def __init__(self, site: str, article: Article, name: str, number: int) -> None:
        self.url = f"{site}/admin/encyclopedia/article/{article.pk}/change/"
        self.site, self.name, self.number = site, name, number
        jar = HTTPCookieProcessor(CookieJar())
        self.browser: OpenerDirector = build_opener(jar)

    def sign_in(self) -> None:
        login = f"{self.site}/admin/login/"
        told = self.fields(self.open(login)[1], "login-form")
        self.open(login, {**told, "username": self.name, "password": PASSWORD})

    def save(self, place: str, word: str, log: Log, *, alone: bool = False) -> bool:
        """Add *word* at *place* of the newest revision and save; tell whether it was taken.

        Where it is to stand *alone*, what stood there goes.
        """
        opened, page = self.open(self.url)
        told = self.fields(page)
        if place not in told:
            log.odd.append(f"{opened} {page}")
            return False
        told[place] = word if alone else f"{told[place]} {word}"
        sent = {**told, "summary": f"Add {word}", "_continue": "1"}
        status, page = self.open(self.url, sent)
        if status == 200 and "was saved as revision" in page:
            log.saved.append(word)
            return True
        if status != 200 or "Nothing was saved, and nothing of yours is lost" not in page:
            log.odd.append(f"{status} {page}")
            return False
        log.refused += 1
        back = self.fields(page)
        typed = {n: v for n, v in sent.items() if not n.startswith(("csrf", "_"))}
        log.lost += any(back.get(name) != value for name, value in typed.items())
        return False

    def open(self, url: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        body = urlencode(data).encode() if data else None
        try:
            with self.browser.open(url, body, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def fields(self, page: str, form: str = "article_form") -> dict[str, str]:
        from desk import Fields

        fields = Fields(form)
        fields.feed(page)
        return fields.found


def new_article(editors: int) -> Article:
    """Make an article with a section for each editor."""
    import examples

    from encyclopedia import store

    document = examples.lighthouse(f"Light {uuid4().hex}")
    first = document.sections[0]
    sections = tuple(
        replace(
            first, id=uuid4(), heading=f"Part {n}", anchor=f"part-{n}", kind="own", text="Begun."
        )
        for n in range(editors)
    )
    plain = replace(document, lead="Begun.", sections=sections, events=(), see_also=())
    return store.create(plain, reason=store.Reason(editor=None, summary="Begun")).edit.article


def new_editors(count: int) -> list[str]:
    from django.contrib.auth.models import Group, User

    names = [f"editor-{uuid4().hex[:12]}" for _ in range(count)]
    for name in names:
        editor = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        editor.groups.set(Group.objects.filter(name="editor"))
    return names


if __name__ == "__main__":
    sys.exit(main())
