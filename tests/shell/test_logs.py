"""Lines of the log: each names its request, and none holds what is secret or what was typed."""

import io
import json
import logging

import examples
import pytest
import servers
from django.core.cache import cache
from django.urls import reverse
from forms_of import save

from encyclopedia import publishing, store, tokens
from encyclopedia.running import logs
from encyclopedia.views import recent
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
CANARY = "canary-words-that-nobody-may-log"


@pytest.fixture(params=[logs.JsonLines, logs.PlainLines], ids=["json", "plain"])
def written(request):
    """All that any logger writes, however little it matters, as an operator would find it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    root, access = logging.getLogger(), logging.getLogger(logs.ACCESS)
    before = root.level, access.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    access.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before[0])
    access.setLevel(before[1])


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    saved = store.create(examples.lighthouse(), reason=WHY)
    publishing.publish(saved.edit, publisher=None)
    return saved.edit.article


def test_no_line_holds_secrets_cookies_tokens_or_words(
    client, ada, article, written, monkeypatch, settings
):
    settings.METRICS_TOKEN = f"metrics-{CANARY}"
    client.raise_request_exception = False
    _, secret = tokens.make(ada, "a program", ["read", "save"])

    client.post("/admin/login/", {"username": f"name-{CANARY}", "password": f"word-{CANARY}"})
    client.post("/admin/login/", {"username": "ada", "password": "ada"})
    session = client.cookies["sessionid"].value
    saved = save(client, article, lead=f"A lead with {CANARY}.")
    client.get("/search/", {"q": CANARY})
    client.get(f"/admin/reset/MQ/{CANARY}/")
    client.get("/api/v1/articles", headers={"Authorization": f"Bearer {secret}"})
    client.get("/api/v1/articles", headers={"Authorization": f"Bearer {CANARY}"})
    client.get("/metrics", headers={"Authorization": f"Bearer {CANARY}"})

    def fail(*args, **named):
        raise ValueError(f"could not read “{CANARY}”")

    monkeypatch.setattr(recent, "canonical", fail)
    client.get("/recent/")

    lines = written.getvalue()
    assert saved.status_code == 302
    assert "ValueError" in lines
    assert "/admin/reset/…" in lines
    hidden = (CANARY, session, secret, settings.SECRET_KEY, "Authorization", "csrfmiddleware")
    assert [each for each in hidden if each in lines] == []


def test_a_line_about_a_request_has_the_number_that_its_answer_has(client, written):
    answer = client.get("/nowhere?q=secret")

    number = answer.headers["X-Request-ID"]
    assert len(number) == 32
    lines = [line for line in written.getvalue().splitlines() if not line.startswith(" ")]
    assert len(lines) >= 2
    assert all(number in line for line in lines)


def test_the_line_of_a_request_tells_what_came_of_it(client, article, caplog):
    with caplog.at_level(logging.INFO, logger=logs.ACCESS):
        answer = client.get("/articles/skerry-lighthouse/history/?page=1")

    (record,) = [each for each in caplog.records if each.name == logs.ACCESS]
    told = json.loads(logs.JsonLines().format(record))
    assert told["method"] == "GET"
    assert told["path"] == "/articles/skerry-lighthouse/history/"
    assert told["status"] == 200
    assert told["bytes"] == len(answer.content)
    assert told["ms"] > 0
    assert told["logger"] == "encyclopedia.requests"


@pytest.mark.parametrize(
    ("proxies", "told", "is_taken"),
    [
        (1, "0123456789abcdef0123456789abcdef", True),
        (0, "0123456789abcdef0123456789abcdef", False),
        (1, "short", False),
        (1, "a\nline of its own, forged", False),
        (1, "x" * 65, False),
    ],
)
def test_a_number_is_taken_from_proxies_of_ours_alone(client, settings, proxies, told, is_taken):
    settings.TRUSTED_PROXIES = proxies

    answer = client.get("/healthz/live", headers={"X-Request-ID": told})

    assert (answer.headers["X-Request-ID"] == told) is is_taken


def test_a_page_that_failed_shows_the_number_to_quote(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(recent, "canonical", None)

    answer = client.get("/recent/")

    assert answer.status_code == 500
    assert f"<code>{answer.headers['X-Request-ID']}</code>" in answer.content.decode()


def test_a_line_is_one_line_whatever_is_in_it():
    record = logging.LogRecord("x", logging.INFO, "", 0, "a\nb\x1b[31m \u202e", (), None)

    assert logs.PlainLines().format(record).endswith("[-] a\\u000ab\\u001b[31m \\u202e")
    assert json.loads(logs.JsonLines().format(record))["said"] == "a\\u000ab\\u001b[31m \\u202e"


def test_an_error_tells_its_kind_and_places_and_what_it_came_from():
    try:
        try:
            open("/nowhere/at/all")  # noqa: PTH123, SIM115 -- it is not there
        except OSError as error:
            raise ValueError("typed words") from error
    except ValueError as error:
        record = logging.LogRecord("x", 40, "", 0, "failed", (), (type(error), error, None))

    first, second = json.loads(logs.JsonLines().format(record))["error"]
    assert (first["type"], first["said"]) == ("ValueError", "")
    assert second["type"] == "FileNotFoundError"
    assert "/nowhere/at/all" in second["said"]
    assert "test_logs.py" in first["places"][-1]


def test_the_address_of_the_desk_for_forgotten_passwords_is_the_one_that_is_masked():
    address = reverse("password_reset_confirm", args=["MQ", "c0-token"])

    assert logs.without_secrets(f"Not Found: {address}") == "Not Found: /admin/reset/…"


def test_a_letter_that_cannot_be_sent_stands_in_no_line(client, ada, written, settings):
    cache.clear()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    ada.email = f"{CANARY}@example.org"
    ada.save()

    client.post(reverse("admin_password_reset"), {"email": ada.email})

    lines = written.getvalue()
    assert "ConnectionRefusedError" in lines
    assert CANARY not in lines
    assert "/admin/reset/" not in lines


SEND = f"""
from django.core.mail import send_mail
print(send_mail("{CANARY}", "{CANARY}", None, ["{CANARY}@example.org"]), "sent")
"""


def test_a_letter_is_written_to_the_log_of_no_server_that_was_set_up_as_documented(tmp_path):
    done = servers.manage(tmp_path, "shell", "--verbosity=0", "-c", SEND)

    assert done.stdout == "0 sent\n"
    assert done.stderr.count("A letter was not sent: EMAIL_HOST is not set.") == 1
    assert CANARY not in done.stderr
