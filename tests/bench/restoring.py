"""A backup taken while editors save, publish and upload, restored on an empty machine.

    python tests/bench/restoring.py [ROUNDS] [FROM TO]     such as 25 sqlite postgresql

Without FROM and TO in all four directions. Four editors send the real forms to gunicorn: a save by
“Save and publish” and a picture of their own each round. Once they made ROUNDS rounds each,
`manage.py backup --verify` runs while they go on; `manage.py restore` gives it to the other
machine. Exit code 1 unless every revision acknowledged before the backup began is there, somebody
saved meanwhile, every restored revision, version and file has the hash that it has where it came
from, every file is one that a row names, every revision is as its own hash says, and the tables
are as the newest ones.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

if TYPE_CHECKING:
    from colliding import Editor

ROOT = Path(__file__).parents[2]
EDITORS = 4
KINDS = ("sqlite", "postgresql")
PATIENCE = 300  # seconds until the editors must have begun
TELL = "import sys; sys.path.insert(0, 'tests'); import hashed; hashed.show()"


def main() -> int:
    rounds, *way = sys.argv[1:] or ["25"]
    if way:
        return measure(int(rounds), *way)
    ways = [(here, there) for here in KINDS for there in KINDS]
    # Each in a process of its own, since Django keeps to the database that it began with.
    command = [sys.executable, __file__, rounds]
    codes = [subprocess.run([*command, *each], check=False).returncode for each in ways]  # noqa: S603 -- our own
    print(f"{codes.count(0)} passed, {len(codes) - codes.count(0)} failed")
    return 1 if any(codes) else 0


def measure(rounds: int, here: str, there: str) -> int:
    """Make the backup on a database of kind *here*, restore it on one of kind *there*."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
    from durability import database

    with tempfile.TemporaryDirectory(prefix="restoring") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the account of PostgreSQL has its own folder in it
        for each in ("here", "there"):
            (folder / each).mkdir()
        with database(there, folder / "there") as empty:
            target = {
                "ENCYCLOPEDIA_DATA": str(folder / "there" / "data"),
                **({"DATABASE_URL": empty.url} if empty else {}),
            }
            with database(here, folder / "here"):
                os.environ["ENCYCLOPEDIA_DATA"] = str(folder / "here" / "data")
                os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
                log, source = backed_up(rounds, folder / "one.backup")
            os.environ.pop("DATABASE_URL", None)
            manage("restore", str(folder / "one.backup"), **target)
            restored = json.loads(manage("shell", "--verbosity=0", "-c", TELL, **target))
    faults = [*log.odd, *faults_of(log, source, restored)]
    told = f"{len(log.before)} acknowledged before, {len(source['revisions'])} in the end"
    kept = f"{len(restored['revisions'])} revisions and {len(restored['files'])} files restored"
    print(f"{here} → {there}: {told}, {kept}, {len(faults)} faults")
    for fault in faults[:10]:
        print(f"  FAULT: {fault[:300]}")
    return 1 if faults else 0


@dataclass
class Log:
    """What the editors were told, and how many rounds they made."""

    before: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)
    over: bool = False
    made: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


def backed_up(rounds: int, path: Path) -> tuple[Log, dict[str, Any]]:
    """Write the backup while editors save; give what they were told, and all hashes in the end."""
    import django

    django.setup()
    from colliding import Editor, new_article, new_editors
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from django.db import connection
    from durability import Server

    call_command("migrate", verbosity=0)
    names = new_editors(EDITORS)
    for user in User.objects.filter(username__in=names):
        user.groups.add(Group.objects.get(name="publisher"))
    articles = [new_article(1) for _ in names]
    connection.close()
    server, log = Server(), Log()
    try:
        with ThreadPoolExecutor(EDITORS) as pool:
            jobs = [
                pool.submit(go_on, Editor(server.site, article, name, 0), number, log)
                for number, (article, name) in enumerate(zip(articles, names, strict=True))
            ]
            try:
                for _ in range(EDITORS * rounds):
                    if not log.made.acquire(timeout=PATIENCE) or log.odd:
                        log.odd.append("the editors did not come to save")
                        break
                log.before = set(
                    json.loads(manage("shell", "--verbosity=0", "-c", TELL))["revisions"]
                )
                manage("backup", str(path), "--verify")
            finally:
                log.over = True
            for job in jobs:
                job.result()
    finally:
        server.kill()
    return log, json.loads(manage("shell", "--verbosity=0", "-c", TELL))


def go_on(editor: Editor, number: int, log: Log) -> None:
    """Save, publish and upload until told to stop."""
    turn = 0
    editor.browser = build_opener(HTTPCookieProcessor(jar := CookieJar()))
    editor.sign_in()
    while not log.over and not log.odd:
        turn += 1
        upload(editor, jar, number * 100_000 + turn, log)
        _, page = editor.open(editor.url)
        told = editor.fields(page)
        told["lead"] = f"{told['lead']} w{number}x{turn}"
        sent = {**told, "summary": f"Round {turn}", "unlikely": "1", "_publish": "1"}
        status, page = editor.open(editor.url, sent)
        if status != 200 or "Nothing was saved" in page or 'class="errornote"' in page:
            log.odd.append(f"{status} {page}")
        log.made.release()


def upload(editor: Editor, jar: CookieJar, colour: int, log: Log) -> None:
    """Send a picture that nobody else sends."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "PNG")
    token = next(cookie.value or "" for cookie in jar if cookie.name == "csrftoken")
    head = '--x\r\nContent-Disposition: form-data; name="picture-upload"; filename="a.png"\r\n\r\n'
    request = Request(  # noqa: S310 -- our own server
        f"{editor.site}/admin/encyclopedia/article/pictures/",
        head.encode() + out.getvalue() + b"\r\n--x--\r\n",
        {"Content-Type": "multipart/form-data; boundary=x", "X-CSRFToken": token},
    )
    try:
        with editor.browser.open(request, timeout=PATIENCE) as answer:
            answer.read()
    except HTTPError as error:
        log.odd.append(f"upload: {error.code} {error.read()[:200]!r}")


def manage(*arguments: str, **settings: str) -> str:
    """Run a command as the README says; give what it printed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(  # noqa: S603 -- our own commands
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"manage.py {arguments[0]} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def faults_of(log: Log, source: dict[str, Any], restored: dict[str, Any]) -> list[str]:
    """Say what is not as it was, or not whole."""
    odd = [f"{name} is not there" for name in log.before - restored["revisions"].keys()]
    for kind in ("revisions", "versions", "files"):
        odd += [
            f"{kind}: {name} has another hash"
            for name, sha256 in restored[kind].items()
            if source[kind].get(name) != sha256
        ]
    if len(restored["revisions"]) == len(source["revisions"]):
        odd.append("nobody saved meanwhile")
    if sorted(restored["files"]) != restored["named"]:
        odd.append("files and rows do not name each other")
    odd += [f"{name} is {kind}" for kind in restored if " " in kind for name in restored[kind]]
    return odd


if __name__ == "__main__":
    sys.exit(main())
