"""A deleted article is put away whole, and comes back with everything that it ever was."""

from dataclasses import replace

import examples
import pytest
from django.urls import reverse

from encyclopedia import publishing, store
from encyclopedia.core.document import KeyEvent
from encyclopedia.models import (
    Article,
    Citation,
    Deletion,
    Edit,
    HeadCheck,
    HeadFinding,
    Publication,
    Redirect,
)
from sources import store as source_store

pytestmark = pytest.mark.django_db

HERE = "/articles/skerry-lighthouse/"
WHY = store.Reason(editor=None, editor_name="Dora", summary="A hoax")


def edit(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY).edit


@pytest.fixture
def article():
    """An article whose parts were saved at different times, renamed once, and public."""
    source_store.save(examples.almanac(), editor=None, summary="")
    source_store.save(examples.almanac(key="chart", title="The Chart"), editor=None, summary="")
    first = store.create(examples.lighthouse("Skerry Light"), reason=WHY).edit
    publishing.publish(first, publisher=None)
    article = first.article
    began = store.current(article)
    edit(article, infobox=(replace(began.infobox[0], text="2 May 1887"), began.infobox[1]))
    edit(
        article,
        sections=(replace(began.sections[0], text="It warns. [@chart]"), *began.sections[1:]),
    )
    storm = KeyEvent(id=examples.part("gale"), date="1902", title="Gale", text="Again.")
    edit(article, events=(*began.events, storm))
    edit(article, see_also=())
    publishing.publish(edit(article, title="Skerry Lighthouse"), publisher=None)
    return Article.objects.get(pk=article.pk)


def index(article):
    """Give what the head's citations and findings say, without the numbers of their rows."""
    left_out = {"id"}
    return [
        sorted(
            str({k: v for k, v in row.items() if k not in left_out})
            for row in model.objects.filter(article=article).values()
        )
        for model in (Citation, HeadFinding)
    ]


def whole(article):
    """Give all that an article ever was: each revision with its words, its names, its state."""
    return (
        store.current(article),
        {edit.pk: store.at(edit) for edit in store.history(article)},
        list(
            Redirect.objects.filter(article=article).order_by("slug").values_list("slug", "title")
        ),
    )


def test_delete_and_bring_back_loses_nothing(article):
    before, indexed = whole(article), index(article)
    assert indexed[0]

    publishing.delete(article, reason=WHY)
    saved = store.bring_back(article, reason=replace(WHY, summary="No hoax"))

    current, revisions, _ = whole(article)
    assert current == before[0] == store.at(saved.edit)
    assert {k: v for k, v in revisions.items() if k != saved.edit.pk} == before[1]
    assert index(article) == indexed
    assert HeadCheck.objects.filter(article=article).exists()


def test_it_comes_back_as_a_new_revision_that_names_the_newest(article):
    newest = store.head(article)
    publishing.delete(article, reason=WHY)

    saved = store.bring_back(article, reason=replace(WHY, summary="No hoax"))

    assert saved.edit.restores == newest
    assert (saved.edit.summary, saved.edit.kinds) == ("No hoax", ["back"])
    assert saved.edit.content_hash == newest.content_hash
    assert store.head(article) == saved.edit


def test_its_names_lead_there_again_once_it_is_published(client, article):
    publishing.delete(article, reason=WHY)
    saved = store.bring_back(article, reason=WHY)
    draft = [client.get(url).status_code for url in (HERE, "/articles/skerry-light/")]

    publishing.publish(saved.edit, publisher=None)

    assert draft == [410, 410]
    assert client.get(HERE).status_code == 200
    assert client.get("/articles/skerry-light/").url == f"{HERE}?from=skerry-light"


def test_while_deleted_it_is_gone_for_readers_and_for_the_desk(client, tom, rita, article):
    number = store.head(article).pk
    publishing.delete(article, reason=WHY)
    desk = f"/admin/encyclopedia/article/{article.pk}/"
    addresses = ["", "history/", f"revisions/{number}/", "evidence/", "cite/", "feed.atom"]

    seen = {}
    for user in (None, rita, tom):
        client.logout()
        if user:
            client.force_login(user)
        seen[user] = [client.get(f"{HERE}{rest}").status_code for rest in addresses]
        lists = ["/", "/articles/", "/feeds/recent.atom", "/sources/"]
        for url in [*lists, "/admin/encyclopedia/article/"]:
            assert "Skerry" not in client.get(url, follow=True).content.decode()

    assert set(map(tuple, seen.values())) == {(410, 404, 404, 404, 404, 404)}
    assert [client.get(f"{desk}{page}").status_code for page in ("change/", "evidence/")] == [
        302,
        404,
    ]


def test_a_deleted_draft_is_not_told_of(client, article):
    draft = store.create(examples.lighthouse("Reef of Teeth"), reason=WHY).edit
    publishing.delete(draft.article, reason=WHY)

    assert client.get("/articles/reef-of-teeth/").status_code == 404


def test_what_cites_and_links_counts_it_no_more(article):
    linking = replace(examples.lighthouse("Linking"), lead="See [[Skerry Lighthouse]].")
    made = store.create(linking, reason=WHY).edit
    publishing.publish(made, publisher=None)
    publishing.delete(article, reason=WHY)
    store.recheck(made.article, today=made.saved_at.date())

    assert not Citation.objects.filter(article=article).exists()
    assert not HeadFinding.objects.filter(article=article).exists()
    said = "There is no article “Skerry Lighthouse”."
    assert HeadFinding.objects.filter(article=made.article, message=said).exists()


class TestItsIdentity:
    def test_its_title_is_not_free_and_the_refusal_says_why(self, article):
        publishing.delete(article, reason=WHY)
        twin = replace(examples.lighthouse("Other"), title="Skerry Lighthouse")

        with pytest.raises(store.TitleTakenError, match="A deleted article is called"):
            store.create(twin, reason=WHY)

    def test_neither_is_its_old_name_nor_its_address(self, article):
        publishing.delete(article, reason=WHY)
        twin = replace(examples.lighthouse("Other"), title="Skerry Light")

        with pytest.raises(store.TitleTakenError):
            store.create(twin, reason=WHY)
        other = store.create(examples.lighthouse("Skerry, Lighthouse"), reason=WHY).edit
        assert other.article.slug == "skerry-lighthouse-2"

    def test_the_name_that_readers_knew_is_kept_where_a_draft_has_another(self, article):
        edit(article, title="Skerry Rock")
        publishing.delete(article, reason=WHY)
        twin = replace(examples.lighthouse("Other"), title="Skerry Lighthouse")

        with pytest.raises(store.TitleTakenError):
            store.create(twin, reason=WHY)


class TestRefused:
    def test_a_save_of_a_deleted_article(self, article):
        began, document = store.head(article), store.current(article)
        publishing.delete(article, reason=WHY)

        with pytest.raises(store.DeletedError):
            store.save(article, replace(document, lead="x"), base=began.pk, reason=WHY)
        with pytest.raises(store.DeletedError):
            store.create(document, reason=WHY)

    def test_publishing_restoring_and_undoing(self, article):
        head = store.head(article)
        publishing.delete(article, reason=WHY)

        for act in (store.restore, store.undo):
            with pytest.raises(store.DeletedError):
                act(article, head, seen=head.pk, reason=WHY)
        with pytest.raises(store.DeletedError):
            publishing.publish(head, publisher=None)
        assert not Publication.objects.filter(article=article).exists()

    def test_deleting_twice_and_bringing_back_what_is_there(self, article):
        publishing.delete(article, reason=WHY)
        with pytest.raises(store.DeletedError):
            publishing.delete(article, reason=WHY)

        store.bring_back(article, reason=WHY)
        again = store.bring_back(article, reason=WHY)

        assert (again.changed, Deletion.objects.count()) == (False, 2)


class TestDesk:
    def url(self, page, article):
        return reverse(f"admin:encyclopedia_article_{page}", args=[article.pk])

    def test_the_page_says_what_will_happen_and_changes_nothing(self, client, ada, article):
        client.force_login(ada)

        page = client.get(self.url("delete", article)).content.decode()

        assert "Readers get “withdrawn” (410)" in page
        assert "Its 6 revisions stay" in page
        assert Article.objects.present().filter(pk=article.pk).exists()

    def test_it_deletes_with_a_reason_lists_it_and_brings_it_back(self, client, ada, article):
        client.force_login(ada)
        refused = client.post(self.url("delete", article), {"reason": " "})
        assert "Say why, for those who come after you." in refused.content.decode()

        answer = client.post(self.url("delete", article), {"reason": "A hoax"}, follow=True)
        listed = answer.content.decode()
        assert "“Skerry Lighthouse” is deleted." in listed
        assert ("A hoax" in listed, "ada" in listed) == (True, True)
        assert client.get(f"{HERE}history/").status_code == 200

        back = self.url("bring_back", article)
        assert "saved as a new revision that names it" in client.get(back).content.decode()
        answer = client.post(back, {"reason": "No hoax"}, follow=True)
        assert "“Skerry Lighthouse” is back, as revision" in answer.content.decode()
        log = Deletion.objects.order_by("id").values_list("deleted", "by_name", "reason")
        assert list(log) == [(True, "ada", "A hoax"), (False, "ada", "No hoax")]

    def test_editors_without_the_right_do_not_delete(self, client, tom, article):
        client.force_login(tom)
        deleted = reverse("admin:encyclopedia_article_deleted")

        assert client.post(self.url("delete", article), {"reason": "x"}).status_code == 403
        publishing.delete(article, reason=WHY)
        assert client.post(self.url("bring_back", article), {"reason": "x"}).status_code == 403
        assert client.get(deleted).status_code == 403
        assert "Delete" not in client.get("/admin/encyclopedia/article/").content.decode()

    def test_its_log_is_changed_by_nobody(self, client, admin_user, article):
        publishing.delete(article, reason=WHY)
        client.force_login(admin_user)
        row = Deletion.objects.get()
        desk = "/admin/encyclopedia/deletion/"

        assert "A hoax" in client.get(desk).content.decode()
        statuses = [
            client.post(f"{desk}{page}").status_code
            for page in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/")
        ]
        assert statuses == [403, 403, 403]


def test_no_revision_is_ever_taken_away(article):
    numbers = set(Edit.objects.values_list("pk", flat=True))
    publishing.delete(article, reason=WHY)
    store.bring_back(article, reason=WHY)

    assert numbers < set(Edit.objects.values_list("pk", flat=True))


class TestGivingATitleUp:
    """What lets others have the title of a deleted article."""

    @pytest.fixture
    def url(self, article):
        publishing.delete(article, reason=WHY)
        return reverse("admin:encyclopedia_article_free_title", args=[article.pk])

    def give_up(self, article):
        publishing.delete(article, reason=WHY)
        store.give_up_title(Article.objects.get(pk=article.pk), reason=WHY)

    def take_it(self):
        other = examples.lighthouse("Skerry Lighthouse")
        again = replace(other, id=examples.part("other"), infobox=(), sections=(), events=())
        return store.create(replace(again, see_also=(), lead="Another."), reason=WHY).edit

    def test_another_article_takes_title_and_address(self, client, article):
        self.give_up(article)

        publishing.publish(self.take_it(), publisher=None)

        assert b"Another." in client.get(HERE).content

    def test_until_then_nobody_could(self, article):
        publishing.delete(article, reason=WHY)

        with pytest.raises(store.TitleTakenError, match="A deleted article is called"):
            self.take_it()

    def test_until_one_does_the_address_is_not_found_and_old_names_are_gone(self, client, article):
        self.give_up(article)

        assert client.get(HERE).status_code == 404
        assert client.get("/articles/skerry-light/").status_code == 410

    def test_it_comes_back_with_its_title_where_nobody_took_it(self, article):
        before = whole(article)
        self.give_up(article)

        saved = store.bring_back(Article.objects.get(pk=article.pk), reason=WHY)

        back = Article.objects.get(pk=article.pk)
        assert (back.title, back.slug) == ("Skerry Lighthouse", "skerry-lighthouse")
        assert store.current(back) == before[0] == store.at(saved.edit)

    def test_it_comes_back_with_a_title_that_tells_it_from_who_took_it(self, article):
        before = whole(article)
        self.give_up(article)
        self.take_it()

        saved = store.bring_back(Article.objects.get(pk=article.pk), reason=WHY)

        back = Article.objects.get(pk=article.pk)
        title = "Skerry Lighthouse (brought back)"
        assert (back.title, back.slug) == (title, "skerry-lighthouse-brought-back")
        assert store.current(back) == store.at(saved.edit) == replace(before[0], title=title)
        assert {k: v for k, v in whole(back)[1].items() if k != saved.edit.pk} == before[1]

    def test_what_is_there_keeps_its_title(self, article):
        with pytest.raises(store.NotDeletedError, match="not deleted any more"):
            store.give_up_title(article, reason=WHY)

    def test_the_page_says_first_what_happens(self, client, admin_user, url):
        client.force_login(admin_user)

        page = client.get(url).content.decode()

        assert f"Another article can take this title and its address, {HERE}." in page
        assert not Deletion.objects.filter(freed=True).exists()

    def test_a_reason_is_asked_for_and_kept(self, client, admin_user, article, url):
        client.force_login(admin_user)
        refused = client.post(url, {"reason": " "}).content.decode()
        assert "Say why, for those who come after you." in refused

        done = client.post(url, {"reason": "A town has this name"}, follow=True).content.decode()

        log = Deletion.objects.get(freed=True)
        assert (log.article, log.by, log.reason) == (article, admin_user, "A town has this name")
        assert "title given up" in done
        assert "A hoax" in done

    def test_the_way_back_says_what_it_will_be_called(self, client, admin_user, article):
        client.force_login(admin_user)
        self.give_up(article)
        url = reverse("admin:encyclopedia_article_bring_back", args=[article.pk])
        free = client.get(url).content.decode()
        self.take_it()

        assert "No article took its title" in free
        assert "“Skerry Lighthouse (brought back)”" in client.get(url).content.decode()

    def test_a_publisher_sees_no_such_action(self, client, ada, article, url):
        client.force_login(ada)

        assert client.get(url).status_code == 403
        page = client.get(reverse("admin:encyclopedia_article_deleted")).content.decode()
        assert "bring back" in page
        assert "free the title" not in page
