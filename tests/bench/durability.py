"""Saves that were acknowledged stay, whatever is killed at whatever moment.

    python tests/bench/durability.py [SAVES] [sqlite|postgresql] [SEED]

Four editors send the real form to gunicorn until SAVES saves were acknowledged, while a supervisor
kills with SIGKILL, at random moments: a worker; the whole server, which it starts again; and with
PostgreSQL, on a cluster of its own, the process of one connection, and all of the database. The
last acknowledgement is followed by a kill too. Then every acknowledged revision must be there
with its word, every revision must be whole (its parts stored, its hash that of its words, one word
more than the one before), the tables must read as the newest revision (law 1), what is derived
must be as if computed anew, and the database must find no fault in itself. Exit code 1 unless so.

What a failing disk or a power cut does beyond this is up to the settings, which a test holds to:
SQLite syncs its log at every commit, and so does PostgreSQL as it comes.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from colliding import Editor

    from encyclopedia.models import Article, Edit

ROOT = Path(__file__).parents[2]
EDITORS = 4
SAVES_A_KILL = 20
FEWEST_KILLS = 6
ONE_SAVE = 0.3  # seconds: a kill falls anywhere within about one
PATIENCE = 180  # seconds in which a save must succeed, whatever is killed meanwhile
SAVED = re.compile(r"was saved as revision (\d+)")


def main() -> int:
    saves, kind, seed = (*sys.argv[1:], *("30", "sqlite", "")[len(sys.argv) - 1 :])
    chance = random.Random(seed or None)  # noqa: S311 -- moments to kill at, no secrets
    with (
        tempfile.TemporaryDirectory(prefix="durable") as folder,
        database(kind, Path(folder)) as db,
    ):
        os.environ["ENCYCLOPEDIA_DATA"] = f"{folder}/data"
        sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "encyclopedia.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        return measure(kind, int(saves), db, chance, connection.close)


def measure(
    kind: str,
    saves: int,
    db: Postgres | None,
    chance: random.Random,
    let_go: Callable[[], None],
) -> int:
    from colliding import Editor, new_article, new_editors

    article, names = new_article(EDITORS), new_editors(EDITORS)
    let_go()  # nobody but the server has the database open, so it is the server that recovers
    log = Log(wanted=saves)
    server = Server()
    began = time.monotonic()
    with ThreadPoolExecutor(EDITORS) as pool:
        jobs = [
            pool.submit(write, Editor(server.site, article, name, number), log)
            for number, name in enumerate(names)
        ]
        kills = supervise(server, db, log, chance)
        for job in jobs:
            job.result()
    took = time.monotonic() - began
    if db:
        db.kill()
        db.start()
    faults = log.odd + faults_of(article, log) + faults_of_database(kind)
    told = ", ".join(f"{count} × {what}" for what, count in sorted(kills.items()))
    print(f"{kind}: {len(log.saved)} saves acknowledged, {len(log.unheard)} more saved unheard,")
    print(f"  {log.failed} attempts that failed and were made again, in {took:.0f} s")
    print(f"  killed: {told}")
    for fault in faults[:10]:
        print(f"  FAULT: {fault[:300]}")
    print(f"{0 if faults else 1} passed, {1 if faults else 0} failed: {len(faults)} faults")
    return 1 if faults else 0


@dataclass
class Log:
    """What the editors were told: the word of each acknowledged revision, by its number."""

    wanted: int
    saved: dict[int, str] = field(default_factory=dict)
    unheard: list[str] = field(default_factory=list)
    failed: int = 0
    odd: list[str] = field(default_factory=list)
    told: threading.Condition = field(default_factory=threading.Condition)

    @property
    def is_full(self) -> bool:
        return len(self.saved) >= self.wanted or bool(self.odd)

    def note(self, revision: int, word: str) -> None:
        with self.told:
            self.saved[revision] = word
            if len(self.saved) % 100 == 0:
                print(f"  … {len(self.saved)} of {self.wanted}", flush=True)
            self.told.notify_all()

    def note_odd(self, said: str) -> None:
        with self.told:
            self.odd.append(said)
            self.told.notify_all()


def write(editor: Editor, log: Log) -> None:
    """Save one word after the other until enough were acknowledged, trying each until it is in."""
    signed_in = number = 0
    while not log.is_full:
        word, number = f"w{editor.number}x{number}", number + 1
        until = time.monotonic() + PATIENCE
        while not log.is_full:
            try:
                if not signed_in:
                    editor.sign_in()
                    signed_in = 1
                if attempt(editor, word, log):
                    break
            except (OSError, HTTPException):
                pass  # killed before it answered: the newest revision tells whether it is in
            if time.monotonic() > until:
                log.note_odd(f"“{word}” could not be saved within {PATIENCE} s")
            log.failed += 1
            time.sleep(0.1)


def attempt(editor: Editor, word: str, log: Log) -> bool:
    """Add *word* to the newest revision, unless it stands there already; tell whether it is in."""
    place = f"sections-{editor.number}-text"
    status, page = editor.open(editor.url)
    told = editor.fields(page)
    if status != 200 or place not in told:
        return False
    if word in told[place].split():
        log.unheard.append(word)
        return True
    told[place] = f"{told[place]} {word}"
    _, page = editor.open(editor.url, {**told, "summary": f"Add {word}", "_continue": "1"})
    if found := SAVED.search(page):
        log.note(int(found[1]), word)
    return bool(found)


def supervise(server: Server, db: Postgres | None, log: Log, chance: random.Random) -> Counter[str]:
    """Kill one thing after the other until the log is full, and everything at its end."""
    ways: dict[str, Callable[[], None]] = {
        "a worker": partial(server.kill_worker, chance),
        "the whole server": server.kill,
    }
    if db:
        ways |= {"a connection": partial(db.kill_connection, chance), "the database": db.kill}
    kills: Counter[str] = Counter()
    apart = min(SAVES_A_KILL, max(1, log.wanted // FEWEST_KILLS))
    order: list[str] = []
    try:
        while not log.is_full:
            goal = min(log.wanted, len(log.saved) + chance.randint(1, 2 * apart - 1))
            with log.told:
                log.told.wait_for(partial(_reached, log, goal))
            if not log.is_full:
                time.sleep(chance.random() * ONE_SAVE)
            order = order or chance.sample(sorted(ways), len(ways))
            way = order.pop()
            ways[way]()
            kills[way] += 1
            if db:
                db.start()
            server.start()
    finally:
        server.kill()
        if not log.is_full:
            log.note_odd("the supervisor itself failed")  # so that the editors go home
    return kills


def _reached(log: Log, goal: int) -> bool:
    return log.is_full or len(log.saved) >= goal


class Server:
    """Gunicorn with all its workers, which can be killed and started again at one address."""

    def __init__(self) -> None:
        import servers

        self.port = servers.free_port()
        self.site = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it unless it runs, and wait until it answers."""
        from colliding import wait_for

        if self.process is None:
            command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{self.port}"]
            command += ["-w", "2", "--threads", "4", "--log-level", "critical", "--preload"]
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                [*command, "encyclopedia.wsgi"],
                cwd=ROOT,
                start_new_session=True,
                stderr=subprocess.DEVNULL,  # full of connections that were killed
            )
        wait_for(f"{self.site}/healthz")

    def kill(self) -> None:
        """Kill the master and its workers at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def kill_worker(self, chance: random.Random) -> None:
        if self.process is not None and (workers := children(self.process.pid)):
            kill(chance.choice(sorted(workers)))


class Postgres:
    """A cluster of its own in *folder*, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        import servers

        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
        if not found:
            raise SystemExit("PostgreSQL is not installed.")
        self.bin, self.folder, self.port = found[-1], folder, servers.free_port()
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "encyclopedia")
        self.start()

    @property
    def url(self) -> str:
        return f"postgres://encyclopedia@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it unless it runs; it recovers by itself from what a kill left."""
        own = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        options = ["-w", "-l", str(self.folder / "log"), "-o", f"{own}{self.folder}"]
        until = time.monotonic() + PATIENCE
        # It refuses while a process of before is there, which may end a moment after its parent.
        while self._master() is None and time.monotonic() < until:
            if not self._run("pg_ctl", "-D", str(self.folder / "data"), *options, "start"):
                time.sleep(0.2)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """Kill every process of the database, the first one first."""
        if (master := self._master()) is not None:
            others = children(master)
            for each in (master, *others):
                kill(each)
            while any(map(is_alive, (master, *others))):
                time.sleep(0.01)

    def kill_connection(self, chance: random.Random) -> None:
        """Kill the process of one connection; the others are thrown out by the database."""
        master = self._master()
        talking = [pid for pid, title in children(master or 0).items() if "127.0.0.1(" in title]
        if talking:
            kill(chance.choice(talking))

    def _master(self) -> int | None:
        path = self.folder / "data" / "postmaster.pid"
        pid = int(path.read_text().split()[0]) if path.exists() else 0
        return pid if pid and is_alive(pid) else None

    def _run(self, program: str, *arguments: str) -> bool:
        """Run a program of PostgreSQL, which refuses to be root; tell whether it did its work."""
        command = [str(self.bin / program), *arguments]
        if os.getuid() == 0:
            command = [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                *command,
            ]
        done = subprocess.run(command, cwd="/", check=False, capture_output=True)  # noqa: S603 -- as above
        return done.returncode == 0


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Postgres | None]:
    """Name the database for Django to use: a file in *folder*, or a cluster of our own there."""
    sys.path.append(str(ROOT / "tests"))
    os.environ.pop("DATABASE_URL", None)
    if kind != "postgresql":
        yield None
        return
    folder.chmod(0o711)
    place = folder / "cluster"
    place.mkdir()
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
    cluster = Postgres(place)
    os.environ["DATABASE_URL"] = cluster.url
    try:
        yield cluster
    finally:
        cluster.stop()


def children(parent: int) -> dict[int, str]:
    """Give the title of each process that *parent* started."""
    found = subprocess.run(  # noqa: S603 -- a number of our own
        ["/bin/ps", "--ppid", str(parent), "-o", "pid=,args="],
        capture_output=True,
        text=True,
        check=False,
    )
    rows = (line.split(None, 1) for line in found.stdout.splitlines())
    return {int(row[0]): row[1] for row in rows if len(row) == 2}


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it went by itself, which happens when its first process was killed


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def faults_of(article: Article, log: Log) -> list[str]:
    """Say what is not as it was acknowledged, and which revisions are not whole."""
    from reversion.models import Revision

    from encyclopedia import store

    edits = list(store.history(article).order_by("pk"))
    found = [
        f"revision {each.pk} belongs to nothing" for each in Revision.objects.filter(edit=None)
    ]
    found += faults_of_revisions(edits, log)
    if store.current(article) != store.at(edits[-1]):
        found.append("the tables are not the newest revision")
    if not store.rebuild_authorship(article).was_same:
        found.append("who wrote which words is not as computed anew")
    changed = store.recheck(article, today=datetime.now(UTC).date(), anew=True)
    if changed.came or changed.went:
        found.append(f"the findings are not as computed anew: {changed}")
    return found


def faults_of_revisions(edits: Sequence[Edit], log: Log) -> list[str]:
    from encyclopedia import store

    found, before = [], Counter[str]()
    lost = log.saved.keys() - {edit.pk for edit in edits}
    found += [f"revision {each} was acknowledged and is not there" for each in sorted(lost)]
    for number, edit in enumerate(edits):
        document = store.at(edit)
        words = Counter(" ".join(section.text for section in document.sections).split())
        more = list((words - before).elements())
        if missing_parts(edit) or not store.is_as_hashed(edit, document):
            found.append(f"revision {edit.pk} is not whole")
        if number and (len(more) != 1 or before - words):
            found.append(f"revision {edit.pk} is not one word more than the one before: {more}")
        if edit.pk in log.saved and more != [log.saved[edit.pk]]:
            found.append(f"revision {edit.pk} is not “{log.saved[edit.pk]}” but {more}")
        before = words
    standing = [*log.saved.values(), *log.unheard]
    return found + [
        f"“{word}” stands {before[word]} times" for word in standing if before[word] != 1
    ]


def missing_parts(edit: Edit) -> int:
    """Count versions that the manifest of *edit* names and are not stored, or the other way."""
    from reversion.models import Version

    parts, sources = (set(edit.manifest[name]) for name in ("parts", "sources"))
    kept = set(Version.objects.filter(pk__in=parts | sources).values_list("pk", flat=True))
    own = set(Version.objects.filter(revision=edit.pk).values_list("pk", flat=True))
    return len((parts | sources) - kept) + len(own - parts - sources)


def faults_of_database(kind: str) -> list[str]:
    """Ask the database whether its files are sound."""
    from django.db import connection

    with connection.cursor() as cursor:
        if kind != "postgresql":
            cursor.execute("PRAGMA integrity_check")
            found = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            return found + [f"a row of {row[0]} names one that is not" for row in cursor.fetchall()]
        cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
        cursor.execute(
            "SELECT c.relname || ': ' || v.msg FROM pg_class c, verify_heapam(c.oid) v"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        )
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute(  # raises where an index disagrees with itself or with its table
            "SELECT count(bt_index_check(i.indexrelid, true)::text) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
            " WHERE a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace"
        )
        return found


if __name__ == "__main__":
    sys.exit(main())
