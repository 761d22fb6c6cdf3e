"""Accounts: closed at once, made anonymous for good, and attribution stays."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import examples
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from encyclopedia import accounts, publishing, reviewing, second_factor, store, watching
from encyclopedia.models import (
    AuditEntry,
    Comment,
    Deletion,
    Edit,
    Hiding,
    KeptDraft,
    Presence,
    Protection,
    Review,
    Schedule,
    Watch,
    Withdrawal,
)
from sources import store as source_store
from sources.models import SourceEdit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom(tom):
    tom.first_name, tom.last_name, tom.email = "Thomas", "Quixote", "tom@example.org"
    tom.save()
    return tom


@pytest.fixture
def article(tom, ada):
    source_store.save(examples.almanac(), editor=tom, summary="")
    article = store.create(
        examples.lighthouse(), reason=store.Reason(editor=tom, summary="Begun")
    ).edit.article
    head = store.head(article)
    document = replace(store.at(head), lead="It shines.")
    why = store.Reason(editor=ada, summary="Shorter")
    saved = store.save(article, document, base=head.pk, reason=why)
    publishing.publish(head, publisher=ada)
    publishing.publish(saved.edit, publisher=ada)
    watching.watch(tom, article)
    return article


@pytest.fixture
def boss(django_user_model):
    user = django_user_model.objects.create_user("boss", password="boss", is_staff=True)
    user.groups.set(Group.objects.filter(name="administrator"))
    return user


def test_an_anonymous_account_leaves_its_revisions_to_a_pseudonym(client, tom, article):
    before = store.at(store.history(article).last())

    done = accounts.anonymise(tom)

    name = f"Former editor {tom.pk}"
    assert (done.pseudonym, done.revisions, done.pages) == (name, 1, ("Skerry Lighthouse",))
    assert list(Edit.objects.order_by("pk").values_list("editor_name", "editor")) == [
        (name, tom.pk),
        ("ada", Edit.objects.last().editor_id),
    ]
    assert SourceEdit.objects.get().editor_name == name
    assert store.at(store.history(article).last()) == before
    page = client.get("/articles/skerry-lighthouse/").content.decode()
    history = client.get("/articles/skerry-lighthouse/history/").content.decode()
    assert name in page
    assert name in history
    assert "Quixote" not in page + history


def test_nothing_of_the_person_is_left_in_any_table(client, tom, article, boss):
    client.force_login(boss)
    change = reverse("admin:auth_user_change", args=[tom.pk])
    client.post(change, {"username": "tom", "first_name": "Thomas", "last_name": "Quixote"})
    assert LogEntry.objects.filter(object_repr="tom").exists()
    second_factor.set_up(tom, "J" * 32, "0")

    accounts.anonymise(tom)

    tom.refresh_from_db()
    assert (tom.first_name, tom.last_name, tom.email) == ("", "", "")
    assert (tom.is_active, tom.is_staff, tom.has_usable_password()) == (False, False, False)
    assert tom.groups.count() == 0
    assert not Watch.objects.exists()
    assert not LogEntry.objects.filter(object_repr__contains="tom").exists()


def test_no_name_is_left_under_reviews_comments_schedules_and_the_logs(tom, ada, article):
    for user in (ada, tom):
        user.groups.add(*Group.objects.filter(name__in=["publisher", "administrator"]))
    ada, tom = (type(user).objects.get(pk=user.pk) for user in (ada, tom))
    first, head = store.history(article).last(), store.head(article)
    saved = store.save(
        article,
        replace(store.at(head), lead="It shines still."),
        base=head.pk,
        reason=store.Reason(editor=ada, summary=""),
    )
    reviewing.ask(saved.edit, by=tom)
    reviewing.approve(saved.edit, by=tom)
    note = reviewing.comment(saved.edit, "Is it so?", by=tom)
    reviewing.resolve(note, by=tom)
    later = timezone.now() + timedelta(days=1)
    waiting = reviewing.schedule(saved.edit, at=later, by=tom, now=timezone.now())
    reviewing.unschedule(waiting, by=tom)
    reviewing.withdraw(article, by=tom, reason="A complaint")
    article.refresh_from_db()
    reviewing.bring_back(article, publisher=tom, because="Settled")
    reviewing.protect(article, "editors", by=tom, reason="Vandals")
    why = store.Reason(editor=tom, summary="Outed")
    store.hide(article, (first.pk, first.pk), {"text": True}, reason=why)
    publishing.delete(article, reason=store.Reason(editor=tom, summary="A hoax"))

    accounts.anonymise(tom)

    told = [
        str(row)
        for model in (Review, Comment, Schedule, Withdrawal, Protection, Hiding, Deletion)
        for row in model.objects.values()
    ] + [str(edit.hidden) for edit in Edit.objects.all()]
    assert not [row for row in told if "Quixote" in row or "'tom'" in row]
    assert len([row for row in told if f"Former editor {tom.pk}" in row]) == 9
    assert Schedule.objects.get().note == f"Taken back by Former editor {tom.pk}."


def test_what_somebody_typed_and_where_they_are_goes_with_them(tom, article):
    KeptDraft.objects.create(user=tom, ticket=uuid4(), article=article, fields={})
    Presence.objects.create(user=tom, article=article)

    accounts.anonymise(tom)

    assert not KeptDraft.objects.exists()
    assert not Presence.objects.exists()


def test_being_made_anonymous_twice_changes_nothing(tom, article):
    accounts.anonymise(tom)
    accounts.anonymise(tom)

    assert accounts.is_anonymous(tom)
    assert Edit.objects.filter(editor_name=f"Former editor {tom.pk}").count() == 1


def test_the_desk_shows_what_it_comes_to_asks_for_the_name_and_writes_it_down(
    client, boss, tom, article
):
    client.force_login(boss)
    url = reverse("anonymise", args=[tom.pk])

    asked = client.get(url)
    unsure = client.post(url, {"name": "tim"})
    assert asked.context["effect"].revisions == 1
    assert "This is not the username of this account." in unsure.content.decode()
    client.post(url, {"name": "tom"})

    tom.refresh_from_db()
    assert accounts.is_anonymous(tom)
    entries = AuditEntry.objects.filter(action="anonymise", outcome="done")
    assert set(entries.values_list("actor", "subject")) == {(boss.pk, str(tom.pk))}


def test_editors_close_no_account_and_administrators_no_superuser(
    client, ada, tom, boss, admin_user
):
    statuses = {}
    for who, whom in ((ada, tom), (boss, admin_user)):
        client.force_login(who)
        url = reverse("anonymise", args=[whom.pk])
        statuses[who.username] = (
            client.get(url).status_code,
            client.post(url, {"name": whom.username}).status_code,
        )

    assert statuses == {"ada": (403, 403), "boss": (403, 403)}


def test_an_open_session_ends_with_the_account(client, tom, article):
    client.force_login(tom)
    assert client.get("/admin/").status_code == 200

    accounts.anonymise(tom)

    assert client.get("/admin/").status_code == 302


def test_an_administrator_chooses_roles_by_what_they_may(client, boss, tom):
    client.force_login(boss)
    url = reverse("admin:auth_user_change", args=[tom.pk])
    publisher = Group.objects.get(name="publisher")

    page = client.get(url).content.decode()
    client.post(
        url, {"username": "tom", "is_active": "on", "is_staff": "on", "groups": [publisher.pk]}
    )

    assert "Publisher: reviews, publishes and withdraws too" in page
    assert list(tom.groups.all()) == [publisher]


def test_nobody_deletes_an_account(client, admin_user, tom):
    client.force_login(admin_user)

    assert client.post(reverse("admin:auth_user_delete", args=[tom.pk])).status_code == 403


def test_the_command_says_first_what_it_would_do(tom, article, capsys):
    call_command("anonymise", "tom", dry_run=True)
    tom.refresh_from_db()
    assert tom.username == "tom"

    call_command("anonymise", "tom")

    name = f"Former editor {tom.pk}"
    assert capsys.readouterr().out.splitlines() == [
        f"1 revision would be signed “{name}”, 1 public page would be made again.",
        f"1 revision signed “{name}”, 1 public page made again.",
    ]
