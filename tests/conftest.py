"""The cast and the props of the tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile(
    "full",
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    if not SEEDS.is_dir():
        pytest.skip("the seed files are not beside this checkout")
    return SEEDS


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keep a SQLite test database in a file, as the real one is.

    In memory, the threads of a live server would share one connection, and read each other's
    unfinished transactions.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Give every test an archive and pictures of its own."""
    storages = {name: dict(options) for name, options in settings.STORAGES.items()}
    for name in ("default", "archive"):
        storages[name] = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / name},
        }
    settings.STORAGES = storages


@pytest.fixture(autouse=True)
def _no_pages_in_memory(settings):
    """Make each page anew: what a test publishes is taken back, of which no memory is told."""
    settings.PAGE_MEMORY = settings.ANSWER_MEMORY = 0


@pytest.fixture(autouse=True)
def _nothing_fetched(settings):
    """Ask no network, unless a test says which."""
    settings.FETCH_SOURCES = False


@pytest.fixture(autouse=True)
def _todays_content_types():
    """Forget content types of before: a transactional test flushes them, and they come anew."""
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Forget what other tests had compared, so that each costs what it costs by itself."""
    from encyclopedia import comparing
    from encyclopedia.store import findings

    comparing.remembered.forget()
    findings.remembered.forget()


@pytest.fixture
def ada(django_user_model):
    """An editor who may also publish."""
    return _member(django_user_model, "ada", "editor", "publisher")


@pytest.fixture
def tom(django_user_model):
    """An editor who may not publish."""
    return _member(django_user_model, "tom", "editor")


@pytest.fixture
def rita(django_user_model):
    """A reader with an account and no role."""
    return django_user_model.objects.create_user("rita", password="rita")


def _member(users, name, *roles):
    from django.contrib.auth.models import Group

    user = users.objects.create_user(name, password=name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user
