"""A backup taken while editors save, restored by the documented commands on an empty machine.

The database at hand is the one that is saved to; the empty machine has either kind. So the suite
on SQLite and the suite on PostgreSQL together go in all four directions. With real servers and for
longer, `tests/bench/restoring.py` does the same.
"""

import io
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import databases
import examples
import hashed
import pytest
import servers
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from PIL import Image

from encyclopedia import backup, pictures, publishing, store
from encyclopedia.backup import form
from encyclopedia.models import Edit

WHY = store.Reason(editor=None, summary="Meanwhile")
LATEST = "import sys; sys.path.insert(0, 'tests'); import hashed; hashed.show()"


@pytest.fixture
def busy(tmp_path, django_db_setup, django_db_blocker):
    """A machine of its own, which threads may write to."""
    folder = tmp_path / "busy"
    storages = {
        key: {**told, "OPTIONS": {"location": folder / key}} if key in form.STORAGES else told
        for key, told in settings.STORAGES.items()
    }
    own = databases.beside(tmp_path, "busy")
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), own:
        databases.migrate()
        yield


@contextmanager
def empty_machine(kind, folder):
    """Give the settings of a machine without tables or files, whose database is of *kind*."""
    if kind == "sqlite":
        yield {}
    elif connection.vendor == "postgresql":
        with empty_database("restored") as url:
            yield {"DATABASE_URL": url}
    else:
        with servers.postgres() as server:
            yield {"DATABASE_URL": server.url}


@contextmanager
def empty_database(name):
    """Make a database on the server of the tests."""
    name = f"encyclopedia_{name}_{os.getpid()}"
    run = connection._nodb_cursor  # noqa: SLF001 -- Django's own tests make theirs so
    with run() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    finally:
        with run() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Desk:
    """Editors who save, publish, archive and upload until they are told to stop."""

    def __init__(self, editor):
        self.editor = editor
        self.over = False
        self.rounds = threading.Semaphore(0)
        self.failed = []

    def go_on(self, number):
        try:
            title = f"Light {number}"
            article = store.create(self.document(title, 0), reason=WHY).edit.article
            for turn in count(1):
                if self.over:
                    return
                self.once(article, title, number * 100_000 + turn)
                self.rounds.release()
        except Exception as error:
            self.failed.append(error)
            raise
        finally:
            connections.close_all()

    def once(self, article, title, turn):
        examples.archive(examples.almanac(key=f"almanac-{turn}"), f"Lit in 1887, says {turn}.")
        out = io.BytesIO()
        Image.new("RGB", (3, 2), turn % 0xFFFFFF).save(out, "PNG")
        pictures.keep(pictures.prepare(out.getvalue()))
        began = store.head(article)
        saved = store.save(article, self.document(title, turn), base=began.pk, reason=WHY)
        publishing.publish(saved.edit, publisher=self.editor)

    def document(self, title, turn):
        document = examples.lighthouse(title)
        cites = f' [@almanac-{turn}, "Lit in 1887"]' if turn else ""
        first, *rest = document.sections
        first = replace(first, text=f"It was seen {turn} times.{cites}")
        return replace(document, lead=f"Seen {turn}.{cites}", sections=(first, *rest))

    def meanwhile(self, found, unit):
        """Give each of *found* after somebody saved once more, so that all of it is under load."""
        for each in found:
            if unit == "table":
                assert self.rounds.acquire(timeout=servers.PATIENCE), self.failed
            yield each


def silently(found, unit):
    return found


def backed_up(path):
    """Write a backup while two editors save; give what was saved before it, and after."""
    editor = get_user_model().objects.create_user("ada", password="ada", is_staff=True)
    desk = Desk(editor)
    with ThreadPoolExecutor(2) as pool:
        working = [pool.submit(desk.go_on, number) for number in range(2)]
        for _ in range(4):
            assert desk.rounds.acquire(timeout=servers.PATIENCE), desk.failed
        before = {str(pk) for pk in Edit.objects.values_list("pk", flat=True)}
        try:
            backup.write(path, progress=desk.meanwhile)
        finally:
            desk.over = True
        for each in working:
            each.result()
    return before, hashed.everything()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_saved_before_is_restored_with_equal_hashes_and_nothing_by_half(
    busy, tmp_path, kind
):
    path, folder = tmp_path / "one.backup", tmp_path / "restored"
    folder.mkdir()

    before, source = backed_up(path)
    with empty_machine(kind, folder) as told:
        servers.manage(folder, "restore", str(path), **told)
        restored = json.loads(
            servers.manage(folder, "shell", "--verbosity=0", "-c", LATEST, **told).stdout
        )

    assert before <= restored["revisions"].keys()
    assert restored["revisions"].items() < source["revisions"].items()
    assert restored["versions"].items() < source["versions"].items()
    assert restored["files"].items() < source["files"].items()
    assert sorted(restored["files"]) == restored["named"]
    assert restored["unlike their hash"] == restored["unlike their newest"] == []


def test_half_of_a_picture_that_is_being_sent_is_not_kept(busy, tmp_path):
    whole = pictures.prepare(a_picture())
    default_storage.save(pictures.path(whole.file), ContentFile(whole.data[:20]))

    written = backup.write(tmp_path / "one.backup", progress=silently)
    kept = pictures.keep(whole)

    assert (written.files, written.missing) == (0, 0)
    with pictures.opened(kept) as file:
        assert file.read() == whole.data


def test_a_file_that_a_row_names_in_vain_is_told_and_keeps_nothing_else_from_the_backup(
    busy, tmp_path, capsys
):
    examples.archive(examples.almanac(), "Lit in 1887.")
    kept = pictures.keep(pictures.prepare(a_picture()))
    default_storage.delete(pictures.path(kept.file))

    call_command("backup", tmp_path / "one.backup")

    said = capsys.readouterr()
    assert "1 file to" in said.out
    assert "Files that rows name and that are not there: 1." in said.err


def a_picture():
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "navy").save(out, "PNG")
    return out.getvalue()
