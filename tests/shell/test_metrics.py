"""Figures for Prometheus: for whoever brings the token, and true of all processes."""

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


def test_workers_tell_the_sum_of_what_all_of_them_did(tmp_path):
    servers.migrated(tmp_path)
    settings = {"BIND": f"unix:{tmp_path}/s", "WORKERS": "2", "METRICS_TOKEN": TOKEN}

    with started(GUNICORN, tmp_path, **settings):
        servers.wait_for(f"{tmp_path}/s")
        for _ in range(20):
            ask(f"{tmp_path}/s", "/healthz/live")
        _, body = ask(f"{tmp_path}/s", "/metrics", Authorization=f"Bearer {TOKEN}")

    name = ("encyclopedia_requests_total", ("method", "GET"), ("route", "live"), ("status", "200"))
    assert figures(body)[name] == 20
