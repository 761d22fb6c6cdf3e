"""Going back: what would change is shown first, and saved as a new revision of those who may."""

import uuid
from dataclasses import replace

import examples
import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from encyclopedia import publishing, store
from encyclopedia.models import Article, Edit
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
WRITING = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def desk(client, tom):
    client.force_login(tom)
    return client


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


def change(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY).edit


def rewrite(article, **texts):
    """Change the texts of sections, named by their anchors, or remove those that have none."""
    now = store.current(article)
    sections = tuple(
        replace(section, text=texts.get(section.anchor, section.text))
        for section in now.sections
        if texts.get(section.anchor, "") is not None
    )
    return change(article, sections=sections)


def way(verb, edit):
    return reverse(verb, args=[edit.article.slug, edit.pk])


def compare(old, new):
    return reverse("compare", args=[new.article.slug, old.pk, new.pk])


def count(article):
    return store.history(article).count()


class TestRestore:
    def test_it_shows_what_would_change_and_saves_nothing(self, desk, article):
        first = store.head(article)
        second = change(article, lead="Quite other words.")

        with CaptureQueriesContext(connection) as asked:
            page = desk.get(way("restore", first)).content.decode()

        assert [q["sql"] for q in asked if q["sql"].startswith(WRITING)] == []
        assert f'name="seen" value="{second.pk}"' in page
        assert "Quite other words." in page.partition('class="changes"')[2]
        assert count(article) == 2

    def test_it_saves_a_new_revision_that_names_the_old_one(self, desk, tom, article):
        first = store.head(article)
        second = change(article, lead="Quite other words.", infobox=())

        asked = {"seen": second.pk, "summary": "Back to the start"}
        answer = desk.post(way("restore", first), asked, follow=True)

        head = store.head(article)
        assert answer.redirect_chain == [(compare(second, head), 302)]
        assert f"as it was in revision {first.pk}" in answer.content.decode()
        assert (head.restores, head.editor, head.summary) == (first, tom, "Back to the start")
        assert store.current(article) == store.at(first)

    def test_it_shows_again_what_would_change_where_somebody_saved_meanwhile(self, desk, article):
        first = store.head(article)
        seen = change(article, lead="Other words.")
        newest = change(article, short_description="Saved meanwhile")

        answer = desk.post(way("restore", first), {"seen": seen.pk, "summary": "Mine"})

        page = answer.content.decode()
        assert (answer.status_code, count(article)) == (200, 3)
        assert f"Nothing was saved. Somebody saved revision {newest.pk} meanwhile." in page
        assert f'name="seen" value="{newest.pk}"' in page
        assert 'value="Mine"' in page
        assert "Saved meanwhile" in page.partition('class="changes"')[2]

    def test_it_says_so_where_nothing_would_change(self, desk, article):
        first = store.head(article)
        change(article, lead="Other words.")
        again = change(article, lead=store.at(first).lead)

        page = desk.get(way("restore", first)).content.decode()
        answer = desk.post(way("restore", first), {"seen": again.pk}, follow=True)

        assert ("Nothing would change" in page, "<button" in page.partition("<main")[2]) == (
            True,
            False,
        )
        assert "Nothing would change, so no revision was saved." in answer.content.decode()
        assert count(article) == 3

    @pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
    def test_a_form_without_what_its_editor_saw_saves_nothing(self, desk, article, seen):
        first = store.head(article)
        change(article, lead="Other words.")

        answer = desk.post(way("restore", first), {"seen": seen})

        assert (answer.status_code, count(article)) == (200, 2)

    def test_a_summary_too_long_comes_back_as_it_was_typed(self, desk, article):
        first = store.head(article)
        second = change(article, lead="Other words.")

        answer = desk.post(way("restore", first), {"seen": second.pk, "summary": "x" * 501})

        assert ("x" * 501 in answer.content.decode(), count(article)) == (True, 2)


class TestUndo:
    def test_it_takes_back_the_middle_change_and_keeps_the_later_one(self, desk, tom, article):
        before = store.current(article)
        middle = rewrite(article, purpose="It warns nobody.")
        last = change(article, lead="Lit later. [@almanac]")

        page = desk.get(way("undo", middle)).content.decode()
        answer = desk.post(way("undo", middle), {"seen": last.pk, "summary": "Ships matter"})

        head = store.head(article)
        assert answer.url == compare(last, head)
        assert "Undo this change</button>" in page
        assert (head.undoes, head.restores, head.editor) == (middle, None, tom)
        assert store.current(article) == replace(before, lead="Lit later. [@almanac]")

    def test_it_saves_exactly_what_it_showed(self, desk, article):
        middle = change(article, infobox=(), see_also=(), categories=())
        rewrite(article, outcomes="Wrecks became unknown. [@almanac]")
        shown = store.without(article, middle).document

        desk.post(way("undo", middle), {"seen": store.head(article).pk})

        assert store.current(article) == shown

    def test_the_newest_change_is_undone_as_if_it_were_restored(self, desk, article):
        first = store.head(article)
        newest = change(article, lead="Other words.", title="Other Lighthouse")

        desk.post(way("undo", newest), {"seen": newest.pk})

        assert store.current(article) == store.at(first)

    def test_words_that_stand_in_the_way_are_shown_and_nothing_is_offered(self, desk, article):
        middle = rewrite(article, outcomes="Wrecks became common. [@almanac]")
        last = rewrite(article, outcomes="Wrecks became unknown. [@almanac]")

        page = desk.get(way("undo", middle)).content.decode()
        answer = desk.post(way("undo", middle), {"seen": last.pk})

        table = page.partition('class="lane obstacles"')[2].partition("</table>")[0]
        assert [word in table for word in ("rare", "common", "unknown")] == [True] * 3
        assert "<button" not in page.partition("<main")[2]
        assert "Later changes to the same words stand in the way." in answer.content.decode()
        assert (answer.status_code, count(article)) == (200, 3)

    def test_a_part_that_was_removed_comes_back_with_its_id_and_in_its_place(self, desk, article):
        before = store.current(article)
        middle = rewrite(article, purpose=None)
        last = rewrite(article, outcomes="Wrecks became unknown. [@almanac]")

        desk.post(way("undo", middle), {"seen": last.pk})

        sections = store.current(article).sections
        assert [s.id for s in sections] == [s.id for s in before.sections]
        assert sections[0] == before.sections[0]
        assert sections[2].text == "Wrecks became unknown. [@almanac]"

    def test_an_addition_that_was_changed_since_stands_in_its_own_way(self, desk, article):
        now = store.current(article)
        added = replace(now.infobox[1], id=examples.part("keepers"), label="Keepers", text="Two")
        middle = change(article, infobox=(*now.infobox, added))
        change(article, infobox=(*now.infobox, replace(added, text="Three")))

        page = desk.get(way("undo", middle)).content.decode()

        assert "added then, changed since" in page
        assert ("by me" in page, "by them" in page) == (False, False)

    def test_a_corrected_source_is_taken_back_to_its_former_record(self, desk, article):
        source_store.save(examples.almanac(title="Corrected"), editor=None, summary="")
        middle = store.adopt_sources(article, reason=WHY).edit
        last = change(article, short_description="A light")

        desk.post(way("undo", middle), {"seen": last.pk})

        now = store.current(article)
        assert [source.title for source in now.sources] == ["The Almanac"]
        assert now.short_description == "A light"

    def test_a_source_adopted_since_stays_as_it_was_adopted(self, desk, article):
        middle = rewrite(article, purpose="It warns nobody.")
        source_store.save(examples.almanac(title="Corrected"), editor=None, summary="")
        last = store.adopt_sources(article, reason=WHY).edit

        desk.post(way("undo", middle), {"seen": last.pk})

        now = store.current(article)
        assert [source.title for source in now.sources] == ["Corrected"]
        assert now == store.at(store.head(article))

    def test_the_first_revision_is_refused_with_a_sentence(self, desk, article):
        first = store.head(article)

        page = desk.get(way("undo", first))
        answer = desk.post(way("undo", first), {"seen": first.pk})

        for shown in (page, answer):
            assert "there is nothing before it to go back to" in shown.content.decode()
        assert (page.status_code, answer.status_code, count(article)) == (200, 200, 1)

    def test_what_was_undone_already_would_change_nothing(self, desk, article):
        middle = rewrite(article, purpose="It warns nobody.")
        change(article, short_description="A light")
        desk.post(way("undo", middle), {"seen": store.head(article).pk})

        page = desk.get(way("undo", middle)).content.decode()
        desk.post(way("undo", middle), {"seen": store.head(article).pk})

        assert ("Nothing would change" in page, count(article)) == (True, 4)

    def test_an_undo_is_undone_like_any_other_change(self, desk, article):
        middle = rewrite(article, purpose="It warns nobody.")
        desk.post(way("undo", middle), {"seen": middle.pk})
        undone = store.head(article)

        desk.post(way("undo", undone), {"seen": undone.pk})

        assert store.current(article) == store.at(middle)

    def test_a_title_that_another_article_took_is_refused_with_a_sentence(self, desk, article):
        middle = change(article, title="Other Name")
        last = change(article, lead="Other words.")
        store.create(replace(examples.lighthouse("Twin"), title="Skerry Lighthouse"), reason=WHY)

        answer = desk.post(way("undo", middle), {"seen": last.pk})

        assert "There is already an article called" in answer.content.decode()
        assert (answer.status_code, count(article)) == (200, 3)

    def test_it_looks_again_where_somebody_saved_meanwhile(self, desk, article):
        middle = rewrite(article, purpose="It warns nobody.")
        newest = change(article, short_description="Saved meanwhile")

        answer = desk.post(way("undo", middle), {"seen": middle.pk})

        assert f'name="seen" value="{newest.pk}"' in answer.content.decode()
        assert (answer.status_code, count(article)) == (200, 3)


@pytest.mark.parametrize("verb", ["restore", "undo"])
class TestRights:
    def statuses(self, client, edit, verb):
        url = way(verb, edit)
        asked = {"seen": store.head(edit.article).pk}
        return [client.get(url).status_code, client.post(url, asked).status_code]

    def test_a_draft_is_nowhere_for_those_who_may_not_read_it(self, client, member, article, verb):
        change(article, lead="Other words.")
        people = [
            None,
            member(is_staff=False),
            member("editor", is_staff=False),
            member(),
            member("editor", is_active=False),
        ]

        for user in people:
            client.logout()
            if user:
                client.force_login(user)
            assert self.statuses(client, store.head(article), verb) == [404, 404]
        assert count(article) == 2

    def test_a_public_revision_is_not_theirs_to_take_back(self, client, member, article, verb):
        first = store.head(article)
        publishing.publish(first, publisher=None)
        publishing.publish(change(article, lead="Other words."), publisher=None)

        for user in (None, member(is_staff=False), member(permissions=("view_article",))):
            client.logout()
            if user:
                client.force_login(user)
            assert self.statuses(client, first, verb) == [403, 403]
        assert count(article) == 2

    def test_every_role_may(self, client, member, article, verb):
        for role in ("author", "editor", "publisher", "administrator"):
            first = store.head(article)
            edit = change(article, short_description=f"By the {role}")
            user = member(role)
            Article.objects.update(begun_by=user)
            client.force_login(user)
            target = first if verb == "restore" else edit
            assert self.statuses(client, target, verb) == [200, 302], role

        assert count(article) == 9

    def test_it_needs_the_token_of_its_page(self, tom, article, verb):
        first = store.head(article)
        edit = change(article, lead="Other words.")
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(tom)
        url = way(verb, first if verb == "restore" else edit)

        refused = strict.post(url, {"seen": edit.pk}).status_code
        page = strict.get(url).content.decode()
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        taken = strict.post(url, {"seen": edit.pk, "csrfmiddlewaretoken": token}).status_code

        assert (refused, taken, count(article)) == (403, 302, 3)

    def test_the_revision_of_another_article_is_nowhere(self, desk, article, verb):
        other = store.create(examples.lighthouse("Other Light"), reason=WHY).edit
        url = reverse(verb, args=[article.slug, other.pk])

        assert (desk.get(url).status_code, desk.post(url, {"seen": other.pk}).status_code) == (
            404,
            404,
        )
        assert Edit.objects.count() == 2

    def test_nothing_but_questions_and_posts_is_taken(self, desk, article, verb):
        url = way(verb, store.head(article))

        assert {desk.generic(method, url).status_code for method in ("PUT", "DELETE")} == {405}

    def test_nobody_else_keeps_the_page(self, desk, article, verb):
        answer = desk.get(way(verb, store.head(article)))

        assert (answer["Cache-Control"], "Cookie" in answer["Vary"]) == ("no-cache, private", True)


def test_the_pages_around_offer_both_to_those_who_may_and_to_nobody_else(
    client, tom, rita, article
):
    first = store.head(article)
    publishing.publish(first, publisher=None)
    second = change(article, lead="Other words.")
    publishing.publish(second, publisher=None)
    pages = [first.get_absolute_url(), second.get_absolute_url(), compare(first, second)]
    ways = [way("restore", first), way("undo", first), way("restore", second), way("undo", second)]

    def offered():
        return [[f'"{url}"' in client.get(page).content.decode() for url in ways] for page in pages]

    client.force_login(rita)
    assert offered() == [[False] * 4] * 3
    client.force_login(tom)
    assert offered() == [
        [True, False, False, False],
        [False, False, False, True],
        [True, False, False, True],
    ]


def test_an_undo_of_a_change_over_others_is_not_offered(desk, article):
    first = store.head(article)
    change(article, lead="Other words.")
    third = change(article, short_description="A light")

    assert way("undo", third) not in desk.get(compare(first, third)).content.decode()
