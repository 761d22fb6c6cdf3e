"""Where no letter leaves the site, none is promised."""

import examples
import pytest
from django.core import mail
from django.urls import reverse

from encyclopedia import publishing, reporting, store
from encyclopedia.models import Report
from encyclopedia.running import letters
from sources import store as source_store

pytestmark = pytest.mark.django_db

HERE = "/articles/skerry-lighthouse/report/"
WHOLE = {"sentence": "article", "kind": "wrong", "text": "It was 1888."}


@pytest.fixture
def _no_letters(settings):
    settings.EMAIL_BACKEND = letters.NOWHERE


@pytest.fixture
def edit():
    source_store.save(examples.almanac(), editor=None, summary="")
    why = store.Reason(editor=None, summary="")
    edit = store.create(examples.lighthouse(), reason=why).edit
    publishing.publish(edit, publisher=None)
    return edit


def text(client, url):
    return client.get(url).content.decode()


@pytest.mark.parametrize("address", ["ann@example.org", ""])
@pytest.mark.usefixtures("_no_letters")
def test_readers_are_asked_for_no_address_and_their_report_is_taken(client, edit, address):
    assert "e-mail" not in text(client, f"{HERE}?sentence=article")

    assert client.post(HERE, {**WHOLE, "email": address}).status_code == 302
    assert Report.objects.get().email == ""


def test_readers_are_asked_where_letters_leave(client, edit):
    assert "e-mail" in text(client, f"{HERE}?sentence=article")


@pytest.mark.usefixtures("_no_letters")
def test_an_editor_who_settles_an_older_report_is_told_that_no_answer_leaves(client, ada, edit):
    told = reporting.Told(kind="wrong", text="It was 1888.", email="ann@example.org")
    report = reporting.report(edit, reporting.WHOLE, told)
    url = reverse("admin:encyclopedia_report_change", args=[report.pk])
    client.force_login(ada)
    assert "write to them yourself" in text(client, url)
    assert "stays here: this site sends no letters" in text(client, url)

    settled = {"_settle": "1", "outcome": "corrected", "answer": "You are right."}
    page = client.post(url, settled, follow=True).content.decode()

    report.refresh_from_db()
    assert (report.outcome, report.email, mail.outbox) == ("corrected", "", [])
    assert "Settled." in page
    assert "The reader has the answer" not in page


@pytest.mark.usefixtures("_no_letters")
def test_whoever_forgot_a_password_is_led_to_those_who_can_set_one(client, ada):
    url = reverse("admin_password_reset")
    for answer in (client.get(url), client.post(url, {"email": "ada@example.org"})):
        assert answer.status_code == 200
        assert "An administrator can set one for you" in answer.content.decode()


@pytest.mark.usefixtures("_no_letters")
def test_whoever_chooses_digests_is_told_that_they_wait(client, ada):
    client.force_login(ada)
    assert "This site sends no letters yet" in text(client, reverse("notifications"))
