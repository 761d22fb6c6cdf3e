"""What an operator mistyped, or forgot to own, is told in one sentence that says how to mend it."""

import os

import pytest
import servers
from django.core.exceptions import ImproperlyConfigured

from encyclopedia.running import ground, variables

NAME = "PAGE_MEMORY"


@pytest.mark.parametrize(("told", "read"), [("", 25), (" ", 25), (" 587 ", 587), ("0", 0)])
def test_a_number_is_read_and_an_empty_one_is_the_default(monkeypatch, told, read):
    monkeypatch.setenv(NAME, told)

    assert variables.number(NAME, 25) == read


@pytest.mark.parametrize("told", ["64M", "1y", "-1", "1.5", "many"])
def test_what_is_no_number_is_told_by_the_name_of_its_variable(monkeypatch, told):
    monkeypatch.setenv(NAME, told)

    with pytest.raises(ImproperlyConfigured) as refused:
        variables.number(NAME, 25)

    assert str(refused.value) == (
        f"PAGE_MEMORY is “{told}”: set it to a whole number in digits alone, such as 25, or leave"
        " it out."
    )


def test_a_level_is_one_that_logging_knows(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "info")
    assert variables.level("LOG_LEVEL", "WARNING") == "INFO"
    monkeypatch.setenv("LOG_LEVEL", "")
    assert variables.level("LOG_LEVEL", "WARNING") == "WARNING"

    monkeypatch.setenv("LOG_LEVEL", "verbose")
    with pytest.raises(ImproperlyConfigured, match=r"^LOG_LEVEL is “VERBOSE”: set it to one of "):
        variables.level("LOG_LEVEL", "WARNING")


@pytest.mark.parametrize("told", ["Mars/X", "../etc/passwd", "Europe"])
def test_a_time_zone_is_one_of_this_planet(monkeypatch, told):
    monkeypatch.setenv("TIME_ZONE", told)

    with pytest.raises(ImproperlyConfigured, match=rf"^TIME_ZONE is “{told}”, which no time zone"):
        variables.zone("TIME_ZONE", "UTC")


def test_a_secret_key_is_made_once_for_its_owner(tmp_path):
    path = tmp_path / "secret_key"

    key = ground.secret_key(path)

    assert len(key) >= 50
    assert ground.secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("kept", "is_what"), [(b"\n", "empty"), (b"\xff\xfe\0", "no text")], ids=["empty", "no text"]
)
def test_a_secret_key_that_is_none_is_told_with_what_to_do(tmp_path, kept, is_what):
    path = tmp_path / "secret_key"
    path.write_bytes(kept)

    with pytest.raises(ImproperlyConfigured) as refused:
        ground.secret_key(path)

    assert str(refused.value) == (
        f"The secret key {path} is {is_what}: put the key of this site back; or delete"
        " it, and the next start makes another, which signs everybody out."
    )


def test_a_database_that_is_there_is_not_touched(tmp_path):
    path = tmp_path / "a.sqlite3"
    path.touch(mode=0o400)
    os.utime(path, (0, 0))

    ground.database(path, "DATABASE_URL")

    assert path.stat().st_mtime == 0


@pytest.mark.parametrize(
    ("told", "begins"),
    [
        ({"SECURE_HSTS_SECONDS": "1y"}, "SECURE_HSTS_SECONDS is “1y”: set it to a whole number"),
        ({"LOG_LEVEL": "verbose"}, "LOG_LEVEL is “VERBOSE”: set it to one of"),
        (
            {"DATABASE_URL": "mongo://ada:not-to-be-told@host/name"},
            "DATABASE_URL is no address of a database: write postgres://",
        ),
    ],
    ids=["a number", "a level", "a database"],
)
def test_a_command_that_the_settings_fail_ends_with_their_sentence(tmp_path, told, begins):
    ended = servers.commanded(tmp_path, "doctor", **told)

    assert ended.returncode == 1
    assert ended.stderr.startswith(begins)
    assert ended.stderr.count("\n") == 1
    assert "not-to-be-told" not in ended.stderr


def test_where_that_came_from_is_shown_when_it_is_asked(tmp_path):
    ended = servers.commanded(tmp_path, "migrate", "--traceback", EMAIL_PORT="smtp")

    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
    assert "EMAIL_PORT is “smtp”" in ended.stderr


@pytest.mark.parametrize(
    ("name", "mode"),
    [("", 0o000), ("", 0o500), ("secret_key", 0o000)],
    ids=["the folder", "the folder, to write", "the key"],
)
def test_what_is_another_accounts_is_told_with_its_path(tmp_path, name, mode):
    (tmp_path / name).touch()
    (tmp_path / name).chmod(mode)

    ended = servers.commanded(tmp_path, "doctor", before=servers.without_privileges())
    (tmp_path / name).chmod(0o700)

    assert ended.returncode == 1
    path = tmp_path / "secret_key"
    assert ended.stderr.startswith(
        f"The secret key {path} is out of reach of this account (Permission denied): run this as"
    )
    assert ended.stderr.count("\n") == 1


def test_a_database_that_this_account_may_not_read_is_told_by_the_doctor(tmp_path):
    file = tmp_path / "encyclopedia.sqlite3"
    file.touch(mode=0o000)

    ended = servers.commanded(tmp_path, "doctor", before=servers.without_privileges())

    assert ended.returncode == 1
    assert "✗ database: The database does not answer: unable to open database file" in ended.stdout
    assert "chown -R" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr
