"""What balancers are told: a word, and nothing that only the operator should know."""

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from encyclopedia.doctor import ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgotten_migration():
    """A database that lacks what the newest migration made, as far as its records tell."""
    newest = MigrationRecorder.Migration.objects.filter(app="encyclopedia").latest("name")
    newest.delete()
    return newest.name


@pytest.mark.parametrize(
    ("address", "word"), [("/healthz", "ok"), ("/healthz/live", "ok"), ("/healthz/ready", "ready")]
)
def test_a_site_in_order_says_so(client, monkeypatch, address, word):
    monkeypatch.setattr(ready, "LEAST_ROOM", 1)

    answer = client.get(address)

    assert (answer.status_code, answer.content) == (200, f"{word}\n".encode())
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_process_that_lives_asks_no_database(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/healthz/live")

    assert len(asked) == 0


def test_a_site_without_its_migrations_is_not_ready_and_does_not_say_why(
    client, forgotten_migration, caplog
):
    with caplog.at_level(logging.WARNING):
        answer = client.get("/healthz/ready")

    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert "Migrations are not applied: 1." in caplog.text


def test_a_site_without_room_serves_readers_on(client, monkeypatch, caplog):
    monkeypatch.setattr(ready, "LEAST_ROOM", 1 << 60)

    with caplog.at_level(logging.WARNING):
        answer = client.get("/healthz/ready")

    assert (answer.status_code, answer.content) == (200, b"degraded\n")
    assert "are free on the disk of the data folder" in caplog.text


def test_asking_leaves_nothing_in_the_cache(client):
    cache.clear()

    client.get("/healthz/ready")

    assert not cache._cache  # noqa: SLF001 -- what memory holds, no other way tells
