"""The backup drill: one file holds everything, and gives it back to the last byte or not at all.

`backups/NNNN.zip` are backups that earlier releases wrote, named by the migration they were at:
they never change, and are restored here by the release of today, on SQLite and PostgreSQL.
"""

import io
import json
import os
import signal
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import databases
import examples
import looking_back
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from reversion.models import Revision

from encyclopedia import audit, backup, pictures, publishing, store
from encyclopedia.backup import form
from encyclopedia.models import Article, AuditEntry, Edit, Picture, Publication
from sources import store as source_store
from sources.models import Snapshot, Source

PAST = sorted((Path(__file__).parent / "backups").glob("*.zip"))
WHY = store.Reason(editor=None, summary="Because")
# What restoring adds to by itself: it is an action, and the index is made anew.
OF_ITS_OWN = {
    "encyclopedia.auditentry",
    *(
        f"encyclopedia.published{each}"
        for each in ("category", "event", "evidence", "link", "series")
    ),
}


OF_THE_DESK = (
    *("ApiToken", "Comment", "Counterpart", "Deletion", "Hiding", "Illustration", "KeptDraft"),
    *("Protection", "Redirect", "Report", "Review", "Schedule", "Watch", "Withdrawal"),
)


def silently(found, unit):
    return found


@contextmanager
def machine(folder):
    """Use a machine of its own: a database and storages in *folder*, both empty."""
    storages = {
        key: {**told, "OPTIONS": {"location": folder / key}} if key in form.STORAGES else told
        for key, told in settings.STORAGES.items()
    }
    with override_settings(STORAGES=storages), databases.beside(folder.parent, folder.name):
        yield


@pytest.fixture
def elsewhere(tmp_path, django_db_setup, django_db_blocker):
    """An empty machine."""
    with django_db_blocker.unblock(), machine(tmp_path / "empty"):
        yield tmp_path / "empty"


@pytest.fixture
def busy(tmp_path, django_db_setup, django_db_blocker):
    """A machine on which an encyclopedia is: published, drafted, hidden, archived, illustrated."""
    with django_db_blocker.unblock(), machine(tmp_path / "busy"):
        databases.migrate()
        fill()
        yield


@pytest.fixture(scope="module")
def packed(tmp_path_factory, django_db_setup, django_db_blocker):
    """A backup of such a machine."""
    folder = tmp_path_factory.mktemp("packed")
    with django_db_blocker.unblock(), machine(folder / "packed"):
        databases.migrate()
        fill()
        backup.write(folder / "one.zip", progress=silently)
    return folder / "one.zip"


def fill():
    ada = get_user_model().objects.create_user("ada", password="ada", is_staff=True)
    examples.archive(examples.almanac(), "It was first lit in 1887, says the almanac.")
    saved = store.create(examples.lighthouse(), reason=WHY)
    publishing.publish(saved.edit, publisher=ada)
    changed = replace(saved.document, lead="A secret. 🜨 \u202eturned\u202c e\u0301 \x85 it is.")
    again = store.save(saved.edit.article, changed, base=saved.edit.pk, reason=WHY)
    store.save(saved.edit.article, saved.document, base=again.edit.pk, reason=WHY)
    article = Article.objects.get()
    publishing.hide(article, (again.edit.pk, again.edit.pk), {"text": True}, reason=WHY)
    pictures.keep(pictures.prepare(a_picture()))


def a_picture():
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (3, 2), "navy").save(data, "PNG")
    return data.getvalue()


def told(path):
    with zipfile.ZipFile(path) as packed:
        return form.manifest(packed.read(form.MANIFEST))


def test_what_is_restored_is_what_was_backed_up(packed, elsewhere, tmp_path):
    restored = backup.read(packed, progress=silently)
    backup.write(tmp_path / "two.zip", progress=silently)

    one, two = told(packed), told(tmp_path / "two.zip")
    assert [t for t in one.tables if t.model not in OF_ITS_OWN] == [
        t for t in two.tables if t.model not in OF_ITS_OWN
    ]
    assert one.files == two.files
    assert len(one.files) == 2
    assert (restored.articles, restored.revisions, restored.differing) == (1, 3, ())


def test_an_empty_site_whose_log_has_entries_is_restored_to(packed, elsewhere):
    databases.migrate()
    audit.record("sign_in", outcome="refused")

    restored = backup.read(packed, progress=silently)

    assert restored.articles == 1
    assert not AuditEntry.objects.filter(action="sign_in").exists()


def test_a_restored_encyclopedia_goes_on(packed, elsewhere, client):
    backup.read(packed, progress=silently)
    article, newest = Article.objects.get(), Edit.objects.latest("pk")

    document = replace(store.current(article), lead="More.")
    saved = store.save(article, document, base=newest.pk, reason=WHY)

    assert saved.edit.pk > newest.pk
    assert "/articles/skerry-lighthouse/" in client.get("/search/?q=reef").content.decode()
    with source_store.archive().open(Snapshot.objects.get().sha256) as original:
        assert original.read() == b"It was first lit in 1887, says the almanac."


def test_rows_are_those_of_one_moment_while_others_save(busy, tmp_path):
    article, before = Article.objects.get(), Revision.objects.count()

    def save():
        try:
            document = replace(store.current(article), lead="Meanwhile.")
            return store.save(article, document, base=store.head(article).pk, reason=WHY)
        finally:
            connections.close_all()

    def interrupted(found, unit):
        for n, each in enumerate(found):
            if unit == "table" and n == 4:
                with ThreadPoolExecutor(1) as pool:
                    pool.submit(save).result()
            yield each

    backup.write(tmp_path / "one.zip", progress=interrupted)

    rows = {table.model: table.rows for table in told(tmp_path / "one.zip").tables}
    assert Edit.objects.count() == 4
    assert (rows["encyclopedia.edit"], rows["reversion.revision"]) == (3, before)


@pytest.mark.parametrize("path", PAST, ids=lambda path: path.stem)
def test_backups_of_earlier_releases_are_restored(path, elsewhere, client):
    restored = backup.read(path, progress=silently)

    pages = [client.get(f"/articles/{each.slug}/") for each in Publication.objects.all()]
    documents = [store.at(edit) for edit in Edit.objects.all()]
    assert all(page.status_code == 200 for page in pages)
    assert len(documents) == restored.revisions
    assert restored.differing == ()
    assert restored.articles >= 3


@pytest.mark.parametrize("path", PAST, ids=lambda path: path.stem)
def test_every_revision_of_an_earlier_release_still_shows_compares_and_can_be_restored(
    path, elsewhere, client
):
    restored = backup.read(path, progress=silently)
    client.force_login(get_user_model().objects.create_superuser("who sees all"))

    articles = list(Article.objects.all())
    unlike = [each for article in articles for each in looking_back.unlike(client, article)]

    assert len(articles) == restored.articles
    assert unlike == []


def test_an_earlier_backup_brings_back_what_the_desk_kept(elsewhere, client):
    """The one of 0026 was made of a site with a row of nearly every table."""
    backup.read(Path(__file__).parent / "backups" / "0026.zip", progress=silently)

    kept = {name: apps.get_model("encyclopedia", name).objects.count() for name in OF_THE_DESK}
    almanac = source_store.current(Source.objects.get(key="almanac"))
    hidden = Edit.objects.get(summary="Odd")
    assert min(kept.values()) >= 1, kept
    assert (almanac.volume, almanac.pages, almanac.editors[0].family) == ("7", "12–30", "Skerry")
    assert Source.objects.get(key="log").visit.failures == 2
    assert client.get(f"/articles/skerry-lighthouse/revisions/{hidden.pk}/").status_code == 404
    assert client.get("/articles/reef-of-teeth/")["Location"].startswith("/articles/teeth-reef/")


def test_only_its_owner_can_read_it(busy, tmp_path):
    os.umask(0o000)
    try:
        backup.write(tmp_path / "one.zip", progress=silently)
    finally:
        os.umask(0o022)

    assert stat.S_IMODE((tmp_path / "one.zip").stat().st_mode) == 0o600


def test_it_overwrites_nothing_and_leaves_no_half_file(busy, tmp_path):
    (tmp_path / "one.zip").write_text("mine")

    with pytest.raises(CommandError, match=r"“.*one\.zip” is there already"):
        call_command("backup", tmp_path / "one.zip")
    with pytest.raises(CommandError, match=r"cannot be written: No such file"):
        call_command("backup", tmp_path / "nowhere" / "one.zip")

    assert (tmp_path / "one.zip").read_text() == "mine"
    assert not list(tmp_path.glob("*.part"))


def changed(path, other, name, change):
    """Write the backup at *path* to *other*, with the member *name* changed; None leaves it out."""
    with zipfile.ZipFile(path) as packed:
        members = {each: packed.read(each) for each in packed.namelist()}
    new = change(members.pop(name))
    with zipfile.ZipFile(other, "w") as packed:
        for each, data in members.items():
            packed.writestr(each, data)
        if new is not None:
            packed.writestr(name, new)
    return other


def saying(**words):
    def change(data):
        return json.dumps({**json.loads(data), **words}).encode()

    return change


def with_file(name):
    def change(data):
        manifest = json.loads(data)
        manifest["files"][0]["name"] = name
        return json.dumps(manifest).encode()

    return change


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("rows/encyclopedia.edit.jsonl", lambda data: data[:-9], "damaged: its hash differs"),
        ("rows/encyclopedia.edit.jsonl", lambda _: None, "is missing in this backup"),
        (form.MANIFEST, lambda _: None, "not a backup of an encyclopedia"),
        (form.MANIFEST, lambda _: b"{", "manifest of this backup is damaged"),
        (form.MANIFEST, lambda _: b"[" * 100_000, "manifest of this backup is damaged"),
        (form.MANIFEST, saying(format="zoo"), "not a backup of an encyclopedia"),
        (form.MANIFEST, saying(version=9), "has version 9 of the format"),
        (form.MANIFEST, saying(tables=3), "manifest of this backup is damaged"),
        (
            form.MANIFEST,
            saying(migrations={"encyclopedia": "9999_later"}),
            "written by a later release",
        ),
        (form.MANIFEST, with_file("../../etc/passwd"), "names a file “../../etc/passwd”"),
        (form.MANIFEST, with_file("/etc/passwd"), "names a file “/etc/passwd”"),
    ],
)
def test_a_damaged_backup_restores_nothing(packed, elsewhere, tmp_path, name, change, sentence):
    damaged = changed(packed, tmp_path / "damaged.zip", name, change)

    with pytest.raises(CommandError, match=sentence):
        call_command("restore", damaged)

    assert connection.introspection.table_names() == []
    assert not elsewhere.exists()


@pytest.mark.parametrize("size", [0, 100, 5_000])
def test_a_backup_cut_short_is_told(packed, elsewhere, tmp_path, size):
    (tmp_path / "cut.zip").write_bytes(packed.read_bytes()[:size])

    with pytest.raises(CommandError, match="is no backup, or is cut short"):
        call_command("restore", tmp_path / "cut.zip")


def test_a_restore_that_is_stopped_between_tables_and_the_note_of_them_can_be_run_again(
    packed, elsewhere, monkeypatch, capsys
):
    noted = MigrationRecorder.record_applied

    def stopping(self, app, name):
        if (app, name) == ("encyclopedia", "0001_initial"):  # whose tables are committed by then
            signal.raise_signal(signal.SIGTERM)
        noted(self, app, name)

    with monkeypatch.context() as patch:
        patch.setattr(MigrationRecorder, "record_applied", stopping)
        with pytest.raises(CommandError, match="nothing is restored, and it can be run again"):
            call_command("restore", packed)
    assert "encyclopedia_run" not in connection.introspection.table_names()
    call_command("restore", packed)

    assert "1 article with 3 revisions" in capsys.readouterr().out


def test_rows_that_do_not_fit_together_are_not_restored(packed, elsewhere, tmp_path):
    def without_articles(data):
        manifest = json.loads(data)
        for table in manifest["tables"]:
            if table["model"] == "encyclopedia.article":
                table["sha256"] = form.sha256(io.BytesIO())[0]
        return json.dumps(manifest).encode()

    rows = "rows/encyclopedia.article.jsonl"
    lost = changed(packed, tmp_path / "lost.zip", rows, lambda _: b"")
    unfit = changed(lost, tmp_path / "unfit.zip", form.MANIFEST, without_articles)

    with pytest.raises(CommandError, match="do not fit together"):
        call_command("restore", unfit)

    assert Edit.objects.count() == 0


def test_what_is_in_use_is_not_restored_over(busy, tmp_path):
    backup.write(tmp_path / "one.zip", progress=silently)

    with pytest.raises(CommandError, match="This database has articles, sources or accounts"):
        call_command("restore", tmp_path / "one.zip")

    assert Edit.objects.count() == 3
    assert Picture.objects.count() == 1


def test_a_rehearsal_only_reads(packed, elsewhere, capsys):
    call_command("restore", packed, "--dry-run")

    assert "is whole" in capsys.readouterr().out
    assert connection.introspection.table_names() == []
