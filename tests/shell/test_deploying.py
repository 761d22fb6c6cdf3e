"""The examples of `deploy/`, started: nginx, gunicorn and their settings; units: test_units.py."""

import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import servers
from servers import DEPLOY, GUNICORN, ask, manage, started

from encyclopedia import formats

HERE = "/articles/skerry-lighthouse/"
SECOND = 1.0
ROUNDS = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 4  # of fifty requests each

WITHDRAW = """
from encyclopedia import publishing
from encyclopedia.models import Article
publishing.withdraw(Article.objects.get(slug="skerry-lighthouse"))
"""
SIGN = """
from dataclasses import replace
from encyclopedia import publishing, store
from encyclopedia.models import Article
began = store.head(Article.objects.get(slug="skerry-lighthouse"))
document = replace(store.at(began), lead=f"Lit again after revision {began.pk}.")
why = store.Reason(editor=None, editor_name="Hilda Canary", summary="Signed")
made = store.save(began.article, document, base=began.pk, reason=why).edit
publishing.publish(made, publisher=None)
"""
HIDE = """
from encyclopedia import publishing, store
from encyclopedia.models import Article
head = store.head(Article.objects.get(slug="skerry-lighthouse"))
why = store.Reason(editor=None, editor_name="Keeper", summary="A threat")
publishing.hide(head.article, (head.pk, head.pk), {"editor": True}, reason=why)
"""
SIGN_IN = """
from django.contrib.auth.models import User
from django.test import Client
for n in range(4):
    user, _ = User.objects.get_or_create(username=f"canary{n}", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    print(client.cookies["sessionid"].value)
"""
PUBLISH_AGAIN = """
from encyclopedia import publishing, store
from encyclopedia.models import Article
publishing.publish(store.head(Article.objects.get(slug="skerry-lighthouse")), publisher=None)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A site of one article, in a database of its own."""
    folder = tmp_path_factory.mktemp("d")
    servers.migrated(folder)
    manage(folder, "shell", "--verbosity=0", "-c", servers.PUBLISH)
    return folder


@pytest.fixture(scope="module")
def gunicorn(data):
    """Two workers behind a socket, as `deploy/gunicorn.conf.py` has them."""
    with started(GUNICORN, data, BIND=f"unix:{data}/s", WORKERS="2"):
        servers.wait_for(f"{data}/s")
        yield f"{data}/s"


@pytest.fixture(scope="module")
def remembering(data):
    """Two more workers, which no nginx stands before, so they keep pages in memory."""
    with started(GUNICORN, data, BIND=f"unix:{data}/m", WORKERS="2", BEHIND_NGINX_CACHE="0"):
        servers.wait_for(f"{data}/m")
        yield f"{data}/m"


@pytest.fixture(scope="module")
def with_redis(data):
    """Two more workers, whose cache is a Redis that all machines share."""
    binary = shutil.which("redis-server")
    if binary is None:
        pytest.skip("redis-server is not installed")
    pytest.importorskip("redis", reason="the extra `redis` is not installed")
    port = str(servers.free_port())
    shared = [binary, "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", str(data)]
    apart = {"BIND": f"unix:{data}/r", "CACHE_URL": f"redis://127.0.0.1:{port}/0"}
    with started(shared, data), started(GUNICORN, data, WORKERS="2", **apart):
        servers.wait_for(f"{data}/r")
        yield f"{data}/r"


@pytest.fixture(scope="module")
def postgresql(data):
    """The settings of the same site of one article, in a PostgreSQL of its own."""
    with servers.database("postgresql") as settings:
        manage(data, "migrate", "--verbosity=0", **settings)
        manage(data, "shell", "--verbosity=0", "-c", servers.PUBLISH, **settings)
        yield settings


@pytest.fixture(scope="module")
def with_postgresql(data, postgresql):
    """Two more workers, whose database is PostgreSQL."""
    apart = {"BIND": f"unix:{data}/p", "BEHIND_NGINX_CACHE": "0", **postgresql}
    with started(GUNICORN, data, WORKERS="2", **apart):
        servers.wait_for(f"{data}/p")
        yield f"{data}/p"


@pytest.fixture(scope="module")
def nginx(data, gunicorn):
    binary = servers.nginx()
    if binary is None:
        pytest.skip("nginx is not installed")
    port = servers.free_port()
    with started([binary, "-p", str(data), "-c", str(servers.site(data, port))], data):
        servers.wait_for(("127.0.0.1", port))
        yield ("127.0.0.1", port)


def test_the_checks_of_a_deployment_have_nothing_to_say(tmp_path):
    said = manage(tmp_path, "check", "--deploy", "--fail-level", "DEBUG")

    assert "no issues (0 silenced)" in said.stdout


def test_nginx_keeps_pages_in_a_folder_that_its_package_makes():
    kept = Path(re.search(r"proxy_cache_path (\S+)", (DEPLOY / "nginx.conf").read_text())[1])
    if servers.nginx() is None:
        pytest.skip("nginx is not installed")
    said = subprocess.run(  # noqa: S603 -- tells how it was built
        [servers.nginx(), "-V"], capture_output=True, text=True, check=True
    ).stderr
    own = Path(re.search(r"--http-proxy-temp-path=(\S+)", said)[1]).parent
    if own != Path("/var/lib/nginx"):
        pytest.skip("this nginx is not Debian's")

    assert (kept.parent, kept.parent.is_dir()) == (own, True)


HSTS = """
from django.test import Client
print(Client().get("/healthz/live", secure=True, headers={"Host": "encyclopedia.example"})
      .headers["Strict-Transport-Security"])
"""


@pytest.mark.parametrize(("below", "rest"), [("1", "; includeSubDomains; preload"), ("0", "")])
def test_whether_browsers_are_told_of_names_below_the_site_is_the_operators(tmp_path, below, rest):
    shell = ("shell", "--verbosity=0", "-c", HSTS)

    said = manage(tmp_path, *shell, SECURE_HSTS_SUBDOMAINS=below).stdout

    assert said == f"max-age=31536000{rest}\n"


def test_gunicorn_opens_no_socket_but_the_one_it_serves_at(data, tmp_path):
    settings = {"BIND": f"unix:{tmp_path}/s", "WORKERS": "1", "HOME": str(tmp_path)}

    with started(GUNICORN, data, **settings):
        servers.wait_for(f"{tmp_path}/s")
        made = [path.name for path in tmp_path.iterdir()]

    assert made == ["s"]


def test_nginx_sends_what_gunicorn_sends(nginx, gunicorn):
    for coding in ("br", "gzip", "identity"):
        there, page = ask(gunicorn, HERE, Accept_Encoding=coding)
        first, through = ask(nginx, HERE, Accept_Encoding=coding)
        again, kept = ask(nginx, HERE, Accept_Encoding=coding)

        # The same bytes published again have a new date, which "unchanged" does not tell nginx.
        own = {"Server", "Date", "Connection", "X-Accel-Expires", "Last-Modified"}
        own |= {"X-Request-ID", "X-Cache"}
        headers = [
            {name: value for name, value in answer.getheaders() if name not in own}
            for answer in (there, first, again)
        ]
        assert (first.status, page, page) == (200, through, kept)
        assert headers == [headers[0]] * 3
        assert headers[0]["Strict-Transport-Security"]
        assert first.getheader("X-Accel-Expires") is None


def test_nginx_says_unchanged_to_who_knows_the_page(nginx):
    answer, _ = ask(nginx, HERE)

    again, body = ask(nginx, HERE, If_None_Match=answer.getheader("ETag"))

    assert (again.status, body) == (304, b"")


def test_static_files_come_through_nginx(nginx):
    answer, body = ask(nginx, "/static/admin/css/base.css")

    assert (answer.status, answer.getheader("Content-Type")) == (200, 'text/css; charset="utf-8"')
    assert b"{" in body


@pytest.mark.parametrize("path", ["/", HERE])
def test_a_host_that_is_not_ours_is_refused(nginx, path):
    answer, _ = ask(nginx, path, Host="evil.example")

    assert answer.status == 400


def test_every_other_format_comes_from_the_application(nginx):
    ask(nginx, HERE)
    types = {each.media_type for each in formats.FORMATS} - {"text/html"}

    found = {
        name: ask(nginx, HERE, Accept=name)[0].getheader("Content-Type").partition(";")[0]
        for name in types
    }

    assert found == {name: name for name in types}


@pytest.fixture(scope="module")
def sessions(data):
    """Four members of the desk, who are canaries: their names are on their pages alone."""
    return manage(data, "shell", "--verbosity=0", "-c", SIGN_IN).stdout.split()[-4:]


@pytest.mark.parametrize("door", ["nginx", "remembering", "with_redis"])
def test_nothing_of_who_is_signed_in_is_kept_for_others(door, sessions, request):
    where = request.getfixturevalue(door)
    pages = (
        "/",
        HERE,
        f"{HERE}history/",
        f"{HERE}compare/1/1/",
        f"{HERE}evidence/",
        "/search/?q=a",
    )
    pages += ("/static/admin/css/base.css", f"{HERE[:-1]}.json", "/admin/", "/api/v1/recent")
    visits = [(who, path) for path in pages for who in (None, *range(4))] * ROUNDS
    random.Random(1887).shuffle(visits)  # noqa: S311 -- the same order every time

    def visit(asked):
        who, path = asked
        cookie = {} if who is None else {"Cookie": f"sessionid={sessions[who]}"}
        return asked, *ask(where, path, **cookie)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(visit, visits))

    foreign = [
        (who, path)
        for (who, path), answer, body in answers
        for n in range(4)
        if n != who and f"canary{n}".encode() in body + str(answer.getheaders()).encode()
    ]
    own = {(who, path) for (who, path), _, body in answers if f"canary{who}".encode() in body}
    handed_on = [
        path for (who, path), answer, _ in answers if who is None and answer.getheader("Set-Cookie")
    ]
    assert (foreign, handed_on) == ([], [])
    assert {(who, "/admin/") for who in range(4)} <= own


@contextmanager
def readers_of(where):
    """Let somebody read the page all the time."""
    over = threading.Event()

    def read():
        while not over.is_set():
            ask(where, HERE)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        over.set()
        reader.join()


def changed_at(folder, change, **settings):
    """Carry out *change* in a process of its own; give when it was committed."""
    told = f"{change}\nprint(1, flush=True)"
    said = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", told]
    with subprocess.Popen(  # noqa: S603 -- our own command
        said,
        cwd=servers.ROOT,
        env=servers.environment(folder, **settings),
        stdout=subprocess.PIPE,
    ) as changing:
        changing.stdout.readline()
        return time.monotonic()


@pytest.mark.parametrize("door", ["nginx", "remembering", "with_redis", "with_postgresql"])
def test_what_is_withdrawn_or_published_is_seen_everywhere_within_a_second(door, data, request):
    where = request.getfixturevalue(door)
    settings = request.getfixturevalue("postgresql") if door == "with_postgresql" else {}
    for change, before, after in ((WITHDRAW, 200, 410), (PUBLISH_AGAIN, 410, 200)):
        assert {ask(where, HERE)[0].status for _ in range(20)} == {before}

        with readers_of(where):  # so that the page is in every cache when it changes
            done = changed_at(data, change, **settings)

        late = []
        while len(late) < 40:
            sent = time.monotonic()
            answer, _ = ask(where, HERE)
            if sent - done > SECOND:
                late.append(answer.status)
        assert set(late) == {after}


@pytest.mark.parametrize("door", ["nginx", "remembering", "with_redis"])
def test_what_is_hidden_is_nowhere_within_a_second(door, data, request):
    where = request.getfixturevalue(door)
    changed_at(data, SIGN)
    time.sleep(SECOND)  # what came before is seen until the second ends, and that is the claim
    pages = (HERE, f"{HERE}history/", f"{HERE}feed.atom", f"{HERE}authorship/")
    assert [b"Hilda Canary" in ask(where, path)[1] for path in pages] == [True] * 4

    with readers_of(where):  # so that the page is in every cache when it changes
        done = changed_at(data, HIDE)

    late = []
    while len(late) < 40:
        sent = time.monotonic()
        told = [path for path in pages if b"Hilda Canary" in ask(where, path)[1]]
        if sent - done > SECOND:
            late.append(told)
    assert late == [[]] * 40


def test_the_image_holds_all_that_the_server_needs_and_no_root(tmp_path):
    """What the image copies, from the repository alone, is migrated and served in its folder."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    git = subprocess.run(listed, cwd=servers.ROOT, capture_output=True, check=False)  # noqa: S603 -- reads names
    if git.returncode:
        pytest.skip("this is no checkout")
    written = (DEPLOY / "Containerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (?!--from)(.*) \S+$", written, re.MULTILINE)
              for word in line.split()]  # fmt: skip
    folder, data = tmp_path / "image", tmp_path / "data"
    for name in filter(None, git.stdout.decode().split("\0")):
        if name.startswith(tuple(f"{each}/" for each in copied)) or name in copied:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(servers.ROOT / name, folder / name)
    settings = {"BIND": f"unix:{tmp_path}/s", "WORKERS": "1", "ALLOWED_HOSTS": "*"}

    def run(*command):
        return subprocess.run(  # noqa: S603 -- our own commands
            [sys.executable, *command],
            cwd=folder,
            env=servers.environment(data, **settings),
            capture_output=True,
            text=True,
            check=False,
        )

    migrated = run("manage.py", "migrate", "--noinput")
    checked = run("-m", "gunicorn", "-c", "encyclopedia/deploy/gunicorn.conf.py", "--check-config")
    silent = run("encyclopedia/deploy/ready.py")
    with started(GUNICORN, data, **settings):
        asked = run("encyclopedia/deploy/ready.py", "60")

    assert [(each.returncode, each.stderr) for each in (migrated, checked)] == [(0, ""), (0, "")]
    assert (silent.returncode, silent.stdout[:10]) == (1, "no answer:")
    assert (asked.returncode, asked.stdout in {"ready\n", "degraded\n"}) == (0, True)
    assert re.findall(r"^USER (.*)$", written, re.MULTILINE) == ["encyclopedia"]
    assert "encyclopedia/deploy/ready.py" in written


def test_a_container_that_is_stopped_while_it_migrates_goes_on_when_it_is_started_again(tmp_path):
    """Podman and docker end what does not listen after ten seconds, in the middle of a table."""
    start = (sys.executable, "encyclopedia/deploy/start.py")
    settings = {"BIND": f"unix:{tmp_path}/s", "WORKERS": "1"}
    stopped = subprocess.Popen(  # noqa: S603 -- our own command
        start,
        cwd=servers.ROOT,
        env=servers.environment(tmp_path, PYTHONUNBUFFERED="1", **settings),
        stdout=subprocess.PIPE,
        text=True,
    )
    said = list(itertools.takewhile(lambda line: "encyclopedia.0002" not in line, stopped.stdout))
    stopped.send_signal(signal.SIGTERM)
    rest, _ = stopped.communicate()

    with started(start, tmp_path, **settings) as server:
        servers.wait_for(f"{tmp_path}/s")
        answer, _ = ask(f"{tmp_path}/s", "/healthz/live")

    assert stopped.returncode == 143
    assert said
    assert all(line.endswith("OK") for line in rest.splitlines())
    assert answer.status == 200
    assert server.returncode == 0
