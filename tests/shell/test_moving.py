"""Articles merged and split: the words keep their authors, the addresses their readers."""

from dataclasses import replace

import examples
import pytest
from django.urls import reverse

from encyclopedia import moving, publishing, reviewing, store
from encyclopedia.models import Article, Edition, Merger, Publication, Redirect, SearchEntry, Taking

pytestmark = pytest.mark.django_db

ADA = '<a href="/contributors/ada/"><bdi>ada</bdi></a>'


def begin(title, editor, lead):
    why = store.Reason(editor=editor, summary="Begun")
    document = replace(examples.lighthouse(title), lead=lead)
    return store.create(document, reason=why).edit.article


@pytest.fixture
def north(ada):
    return begin("North Light", ada, "It stands in the north.")


@pytest.fixture
def south(tom):
    return begin("South Light", tom, "It stands in the south.")


def merge(into, other, editor, *headings, lead=""):
    sections = store.current(other).sections
    chosen = [section.id for section in sections if section.heading in headings]
    plan = moving.plan_merge(store.head(into), store.head(other), chosen, lead=lead)
    return moving.merge(plan, reason=store.Reason(editor=editor, summary=plan.summary))


def change(article, editor, **changes):
    head = store.head(article)
    why = store.Reason(editor=editor, summary="")
    return store.save(article, replace(store.at(head), **changes), base=head.pk, reason=why).edit


def test_a_merge_is_a_revision_that_names_what_it_took(north, south, ada):
    publishing.publish(store.head(south), publisher=ada)
    publishing.publish(store.head(north), publisher=ada)
    origin = store.head(south)

    saved = merge(north, south, ada, "Purpose", lead="The southern light")

    assert saved.edit.summary == f"Merge from “South Light”, revision {origin.pk}"
    assert [s.heading for s in store.current(north).sections][3:] == [
        "The southern light",
        "Purpose",
    ]
    taking = Taking.objects.get()
    assert (taking.edit, taking.taken_from, len(taking.parts)) == (saved.edit, origin, 2)
    assert store.at(saved.edit) == store.current(north)


def test_links_to_a_withdrawn_article_that_is_merged_lead_on(client, north, south, ada):
    for article in (north, south, begin("A list", ada, "See [[South Light]].")):
        publishing.publish(store.head(article), publisher=ada)
    publishing.withdraw(south)
    edition = Edition.objects.today()

    merge(north, south, ada, "Purpose")

    made = client.get("/articles/a-list/").content
    assert client.get("/articles/south-light/").status_code == 301
    publishing.renew(Publication.objects.get(slug="a-list"))
    assert client.get("/articles/a-list/").content == made
    assert Edition.objects.today() != edition


def test_readers_of_a_merged_article_are_led_to_the_other(client, north, south, ada):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    linking = begin("A list", ada, "See [[South Light]].")
    publishing.publish(store.head(linking), publisher=ada)

    merge(north, south, ada, "Purpose")

    moved = client.get("/articles/south-light/")
    assert (moved.status_code, moved.url) == (301, "/articles/north-light/?from=south-light")
    page = client.get(moved.url).content.decode()
    assert f"by {ADA}, <bdi>tom</bdi>" in page
    assert 'href="/articles/north-light/"' in client.get("/articles/a-list/").content.decode()


def test_the_history_of_a_merged_article_can_still_be_read(client, north, south, ada):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    origin = store.head(south).pk
    merge(north, south, ada, "Purpose")

    history = client.get("/articles/north-light/history/").content.decode()
    url = f"/articles/south-light/revisions/{origin}/"

    assert f'<a href="{url}">takes words from “South Light”, revision {origin}</a>' in history
    assert client.get(url).status_code == 200
    assert client.get("/articles/south-light/history/").status_code == 200
    assert client.get("/articles/south-light/evidence/").url == "/articles/north-light/evidence/"


def test_a_draft_that_was_merged_leaks_nothing(client, north, south, ada):
    publishing.publish(store.head(north), publisher=ada)
    saved = merge(north, south, ada, "Purpose")
    publishing.publish(saved.edit, publisher=ada)

    pages = [
        client.get(url).content.decode()
        for url in ("/articles/north-light/", "/articles/north-light/history/", "/articles/")
    ]

    assert not [page for page in pages if "South Light</" in page or "south-light" in page]
    assert client.get("/articles/south-light/").status_code == 404
    assert client.get("/articles/south-light/history/").status_code == 404


def test_the_summary_of_a_merge_names_the_title_that_readers_know(north, south, ada):
    draft = moving.plan_merge(store.head(north), store.head(south), ())
    publishing.publish(store.head(south), publisher=ada)
    renamed = change(south, ada, title="A secret to be")
    public = moving.plan_merge(store.head(north), renamed, ())

    assert draft.summary == f"Merge from another article, revision {draft.other.pk}"
    assert public.summary == f"Merge from “South Light”, revision {renamed.pk}"


def test_the_summary_of_a_split_names_the_title_that_readers_know(south, ada):
    purpose = store.current(south).sections[0].id
    draft = moving.plan_split(store.head(south), [purpose], "Why lights")
    publishing.publish(store.head(south), publisher=ada)
    renamed = change(south, ada, title="A secret to be")
    public = moving.plan_split(renamed, [purpose], "Why lights")

    assert draft.summary == f"Split from another article, revision {draft.edit.pk}"
    assert public.summary == f"Split from “South Light”, revision {renamed.pk}"


def test_old_names_of_a_merged_article_lead_on_too(client, north, south, ada):
    publishing.publish(store.head(north), publisher=ada)
    publishing.publish(store.head(south), publisher=ada)
    publishing.move(south, "southern")
    publishing.add_name(south, "Light of the South")
    south.refresh_from_db()

    merge(north, south, ada, "Purpose")

    for slug in ("southern", "south-light", "light-of-the-south"):
        moved = client.get(f"/articles/{slug}/")
        assert (moved.status_code, moved.url) == (301, f"/articles/north-light/?from={slug}")
    assert client.get("/articles/south-light/history/").url == "/articles/north-light/history/"
    assert SearchEntry.objects.get().names.splitlines() == [
        "Light of the South",
        "South Light",
        "South Light",
    ]


def test_a_merged_article_that_is_deleted_is_read_by_nobody(client, north, south, ada):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    origin = store.head(south).pk
    merge(north, south, ada, "Purpose")

    publishing.delete(south, reason=store.Reason(editor=ada, summary="A hoax"))

    assert client.get("/articles/south-light/history/").status_code in (301, 404)
    assert client.get(f"/articles/south-light/revisions/{origin}/").status_code in (301, 404)
    assert "takes words from" not in client.get("/articles/north-light/history/").content.decode()


def test_a_name_that_is_hidden_is_not_told_where_its_words_went(client, north, south, ada, tom):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    origin = store.head(south).pk
    merge(north, south, ada, "Purpose")
    assert "<bdi>tom</bdi>" in client.get("/articles/north-light/").content.decode()

    why = store.Reason(editor=ada, summary="Outed")
    publishing.hide(south, (origin, origin), {"editor": True}, reason=why)

    assert "<bdi>tom</bdi>" not in client.get("/articles/north-light/").content.decode()


def test_editors_of_drafts_are_named_only_for_words_that_were_taken(
    client, north, south, ada, rita
):
    change(south, rita, lead="Nobody was to read this.")
    publishing.publish(store.head(north), publisher=ada)

    publishing.publish(merge(north, south, ada, "Purpose").edit, publisher=ada)

    page = client.get("/articles/north-light/").content.decode()
    assert f"by {ADA}, <bdi>tom</bdi>" in page
    assert "<bdi>rita</bdi>" not in page


def test_a_lead_that_is_taken_credits_no_title_that_was_left_behind(
    client, north, south, ada, rita
):
    change(south, rita, title="Another light")
    publishing.publish(store.head(north), publisher=ada)

    publishing.publish(merge(north, south, ada, lead="The south").edit, publisher=ada)

    page = client.get("/articles/north-light/").content.decode()
    assert f"by {ADA}, <bdi>tom</bdi>" in page
    assert "<bdi>rita</bdi>" not in page


@pytest.fixture
def slurred(north, south, ada):
    """A merged article that readers last knew by a title which is to be hidden."""
    publishing.publish(store.head(north), publisher=ada)
    publishing.publish(store.head(south), publisher=ada)
    bad = change(south, ada, title="Canary Light")
    publishing.publish(bad, publisher=ada)
    merge(north, south, ada, "Purpose")
    change(south, ada, title="Of lights")
    return bad


def hide(edit, editor, *, hidden=True):
    why = store.Reason(editor=editor, summary="An insult")
    publishing.hide(edit.article, (edit.pk, edit.pk), {"text": hidden}, reason=why)


def test_a_hidden_title_of_a_merged_article_is_told_nowhere(client, slurred, north, ada):
    hide(slurred, ada)

    assert Merger.objects.get().title == "South Light"
    assert "Canary" not in SearchEntry.objects.get().names
    assert not Redirect.objects.filter(title__contains="Canary").exists()
    assert client.get("/articles/canary-light/").status_code == 404
    assert client.get("/articles/canary-light/history/").status_code == 404
    assert "Canary" not in client.get("/articles/south-light/history/").content.decode()
    assert client.get("/articles/south-light/").url == "/articles/north-light/?from=south-light"


def test_a_hidden_title_of_a_merged_article_that_is_shown_again_leads_on(client, slurred, ada):
    hide(slurred, ada)
    hide(slurred, ada, hidden=False)

    assert Merger.objects.get().title == "Canary Light"
    assert client.get("/articles/canary-light/").url == "/articles/north-light/?from=canary-light"
    assert "Canary Light" in SearchEntry.objects.get().names


def test_who_hides_a_title_of_a_merged_article_comes_to_its_history(client, slurred, ada):
    client.force_login(ada)
    url = f"/articles/canary-light/revisions/{slurred.pk}/hide/"

    done = client.post(url, {"text": "on", "reason": "An insult"}, follow=True)

    assert done.redirect_chain == [("/articles/south-light/history/", 302)]
    assert done.status_code == 200


def test_a_merged_article_whose_titles_are_all_hidden_has_none(client, north, south, ada):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    only = store.head(south)
    merge(north, south, ada, "Purpose")
    change(south, ada, lead="Nothing bad.")

    hide(only, ada)
    gone = client.get("/articles/south-light/").status_code
    hide(only, ada, hidden=False)

    assert gone == 404
    assert client.get("/articles/south-light/").url == "/articles/north-light/?from=south-light"


def test_a_title_is_hidden_through_a_merge_after_the_merge(client, slurred, north, ada, tom):
    last = begin("West Light", tom, "It stands in the west.")
    publishing.publish(store.head(last), publisher=ada)
    merge(last, north, ada, "Purpose")

    hide(slurred, ada)

    assert client.get("/articles/canary-light/").status_code == 404
    assert "Canary" not in SearchEntry.objects.get().names


def test_nobody_merges_into_what_is_protected_from_them(client, tom, ada, north, south):
    reviewing.protect(north, "administrators", by=ada, reason="Vandals")
    client.force_login(tom)
    asked = {"base": store.head(south).pk, "into": "North Light", "_look": "1"}

    page = client.post(reverse("merge", args=[south.pk]), asked)

    assert page.context["plan"] is None
    assert "This article is protected" in page.content.decode()


def test_a_merge_that_nobody_approved_is_refused_where_that_is_wanted(
    client, ada, north, south, settings
):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    settings.APPROVAL_REQUIRED = True
    client.force_login(ada)
    (purpose,) = (s for s in store.current(south).sections if s.heading == "Purpose")
    asked = {"base": store.head(south).pk, "seen": store.head(north).pk, "into": "North Light"}

    page = client.post(
        reverse("merge", args=[south.pk]), {**asked, "parts": [purpose.id], "_confirm": "1"}
    )

    assert "Nothing was saved. A reviewer must approve" in page.content.decode()
    assert not Merger.objects.exists()
    assert Publication.objects.count() == 2


def test_somebody_who_saves_meanwhile_stops_a_merge(north, south, ada, tom):
    plan = moving.plan_merge(store.head(north), store.head(south), ())
    head = store.head(south)
    why = store.Reason(editor=tom, summary="")
    store.save(south, replace(store.at(head), lead="New."), base=head.pk, reason=why)

    with pytest.raises(store.MovedError):
        moving.merge(plan, reason=store.Reason(editor=ada, summary=plan.summary))

    assert not Merger.objects.exists()


def test_an_article_is_merged_once_and_not_into_itself(north, south, ada):
    merge(north, south, ada, "Purpose")

    with pytest.raises(moving.MoveError, match="was merged into “North Light” already"):
        moving.plan_merge(store.head(north), store.head(south), ())
    with pytest.raises(moving.MoveError, match="into itself"):
        moving.plan_merge(store.head(north), store.head(north), ())


def test_a_merge_taken_back_is_a_draft_that_can_be_published(client, north, south, ada):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    merge(north, south, ada, "Purpose")
    client.force_login(ada)

    client.post(reverse("part_again", args=[south.pk]))
    publishing.publish(store.head(south), publisher=ada)

    assert client.get("/articles/south-light/").status_code == 200
    assert not Redirect.objects.exists()


def test_a_merge_taken_back_leaves_readers_no_revision_of_the_draft(client, north, south, ada):
    for article in (north, south):
        publishing.publish(store.head(article), publisher=ada)
    merge(north, south, ada, "Purpose")
    moving.part_again(south)

    paths = ("/recent/", "/feeds/recent.atom", "/api/v1/recent", "/contributors/tom/")
    answers = [client.get(path) for path in paths]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 404]
    assert [b"south-light/revisions" in answer.content for answer in answers] == [False] * 4


def test_a_split_leaves_a_pointer_and_names_where_it_came_from(south, ada):
    head = store.head(south)
    publishing.publish(head, publisher=ada)
    (purpose,) = (s for s in store.at(head).sections if s.heading == "Purpose")
    plan = moving.plan_split(head, [purpose.id], "Purpose of lights")

    saved = moving.split(
        plan,
        reason=store.Reason(editor=ada, summary=plan.summary),
        left_reason=store.Reason(editor=ada, summary="Split"),
    )

    new = Article.objects.get(title="Purpose of lights")
    assert saved.edit.summary == f"Split from “South Light”, revision {head.pk}"
    assert [s.text for s in store.current(new).sections] == [purpose.text]
    assert store.current(south).sections[0].text == "See [[Purpose of lights]]."
    assert Taking.objects.get().taken_from == head
    assert not Publication.objects.filter(article=new).exists()


def test_the_desk_shows_a_merge_before_it_saves_it(client, ada, north, south):
    client.force_login(ada)
    url = reverse("merge", args=[south.pk])
    purpose = store.current(south).sections[0]
    asked = {
        "base": store.head(south).pk,
        "into": "north light",
        "parts": [purpose.id],
        "lead": "",
        "summary": "One light",
    }

    page = client.post(url, {**asked, "_look": "1"})
    unseen = client.post(url, {**asked, "_confirm": "1"})
    assert page.context["effect"]["sections"] == ["Purpose"]
    assert (unseen.status_code, Merger.objects.count()) == (200, 0)
    done = client.post(url, {**asked, "seen": store.head(north).pk, "_confirm": "1"})

    assert done.status_code == 302
    assert store.head(north).summary.endswith(": One light")


@pytest.mark.parametrize(
    ("into", "sentence"),
    [("", "Name the article that stays."), ("Nowhere", "There is no article with this title.")],
)
def test_a_merge_into_nothing_is_a_sentence_at_its_field(client, ada, south, into, sentence):
    client.force_login(ada)

    page = client.post(
        reverse("merge", args=[south.pk]),
        {"base": store.head(south).pk, "into": into, "summary": "typed", "_look": "1"},
    )

    assert sentence in page.content.decode()
    assert 'value="typed"' in page.content.decode()


def test_who_may_not_publish_merges_no_public_article(client, tom, north, south):
    publishing.publish(store.head(south), publisher=None)
    client.force_login(tom)

    assert client.get(reverse("merge", args=[south.pk])).status_code == 403
    assert client.get(reverse("merge", args=[north.pk])).status_code == 200


def test_the_desk_splits_after_showing_it(client, ada, south):
    client.force_login(ada)
    url = reverse("split", args=[south.pk])
    purpose = store.current(south).sections[0]
    asked = {"base": store.head(south).pk, "title": "Why lights", "parts": [purpose.id]}

    page = client.post(url, {**asked, "_look": "1"})
    assert page.context["plan"].moved.document.title == "Why lights"
    assert client.post(url, {**asked, "_confirm": "1"}).status_code == 302

    assert Article.objects.filter(title="Why lights").count() == 1


def test_an_article_of_a_lead_alone_offers_no_parts(client, ada):
    bare = replace(
        examples.lighthouse("Bare Light"), infobox=(), sections=(), events=(), see_also=()
    )
    article = store.create(bare, reason=store.Reason(editor=ada, summary="Begun")).edit.article
    client.force_login(ada)

    merging, splitting = (
        client.get(reverse(name, args=[article.pk])).content.decode() for name in ("merge", "split")
    )

    assert "Parts that go along" not in merging
    assert "there is nothing to split off" in splitting
