"""Migrations while the site is served: one at a time, and such that the release before goes on."""

import fcntl
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from types import SimpleNamespace

import pytest
import servers
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddField,
    AlterField,
    AlterUniqueTogether,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.models import NOT_PROVIDED

# Up to these the site was never served while it was migrated.
SINCE = {"encyclopedia": "0022", "sources": "0004"}
# What takes away or renames what the release before reads or writes. A migration may do it once
# that release is gone; it says so by `contracts = "…"`, naming the release that reads it no more.
TAKING = (RemoveField, DeleteModel, RenameField, RenameModel, AlterField, AlterUniqueTogether)


def recent():
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in SINCE and name[:4] > SINCE[app]:
            yield pytest.param(migration, id=f"{app}.{name}")


def faults(migration):
    """Say what in *migration* would break processes that still run the release before."""
    if getattr(migration, "contracts", ""):
        return []
    return [
        *(type(each).__name__ for each in migration.operations if isinstance(each, TAKING)),
        *(
            f"{each.model_name}.{each.name} wants a value that they do not give"
            for each in migration.operations
            if isinstance(each, AddField) and not _goes_without(each.field)
        ),
    ]


def _goes_without(field):
    return field.null or field.many_to_many or field.db_default is not NOT_PROVIDED


@pytest.mark.parametrize("migration", tuple(recent()))
def test_processes_of_the_release_before_go_on_while_the_tables_change(migration):
    assert faults(migration) == []


def test_triggers_that_a_database_keeps_are_not_set_again_while_readers_wait():
    said = []
    postgresql = SimpleNamespace(
        connection=SimpleNamespace(vendor="postgresql"), execute=said.append
    )

    import_module("encyclopedia.migrations.0027_sources").pull(None, postgresql)

    assert said == []


def migrating(folder, **settings):
    return subprocess.Popen(
        [sys.executable, "manage.py", "migrate"],
        cwd=servers.ROOT,
        env=servers.environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("kind", servers.KINDS)
def test_two_that_migrate_at_once_make_the_tables_once(tmp_path, kind):
    with servers.database(kind) as settings:
        both = [migrating(tmp_path, **settings) for _ in range(2)]
        said = [each.communicate(timeout=300)[0] for each in both]

    assert [each.returncode for each in both] == [0, 0], said
    made = [len(re.findall(r"Applying \S+\.\.\. OK", each)) for each in said]
    assert min(made) == 0
    assert max(made) > 0


def test_who_comes_second_says_so_and_waits(tmp_path):
    database = sqlite3.connect(tmp_path / "encyclopedia.sqlite3", isolation_level=None)
    with (
        closing(database),
        (tmp_path / "encyclopedia.sqlite3.migrating").open("w") as first,
    ):
        fcntl.flock(first, fcntl.LOCK_EX)
        database.execute("BEGIN EXCLUSIVE")  # what a migration that takes long comes to
        second = migrating(tmp_path)
        said = second.stdout.readline()

    rest, _ = second.communicate(timeout=300)
    assert said == "Another process migrates this database; waiting for it.\n"
    assert "Applying" in rest
    assert second.returncode == 0
