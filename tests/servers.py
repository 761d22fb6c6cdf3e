"""Servers as `deploy/` has them, started on this machine: for tests and benches."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "encyclopedia" / "deploy"
HOST = "encyclopedia.example"
KINDS = ("sqlite", "postgresql")
PATIENCE = 60  # seconds for servers to start on a busy machine
# For `manage.py shell -c`: an article and what it cites, published.
PUBLISH = """
import sys
sys.path.insert(0, "tests")
import examples
from encyclopedia import publishing, store
from sources import store as source_store
why = store.Reason(editor=None, summary="")
source_store.save(examples.almanac(), editor=None, summary="")
publishing.publish(store.create(examples.lighthouse(), reason=why).edit, publisher=None)
"""
GUNICORN = (sys.executable, "-m", "gunicorn", "-c", str(DEPLOY / "gunicorn.conf.py"))


def nginx():
    """Give the path of nginx, or None."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def documented():
    """Read the settings that the example names."""
    lines = (DEPLOY / "systemd" / "environment.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def environment(folder, **settings):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {"ENCYCLOPEDIA_DATA": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **documented(), **own, **settings}


def manage(folder, *arguments, **settings):
    """Carry out a command that must not fail."""
    done = commanded(folder, *arguments, **settings)
    done.check_returncode()
    return done


def commanded(folder, *arguments, before=(), **settings):
    """Carry out a command that may fail."""
    return subprocess.run(  # noqa: S603 -- our own commands
        [*before, sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        check=False,
    )


def without_privileges():
    """What takes from root the right to open everything, as another account has not got it."""
    if os.getuid():
        return ()
    if not (setpriv := shutil.which("setpriv")):
        pytest.skip("root may open everything")
    return (setpriv, "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


@cache
def _migrated():
    """Make a database of SQLite once for this process, which takes eight seconds."""
    folder = tempfile.TemporaryDirectory()
    manage(folder.name, "migrate", "--verbosity=0")
    return folder


def migrated(folder):
    """Put a database with all tables and the folders beside it into *folder*."""
    shutil.copytree(_migrated().name, folder, dirs_exist_ok=True)


@contextmanager
def started(command, folder, **settings):
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(  # noqa: S603 -- our own servers
            command, cwd=ROOT, env=environment(folder, **settings), stdout=log, stderr=log
        )
        try:
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE)


def workers_of(server):
    """Give the numbers of the processes that *server* started itself."""
    return set(Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split())


def wait_for_others(server, workers):
    """Wait until *server* has other workers, and *workers* are gone."""
    deadline = time.monotonic() + PATIENCE
    while not (now := workers_of(server)) or now & workers:
        assert time.monotonic() < deadline, "the workers from before are still there"
        time.sleep(0.05)  # nothing tells when the last of them is gone


class Connection(http.client.HTTPConnection):
    """A connection to a port, or to a socket by its path."""

    def __init__(self, where):
        super().__init__("localhost", timeout=PATIENCE)
        self.where = where

    def connect(self):
        family = socket.AF_UNIX if isinstance(self.where, str) else socket.AF_INET
        self.sock = socket.socket(family)
        try:
            self.sock.connect(self.where)
        except OSError:
            self.sock.close()
            raise


def ask(where, path, **headers):
    connection = Connection(where)
    asked = {"Host": HOST, "X-Forwarded-Proto": "https"}
    asked |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=asked)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def wait_for(where):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask(where, "/healthz")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)  # a server that starts has nothing to tell us when it is ready


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Postgres:
    """A server of PostgreSQL that a test may stop and start."""

    def __init__(self, programs, folder):
        self.programs, self.folder, self.port = programs, folder, free_port()
        self._run("initdb", "-D", folder / "data", "-A", "trust", "-U", "encyclopedia")

    @property
    def url(self):
        return f"postgres://encyclopedia@127.0.0.1:{self.port}/postgres"

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        options += f" -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log",
                  "-o", options, "start")  # fmt: skip

    def stop(self):
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")

    def _run(self, program, *arguments):
        as_another = []
        if os.getuid() == 0:
            as_another = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        command = [*as_another, self.programs / program, *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own server


@contextmanager
def postgres():
    """Start a server of PostgreSQL of one's own, or skip the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if not found or shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # where its own account may enter
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    server = Postgres(found[-1], folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@contextmanager
def database(kind):
    """Give the settings for an empty database of *kind*, one of `KINDS`, or skip the test."""
    if kind == "sqlite":
        yield {}
    else:
        with postgres() as server:
            yield {"DATABASE_URL": server.url}


def site(folder, port, more=""):
    """Write the example for this machine: its ports, sockets and folders, and no certificate.

    *more* are other servers beside it.
    """
    written = (DEPLOY / "nginx.conf").read_text()
    for example, here in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "/run/encyclopedia.sock": str(folder / "s"),
        "/var/lib/nginx/": f"{folder}/",  # which is there; what is under it nginx makes, or fails
        "X-Forwarded-Proto $scheme": "X-Forwarded-Proto https",
    }.items():
        assert example in written
        written = written.replace(example, here)
    written = re.sub(r"ssl_certificate\S* .*", "", written)
    path = folder / "nginx.conf"
    mine = "user root;" if os.getuid() == 0 else ""  # its workers read what pytest keeps to itself
    path.write_text(
        f"{mine} daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ access_log off;\n"
        + "".join(
            f"{name}_temp_path {folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"{written}{more}}}\n"
    )
    return path
