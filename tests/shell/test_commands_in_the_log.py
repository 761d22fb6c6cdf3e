"""Commands that change something, or were refused it, stand in the audit log, each once."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import examples
import pytest
import servers
from django.core.management import call_command, get_commands

from encyclopedia import publishing, store
from encyclopedia.management.ending import SILENT, TELLING
from encyclopedia.models import AuditEntry

WHY = store.Reason(editor=None, summary="")
# These change nothing here: what they write are files where somebody wants them.
READING = {"audit", "doctor", "export_article", "export_site", "find_support", "makemessages"}


def test_of_every_command_it_is_known_whether_it_changes_something():
    ours = {name for name, app in get_commands().items() if app in ("encyclopedia", "sources")}

    assert ours == READING | TELLING | {"demo", "import_sources", "migrate"}
    assert set(get_commands()) >= SILENT
    assert not READING & (TELLING | SILENT)
    assert not TELLING & SILENT


@pytest.fixture
def light(ada):
    examples.archive(examples.almanac(), "It was first lit in 1887.")
    edit = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(edit, publisher=ada)
    return edit.article


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command",
    [
        ["anonymise", "ada"],
        ["check_sources"],
        ["rebuild_authorship"],
        ["recheck"],
        ["reindex_search"],
        ["rename_category", "Lighthouses", "Lights"],
        ["backup", "{folder}/one.backup"],
        ["import_article", "{folder}/one.txt"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_that_is_done_leaves_one_entry(light, settings, tmp_path, command):
    settings.FETCH_SOURCES = True
    (tmp_path / "one.txt").write_text("= Other Light =\n\nWords.\n")
    name, *arguments = (part.format(folder=tmp_path) for part in command)

    call_command(name, *arguments)

    entries = AuditEntry.objects.values_list("actor", "method", "action", "outcome")
    assert list(entries) == [(0, "command", f"command {name}", "done")]


def commanded(folder, *arguments, **settings):
    return subprocess.run(  # noqa: S603 -- our own commands
        [sys.executable, "manage.py", *arguments],
        cwd=servers.ROOT,
        env=servers.environment(folder, **settings),
        capture_output=True,
        check=False,
    ).returncode


def test_the_log_tells_what_commands_know_nothing_of_it_did_and_what_was_refused(tmp_path):
    servers.migrated(tmp_path)
    (tmp_path / "good.bib").write_text("@book{a, title = {A\nB}, author = {C}, year = {1888}}")
    forged = tmp_path / "missing\n2026-01-01 root: done.bib"

    began = entries(tmp_path)
    codes = [
        commanded(tmp_path, "import_sources", str(tmp_path / "good.bib")),
        commanded(tmp_path, "import_sources", "--dry-run", str(tmp_path / "good.bib")),
        commanded(tmp_path, "import_sources", str(forged)),
        commanded(tmp_path, "recheck", "nowhere"),
        commanded(tmp_path, "audit", "nowhere"),
        commanded(
            tmp_path, "createsuperuser", "--noinput", "--username=root", "--email=",
            DJANGO_SUPERUSER_PASSWORD="not-to-be-told",
        ),
    ]  # fmt: skip

    assert codes == [0, 0, 1, 1, 1, 0]
    assert entries(tmp_path)[len(began) :] == [
        ("command", "command import_sources", "", "done"),
        ("command", "command import_sources", "", "refused"),
        ("command", "command recheck", "", "refused"),
        ("command", "command createsuperuser", "", "done"),
    ]


def entries(folder):
    with closing(sqlite3.connect(os.fspath(folder / "encyclopedia.sqlite3"))) as file:
        asked = "SELECT method, action, subject, outcome FROM encyclopedia_auditentry ORDER BY id"
        return file.execute(asked).fetchall()
