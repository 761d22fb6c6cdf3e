"""Figures for Prometheus: for whoever brings the token, and true of all processes."""

import os
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path

import examples
import pytest
import servers
from servers import GUNICORN, ask, started

from encyclopedia import publishing, store
from sources import store as source_store

prometheus = pytest.importorskip("prometheus_client")
parser = pytest.importorskip("prometheus_client.parser")

WHY = store.Reason(editor=None, summary="")
TOKEN = "a-token-for-figures"
HERE = "/articles/skerry-lighthouse/"


def figures(body):
    """Give each sample of an answer by its name and labels."""
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in parser.text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


@pytest.fixture
def _published(db):
    source_store.save(examples.almanac(), editor=None, summary="")
    publishing.publish(store.create(examples.lighthouse(), reason=WHY).edit, publisher=None)


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}"])
@pytest.mark.parametrize("token", ["", TOKEN])
def test_without_the_token_there_is_no_such_address(client, settings, sent, token):
    settings.METRICS_TOKEN = token

    assert client.get("/metrics", headers={"Authorization": sent}).status_code == 404


@pytest.mark.usefixtures("_published")
def test_what_there_is_and_what_waits_is_counted_in_the_database(client, settings):
    settings.METRICS_TOKEN = TOKEN

    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    found = figures(answer.content)
    expected = {"database_up": 1, "articles": 1, "public_articles": 1, "revisions": 1}
    expected |= {"publications": 1, "reviews_waiting": 0, "pages_to_renew": 0}
    expected |= {"schedules_overdue": 0, "reports_open": 0, "drafts_kept": 0}
    assert {name: found[(f"encyclopedia_{name}",)] for name in expected} == expected
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("_published")
def test_requests_are_counted_by_route_and_status_never_by_words(client, settings):
    settings.METRICS_TOKEN = TOKEN
    settings.PAGE_MEMORY = 0

    client.get(f"{HERE}history/")
    client.get("/search/?q=words-that-somebody-typed")
    client.get(HERE)
    client.generic("PROPFIND", "/nowhere-that-somebody-typed")
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    found = figures(answer.content)
    count = "encyclopedia_requests_total"
    for route, method, status in (
        ("history", "GET", "200"),
        ("search", "GET", "200"),
        ("article", "GET", "200"),
        ("none", "other", "404"),
    ):
        assert found[(count, ("method", method), ("route", route), ("status", status))] >= 1
    assert found[("encyclopedia_request_seconds_count", ("route", "search"))] >= 1
    assert b"somebody" not in answer.content


@contextmanager
def counting(folder, workers=1, **settings):
    """Start a server that counts, on a database of its own in *folder*; its socket is `s` there."""
    servers.migrated(folder)
    own = {"BIND": f"unix:{folder}/s", "WORKERS": str(workers), "METRICS_TOKEN": TOKEN}
    with started(GUNICORN, folder, **own, **settings) as server:
        servers.wait_for(f"{folder}/s")
        yield server


def live(where, visits):
    """Visit as often as *visits*; give how many visits the workers tell of."""
    for _ in range(visits):
        ask(where, "/healthz/live")
    _, body = ask(where, "/metrics", Authorization=f"Bearer {TOKEN}")
    name = ("encyclopedia_requests_total", ("method", "GET"), ("route", "live"), ("status", "200"))
    return figures(body)[name]


def test_workers_tell_the_sum_of_what_all_of_them_did(tmp_path):
    with counting(tmp_path, workers=2):
        assert live(f"{tmp_path}/s", 20) == 20


def made_by(server):
    """The folders of figures that *server* made where heartbeats are, or else temporary files."""
    places = [each for each in (Path("/dev/shm"), Path(tempfile.gettempdir())) if each.is_dir()]  # noqa: S108 -- looked into
    return [each for place in places for each in place.glob(f"encyclopedia-metrics-{server.pid}-*")]


def reload(server):
    """Let new workers take the place of those that are there, and wait for it."""
    before = servers.workers_of(server)
    server.send_signal(signal.SIGHUP)
    servers.wait_for_others(server, before)


def test_the_folder_of_figures_outlives_reloads_and_not_the_server(tmp_path):
    with counting(tmp_path) as server:
        made = made_by(server)
        counted = live(f"{tmp_path}/s", 3)
        reload(server)
        counted_on = live(f"{tmp_path}/s", 3)
        made_again = made_by(server)

    assert (len(made), made_again, made_by(server)) == (1, made, [])
    assert (counted, counted_on) == (3, 6)


def test_a_folder_of_figures_that_is_named_is_used_and_stays(tmp_path):
    named = tmp_path / "figures"
    named.mkdir()
    settings = {"PROMETHEUS_MULTIPROC_DIR": str(named)}

    with counting(tmp_path, **settings) as server:
        made = made_by(server)
        counted = live(f"{tmp_path}/s", 3)

    assert (made, counted) == ([], 3)
    assert list(named.glob("counter_*.db"))


def test_the_folder_of_a_server_that_was_replaced_is_not_taken_over(tmp_path):
    of_another = tmp_path / f"encyclopedia-metrics-{os.getpid()}-x"
    of_another.mkdir()
    settings = {"PROMETHEUS_MULTIPROC_DIR": str(of_another)}

    with counting(tmp_path, **settings) as server:
        made = made_by(server)

    assert (len(made), made_by(server), list(of_another.iterdir())) == (1, [], [])


def test_a_token_without_the_extra_ends_no_server_at_a_reload(tmp_path):
    absent = "import sys\nsys.modules['prometheus_client'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(absent)
    settings = {"PYTHONPATH": str(tmp_path)}

    with counting(tmp_path, **settings) as server:
        reload(server)
        answer, _ = ask(f"{tmp_path}/s", "/metrics", Authorization=f"Bearer {TOKEN}")

    assert (answer.status, made_by(server)) == (404, [])
