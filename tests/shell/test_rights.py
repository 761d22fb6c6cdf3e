"""Who may do what: the pages beside the page ask for the same right."""

import uuid

import examples
import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from encyclopedia import publishing, store
from encyclopedia.core.authorship import lines
from encyclopedia.models import Article, Edit, Publication
from sources import store as source_store
from sources.core import capture
from sources.core.record import Access
from sources.models import Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
CANARY = "Zanzibarcanary"


@pytest.fixture
def draft():
    source_store.save(examples.almanac(access=Access.STAFF), editor=None, summary="")
    return store.create(examples.lighthouse(f"{CANARY} light"), reason=WHY).edit


@pytest.fixture
def member(django_user_model):
    def make(*roles, permissions=(), **fields):
        user = django_user_model.objects.create_user(
            f"member{uuid.uuid4().hex[:8]}", password="x", **{"is_staff": True, **fields}
        )
        user.groups.set(Group.objects.filter(name__in=roles))
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        return user

    return make


def desk(name, *arguments):
    return reverse(f"admin:encyclopedia_article_{name}", args=arguments)


def sentence_of(edit):
    return lines.locator(edit.article_id, "title", edit.article.title)


def addresses_of(edit):
    slug, own = edit.article.slug, edit.article.pk
    return {
        "history": reverse("history", args=[slug]),
        "revision": reverse("revision", args=[slug, edit.pk]),
        "compare": reverse("compare", args=[slug, edit.pk, edit.pk]),
        "authorship": reverse("authorship", args=[slug]),
        "biography": reverse("biography", args=[slug, sentence_of(edit)]),
        "restore": reverse("restore", args=[slug, edit.pk]),
        "undo": reverse("undo", args=[slug, edit.pk]),
        "hide": reverse("hide", args=[slug, edit.pk]),
        "cite": reverse("cite", args=[slug]),
        "feed": reverse("article-feed", args=[slug]),
        "source": reverse("source", args=["almanac"]),
        "list": desk("changelist"),
        "form": desk("change", own),
        "addresses": desk("addresses", own),
        "delete": desk("delete", own),
        "deleted": desk("deleted"),
        "history at the desk": desk("history", own),
        "view on site": f"/admin/r/1/{own}/",
    }


@pytest.mark.parametrize(
    "who",
    [
        {"is_staff": False},
        {"is_staff": False, "roles": ("author", "editor", "publisher", "administrator")},
        {"is_active": False, "roles": ("author", "editor", "publisher", "administrator")},
        {"is_active": False, "is_superuser": True},
        {},
        {"permissions": ("change_source", "view_source", "add_kind")},
    ],
)
def test_without_the_right_to_view_articles_a_draft_is_nowhere(client, member, draft, who):
    user = member(*who.pop("roles", ()), **who)
    client.force_login(user)

    shown = {}
    for name, url in addresses_of(draft).items():
        answer = client.get(url)
        if answer.status_code == 200 or CANARY.lower() in str(answer.headers).lower():
            shown[name] = answer.status_code

    assert shown == {}


def test_every_role_reads_drafts_at_the_desk(client, member, draft):
    for role in ("author", "editor", "publisher", "administrator"):
        user = member(role)
        Article.objects.update(begun_by=user)
        client.force_login(user)
        statuses = {name: client.get(url).status_code for name, url in addresses_of(draft).items()}
        above = 200 if role in {"publisher", "administrator"} else 403

        assert statuses == {
            **dict.fromkeys(("history", "revision", "compare", "restore", "undo"), 200),
            **dict.fromkeys(("authorship", "biography"), 200),
            **dict.fromkeys(("source", "list", "form", "addresses"), 200),
            **dict.fromkeys(("hide", "delete", "deleted"), above),
            **dict.fromkeys(("cite", "feed"), 404),
            "history at the desk": 302,
            "view on site": 404,
        }, role


def test_who_may_only_view_changes_nothing(client, member, draft):
    client.force_login(member(permissions=("view_article",)))
    url = desk("change", draft.article.pk)

    seen = client.get(url)
    statuses = [
        client.post(url, {"title": "Mine", "base": draft.pk, button: "1"}).status_code
        for button in ("_save", "_publish", "_preview")
    ]

    assert (seen.url, statuses) == (desk("review", draft.article.pk), [403, 403, 403])
    assert "You may read this, but not change it." in client.get(seen.url).content.decode()
    assert client.post(desk("add"), {"title": "Mine"}).status_code == 403
    assert Edit.objects.count() == 1


def test_publishing_asks_for_its_own_right(client, member, draft):
    url = desk("change", draft.article.pk)
    published = {}
    for role in ("author", "editor", "publisher", "administrator"):
        user = member(role)
        Article.objects.update(begun_by=user)
        client.force_login(user)
        form = client.get(url).context
        data = {
            name: form["adminform"].form[name].value() or ""
            for name in form["adminform"].form.fields
        }
        for inline in form["inline_admin_formsets"]:
            for each in (inline.formset.management_form, *inline.formset.forms):
                typed = {each.add_prefix(name): each[name].value() for name in each.fields}
                data |= {name: "" if value is None else value for name, value in typed.items()}
        del data["disambiguation"], data["minor"], data["use_suggestion"], data["despite"]
        answer = client.post(
            url, {**data, "lead": f"By the {role}.", "summary": "Why", "_publish": "1"}
        )
        assert answer.status_code == 302, answer.context["errors"]
        published[role] = Publication.objects.filter(article=draft.article).exists()
        Publication.objects.all().delete()

    assert published == {
        "author": False,
        "editor": False,
        "publisher": True,
        "administrator": True,
    }


def test_a_preview_needs_the_right_to_view_articles(client, member):
    statuses = {}
    for name, who in {
        "reader": {"is_staff": False},
        "staff": {},
        "author": {"roles": ("author",)},
        "deactivated": {"roles": ("author",), "is_active": False},
    }.items():
        client.force_login(member(*who.pop("roles", ()), **who))
        statuses[name] = client.post("/admin/preview/", {"content": "x"}).status_code

    assert statuses == {"reader": 403, "staff": 403, "author": 200, "deactivated": 403}


def test_a_session_ends_with_the_account(client, member, draft):
    user = member("editor")
    client.force_login(user)
    before = client.get(desk("changelist")).status_code

    user.is_active = False
    user.save()

    assert (before, client.get(desk("changelist")).status_code) == (200, 302)
    assert client.get(addresses_of(draft)["history"]).status_code == 404


def test_an_author_does_not_change_sources(client, member, draft):
    client.force_login(member("author"))
    source = Source.objects.get()

    answer = client.post(f"/admin/sources/source/{source.pk}/change/", {"title": "Mine"})

    assert answer.status_code == 403
    assert client.get("/admin/sources/source/add/").status_code == 403


def test_nobody_deletes_a_source_nor_an_article_without_a_reason(client, admin_user, draft):
    client.force_login(admin_user)
    source = Source.objects.get()
    urls = [desk("delete", draft.article.pk), f"/admin/sources/source/{source.pk}/delete/"]

    assert [client.post(url, {"post": "yes"}).status_code for url in urls] == [200, 403]
    action = {"action": "delete_selected", "_selected_action": [draft.article.pk], "post": "yes"}
    client.post(desk("changelist"), action)
    assert Article.objects.present().count() == 1


def test_an_administrator_makes_nobody_more_than_themselves(client, member, admin_user):
    administrator = member("administrator")
    client.force_login(administrator)

    for user in (administrator, member("author"), admin_user):
        url = reverse("admin:auth_user_change", args=[user.pk])
        client.post(
            url,
            {
                "username": user.username,
                "is_active": "on",
                "is_staff": "on",
                "is_superuser": "on",
                "user_permissions": [Permission.objects.get(codename="delete_user").pk],
                "date_joined_0": "2031-01-01",
                "date_joined_1": "10:00",
            },
        )
        was = user.is_superuser
        user.refresh_from_db()
        assert (user.is_superuser, user.user_permissions.count()) == (was, 0)


def test_an_administrator_does_not_take_over_the_account_of_a_superuser(client, member, admin_user):
    client.force_login(member("administrator"))
    password = {"password1": "Correct-horse-9", "password2": "Correct-horse-9"}

    change = client.post(
        reverse("admin:auth_user_change", args=[admin_user.pk]), {"username": "taken"}
    )
    answer = client.post(reverse("admin:auth_user_password_change", args=[admin_user.pk]), password)

    admin_user.refresh_from_db()
    assert (change.status_code, answer.status_code) == (403, 403)
    assert (admin_user.username, admin_user.check_password("Correct-horse-9")) == ("admin", False)


def test_the_text_kept_for_staff_is_shown_to_nobody_else(client, rita, member, draft):
    data = b"A headline of a report\n\nThe lighthouse was first lit in 1887, a keeper wrote."
    archived = source_store.archived(data, capture.read(data, "a.txt"), "a.txt")
    shown = {}
    for access in Access:
        source_store.keep(examples.almanac(access=access), archived, editor=None, summary="")
        publishing.publish(draft, publisher=None)
        for user in (None, rita, member("editor")):
            client.logout()
            if user:
                client.force_login(user)
            pages = [
                client.get(url).content.decode()
                for url in ("/sources/almanac/", f"/sources/almanac/snapshots/{archived.sha256}/")
            ]
            shown[access.value, user.is_staff if user else None] = [
                "first lit in 1887</mark>" in page for page in pages
            ]

    assert shown == {
        ("staff", None): [False, False],
        ("staff", False): [False, False],
        ("staff", True): [True, True],
        ("excerpt", None): [True, True],
        ("excerpt", False): [True, True],
        ("excerpt", True): [True, True],
        ("public", None): [True, True],
        ("public", False): [True, True],
        ("public", True): [True, True],
    }
