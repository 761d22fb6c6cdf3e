"""The doctor: each thing that can be amiss is found, told in plain words, and mended as told."""

import json
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from io import StringIO

import examples
import pytest
import servers
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from encyclopedia import doctor, publishing, store
from encyclopedia.doctor import (
    accounts,
    backups,
    cache,
    cdn,
    database,
    deployment,
    folder,
    indexes,
    letters,
    looking,
    ready,
    replicas,
    rights,
    timers,
    versions,
)
from encyclopedia.models import Authorship, HeadCheck, Publication, Purge, Run, SearchEntry
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")


@pytest.fixture
def published():
    source_store.save(examples.almanac(), editor=None, summary="")
    saved = store.create(examples.lighthouse(), reason=WHY)
    publishing.publish(saved.edit, publisher=None)
    return saved.edit.article


def silently(found, unit):
    return found


def told(check):
    return [(each.level, each.wrong) for each in check.look()]


def test_what_a_cdn_was_not_told_is_told_here(settings):
    assert told(cdn) == []

    Purge.objects.create(key="at-lamp", failure="cdn.example answered 403 to a purge.")
    settings.SURROGATE_MAX_AGE = 3600

    assert told(cdn) == [
        ("error", "1 key could not be purged: cdn.example answered 403 to a purge."),
        ("warning", "A CDN may keep pages for 3,600 seconds, and is never purged."),
    ]


def test_every_check_of_the_package_is_registered():
    named = {path.stem for path in (servers.ROOT / "encyclopedia" / "doctor").glob("*.py")}
    modules = {check.look.__module__.rpartition(".")[2] for check in doctor.CHECKS}

    assert named - modules == {"__init__", "figures", "finding", "looking", "ready"}


def test_one_screen_says_what_is_wrong_why_and_how_to_mend_it(published):
    said = StringIO()

    with pytest.raises(CommandError, match=r"^1 error to mend; see above\.$"):
        call_command("doctor", stdout=said)

    lines = said.getvalue().splitlines()
    at = lines.index("✗ backups: There is no backup yet.")
    assert lines[at + 1] == "    If this disk fails, all since then is lost."
    assert lines[at + 2].startswith("  → Enable the timer: systemctl enable --now ")
    assert max(map(len, lines)) <= 96


def test_programs_get_the_same_as_json():
    said = StringIO()

    call_command("doctor", "--format", "json", stdout=said)

    found = json.loads(said.getvalue())
    assert {"level", "wrong", "why", "mend", "check"} == found[0].keys()
    assert all(each[name] for each in found for name in each)


def test_a_site_without_its_tables_is_told_to_migrate_and_nothing_else_about_tables(tmp_path):
    ended = subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=servers.ROOT,
        env=servers.environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "✗ database:" in ended.stdout
    assert (
        "→ Run `manage.py migrate`. The backup before it is made with the release" in ended.stdout
    )
    assert "backup FILE" not in ended.stdout
    assert "backups:" not in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_versions_of_today_are_fine():
    assert told(versions) == []


def test_versions_too_old_are_errors(monkeypatch):
    monkeypatch.setattr(versions, "PYTHON", (99, 0))
    monkeypatch.setattr(versions, "DJANGO", ((99,), (100,)))
    monkeypatch.setattr(versions, "SQLITE", (99,))
    monkeypatch.setattr(versions, "POSTGRES", 99)

    assert [level for level, _ in told(versions)] == ["error", "warning", "error"]


def test_a_public_site_in_debugging_is_an_error(settings):
    settings.SITE_URL = "https://encyclopedia.example"
    settings.DEBUG = True

    assert ("error", "DEBUG is on.") in told(deployment)


def test_names_below_the_site_that_may_lack_https_are_advice_said_once(settings):
    settings.SITE_URL, settings.SECURE_HSTS_SECONDS = "https://encyclopedia.example", 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = False

    said = told(deployment)

    assert said.count(("advice", "Names below this one may be asked for by plain HTTP.")) == 1
    assert not any("security.W" in sentence for _, sentence in said)


def test_a_site_for_this_machine_alone_is_advised(settings):
    settings.SITE_URL = ""

    levels = {level for level, _ in told(deployment)}

    assert levels == {"advice"}


@pytest.mark.parametrize(
    ("address", "names", "wrong"),
    [
        ("https://a.example", ["a.example"], []),
        ("https://a.example:8443", [".example"], []),
        ("https://[::1]", ["[::1]"], []),
        (
            "https://a.example",
            ["www.a.example", "localhost"],
            ["ALLOWED_HOSTS does not name a.example, the host of SITE_URL."],
        ),
        ("a.example", ["a.example"], ["SITE_URL is a.example, which names no host."]),
    ],
)
def test_the_host_that_readers_type_is_one_that_is_answered(settings, address, names, wrong):
    settings.SITE_URL, settings.ALLOWED_HOSTS = address, names

    assert [said for level, said in told(deployment) if level == "error"] == wrong


def test_cookies_over_plain_http_are_told_once(settings):
    settings.SITE_URL = "http://encyclopedia.example"

    wrong = [sentence for _, sentence in told(deployment)]

    assert wrong.count("Cookies of sessions and forms go over plain HTTP too.") == 1
    assert "SITE_URL is http://encyclopedia.example, without HTTPS." in wrong


def test_the_data_folder_is_ours_alone_and_has_room(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir(mode=0o700)
    monkeypatch.setattr(folder, "LITTLE", 1)
    monkeypatch.setattr(ready, "LEAST_ROOM", 1)
    assert told(folder) == []

    settings.DATA_DIR.chmod(0o755)
    assert [level for level, _ in told(folder)] == ["warning"]

    settings.DATA_DIR.chmod(0o700)
    monkeypatch.setattr(folder, "LITTLE", 1 << 60)
    assert [level for level, _ in told(folder)] == ["warning"]
    monkeypatch.setattr(ready, "LEAST_ROOM", 1 << 60)
    assert [level for level, _ in told(folder)] == ["error"]


def test_a_migration_that_is_missing_and_one_of_a_later_release_are_told():
    newest = MigrationRecorder.Migration.objects.filter(app="encyclopedia").latest("name")
    name = newest.name
    newest.delete()
    MigrationRecorder.Migration.objects.create(app="sources", name="9999_later")

    assert told(database) == [
        ("error", f"1 migration not applied: encyclopedia.{name} is the first."),
        ("warning", "The database was migrated by a later release: sources.9999_later."),
    ]


LOOK = """
from encyclopedia.doctor import database, ready
print("; ".join([*ready.writing(), *(each.wrong for each in database.look())]))
"""


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_a_file_of_sqlite_that_this_account_may_not_write_is_named(tmp_path, end):
    servers.migrated(tmp_path)
    file = tmp_path / f"encyclopedia.sqlite3{end}"
    with closing(sqlite3.connect(tmp_path / "encyclopedia.sqlite3")) as held:
        held.execute("CREATE TABLE log (x)")  # which is there while it is open
        file.chmod(0o400)

        ended = servers.commanded(
            tmp_path, "shell", "--verbosity=0", "-c", LOOK, before=servers.without_privileges()
        )

    told = f"The database can only be read: {file} is not ours to write."
    assert ended.stdout == f"{told}; {told}\n"


def test_a_copy_that_is_not_there_is_told(tmp_path):
    pytest.importorskip("psycopg")
    assert told(replicas) == []
    servers.migrated(tmp_path)
    where = f"127.0.0.1:{servers.free_port()}"

    ended = servers.commanded(
        tmp_path,
        "doctor",
        "--format=json",
        DATABASE_REPLICA_URL=f"postgres://ada:not-to-be-told@{where}/nowhere",
    )

    (found,) = [each for each in json.loads(ended.stdout) if each["check"] == "replicas"]
    assert found["level"] == "warning"
    assert found["wrong"].startswith("Copy 1 of the database does not answer: conn")
    assert "not-to-be-told" not in ended.stdout + ended.stderr


def test_a_cache_of_each_process_is_advice(monkeypatch):
    monkeypatch.setenv("WORKERS", "4")
    assert told(cache) == [("advice", "Each process keeps a cache of its own.")]

    monkeypatch.setenv("WORKERS", "1")
    assert told(cache) == []


def test_no_server_for_letters_is_a_warning_once_an_account_has_an_address(settings, rita):
    settings.EMAIL_HOST = ""
    assert told(letters) == [("advice", "No server for letters is named.")]

    rita.email = "rita@example.org"
    rita.save()
    assert told(letters) == [("warning", "No server for letters is named.")]


def test_a_server_for_letters_that_does_not_answer_is_told(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.free_port()
    settings.DEFAULT_FROM_EMAIL = "desk@encyclopedia.example"
    assert told(letters) == [
        ("warning", "The server for letters does not take us (ConnectionRefusedError).")
    ]


def test_a_server_that_speaks_no_smtp_is_told(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "desk@encyclopedia.example"
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()

        def hang_up():
            server.accept()[0].close()

        hanging_up = threading.Thread(target=hang_up)
        hanging_up.start()
        found = told(letters)
        hanging_up.join()

    assert found == [
        ("warning", "The server for letters does not take us (SMTPServerDisconnected).")
    ]


def test_timers_that_never_ran_are_told_until_they_do(settings, published):
    settings.EMAIL_HOST = ""
    Publication.objects.update(outdated=True)
    before = told(timers)
    assert before == [
        ("warning", "`publish_due` was never done."),
        ("warning", "`renew_pages` was never done."),
        ("warning", "`recheck` was never done."),
        ("warning", "1 of 1 page were made by another release or wait for links."),
    ]

    for command in ("publish_due", "renew_pages", "recheck"):
        call_command(command, stdout=StringIO())

    assert told(timers) == []


def test_a_timer_that_stopped_is_told_with_its_last_failure():
    at = timezone.now() - timedelta(days=5)
    for command in ("publish_due", "renew_pages"):
        Run.objects.create(command=command, began_at=timezone.now(), done_at=timezone.now())
    Run.objects.create(
        command="recheck", began_at=at, done_at=at, failed_at=timezone.now(), said="No room."
    )

    assert told(timers) == [
        (
            "warning",
            f"`recheck` was last done on {at:%Y-%m-%d at %H:%M} UTC. Its last failure: No room.",
        )
    ]


def test_a_run_that_fails_says_so_and_keeps_when_it_was_done():
    call_command("publish_due", stdout=StringIO())
    done = Run.objects.get(command="publish_due").done_at

    with pytest.raises(CommandError):
        call_command("recheck", "nowhere")

    failed = Run.objects.get(command="recheck")
    assert (failed.done_at, failed.said) == (None, "There is no article at the slug “nowhere”.")
    assert done is not None


def test_a_rehearsal_is_no_run():
    call_command("renew_pages", "--dry-run", stdout=StringIO())

    assert not Run.objects.exists()


def test_backups_are_wanted_of_late_and_verified(published, tmp_path):
    assert told(backups) == [("error", "There is no backup yet.")]

    call_command("backup", tmp_path / "one.backup", stdout=StringIO())
    assert told(backups) == [("warning", "No backup was verified within a week.")]

    call_command("backup", tmp_path / "two.backup", "--verify", stdout=StringIO())
    assert told(backups) == []

    with pytest.raises(CommandError):
        call_command("backup", tmp_path / "two.backup")
    (level, wrong) = told(backups)[0]
    assert level == "warning"
    assert wrong.startswith("The last attempt at a backup failed: “")


def test_what_is_derived_and_behind_is_told(published):
    assert told(indexes) == []

    SearchEntry.objects.all().delete()
    Authorship.objects.filter(public=False).delete()
    HeadCheck.objects.all().delete()

    assert told(indexes) == [
        ("error", "The search lacks 1 public article."),
        ("warning", "Who wrote 1 article is not computed up to today."),
        ("advice", "1 article never checked."),
    ]
    for command in ("reindex_search", "rebuild_authorship", "recheck"):
        call_command(command, stdout=StringIO())
    assert told(indexes) == []


def test_a_superuser_with_a_password_alone_is_told():
    assert told(accounts) == [("advice", "There is no superuser.")]

    User.objects.create_superuser("root", password="root")

    assert told(accounts) == [("warning", "1 superuser without a second factor.")]


def test_a_licence_is_the_operators_act(settings):
    settings.LICENCE_NAME = settings.LICENCE_URL = ""
    assert [level for level, _ in told(rights)] == ["advice"]

    settings.LICENCE_NAME = "CC BY 4.0"
    assert [level for level, _ in told(rights)] == ["advice"]

    settings.LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
    assert told(rights) == []


def test_a_check_that_fails_keeps_no_other_from_telling(monkeypatch):
    def fail():
        raise RuntimeError("of its own")

    checks = (looking.Check(name="failing", look=fail), looking.CHECKS[0])
    monkeypatch.setattr(looking, "CHECKS", checks)

    (found,) = doctor.look(silently)

    assert found.wrong == "Looking at this failed: RuntimeError: of its own"
