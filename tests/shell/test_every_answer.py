"""What holds of every answer to every address that the resolver knows, whoever asks.

The addresses, the people and their world are those of the permission matrix.
"""

import re
import stat

import pytest
from django.conf import settings as site_settings
from django.db import connection, transaction
from django.test import Client
from every_address import IN_FULL, ROUTES, address, is_of_an_article

from encyclopedia import assets, tokens
from encyclopedia.audit import QUESTIONS
from encyclopedia.models import AuditEntry

pytestmark = pytest.mark.django_db

WHO = ("anonymous", "author", "publisher", "superuser")
SAFE = ("GET", "HEAD", "OPTIONS")
SCOPES = ("read", "write", "review", "sources")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
STRICT = {
    "default-src": {"'none'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "form-action": {"'self'"},
    "img-src": {"'self'", "data:"},
    **{name: {"'self'"} for name in ("connect-src", "font-src", "manifest-src")},
}
INLINE = {name: rf"<{name}>(.*?)</{name}>" for name in ("style", "script")}
AWAY = ("https://evil.example/", "//evil.example/", "/\\evil.example/", "\thttps:evil.example")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "TRUNCATE")


@pytest.fixture(autouse=True)
def _as_many_questions_as_we_like(settings):
    settings.API_RATE_ANONYMOUS = settings.API_RATE_TOKEN = settings.API_RATE_WRITING = 10**6


class Asking:
    """Ask everything as each of the cast; whatever that changes is taken back."""

    def __init__(self, people, world, **options):
        self.people, self.world, self.options = people, world, options
        self.written, self.tokens = [], {}

    def as_each(self, *methods, who=WHO, states=("draft", "published"), **asked):
        for each in who:
            client = Client(raise_request_exception=False, **self.options)
            if self.people[each] is not None:
                client.force_login(self.people[each])
                self.tokens[each] = tokens.make(self.people[each], "For all", SCOPES)[1]
            for route in ROUTES:
                for state in states if is_of_an_article(route) else states[:1]:
                    for method in methods:
                        url = address(route, state, self.world)
                        how = self.with_token(each, url, asked) if method in SAFE else asked
                        yield (each, method, route, state), self.once(client, method, url, **how)

    def with_token(self, who, url, asked):
        """Bring the token of *who* where cookies count for nothing."""
        if not url.startswith("/api/") or who not in self.tokens:
            return asked
        bearer = {"authorization": f"Bearer {self.tokens[who]}"}
        return {**asked, "headers": {**asked.get("headers", {}), **bearer}}

    def once(self, client, method, url, **asked):
        cookies = client.cookies.copy()
        with transaction.atomic(), connection.execute_wrapper(self.count):
            self.written = []
            before = AuditEntry.objects.count()
            answer = client.generic(method, url, **asked)
            answer.content  # noqa: B018 -- read while what it shows is there
            answer.entries = AuditEntry.objects.count() - before
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer

    def count(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.written.append(sql)
        return execute(sql, params, many, context)


@pytest.fixture
def asking(people, world):
    return Asking(people, world)


def policy_of(answer):
    told = answer.headers.get("Content-Security-Policy", "")
    found = [directive.split() for directive in told.split(";") if directive.strip()]
    return {name: set(values) for name, *values in found}


def is_strict(policy, page):
    """Tell whether only what we name runs: our files, and the style and script inside *page*.

    HEAD is told the policy of a page that it is not sent.
    """
    if not page:
        policy = {
            name: {each for each in told if "sha256-" not in each} for name, told in policy.items()
        }
    allowed = {
        f"{element}-src": {"'self'", *map(assets.csp_hash, re.findall(inside, page, re.DOTALL))}
        for element, inside in INLINE.items()
    }
    return {name: policy.get(name) for name in (*STRICT, *allowed)} == {**STRICT, **allowed}


def faults_of(answer, written=()):
    """Say what of an answer should not be."""
    is_page = answer.headers.get("Content-Type", "").startswith(("text/html", "image/svg"))
    if is_page and not is_strict(policy_of(answer), answer.content.decode()):
        yield "its policy is not strict"
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "its type is guessed"
    goes = answer.headers.get("Location", "/")
    if not goes.startswith("/") or goes[1:2] in ("/", "\\"):
        yield f"it leads to {goes}"
    if b"forged.example" in answer.content + str(answer.headers).encode():
        yield "it believes who says what we are called"
    yield from (f"it wrote {sql[:80]}" for sql in written)


@pytest.mark.parametrize("away", AWAY if IN_FULL else AWAY[1:2])
def test_asking_writes_nothing_and_is_answered_under_the_strict_policy(asking, tmp_path, away):
    files = sorted(tmp_path.rglob("*"))
    forged = {"x-forwarded-host": "forged.example", "forwarded": "host=forged.example"}
    led = {"query_params": dict.fromkeys(("next", "url", "return", "from"), away)}

    found, asked = [], 0
    for state, query in (("draft", led), ("published", {})):
        for where, answer in asking.as_each(
            *(SAFE if IN_FULL else SAFE[:1]), states=(state,), headers=forged, **query
        ):
            asked += 1
            found += [(where, fault) for fault in faults_of(answer, asking.written)]

    print(f"answers under the strict policy, without a write: {asked}")  # noqa: T201 -- the report
    assert asked > 1_000
    assert (found, sorted(tmp_path.rglob("*"))) == ([], files)


def test_nothing_is_changed_without_the_token(people, world):
    """A form of another site carries the cookies of its visitor, and no token."""
    asking = Asking(people, world, enforce_csrf_checks=True)

    found = []
    for where, answer in asking.as_each(*UNSAFE, who=("superuser",)):
        # That it was refused is written down; a link of a letter is a right by itself (RFC 8058).
        refused_alone = [sql for sql in asking.written if "auditentry" not in sql]
        done = [] if "digests/stop" in where[2] else refused_alone
        found += [(where, fault) for fault in faults_of(answer, done)]

    assert found == []


def test_every_request_that_could_change_something_leaves_one_entry(asking):
    found = []
    for where, answer in asking.as_each("POST", who=("superuser", "anonymous")):
        match = getattr(answer, "resolver_match", None)
        led_to_sign_in = answer.headers.get("Location", "").startswith("/admin/login/")
        refused = answer.status_code >= 400 or led_to_sign_in
        expected = 0 if match and match.view_name in QUESTIONS and not refused else 1
        found += [(where, fault) for fault in faults_of(answer)]
        if answer.entries != expected:
            found.append((where, answer.status_code, f"{answer.entries} entries, not {expected}"))

    assert found == []


@pytest.mark.parametrize(
    "path", ["//evil.example/articles", "/\\evil.example/admin", "//evil.example"]
)
def test_no_address_of_ours_is_read_as_another_site(client, path):
    goes = client.get(path).headers.get("Location", "/")

    assert goes.startswith("/")
    assert goes[1:2] not in ("/", "\\")


def test_a_host_that_is_not_ours_gets_no_answer(asking):
    answered = []
    for forged in ({"host": "evil.example"}, {"host": "testserver:80@evil.example"}):
        for where, answer in asking.as_each(
            "GET", who=("anonymous",), states=("published",), headers=forged
        ):
            if answer.status_code != 400:
                answered.append((where, answer.status_code))

    assert answered == []


def test_cookies_are_for_servers_alone_and_for_our_own_pages(client, ada, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.LANGUAGE_COOKIE_SECURE = True
    client.get("/admin/login/")
    client.post("/admin/login/", {"username": "ada", "password": "ada"})
    client.post("/admin/language/", {"language": "de"})

    assert {
        name: (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"])
        for name, cookie in client.cookies.items()
    } == dict.fromkeys(("csrftoken", "sessionid", "desk_language"), (True, True, "Lax"))


def test_nobody_else_on_the_machine_reads_what_is_kept(tmp_path):
    from servers import manage

    tmp_path.chmod(0o755)  # as an operator may have made it
    manage(tmp_path, "migrate", "--verbosity=0")
    manage(tmp_path, "shell", "--verbosity=0", "-c", KEPT)
    manage(tmp_path, "backup", str(tmp_path / "backup.zip"))

    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    open_ = [path.name for path in kept if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    assert {"encyclopedia.sqlite3", "secret_key", "backup.zip"} <= {path.name for path in kept}
    assert len(kept) > 4
    assert open_ == []


KEPT = """
import io
from PIL import Image
from encyclopedia import pictures
from sources import store
out = io.BytesIO()
Image.linear_gradient("L").save(out, "PNG")
pictures.keep(pictures.prepare(out.getvalue()))
from django.core.files.storage import storages
from django.core.files.base import ContentFile
storages["archive"].save("a", ContentFile(b"a"))
"""


def test_a_commit_is_on_the_disk_before_anybody_is_told():
    """SQLite in WAL mode may else lose what was acknowledged when the power goes (TRUST 6)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)  # FULL: the log is synced at every commit
            assert (
                "synchronous=FULL" in site_settings.DATABASES["default"]["OPTIONS"]["init_command"]
            )
        else:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
