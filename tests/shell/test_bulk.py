"""Actions on many articles, corrected sources, categories: told, asked, done, audited."""

from dataclasses import replace

import examples
import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse

from encyclopedia import categorising, publishing, reviewing, store
from encyclopedia.desk import adopting
from encyclopedia.models import Article, AuditEntry, Edit, Publication, Withdrawal
from sources import store as source_store
from sources.models import Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
LIST = "/admin/encyclopedia/article/"


@pytest.fixture
def articles():
    source_store.save(examples.almanac(), editor=None, summary="")
    return [
        store.create(examples.lighthouse(title), reason=WHY).edit.article
        for title in ("North Light", "South Light")
    ]


def ask(client, action, articles, **more):
    chosen = {"action": action, "_selected_action": [str(article.pk) for article in articles]}
    return client.post(LIST, {**chosen, **more})


def confirm(client, page, **more):
    context = page.context
    seen = {f"seen-{effect.article}": effect.head for effect in context["effects"]}
    chosen = [str(effect.article) for effect in context["effects"]]
    data = {"action": context["action"].name, "_selected_action": chosen, "_confirm": "1"}
    return client.post(LIST, {**data, **seen, **more}, follow=True)


def said(page):
    return {effect.title: effect.says for effect in page.context["effects"]}


def test_publishing_says_what_readers_get_and_does_nothing_until_it_is_confirmed(
    client, ada, articles
):
    client.force_login(ada)
    north, south = articles
    publishing.publish(store.head(north), publisher=None)

    page = ask(client, "publish_newest", articles)

    head = store.head(south).pk
    assert said(page) == {
        "North Light": f"readers have revision {store.head(north).pk} already",
        "South Light": f"readers get revision {head}, for the first time",
    }
    assert Publication.objects.count() == 1
    confirm(client, page)
    assert Publication.objects.get(article=south).edit_id == head


def test_what_somebody_saved_meanwhile_is_left_alone_and_said(client, ada, tom, articles):
    client.force_login(ada)
    page = ask(client, "publish_newest", articles)
    north, south = articles
    head = store.head(south)
    why = store.Reason(editor=tom, summary="")
    store.save(south, replace(store.at(head), lead="Unseen."), base=head.pk, reason=why)

    answer = confirm(client, page)

    assert list(Publication.objects.values_list("title", flat=True)) == ["North Light"]
    assert b"somebody saved it meanwhile" in answer.content
    entries = AuditEntry.objects.filter(action="bulk:publish_newest").order_by("pk")
    assert list(entries.values_list("actor", "subject", "outcome")) == [
        (ada.pk, str(north.pk), "done"),
        (ada.pk, str(south.pk), "refused"),
    ]


def test_only_publishers_publish_and_withdraw(client, tom, articles):
    client.force_login(tom)

    offered = client.get(LIST).content.decode()
    for action in ("publish_newest", "withdraw"):
        ask(client, action, articles, _confirm="1")

    assert ("publish_newest" in offered, "adopt_sources" in offered) == (False, True)
    assert not Publication.objects.exists()


def test_withdrawing_takes_what_readers_have(client, ada, articles):
    client.force_login(ada)
    publishing.publish(store.head(articles[0]), publisher=None)

    page = ask(client, "withdraw", articles)
    silent = confirm(client, page)
    assert "Say why, for those who come after you." in silent.content.decode()
    assert Publication.objects.count() == 1
    confirm(client, page, reason="A complaint")

    assert [effect.changes for effect in page.context["effects"]] == [True, False]
    assert not Publication.objects.exists()
    assert Withdrawal.objects.get().reason == "A complaint"


def test_what_was_withdrawn_comes_back_only_because_of_something(client, ada, articles):
    client.force_login(ada)
    publishing.publish(store.head(articles[0]), publisher=None)
    reviewing.withdraw(articles[0], by=ada, reason="A complaint")

    page = ask(client, "publish_newest", articles[:1])
    again = ask(client, "publish_newest", articles[:1], _look="1", reason="It was settled")
    confirm(client, again, reason="It was settled")

    assert said(page) == {"North Light": "is withdrawn: say why readers get it again"}
    assert Publication.objects.count() == 1
    assert Withdrawal.objects.get().ended_reason == "It was settled"


def test_nothing_is_published_that_nobody_approved_where_that_is_wanted(
    client, ada, articles, settings
):
    settings.APPROVAL_REQUIRED = True
    client.force_login(ada)

    page = ask(client, "publish_newest", articles)
    confirm(client, page)

    assert all("A reviewer must approve" in says for says in said(page).values())
    assert not Publication.objects.exists()


@pytest.mark.parametrize("action", ["adopt_sources", "recheck", "categorise"])
def test_an_article_that_is_protected_says_so_and_stays(client, ada, tom, articles, action):
    correct()
    reviewing.protect(articles[0], "administrators", by=ada, reason="Vandals")
    client.force_login(tom)
    before = Edit.objects.filter(article=articles[0]).count()

    page = ask(client, action, articles, _look="1", add="Towers")
    confirm(client, page, add="Towers")

    assert said(page)["North Light"].startswith("This article is protected: only administrators")
    assert [effect.changes for effect in page.context["effects"]] == [False, True]
    assert Edit.objects.filter(article=articles[0]).count() == before
    refused = AuditEntry.objects.get(action=f"bulk:{action}", subject=str(articles[0].pk))
    assert refused.outcome == "refused"


def test_authors_take_over_and_rename_in_their_own_articles_alone(
    client, ada, articles, django_user_model
):
    author = django_user_model.objects.create_user("eve", is_staff=True)
    author.groups.set(Group.objects.filter(name="author"))
    own = store.create(
        examples.lighthouse("Own Light"), reason=store.Reason(editor=author, summary="")
    ).edit.article
    correct()
    client.force_login(author)

    page = client.get(reverse("adopt_source", args=[Source.objects.get().pk]))
    renaming = {"old": "Lighthouses", "new": "Towers"}
    look = client.post(reverse("desk-categories"), {**renaming, "_look": "1"})
    client.post(reverse("desk-categories"), {**renaming, "_confirm": "1"})

    assert [each.title for each in page.context["behind"]] == ["Own Light"]
    assert [each.title for each in look.context["left"]] == ["North Light", "South Light"]
    assert categorising.counts() == {"Lighthouses": 2, "Towers": 1}
    assert store.head(own).editor == author


def test_what_is_deleted_is_no_matter_for_categories_and_actions(client, ada, articles):
    publishing.delete(articles[0], reason=store.Reason(editor=ada, summary="A hoax"))
    client.force_login(ada)

    page = ask(client, "recheck", articles)

    assert list(said(page)) == ["South Light"]
    assert categorising.counts() == {"Lighthouses": 1}
    assert [each.title for each in categorising.plan("Lighthouses", "Towers")] == ["South Light"]


def test_categories_are_added_and_removed_as_shown(client, ada, articles):
    client.force_login(ada)
    options = {"add": "Towers\nLights\n", "remove": "lighthouses"}

    page = ask(client, "categorise", articles, _look="1", **options)
    confirm(client, page, **options)

    assert said(page)["North Light"] == "categories: Towers, Lights"
    assert Article.objects.get(title="South Light").categories == ["Towers", "Lights"]
    edit = store.head(articles[0])
    assert (edit.minor, edit.editor) == (True, ada)
    assert edit.summary == "Categories: add Towers, Lights; remove lighthouses"


def test_checking_again_writes_no_revision(client, ada, articles):
    client.force_login(ada)
    before = Edit.objects.count()

    confirm(client, ask(client, "recheck", articles))

    assert Edit.objects.count() == before
    assert AuditEntry.objects.filter(action="bulk:recheck", outcome="done").count() == 2


def correct():
    source_store.save(
        examples.almanac(title="The Almanac, corrected"), editor=None, summary="Corrected"
    )


def test_a_corrected_source_names_the_articles_that_keep_it_as_before(articles):
    assert adopting.citing(["almanac"]) == ()

    correct()

    behind = adopting.citing(["almanac"])
    assert [each.title for each in behind] == ["North Light", "South Light"]
    (difference,) = behind[0].sources[0].differences
    assert (difference.name, difference.before, difference.after) == (
        "title",
        "The Almanac",
        "The Almanac, corrected",
    )


def test_what_is_behind_is_found_in_as_many_queries_for_many_articles(
    articles, django_assert_num_queries
):
    correct()
    with django_assert_num_queries(6):
        adopting.citing(["almanac"])

    for n in range(5):
        store.create(examples.lighthouse(f"Light {n}"), reason=WHY)
    with django_assert_num_queries(6):
        adopting.citing(["almanac"])


def test_a_corrected_source_is_taken_over_where_chosen(client, tom, articles):
    correct()
    client.force_login(tom)
    url = reverse("adopt_source", args=[Source.objects.get().pk])
    north, south = articles

    page = client.get(url)
    client.post(url, {"article": f"{north.pk}:{store.head(north).pk}"})

    assert len(page.context["behind"]) == 2
    assert store.current(north).sources[0].title == "The Almanac, corrected"
    assert store.current(south).sources[0].title == "The Almanac"
    edit = store.head(north)
    assert (edit.editor, edit.summary) == (tom, "Take over corrected sources: @almanac")
    assert [each.title for each in client.get(url).context["behind"]] == ["South Light"]


def test_an_article_offers_its_own_corrected_sources(client, tom, articles):
    client.force_login(tom)
    url = reverse("adopt_article", args=[articles[0].pk])

    assert client.get(url).context["behind"] == ()
    correct()

    assert [each.title for each in client.get(url).context["behind"]] == ["North Light"]


def test_a_category_is_renamed_in_each_article_after_showing_it(client, tom, articles):
    client.force_login(tom)
    asked = {"old": "Lighthouses", "new": " Light  houses"}
    before = Edit.objects.count()

    page = client.post(reverse("desk-categories"), {**asked, "_look": "1"})
    assert (page.context["total"], Edit.objects.count()) == (2, before)
    client.post(reverse("desk-categories"), {**asked, "_confirm": "1"})

    assert categorising.counts() == {"Light houses": 2}
    edit = store.head(articles[0])
    assert edit.minor
    assert edit.summary == "Category “Lighthouses” is “Light houses” now"
    assert store.at(edit) == store.current(articles[0])


def test_two_categories_become_one(articles):
    head = store.head(articles[0])
    document = replace(store.at(head), categories=("Lighthouses", "Towers"))
    store.save(articles[0], document, base=head.pk, reason=WHY)

    plan = categorising.plan("Lighthouses", "Towers")
    categorising.rename(plan, "Lighthouses", "Towers", reason=WHY)

    assert [each.is_merge for each in plan] == [True, False]
    assert categorising.counts() == {"Towers": 2}


def test_renaming_again_changes_nothing(articles, capsys):
    call_command("rename_category", "Lighthouses", "Towers", dry_run=True)
    call_command("rename_category", "Lighthouses", "Towers")

    with pytest.raises(CommandError, match="No article has the category “Lighthouses”"):
        call_command("rename_category", "Lighthouses", "Towers")
    assert capsys.readouterr().out.splitlines()[-2:] == ["2 would change.", "2 articles changed."]
