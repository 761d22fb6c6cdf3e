"""The units of `deploy/systemd/`: what systemd says of them, and their commands word for word.

systemd is not what starts these tests, so they do in its place what it would: make the folders,
read the environment, split the words, hold the socket, and wait until the server says it is there.
What it keeps units from (ProtectSystem= and so on) and the account are systemd's alone.
"""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import servers
from servers import DEPLOY

UNITS = DEPLOY / "systemd"


def said(unit, key):
    """What *unit* says under *key*, line by line; a template as its instance reads it."""
    name, _, instance = unit.removesuffix(".service").partition("@")
    lines = (UNITS / (f"{name}@.service" if instance else unit)).read_text().splitlines()
    return [
        line.partition("=")[2].replace("%i", instance)
        for line in lines
        if line.startswith(f"{key}=")
    ]


class Machine:
    """This machine as one that the units are installed on: their folders are under *folder*."""

    def __init__(self, folder):
        self.folder = folder
        self.socket = self.here(said("encyclopedia.socket", "ListenStream")[0])

    def here(self, text):
        """Give *text* with the places of the example replaced by those of this machine."""
        programs = Path(sys.executable).parent
        for example, place in {
            "/opt/encyclopedia/.venv/bin": programs,
            "/opt/encyclopedia": servers.ROOT,
            "/var/lib": self.folder,
            "/run": self.folder,
        }.items():
            text = re.sub(rf"(?<![\w/]){example}(?=/|$)", str(place), text)
        return text

    def environment(self, unit):
        """The example of an environment, and what systemd gives; no more than that."""
        assert said(unit, "EnvironmentFile") == ["/etc/encyclopedia/environment"]
        settings = {name: self.here(value) for name, value in servers.documented().items()}
        # The default of BIND is the example's socket; the rest leaves no trace and saves time.
        settings |= {"BIND": f"unix:{self.socket}", "WORKERS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", **settings}

    def words(self, line, **variables):
        """Split a command as systemd does; signs before it say how it is run, no more."""
        words = shlex.split(line.lstrip("-+@:!"))
        words = [variables[word[1:]] if word.startswith("$") else word for word in words]
        assert not [word for word in words if "%" in word or "$" in word]
        return [self.here(word) for word in words]

    def asked(self, unit):
        """How systemd would start the processes of *unit*."""
        for name in said(unit, "StateDirectory")[0].split():
            mode = int(said(unit, "StateDirectoryMode")[0], 8)
            (self.folder / name).mkdir(mode, exist_ok=True)
        return {
            "cwd": self.here(said(unit, "WorkingDirectory")[0]),
            "env": self.environment(unit),
            "umask": int(said(unit, "UMask")[0], 8),
        }

    def run(self, unit, key="ExecStart", **variables):
        """Run what *unit* says under *key*, and give how each ended and what it said."""
        return [
            subprocess.run(  # noqa: S603 -- the commands of our own units
                self.words(line, **variables),
                **self.asked(unit),
                capture_output=True,
                text=True,
                check=False,
            )
            for line in said(unit, key)
        ]

    @contextmanager
    def served(self):
        """Run the server, with the socket that systemd holds for it, until it says it is there."""
        asked = self.asked("encyclopedia.service")
        told = str(self.folder / "notify")
        with (
            socket.socket(socket.AF_UNIX) as held,
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified,
        ):
            held.bind(self.socket)
            held.listen()
            notified.bind(told)
            notified.settimeout(servers.PATIENCE)
            asked["env"] |= {"LISTEN_FDS": "1", "NOTIFY_SOCKET": told}
            words = self.words(*said("encyclopedia.service", "ExecStart"))
            with subprocess.Popen(  # noqa: S603 -- the same
                [sys.executable, "-c", AS_SYSTEMD, str(held.fileno()), *words],
                **asked,
                pass_fds=[held.fileno()],
            ) as server:
                try:
                    while "READY=1" not in notified.recv(4096).decode().split("\n"):
                        pass
                    yield server
                finally:
                    server.terminate()
                    server.wait(servers.PATIENCE)


# What comes between systemd and a server: the socket as file 3, and the number of the process.
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ["LISTEN_PID"] = str(os.getpid())
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A machine whose server was started once, so there are tables, and an article to work on."""
    here = Machine(tmp_path_factory.mktemp("m"))
    servers.migrated(here.folder / "encyclopedia")
    servers.manage(here.folder / "encyclopedia", "shell", "--verbosity=0", "-c", servers.PUBLISH)
    return here


@pytest.mark.parametrize("timer", sorted(path.name for path in UNITS.glob("*.timer")))
def test_what_a_timer_starts_runs_word_for_word(machine, timer):
    (unit,) = said(timer, "Unit")

    (ended,) = machine.run(unit)

    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_timer_of_backups_leaves_one_that_its_owner_alone_reads(machine):
    machine.run("encyclopedia-backup.service")

    folder = machine.folder / "encyclopedia-backups"
    newest = max(folder.iterdir())
    assert (newest.suffix, oct(newest.stat().st_mode), oct(folder.stat().st_mode)) == (
        ".backup",
        "0o100600",
        "0o40700",
    )


def test_the_server_starts_says_so_is_asked_and_takes_a_release_as_its_unit_says(tmp_path):
    machine, unit = Machine(tmp_path), "encyclopedia.service"

    before = machine.run(unit, "ExecStartPre")
    with machine.served() as server:
        after = machine.run(unit, "ExecStartPost")
        workers = servers.workers_of(server)
        reloaded = machine.run(unit, "ExecReload", MAINPID=str(server.pid))
        ends = [(each.returncode, each.stderr) for each in (*before, *after, *reloaded)]
        assert ends == [(0, "")] * 3
        servers.wait_for_others(server, workers)
        answer, _ = servers.ask(machine.socket, "/")

    assert after[0].stdout in {"ready\n", "degraded\n"}
    assert (answer.status, server.returncode) == (200, 0)
    assert said(unit, "Type") == ["notify"]


def test_systemd_understands_every_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    for unit in sorted(UNITS.glob("encyclopedia*")):
        # Programs are elsewhere on this machine; what is verified is what the units say.
        text = unit.read_text().replace("/opt/encyclopedia/.venv/bin/", "/bin/")
        text = re.sub(r"/bin/(python|gunicorn)", "/bin/sh", text)
        (tmp_path / unit.name).write_text(text)

    units = [path.name.replace("@.", "@recheck.") for path in UNITS.glob("encyclopedia*")]
    said = subprocess.run(  # noqa: S603 -- reads files, changes nothing
        [shutil.which("systemd-analyze"), "verify", "--man=no", *sorted(units)],
        cwd=tmp_path,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line for line in said.stderr.splitlines() if "encyclopedia" in line] == []


def test_every_timer_starts_a_command_that_there_is():
    from django.core.management import get_commands

    named = {
        found[1]
        for timer in UNITS.glob("*.timer")
        if (found := re.search(r"Unit=encyclopedia@(\w+)\.service", timer.read_text()))
    }

    assert named == {"check_sources", "publish_due", "renew_pages", "recheck", "send_digests"}
    assert named <= get_commands().keys()


@pytest.mark.parametrize("unit", sorted(path.name for path in UNITS.glob("*.service")))
def test_a_unit_wants_no_folder_that_systemd_does_not_make(unit):
    """With ReadWritePaths= and the like systemd starts nothing where a folder is not there."""
    found = re.findall(r"^(?:\w+Paths|RootDirectory)=.*", (UNITS / unit).read_text(), re.MULTILINE)

    assert found == []
    assert "encyclopedia" in said(unit, "StateDirectory")[0].split()


def test_the_installation_of_the_readme_makes_what_the_units_and_nginx_want():
    readme = (servers.ROOT / "README.md").read_text()
    script = re.search(r"<!-- install -->\n```sh\n(.*?)```", readme, re.DOTALL)[1]
    nginx = (DEPLOY / "nginx.conf").read_text()
    wanted = re.findall(r"ssl_certificate\w* +(\S+);", nginx)
    for unit in sorted(path.name for path in UNITS.glob("*.service")):
        wanted += said(unit, "WorkingDirectory") + said(unit, "EnvironmentFile")
        (account,), (folder, *_) = said(unit, "User"), said(unit, "StateDirectory")[0].split()
        assert re.search(rf"^useradd .*/var/lib/{folder} .* {account}$", script, re.MULTILINE)
    copied = re.search(r"^cp -r --no-preserve=mode (.*) /opt", script, re.MULTILINE)[1].split()
    named = re.findall(r"(?<= )encyclopedia/deploy/\S+", script)

    read = subprocess.run([shutil.which("sh"), "-n"], input=script.encode(), check=False)  # noqa: S603 -- read, not run

    assert read.returncode == 0
    assert [path for path in wanted if path not in script] == []
    assert [path for path in (*copied, *named) if not list(servers.ROOT.glob(path))] == []
