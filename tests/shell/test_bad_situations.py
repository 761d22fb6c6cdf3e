"""A full disk, a database that can only be read or is gone: a clear answer, and no word is lost."""

import html
import os
import shutil
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import databases
import examples
import pytest
from django.conf import settings as configured
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection
from django.db.models import Q
from django.test import Client, override_settings
from django.utils import timezone
from forms_of import change_url, form_of

from encyclopedia import digests, guarding, publishing, store, tokens, watching
from encyclopedia.core.writers import markdown
from encyclopedia.models import Article, Attention, Edit
from encyclopedia.running import failing
from encyclopedia.serving.memory import Memory
from sources import store as source_store
from sources import visiting
from sources.models import Visit

WHY = store.Reason(editor=None, summary="")
HERE = "/articles/skerry-lighthouse/"
TYPED = "The keeper’s <words> & nobody else’s."
SQLITE_ALONE = "PostgreSQL's own disk is not ours to fill; a test of its errors is below"


@pytest.fixture
def site(tmp_path, django_db_setup, django_db_blocker):
    """A published article and an editor's browser, on a database that no transaction takes back."""
    with django_db_blocker.unblock(), databases.beside(tmp_path, "trouble"):
        yield begun()


def begun():
    databases.migrate()
    source_store.save(examples.almanac(), editor=None, summary="")
    saved = store.create(examples.lighthouse(), reason=WHY)
    publishing.publish(saved.edit, publisher=None)
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("root", password="root"))
    return client


@contextmanager
def read_only():
    """Let the database of the tests refuse to write, as a replica or a read-only disk does."""
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


def typed_form(client):
    """Open the form of the article, and type into it."""
    article = Article.objects.get()
    return change_url(article), {
        **form_of(client.get(change_url(article))),
        "lead": TYPED,
        "summary": "Typed",
    }


def test_who_saves_to_a_database_that_can_only_be_read_gets_every_word_back(site):
    url, data = typed_form(site)

    with read_only():
        answer = site.post(url, data)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "120"
    assert "This site can be read, but not be written to at this moment." in page
    assert html.escape(TYPED) in page or TYPED in html.unescape(page)
    assert answer.headers["X-Request-ID"] in page
    assert "Traceback" not in page
    assert data["ticket"] not in page
    assert Edit.objects.count() == 1
    assert site.post(url, data).status_code == 302


def test_readers_are_served_by_a_database_that_can_only_be_read(site):
    pages = ("/", HERE, f"{HERE}history/", "/search/?q=lighthouse", "/recent/", "/healthz/ready")

    with read_only():
        found = {page: Client().get(page).status_code for page in pages}

    assert found == dict.fromkeys(pages, 200)


def test_it_is_degraded_and_not_ready_to_write(site, caplog):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite is told by its files: see test_doctor.py")
    with read_only():
        answer = Client().get("/healthz/ready")

    assert answer.content == b"degraded\n"
    assert "The database can only be read: transaction_read_only is on." in caplog.text


def test_a_backup_of_it_is_made_and_put_among_those_that_are_kept(site, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "encyclopedia-20260101T000000Z.backup").touch()
    said, lacking = StringIO(), StringIO()

    with read_only():
        call_command("backup", folder, "--verify", "--keep=1", stdout=said, stderr=lacking)

    (path,) = folder.iterdir()
    assert f"files to {path} (" in said.getvalue()
    assert said.getvalue().endswith("Put away 1 older file.\n")
    assert lacking.getvalue().startswith("The audit log could not be told of it (")


def test_a_program_that_saves_then_is_told_in_its_own_form(site):
    _, secret = tokens.make(User.objects.get(), "a program", ["read", "write"])
    sent = {"markdown": markdown.write(examples.lighthouse("Other Light")), "summary": "New"}

    with read_only():
        answer = site.post(
            "/api/v1/articles",
            sent,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )

    told = answer.json()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["detail"] == "This site can be read, but not be written to at this moment."
    assert told["instance"] == f"urn:request:{answer.headers['X-Request-ID']}"


def test_a_password_is_not_given_back(site):
    with read_only():
        answer = Client(raise_request_exception=False).post(
            "/admin/login/", {"username": "root", "password": "a-secret-word"}
        )

    assert answer.status_code == 503
    assert "a-secret-word" not in answer.content.decode()


@pytest.fixture
def small_disk(tmp_path, django_db_setup, django_db_blocker):
    """The same on a disk of 24 MB, which only root can make."""
    if connection.vendor != "sqlite":
        pytest.skip(SQLITE_ALONE)
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder]
    if os.getuid() or subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603 -- a disk of our own
        pytest.skip("only root can mount a small disk here")
    storages = {
        name: {**told, "OPTIONS": {"location": folder / name}}
        if name in {"default", "archive"}
        else told
        for name, told in configured.STORAGES.items()
    }
    try:
        own = databases.beside(folder, "full")
        with django_db_blocker.unblock(), override_settings(STORAGES=storages), own:
            yield folder, begun()
    finally:
        subprocess.run([shutil.which("umount") or "umount", "-l", folder], check=True)  # noqa: S603 -- the same


def fill(folder):
    with connection.cursor() as cursor:  # what the journal had to itself would be room too
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def test_who_saves_to_a_full_disk_gets_every_word_back_and_can_save_when_there_is_room(small_disk):
    folder, client = small_disk
    url, data = typed_form(client)
    data["lead"] = TYPED + " more words" * 40_000  # than the database has free pages for
    fill(folder)

    answer = client.post(url, data)
    reading = Client().get(HERE)
    (folder / "filler").unlink()
    again = client.post(url, data)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "The disk of this site is full, so nothing can be written." in page
    assert data["lead"] in html.unescape(page)
    assert reading.status_code == 200
    assert again.status_code == 302
    assert store.current(Article.objects.get()).lead == data["lead"]


def test_a_backup_that_finds_the_disk_full_leaves_no_half_file(small_disk):
    folder, _ = small_disk
    target = folder / "b.backup"
    fill(folder)

    with pytest.raises(Exception, match="cannot be written: No space left on device"):
        call_command("backup", target)

    assert not list(folder.glob("b.backup*"))


@pytest.mark.django_db
def test_revisions_are_in_the_order_they_were_saved_whatever_the_clock_says(monkeypatch):
    now = timezone.now()
    times = iter([now, now - timedelta(days=400), now + timedelta(days=400)])
    saved = store.create(examples.lighthouse(), reason=WHY)
    article = saved.edit.article

    for each in times:
        monkeypatch.setattr(timezone, "now", lambda each=each: each)
        document = store.current(article)
        lead = f"{document.lead} Then {each:%Y}."
        store.save(
            article,
            replace(document, lead=lead),
            base=store.head(article).pk,
            reason=WHY,
        )

    numbers = list(store.history(article).values_list("pk", flat=True))
    assert numbers == sorted(numbers, reverse=True)
    assert store.at(store.head(article)) == store.current(article)


NOW = timezone.now()
AHEAD = NOW + timedelta(days=365)  # what a clock said that has been set right since


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda now: guarding.attempt("ada", "192.0.2.1", now=now), guarding.LONGEST_WAIT),
        (lambda now: guarding.report("192.0.2.1", now=now), guarding.REPORTS_WITHIN),
    ],
    ids=["signing in", "reports"],
)
def test_nobody_waits_for_a_moment_that_a_wrong_clock_told(ask, most):
    while ask(AHEAD) == timedelta():
        pass

    assert timedelta() < ask(NOW) <= most
    assert ask(NOW + most) == timedelta()


@pytest.mark.django_db
def test_what_a_wrong_clock_noted_stops_no_digest_and_no_visit():
    ada = User.objects.create_user("ada", "ada@example.org")
    watching.watch(ada, store.create(examples.lighthouse(), reason=WHY).edit.article)
    Attention.objects.update(digest="daily", sent_at=AHEAD, claimed_until=AHEAD)
    record = replace(examples.almanac(), url="https://almanac.example/1887")
    source = source_store.save(record, editor=None, summary="")
    Visit.objects.create(source=source, visited_at=AHEAD, taken_until=AHEAD)

    assert digests.due(NOW) == [ada.pk]
    assert digests.send(ada.pk, NOW) is not None
    assert visiting.due(NOW, Q()) == [source]
    assert visiting.take(source, began=NOW, now=NOW)
    assert not visiting.take(source, began=NOW, now=NOW)


@pytest.mark.django_db
def test_a_clock_that_jumps_keeps_no_page_too_long(settings):
    settings.PAGE_MEMORY = 1 << 20
    seconds = [1_000_000.0]
    memory = Memory(clock=lambda: seconds[0])
    source_store.save(examples.almanac(), editor=None, summary="")
    saved = store.create(examples.lighthouse(), reason=WHY)
    publishing.publish(saved.edit, publisher=None)
    assert memory.page("skerry-lighthouse") is not None

    publishing.withdraw(saved.edit.article)
    for jump in (-3600.0, 7200.0):
        seconds[0] += jump
        assert memory.page("skerry-lighthouse") is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [("53100", "full"), ("25006", "read-only"), ("57P01", "away"), ("42P01", "not migrated")],
)
def test_what_postgres_lacks_is_told_by_its_code(code, kind):
    errors = pytest.importorskip("psycopg").errors
    error = OperationalError("of the server")
    error.__cause__ = errors.lookup(code)("of the server")

    assert failing.read(error).kind == kind


def test_a_fault_of_the_program_is_not_blamed_on_the_machine():
    assert failing.read(ValueError("database is locked")) is None
    assert failing.read(IntegrityError("no such luck")) is None
    assert failing.read(FileNotFoundError(2, "no such file")) is None
    assert failing.read(None) is None


def test_only_what_a_traceback_shows_is_asked_for_the_cause():
    full = OSError(28, "No space left on device")

    shown, cut_off = ValueError("x"), ValueError("x")
    shown.__context__ = cut_off.__context__ = full
    cut_off.__suppress_context__ = True  # as `raise … from None` does
    full.__context__ = shown  # nor does a circle keep it

    assert failing.read(shown).kind == "full"
    assert failing.read(cut_off) is None
