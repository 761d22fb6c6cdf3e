"""Signing in: slowed and locked, the same for names that are known and not; a second factor."""

import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pyotp
import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from encyclopedia import guarding, second_factor
from encyclopedia.admin import signing_in
from encyclopedia.models import Attempts, SecondFactor

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def _stopped_clock(monkeypatch):
    """Let no second pass between attempts, however slow the machine."""
    monkeypatch.setattr(guarding, "timezone", SimpleNamespace(now=lambda: NOON))


def sign_in(client, name, password, **more):
    return client.post(LOGIN, {"username": name, "password": password}, **more)


def code(at):
    return pyotp.TOTP(SECRET).at(at)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (2, 0), (3, 1), (4, 2), (6, 8), (12, 512), (13, 900), (99, 900)],
)
def test_the_wait_doubles_up_to_fifteen_minutes(failures, seconds):
    assert guarding.wait(failures, free=3) == timedelta(seconds=seconds)


def test_attempts_at_one_name_are_slowed_then_locked_then_forgotten():
    waits = [guarding.attempt("ada", "192.0.2.1", now=NOON) for _ in range(5)]

    assert waits == [timedelta()] * 3 + [timedelta(seconds=1)] * 2
    for _ in range(20):
        row = Attempts.objects.order_by("-failures").first()
        guarding.attempt("ada", "192.0.2.1", now=row.last_at + timedelta(hours=1))
    row = Attempts.objects.order_by("-failures").first()
    assert guarding.attempt("ada", "192.0.2.1", now=row.last_at) == timedelta(minutes=15)
    later = row.last_at + timedelta(days=2)
    assert guarding.attempt("ada", "192.0.2.1", now=later) == timedelta()


def test_one_address_cannot_try_one_password_on_every_name():
    waits = [guarding.attempt(f"name{n}", "192.0.2.1", now=NOON) for n in range(40)]

    assert waits[:30] == [timedelta()] * 30
    assert all(waits[30:])
    assert guarding.attempt("name1", "192.0.2.2", now=NOON) == timedelta()


def test_who_is_counted_after_a_later_one_does_not_wait_for_it():
    later = datetime.now(UTC)
    guarding.attempt("ann", "192.0.2.1", now=later)

    waited = guarding.attempt("bob", "192.0.2.1", now=later - timedelta(milliseconds=5))

    assert waited == timedelta()


def test_the_addresses_of_one_household_count_as_one():
    for n in range(30):
        guarding.attempt(f"name{n}", f"2001:db8::{n:x}", now=NOON)

    assert guarding.attempt("ada", "2001:db8::ffff", now=NOON) == timedelta(seconds=1)
    assert guarding.attempt("ada", "2001:db8:0:1::1", now=NOON) == timedelta()


@pytest.mark.usefixtures("_stopped_clock")
def test_known_and_unknown_and_deactivated_names_are_told_the_same(client, ada, tom):
    tom.is_active = False
    tom.save()
    told = {}
    for name in ("ada", "nobody", "tom"):
        answers = [sign_in(client, name, "wrong") for _ in range(5)]
        told[name] = [
            (answer.status_code, answer.context["form"].non_field_errors()) for answer in answers
        ]

    assert told["ada"] == told["nobody"] == told["tom"]
    assert [status for status, _ in told["ada"]] == [200, 200, 200, 429, 429]


@pytest.mark.usefixtures("_stopped_clock")
def test_a_locked_name_is_not_let_in_with_the_right_password_either(client, ada):
    for _ in range(3):
        sign_in(client, "ada", "wrong")

    answer = sign_in(client, "ada", "ada")

    assert (answer.status_code, "_auth_user_id" in client.session) == (429, False)


def test_signing_in_forgets_what_failed_before(client, ada):
    for _ in range(2):
        sign_in(client, "ada", "wrong")

    assert sign_in(client, "ada", "ada").status_code == 302
    assert Attempts.objects.exclude(failures=2).count() == 0


def test_a_code_counts_once_and_for_a_minute_and_a_half(ada):
    second_factor.set_up(ada, SECRET, code(1000), at=1000)

    assert not second_factor.verify(ada, code(1000), at=1010)
    assert second_factor.verify(ada, f" {code(1030)[:3]} {code(1030)[3:]}", at=1030)
    assert not second_factor.verify(ada, code(1030), at=1030)
    assert second_factor.verify(ada, code(2000), at=2025)
    assert not second_factor.verify(ada, code(3000), at=3100)


def test_a_recovery_code_counts_once(ada):
    codes = second_factor.set_up(ada, SECRET, code(1000), at=1000)

    assert len(set(codes)) == 10
    assert second_factor.verify(ada, codes[3].upper().replace("-", " "))
    assert not second_factor.verify(ada, codes[3])
    assert codes[4] not in str(SecondFactor.objects.values())


def test_the_password_alone_lets_nobody_in_who_has_a_second_factor(client, ada):
    codes = second_factor.set_up(ada, SECRET, code(1000), at=1000)

    step = sign_in(client, "ada", "ada")
    assert step.url.startswith("/admin/login/second/")
    assert client.get("/admin/").status_code == 302
    wrong = client.post(step.url, {"code": "000000"})
    assert (wrong.status_code, "_auth_user_id" in client.session) == (200, False)
    right = client.post(step.url, {"code": codes[0]})

    assert (right.status_code, right.url) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_the_second_step_leads_to_no_other_site(client, ada):
    codes = second_factor.set_up(ada, SECRET, code(1000), at=1000)
    sign_in(client, "ada", "ada")

    answer = client.post("/admin/login/second/?next=//evil.example/", {"code": codes[0]})

    assert answer.url == "/admin/"


def test_who_is_deactivated_between_password_and_code_stays_out(client, ada):
    codes = second_factor.set_up(ada, SECRET, code(1000), at=1000)
    sign_in(client, "ada", "ada")
    ada.is_active = False
    ada.save()

    answer = client.post("/admin/login/second/", {"code": codes[0]})

    assert (answer.url, "_auth_user_id" in client.session) == (LOGIN, False)


@pytest.mark.usefixtures("_stopped_clock")
def test_wrong_codes_are_slowed_too(client, ada):
    second_factor.set_up(ada, SECRET, code(1000), at=1000)
    sign_in(client, "ada", "ada")

    statuses = [client.post("/admin/login/second/", {"code": "1"}).status_code for _ in range(4)]

    assert statuses == [200, 200, 429, 429]


def test_a_role_that_needs_a_second_factor_sets_it_up_before_it_enters(client, ada, settings):
    settings.SECOND_FACTOR_ROLES = ["publisher"]

    step = sign_in(client, "ada", "ada").url
    page = client.get(step)
    kept = page.context["kept"]
    secret = page.context["secret"].replace(" ", "")
    assert client.get("/admin/").status_code == 302
    done = client.post(step, {"kept": kept, "code": pyotp.TOTP(secret).now()})

    assert len(done.context["codes"]) == 10
    assert client.get("/admin/").status_code == 200
    off = client.post(reverse("own_factor"), {"code": done.context["codes"][0], "_off": "1"})
    assert (off.status_code, second_factor.has(ada)) == (302, True)


def test_a_secret_that_the_page_did_not_make_is_not_taken(client, ada):
    client.force_login(ada)

    client.post(reverse("own_factor"), {"kept": SECRET, "code": pyotp.TOTP(SECRET).now()})

    assert not second_factor.has(ada)


def test_an_administrator_resets_a_lost_factor_and_an_editor_does_not(
    client, ada, tom, django_user_model
):
    second_factor.set_up(ada, SECRET, code(1000), at=1000)
    boss = django_user_model.objects.create_user("boss", is_staff=True)
    boss.groups.set(Group.objects.filter(name="administrator"))
    url = reverse("reset_factor", args=[ada.pk])

    client.force_login(tom)
    refused = client.post(url).status_code
    client.force_login(boss)
    client.post(url)

    assert (refused, second_factor.has(ada)) == (403, False)


def test_a_forgotten_password_is_reset_by_a_letter_that_comes_once(client, ada):
    cache.clear()
    ada.email = "ada@example.org"
    ada.save()
    url = reverse("admin_password_reset")

    answers = [
        client.post(url, {"email": email}).url
        for email in ("ada@example.org", "ada@example.org", "nobody@example.org")
    ]

    assert set(answers) == {"/admin/password_reset/done/"}
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/admin/reset/" in word)
    form = client.get(link.partition("testserver")[2], follow=True)
    new = {"new_password1": "Correct-horse-9", "new_password2": "Correct-horse-9"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password("Correct-horse-9")


TOKEN = "t" * 32


@pytest.fixture
def _kept_connection():
    """Let the end of an answer leave the connection of the test alone, as Django's client does."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def before_the_answer(rf, email):
    """Give the queries and the hashes that are computed before the answer, and the answer."""
    sent = {"email": email, "csrfmiddlewaretoken": TOKEN}
    request = rf.post(reverse("admin_password_reset"), sent)
    request.COOKIES["csrftoken"] = TOKEN
    hashes = []

    def note(frame, event, argument):
        if event == "c_call" and getattr(argument, "__module__", "") == "_hashlib":
            hashes.append(argument.__name__)

    sys.setprofile(note)
    try:
        with CaptureQueriesContext(connection) as asked:
            answer = signing_in.ResetPassword.as_view()(request)
    finally:
        sys.setprofile(None)
    return (len(asked), hashes), answer


@pytest.mark.usefixtures("_kept_connection")
def test_a_forgotten_password_costs_the_same_work_whether_or_not_anybody_has_the_address(rf, ada):
    cache.clear()
    ada.email = "ada@example.org"
    ada.save()

    known, answer = before_the_answer(rf, "ada@example.org")
    unknown, other = before_the_answer(rf, "nobody@example.org")

    assert known == unknown == (0, ["compare_digest"])  # of the token of the form
    assert (answer.status_code, answer.url, answer.content) == (
        other.status_code,
        other.url,
        other.content,
    )
    assert mail.outbox == []
    other.close()
    assert mail.outbox == []
    answer.close()
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


@pytest.mark.usefixtures("_kept_connection")
def test_what_fails_after_an_answer_is_told_to_the_server_and_the_answer_is_whole():
    def fail():
        raise OSError("no way out")

    answer = signing_in.AnsweredFirst("/there/", fail)

    with pytest.raises(OSError, match="no way out"):
        answer.close()
    assert (answer.url, answer.closed) == ("/there/", True)
