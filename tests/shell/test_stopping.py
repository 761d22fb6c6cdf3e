"""Long commands that are stopped, in real processes: nothing by half, and they go on."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
import servers
from servers import manage

PUBLISH = """
import sys
sys.path.insert(0, "tests")
import examples
from encyclopedia import publishing, store
why = store.Reason(editor=None, summary="")
examples.archive(examples.almanac(), "It was first lit in 1887, says the almanac.")
publishing.publish(store.create(examples.lighthouse(), reason=why).edit, publisher=None)
"""

MORE = """
import sys
sys.path.insert(0, "tests")
import examples
from encyclopedia import publishing, store
why = store.Reason(editor=None, summary="")
for number in range(4):
    document = examples.lighthouse(f"Skerry {number}")
    publishing.publish(store.create(document, reason=why).edit, publisher=None)
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stopped")
    servers.migrated(folder)
    manage(folder, "shell", "--verbosity=0", "-c", PUBLISH)
    return folder


@pytest.fixture
def data(prepared, tmp_path):
    return shutil.copytree(prepared, tmp_path / "data")


def begun(folder, *arguments):
    return subprocess.Popen(  # noqa: S603 -- our own commands
        [sys.executable, "manage.py", *arguments],
        cwd=servers.ROOT,
        env=servers.environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until(happened):
    deadline = time.monotonic() + servers.PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)  # another process tells nothing but by its files


@pytest.fixture
def endless(data):
    """An original that nobody ends reading, so that a backup is surely under way."""
    (original,) = (data / "archive").iterdir()
    original.unlink()
    os.mkfifo(original)
    return original


def logged(folder):
    with closing(sqlite3.connect(folder / "encyclopedia.sqlite3")) as file:
        asked = "SELECT action, outcome FROM encyclopedia_auditentry ORDER BY id"
        return file.execute(asked).fetchall()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_backup_that_is_stopped_leaves_nothing_and_says_so(data, tmp_path, endless, number, code):
    backups = tmp_path / "backups"
    backups.mkdir()
    running = begun(data, "backup", str(backups))
    wait_until(lambda: any(backups.glob("*.part")))

    running.send_signal(number)
    _, said = running.communicate(timeout=servers.PATIENCE)

    assert running.returncode == code, said
    assert "Stopped. No backup was written, and none was put away; run it again." in said
    assert "Traceback" not in said
    assert list(backups.iterdir()) == []
    assert logged(data)[-1] == ("command backup", "failed")
    endless.unlink()
    assert "Every byte" in manage(data, "backup", str(backups), "--verify").stdout


def test_a_backup_that_is_killed_leaves_no_file_that_looks_whole(data, tmp_path, endless):
    backups = tmp_path / "backups"
    backups.mkdir()
    running = begun(data, "backup", str(backups))
    wait_until(lambda: any(backups.glob("*.part")))

    running.kill()
    running.communicate(timeout=servers.PATIENCE)

    assert [path.suffix for path in backups.iterdir()] == [".part"]
    endless.unlink()
    manage(data, "backup", str(backups), "--keep", "1")
    assert len(list(backups.glob("*.backup"))) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_an_export_that_is_stopped_or_killed_goes_on_where_it_ended(data, tmp_path, number):
    manage(data, "shell", "--verbosity=0", "-c", MORE)  # so much that it is surely under way
    site = tmp_path / "site"
    running = begun(data, "export_site", str(site), "--without", "pdf", "epub")
    journal = site / ".export.jsonl"
    wait_until(lambda: journal.exists() and len(journal.read_bytes().splitlines()) > 5)

    running.send_signal(number)
    _, said = running.communicate(timeout=servers.PATIENCE)
    stood = {path for path in site.rglob("*") if path.is_file()}
    again = manage(data, "export_site", str(site), "--without", "pdf", "epub").stdout
    third = manage(data, "export_site", str(site), "--without", "pdf", "epub").stdout

    assert running.returncode in {143, -signal.SIGKILL}
    assert ("Stopped. What was done stands; run it again" in said) == (number == signal.SIGTERM)
    assert not any(path.name == ".part" for path in site.rglob("*"))
    assert len(stood) > 5
    assert " 0 unchanged" not in again
    assert " 0 written" in third


WRITE = """
import sys
sys.path.insert(0, "tests")
from dataclasses import replace
from django.db import transaction
from encyclopedia import publishing, store
from encyclopedia.models import Article
article = Article.objects.get()
document = replace(store.current(article), title="Half a title", lead="Half a lead.")
with transaction.atomic():
    saved = store.save(article, document, base=store.head(article).pk,
                       reason=store.Reason(editor=None, summary=""))
    publishing.publish(saved.edit, publisher=None)
    print("under way", flush=True)
    sys.stdin.read()
"""
READ = """
from encyclopedia import store
from encyclopedia.models import Article, Edit, Publication
article = Article.objects.get()
print(Edit.objects.count(), article.title, Publication.objects.get().slug,
      store.at(store.head(article)) == store.current(article))
"""


@pytest.fixture(params=servers.KINDS)
def database(request, tmp_path):
    """Give the folder and the settings of a site with one article, on either database."""
    with servers.database(request.param) as settings:
        if not settings:
            yield request.getfixturevalue("data"), settings
            return
        manage(tmp_path, "migrate", "--verbosity=0", **settings)
        manage(tmp_path, "shell", "--verbosity=0", "-c", PUBLISH, **settings)
        yield tmp_path, settings


def test_a_process_that_is_killed_while_it_saves_and_publishes_did_nothing(database):
    folder, settings = database
    writing = subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", WRITE],
        cwd=servers.ROOT,
        env=servers.environment(folder, **settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writing.stdout.readline() == "under way\n"

    writing.kill()
    writing.communicate(timeout=servers.PATIENCE)

    said = manage(folder, "shell", "--verbosity=0", "-c", READ, **settings).stdout
    assert said == "1 Skerry Lighthouse skerry-lighthouse True\n"


PAGE = (
    "<page><title>Ferry {number:02}</title><ns>0</ns><id>{number}</id>"
    + "".join(
        f"<revision><id>{{number}}{day}</id><timestamp>2019-05-0{day}T10:00:00Z</timestamp>"
        "<contributor><username>Ann</username></contributor>"
        f'<text xml:space="preserve">It sails {"twice " * day}a day.</text></revision>'
        for day in (1, 2, 3)
    )
    + "</page>"
)
FERRIES = """
from encyclopedia import store
from encyclopedia.models import Article
for article in Article.objects.filter(title__startswith="Ferry").order_by("title"):
    print(article.edits.count(), store.at(store.head(article)) == store.current(article))
"""
MANY = 40  # pages, so many that one is surely under way


def a_dump(folder):
    """Write an export of MediaWiki with pages of three revisions each."""
    (folder / "dump.xml").write_text(
        f"<mediawiki>{''.join(PAGE.format(number=number) for number in range(MANY))}</mediawiki>"
    )
    return [folder / "dump.xml"]


def files(folder):
    """Write as many files with an article each."""
    paths = [folder / f"{number:02}.md" for number in range(MANY)]
    for path in paths:
        path.write_text(f"---\ntitle: Ferry {path.stem}\n---\n\nIt sails.\n")
    return paths


def ferries(folder):
    return manage(folder, "shell", "--verbosity=0", "-c", FERRIES).stdout.splitlines()


def is_saving(folder, least, seconds):
    """Tell whether *least* ferries are there, and one who writes keeps us waiting so long."""
    with closing(sqlite3.connect(folder / "encyclopedia.sqlite3", timeout=seconds)) as file:
        asked = "SELECT count(*) FROM encyclopedia_article WHERE title LIKE 'Ferry%'"
        if file.execute(asked).fetchone()[0] < least:
            return False
        try:
            file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        return False


# An export is saved page by page, files together: so many articles may stand after a kill.
@pytest.mark.parametrize(
    ("written", "standing", "revisions", "seconds"),
    [(a_dump, range(2, MANY), 3, 0), (files, range(1), 1, 0.3)],
    ids=["dump", "files"],
)
def test_an_import_that_is_killed_leaves_no_half_article_and_goes_on(
    data, tmp_path, written, standing, revisions, seconds
):
    paths = [str(path) for path in written(tmp_path)]
    running = begun(data, "import_article", *paths)
    wait_until(lambda: is_saving(data, standing.start, seconds))

    running.kill()
    running.communicate(timeout=servers.PATIENCE)
    stood = ferries(data)
    manage(data, "import_article", *paths)

    whole = f"{revisions} True"
    assert running.returncode == -signal.SIGKILL
    assert set(stood) <= {whole}
    assert len(stood) in standing
    assert ferries(data) == [whole] * MANY


def test_a_list_of_commands_that_stop_in_order():
    from django.core.management import get_commands, load_command_class

    from sources.management.stopping import StoppableCommand

    quick = {"demo", "doctor", "export_article", "find_support", "makemessages", "migrate"}
    ours = {n for n, app in get_commands().items() if app in {"encyclopedia", "sources"}}

    stoppable = {
        name
        for name in ours
        if isinstance(load_command_class(get_commands()[name], name), StoppableCommand)
    }

    assert ours - stoppable == quick


def test_what_fails_while_tidying_up_does_not_hide_that_a_command_was_stopped():
    from django.core.management.base import CommandError

    from sources.management.stopping import StoppableCommand

    class Command(StoppableCommand):
        def handle(self, **_options):
            try:
                signal.raise_signal(signal.SIGTERM)
            except KeyboardInterrupt:
                raise ValueError("the archive has a handle that is still open")  # noqa: B904 -- as zipfile does

    with pytest.raises(CommandError, match=r"^Stopped\.") as stopped:
        Command().execute(
            force_color=False, no_color=True, skip_checks=True, stderr=None, stdout=None
        )

    assert stopped.value.returncode == 143


@pytest.fixture
def _interruptible():
    """Let INT interrupt as in a terminal: what a shell starts in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_a_signal_that_is_held_acts_when_it_may():
    from sources.management.stopping import held

    done = []

    def stopped():
        with held() as act:
            act()
            signal.raise_signal(signal.SIGINT)
            done.append("held")
            act()
            done.append("never")

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert done == ["held"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("_interruptible")
def test_a_signal_that_is_held_acts_at_the_end():
    from sources.management.stopping import held

    done = []

    def stopped():
        with held(), held():
            signal.raise_signal(signal.SIGINT)
            done.append("held")

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert done == ["held"]


def test_a_signal_that_is_ignored_is_ignored_when_it_was_held_and_is_held_again():
    from sources.management.stopping import held

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    done = []
    try:
        with held() as act:
            signal.raise_signal(signal.SIGINT)
            act()
            signal.raise_signal(signal.SIGINT)
            done.append("gone on")
        done.append("still")
    finally:
        signal.signal(signal.SIGINT, before)

    assert done == ["gone on", "still"]


def test_progress_starts_no_thread_while_whose_start_a_stop_would_be_lost():
    from sources.management.progress import shown

    before = threading.active_count()

    assert list(shown(range(3), "page")) == [0, 1, 2]
    assert threading.active_count() == before
