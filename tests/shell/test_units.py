"""The units of `deploy/systemd/`: what systemd says of them, and what they wait for."""

import os
import re
import shutil
import subprocess

import pytest
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
