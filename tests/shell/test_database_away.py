"""A database that is gone, silent, cut off or back again, or lacks a driver: what is said then."""

import ast
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest
import servers
from servers import GUNICORN, ask, manage, started

HERE = "/articles/skerry-lighthouse/"
CUT = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@pytest.mark.parametrize(
    "command", [["recheck"], ["publish_due"], ["createsuperuser"], ["migrate"]]
)
def test_a_command_without_its_database_ends_with_a_sentence(tmp_path, command):
    pytest.importorskip("psycopg")
    url = f"postgres://nobody:not-to-be-told@127.0.0.1:{servers.free_port()}/nowhere"

    with pytest.raises(subprocess.CalledProcessError) as ended:
        manage(tmp_path, *command, DATABASE_URL=url)

    said = ended.value.stderr
    assert ended.value.returncode == 1
    assert said.startswith("The database does not answer at this moment. (OperationalError: ")
    assert said.count("\n") == 1
    assert "not-to-be-told" not in said


@pytest.mark.parametrize(
    ("name", "url", "module", "extra"),
    [
        ("DATABASE_URL", "postgres://nobody@127.0.0.1/nowhere", "psycopg", "postgres"),
        ("CACHE_URL", "redis://127.0.0.1/0", "redis", "redis"),
    ],
    ids=["a database", "a cache"],
)
def test_a_command_without_a_driver_ends_with_a_sentence(tmp_path, name, url, module, extra):
    (tmp_path / "sitecustomize.py").write_text(f"import sys; sys.modules[{module!r}] = None")

    with pytest.raises(subprocess.CalledProcessError) as ended:
        manage(tmp_path, "migrate", PYTHONPATH=str(tmp_path), **{name: url})

    assert ended.value.returncode == 1
    assert ended.value.stderr == (
        f"{name} needs the package {module}, which is not installed: install the extra"
        f" `{extra}`, or leave {name} out.\n"
    )


@pytest.fixture
def silent():
    """The port of a server that takes connections and says nothing, as one that hangs does."""
    pytest.importorskip("psycopg")
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield server.getsockname()[1]


def test_a_command_whose_database_is_silent_ends_with_a_sentence(tmp_path, silent):
    command = [sys.executable, "manage.py", "migrate"]
    settings = servers.environment(tmp_path, DATABASE_URL=f"postgres://nobody@127.0.0.1:{silent}/a")

    ended = subprocess.run(  # noqa: S603 -- our own command
        command, cwd=servers.ROOT, env=settings, capture_output=True, text=True,
        check=False, timeout=servers.PATIENCE,
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr.startswith("The database does not answer at this moment. (OperationalError")


@pytest.mark.parametrize("asked", ["", "?pool=2", "?connect_timeout=2"])
def test_a_database_that_is_silent_is_away_before_nginx_gives_up(tmp_path, silent, asked):
    pytest.importorskip("psycopg_pool" if "pool" in asked else "psycopg")
    settings = {
        "DATABASE_URL": f"postgres://nobody@127.0.0.1:{silent}/a{asked}",
        "BIND": f"unix:{tmp_path}/s",
        "WORKERS": "1",
    }

    with started(GUNICORN, tmp_path, **settings):
        servers.wait_for(f"{tmp_path}/s")
        answer, page = ask(f"{tmp_path}/s", HERE)

    assert answer.status == 503
    assert b"The database does not answer at this moment." in page


def test_a_command_shows_where_that_came_from_when_it_is_asked(tmp_path):
    pytest.importorskip("psycopg")
    url = f"postgres://nobody@127.0.0.1:{servers.free_port()}/nowhere"

    with pytest.raises(subprocess.CalledProcessError) as ended:
        manage(tmp_path, "recheck", "--traceback", DATABASE_URL=url)

    assert "Traceback" in ended.value.stderr


def test_a_pool_waits_no_longer_for_a_server_that_was_away_than_who_asks(tmp_path):
    told = (
        "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['pool'])"
    )
    pytest.importorskip("psycopg_pool")

    done = manage(tmp_path, "shell", "-v0", "-c", told, DATABASE_URL="postgres://a@b/c?pool=3")

    pool = {"min_size": 1, "max_size": 3, "timeout": 5, "reconnect_timeout": 2}
    assert ast.literal_eval(done.stdout) == pool


@pytest.fixture
def postgres():
    with servers.postgres() as server:
        yield server


@contextmanager
def an_article_served(folder, url, **settings):
    """Serve a public article from the database at *url*, and give where."""
    where = f"{folder}/s"
    own = {"DATABASE_URL": url, "BIND": f"unix:{where}", "WORKERS": "1", **settings}
    manage(folder, "migrate", "--verbosity=0", **own)
    manage(folder, "shell", "--verbosity=0", "-c", servers.PUBLISH, **own)
    with started(GUNICORN, folder, **own):
        servers.wait_for(where)
        yield where


@pytest.mark.parametrize("pool", ["", "?pool=2"], ids=["a connection a thread", "a pool"])
def test_a_database_that_goes_and_comes_back_is_missed_only_meanwhile(postgres, tmp_path, pool):
    pytest.importorskip("psycopg_pool" if pool else "psycopg")
    asked = (HERE, f"{HERE}history/", "/api/v1/articles", "/healthz", "/healthz/ready")

    with an_article_served(tmp_path, f"{postgres.url}{pool}") as where:
        before = [ask(where, path)[0].status for path in asked]
        postgres.stop()
        while ask(where, HERE)[0].status == 200:
            pass  # from memory, which ends with the second
        without = [ask(where, path) for path in asked]
        alive = ask(where, "/healthz/live")[0].status
        postgres.start()
        after = [ask(where, path)[0].status for path in asked]

    assert before == after == [200] * 5
    assert [answer.status for answer, _ in without] == [503] * 5
    assert [answer.getheader("Retry-After") for answer, _ in without[:3]] == ["15"] * 3
    assert without[2][0].getheader("Content-Type") == "application/problem+json"
    assert b"The database does not answer at this moment." in without[0][1]
    assert not any(b"Traceback" in body or b"psycopg" in body for _, body in without)
    assert alive == 200


def test_readers_of_a_page_do_not_notice_that_connections_are_cut(postgres, tmp_path):
    """As by a restart, or by a firewall that thinks them idle for too long."""
    psycopg = pytest.importorskip("psycopg")
    with (
        an_article_served(tmp_path, postgres.url, PAGE_MEMORY="0") as where,
        psycopg.connect(postgres.url, autocommit=True) as other,
    ):
        answered = [ask(where, HERE)[0].status]
        for _ in range(3):
            assert other.execute(CUT).fetchall() == [(True,)]
            answered += [ask(where, path)[0].status for path in (HERE, "/", HERE)]

    assert answered == [200] * 10
