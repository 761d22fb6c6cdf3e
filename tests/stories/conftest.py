"""The stage of the stories: a site that answers, people with accounts, and a browser that tells.

Playwright and Chromium are wanted, not needed: without them the stories are skipped, saying why.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace

import examples
import pytest

from encyclopedia import publishing, store
from sources import store as source_store

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
WHY = store.Reason(editor=None, editor_name="Keeper", summary="Begun")

# A story that waits longer than this has failed.
PATIENCE = 10_000  # milliseconds


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Start the system's Chromium, which may talk to nobody but the site."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not installed (CHROMIUM names another place)")
    # Playwright keeps an event loop in this thread, and Django refuses its ORM beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {
        "executable_path": str(CHROMIUM),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def base_url():
    """Stand in for the plugin's own: each browser is told the address of its site."""
    return ""


def make_roles():
    """Make the roles of the migrations again: a test with real transactions ends in a flush."""
    from django.apps import apps
    from django.db import connection

    from encyclopedia import migrations

    names = sorted(module.name for module in iter_modules(migrations.__path__))
    modules = [import_module(f"{migrations.__name__}.{name}") for name in names]
    for migration in modules:
        for name in ("make_roles", "give_rights"):
            if hasattr(migration, name):
                getattr(migration, name)(apps, SimpleNamespace(connection=connection))


@pytest.fixture(scope="module", autouse=True)
def _roles_for_those_who_follow(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        make_roles()


@pytest.fixture
def site(live_server, settings):
    """Give the address of a site with roles and no articles."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    make_roles()
    return live_server.url


@pytest.fixture
def ada(site, ada):
    """An editor who may also publish."""
    return ada


@pytest.fixture
def tom(site, tom):
    """An editor who may not publish."""
    return tom


@pytest.fixture
def article(site):
    """A draft that cites a source; nobody has published it."""
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def published(article):
    """The same article, as readers have it."""
    publishing.publish(store.head(article), publisher=None)
    return article


@pytest.fixture
def complaints():
    """Collect what a browser complains of, and fail the story that has any."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def open_browser(site, new_context, complaints):
    """Give a function that opens a browser of its own: no cookies, and ears for complaints."""

    def hear(message):
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.type}: {message.text}")

    def requested(request):
        if not request.url.startswith((site, "data:", "blob:")):
            complaints.append(f"asked a stranger: {request.url}")

    def open_browser(**options):
        size = {"width": 1360, "height": 900}
        context = new_context(**{"base_url": site, "viewport": size, **options})
        context.set_default_timeout(PATIENCE)
        context.on("console", hear)
        context.on("weberror", lambda error: complaints.append(f"thrown: {error.error}"))
        context.on("request", requested)
        return context.new_page()

    return open_browser


@pytest.fixture
def reader(open_browser):
    """A visitor without an account."""
    return open_browser()


@pytest.fixture
def signed_in(open_browser):
    """Give a function that signs a member in with a browser of their own."""

    def sign_in(member):
        page = open_browser()
        page.goto("/admin/")
        page.get_by_label("Username").fill(member.username)
        page.get_by_label("Password").fill(member.username)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    return sign_in
