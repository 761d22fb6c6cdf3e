"""The audit log: every action and every refusal, by whom and from where; nobody changes it."""

from datetime import timedelta

import examples
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from encyclopedia import audit, reviewing, store, tokens
from encyclopedia.models import AppendOnlyError, AuditEntry

pytestmark = pytest.mark.django_db

CATCH_ALL = "admin:django.contrib.admin.sites.catch_all_view"
WHY = store.Reason(editor=None, summary="")


@pytest.fixture
def article():
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def boss(django_user_model):
    user = django_user_model.objects.create_user("boss", password="boss", is_staff=True)
    user.groups.set(Group.objects.filter(name="administrator"))
    return user


def entries():
    columns = ("actor", "method", "action", "subject", "outcome")
    return list(AuditEntry.objects.order_by("pk").values_list(*columns))


def test_what_somebody_does_and_what_they_are_refused_is_written_down(
    client, ada, rita, article, admin_user
):
    watch = reverse("watch", args=[article.pk])
    history = reverse("restore", args=[article.slug, store.head(article).pk])
    forms = {
        "anonymous": (None, watch),
        "no role": (rita, watch),
        "editor": (ada, watch),
        "refused": (ada, reverse("anonymise", args=[admin_user.pk])),
        "shown again": (ada, history),
        "nowhere": (ada, "/admin/digests/"),
    }
    for user, url in forms.values():
        client.logout()
        if user:
            client.force_login(user)
        client.post(url, {"section": ""})

    assert entries() == [
        (0, "POST", "watch", str(article.pk), "refused"),
        (rita.pk, "POST", "watch", str(article.pk), "refused"),
        (ada.pk, "POST", "watch", str(article.pk), "done"),
        (ada.pk, "POST", "anonymise", str(admin_user.pk), "refused"),
        (ada.pk, "POST", "restore", f"{article.slug} {store.head(article).pk}", "not taken"),
        (ada.pk, "POST", CATCH_ALL, "digests/", "refused"),
    ]
    assert set(AuditEntry.objects.values_list("ip", flat=True)) == {"127.0.0.1"}


def test_what_the_store_refused_is_refused_though_the_page_goes_on(client, ada, article):
    client.force_login(ada)
    url = reverse("admin:encyclopedia_article_evidence", args=[article.pk])

    client.post(url, {"base": store.head(article).pk, "fingerprint": "gone", "why": "No fault"})

    assert [entry[2:] for entry in entries()] == [
        ("admin:encyclopedia_article_evidence", str(article.pk), "refused")
    ]


def test_what_a_token_does_is_its_owners_whoever_is_signed_in_beside_it(client, ada, tom):
    client.force_login(ada)
    told = {"data": {}, "content_type": "application/json"}
    secret = tokens.make(tom, "Test", ["write"])[1]

    client.post("/api/v1/articles", **told, headers={"Authorization": f"Bearer {secret}"})
    client.post("/api/v1/articles", **told)

    assert [entry[0] for entry in entries()] == [tom.pk, 0]


def test_questions_leave_no_entry(client, ada, article):
    client.force_login(ada)

    client.get(reverse("admin:index"))
    client.post(reverse("preview"), {"content": "x"})
    for name in ("here", "panel", "changes"):
        url = reverse(f"admin:encyclopedia_article_{name}", args=[article.pk])
        assert client.post(url, {}).status_code == 200

    assert entries() == []


def test_every_unsafe_request_that_is_answered_leaves_exactly_one_entry(client, ada, article):
    client.force_login(ada)
    for method in ("post", "put", "patch", "delete"):
        getattr(client, method)(reverse("notifications"))

    assert [entry[1] for entry in entries()] == ["POST", "PUT", "PATCH", "DELETE"]


def test_what_is_refused_before_its_address_is_read_leaves_an_entry_too(client, ada, article):
    client.force_login(ada)

    refused = client.post(f"{reverse('watch', args=[article.pk])}?x=%00")

    assert refused.status_code == 400
    assert entries() == [(ada.pk, "POST", "nowhere", "", "refused")]


def test_signing_in_and_out_and_failing_to_are_entries_without_what_was_typed(client, ada):
    url = reverse("admin:login")

    client.post(url, {"username": "hunter2", "password": "sesame"})
    client.post(url, {"username": "ada", "password": "ada"})
    client.post(reverse("admin:logout"))

    assert entries() == [
        (0, "POST", "sign_in", "", "refused"),
        (ada.pk, "POST", "sign_in", "", "done"),
        (ada.pk, "POST", "admin:logout", "", "not taken"),
    ]
    assert "hunter2" not in str(list(AuditEntry.objects.values()))


def test_what_a_timer_publishes_is_written_down_for_who_scheduled_it(ada, article):
    edit = store.head(article)
    now = timezone.now()
    later = now + timedelta(hours=1)
    waiting = reviewing.schedule(edit, at=later, by=ada, now=now)
    type(waiting).objects.update(publish_at=now)

    call_command("publish_due")

    assert entries() == [
        (ada.pk, "command", "command publish_due", f"{article.pk} {edit.pk}", "done")
    ]


def test_a_line_break_forges_no_entry(ada):
    audit.record("x", subject="1\n2026-01-01 ada did it\u2028\u202e", reason="a\r\nb\x00")

    entry = AuditEntry.objects.get()
    assert entry.subject == "1\\u000a2026-01-01 ada did it\\u2028\\u202e"
    assert entry.reason == "a\\u000d\\u000ab\\u0000"


def test_an_entry_is_changed_and_taken_away_by_nobody(client, admin_user):
    audit.record("x")
    entry = AuditEntry.objects.get()
    client.force_login(admin_user)
    url = reverse("admin:encyclopedia_auditentry_change", args=[entry.pk])
    delete = reverse("admin:encyclopedia_auditentry_delete", args=[entry.pk])
    several = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}

    statuses = [
        client.post(url, {"outcome": "failed"}).status_code,
        client.post(delete, {"post": "yes"}).status_code,
    ]
    client.post(reverse("admin:encyclopedia_auditentry_changelist"), several)

    assert statuses == [403, 403]
    for change in (
        lambda: AuditEntry.objects.update(outcome="failed"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.bulk_update([entry], ["outcome"]),
        entry.delete,
    ):
        with pytest.raises(AppendOnlyError):
            change()
    entry.outcome = "failed"
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        entry.save()
    assert AuditEntry.objects.get(pk=entry.pk).outcome == "done"


def test_postgresql_lets_nobody_take_an_entry_away():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite empties test databases with the statement that would be refused")
    audit.record("x")

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        connection.cursor().execute("DELETE FROM encyclopedia_auditentry")


def test_administrators_read_the_log_and_editors_do_not(client, ada, boss):
    audit.record("x", actor=ada.pk)
    url = reverse("admin:encyclopedia_auditentry_changelist")

    client.force_login(boss)
    read = client.get(url)
    client.force_login(ada)

    assert b'class="field-who">ada<' in read.content
    assert client.get(url).status_code == 403


def test_the_log_names_accounts_as_they_are_called_today(client, ada, boss):
    audit.record("x", actor=ada.pk)
    ada.username = "former-editor-1"
    ada.save()
    client.force_login(boss)

    page = client.get(reverse("admin:encyclopedia_auditentry_changelist")).content.decode()

    assert "former-editor-1" in page
    assert ">ada<" not in page


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "6.6.6.6", "10.0.0.9"),
        (1, "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        (2, "6.6.6.6, 192.0.2.7, 10.0.0.1", "192.0.2.7"),
        (1, "not an address", None),
    ],
)
def test_a_visitor_cannot_claim_another_address(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.post("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)

    assert audit.address(request) == address
