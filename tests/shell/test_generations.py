"""Backups of many days in one folder: the newest stay, and nothing that is not ours goes."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from encyclopedia import backup, store
from encyclopedia.models import Run

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_newest_stay_and_only_files_of_ours_go(tmp_path):
    for day in range(1, 6):
        backup.name(tmp_path, NOON.replace(day=day)).touch()
    for other in ("encyclopedia-20260101T000000Z.backup.old", "2026-01-01.backup", "notes.txt"):
        (tmp_path / other).touch()

    gone = backup.forget(tmp_path, 2, NOON)

    assert len(gone) == 3
    assert files(tmp_path) == [
        "2026-01-01.backup",
        "encyclopedia-20260101T000000Z.backup.old",
        "encyclopedia-20260304T120000Z.backup",
        "encyclopedia-20260305T120000Z.backup",
        "notes.txt",
    ]


def test_what_was_cut_short_goes_after_a_day(tmp_path):
    for name, age in (("20260308T110000Z", 25), ("20260309T110000Z", 1)):
        part = tmp_path / f"encyclopedia-{name}.backup.part"
        part.touch()
        at = (NOON - timedelta(hours=age)).timestamp()
        os.utime(part, (at, at))

    backup.forget(tmp_path, 1, NOON)

    assert files(tmp_path) == ["encyclopedia-20260309T110000Z.backup.part"]


@pytest.mark.django_db
def test_a_backup_of_the_timer_is_verified_and_says_where_it_is(tmp_path):
    said = StringIO()

    call_command("backup", tmp_path, "--verify", "--keep", "1", stdout=said)

    (name,) = files(tmp_path)
    assert f"files to {tmp_path / name} (" in said.getvalue()
    assert "Every byte of it was read again and is as it was written." in said.getvalue()
    assert Run.objects.get(command="backup verified").done_at is not None


@pytest.mark.django_db
def test_a_backup_says_which_database_it_holds_and_nobody_s_password(tmp_path, monkeypatch):
    store.create(examples.lighthouse(), reason=store.Reason(editor=None, summary=""))
    monkeypatch.setitem(connection.settings_dict, "HOST", "db.example")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "not-to-be-told")
    said = StringIO()

    call_command("backup", tmp_path / "one.backup", stdout=said)

    name = connection.settings_dict["NAME"]
    assert said.getvalue().splitlines()[1] == (
        f"Of {connection.display_name} {name} at db.example: 1 article."
    )
    assert "not-to-be-told" not in said.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("keep", ["0", "-1"])
def test_to_keep_none_is_refused(tmp_path, keep):
    with pytest.raises(CommandError, match="a number of at least 1"):
        call_command("backup", tmp_path, f"--keep={keep}")


@pytest.mark.django_db
def test_a_number_to_keep_makes_its_folder(tmp_path):
    folder = tmp_path / "new" / "backups"

    call_command("backup", folder, "--keep", "3", stdout=StringIO())

    assert (len(list(folder.iterdir())), oct(folder.stat().st_mode)) == (1, "0o40700")


@pytest.mark.django_db
def test_a_number_to_keep_wants_no_file(tmp_path):
    (tmp_path / "one.backup").touch()

    with pytest.raises(CommandError, match=r"--keep wants a folder, and .*one\.backup is none"):
        call_command("backup", tmp_path / "one.backup", "--keep", "3")
