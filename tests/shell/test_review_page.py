"""The reviewer's page: what changed, whether it holds, what was said, and the steps to readers."""

from dataclasses import replace

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from encyclopedia import publishing, reviewing, store
from encyclopedia.desk import review
from encyclopedia.models import Comment, HeadFinding, Publication, Review, Schedule

pytestmark = pytest.mark.django_db

COST_OF_THE_PAGE = 44
ALMANAC = "The lamp of the skerry was first lit in 1887.\n\nWrecks on the reef became rare."
PINNED = 'The lamp warns ships. [@almanac, "Wrecks on the reef became rare"]'


@pytest.fixture
def draft(tom):
    examples.archive(examples.almanac(), ALMANAC)
    reason = store.Reason(editor=tom, summary="Begun")
    return store.create(examples.lighthouse(), reason=reason).edit


@pytest.fixture
def article(draft):
    return draft.article


def change(article, **changes):
    document = replace(store.current(article), **changes)
    reason = store.Reason(editor=None, editor_name="Keeper", summary="")
    return store.save(article, document, base=store.head(article).pk, reason=reason).edit


def url_of(article, name="review"):
    return reverse(f"admin:encyclopedia_article_{name}", args=[article.pk])


def page_of(client, article, **asked):
    return client.get(url_of(article), asked).content.decode()


def take(client, article, step, **sent):
    sent = {"revision": store.head(article).pk, step: "1", **sent}
    return client.post(url_of(article), sent)


def shown(article):
    from django.utils import timezone

    return review.page(article, store.head(article), None, today=timezone.localdate())


def glances(article):
    return {glance.name: (glance.words, glance.kind) for glance in shown(article).glances}


def on(article, words):
    passages = (p for part in shown(article).parts for p in (*part.looked_at, *part.others))
    return next(p.on for p in passages if words in p.sentence.text)


class TestAtAGlance:
    def test_a_change_that_holds_is_told_from_one_that_does_not(self, article):
        publishing.publish(store.head(article), publisher=None)
        told = []
        for lead in (PINNED, "The lamp warns ships.", 'It warned. [@almanac, "the lamp exploded"]'):
            change(article, lead=lead)
            told.append(glances(article)["Evidence"])

        assert told == [
            ("1 new or changed sentence: 1 pinned", "good"),
            ("1 new or changed sentence: 1 not cited", "look"),
            ("1 new or changed sentence: 1 quotation wrong", "bad"),
        ]

    def test_of_an_article_that_readers_never_had_everything_is_new(self, article):
        page = shown(article)

        assert page.against == "nothing: readers do not have this article yet"
        assert page.others == 0
        assert [part.heading for part in page.parts] == [
            "Lead",
            "Infobox",
            "Purpose",
            "Key events",
            "Outcomes",
        ]

    def test_each_new_sentence_has_its_passage_beside_it(self, article):
        publishing.publish(store.head(article), publisher=None)
        change(article, lead=PINNED)

        (passage,) = next(part.looked_at for part in shown(article).parts if part.looked_at)

        assert (passage.news, passage.sentence.label) == ("New words", "Pinned")
        assert passage.sentence.pins[0].passage.words == "Wrecks on the reef became rare"

    def test_problems_that_came_are_told_from_those_that_were_there(self, article):
        publishing.publish(store.head(article), publisher=None)
        change(article, lead="The lamp warns ships.")

        words, kind = glances(article)["Checks"]

        assert (words.startswith("1 introduced, "), kind) == (True, "look")

    def test_all_that_is_open_is_counted_also_where_nothing_changed(self, desk, article):
        publishing.publish(store.head(article), publisher=None)
        found = HeadFinding.objects.filter(article=article, declined="").count()

        page = page_of(desk, article)

        assert glances(article)["Checks"][0] == f"0 introduced, 0 mended, {found} open already"
        assert f"<dt>Open ({found})</dt>" in page

    def test_the_page_names_what_is_new_since_the_approval(self, desk, article, ada):
        reviewing.approve(store.head(article), by=ada)
        change(article, lead="Newer than the approval.")

        page = page_of(desk, article)

        assert "New since then: <strong>Lead</strong> (changed)" in page

    def test_what_is_new_since_the_approval_can_be_read_alone(self, desk, article, ada, draft):
        reviewing.approve(draft, by=ada)
        change(article, lead="Newer than the approval.")

        page = page_of(desk, article, since=draft.pk)

        assert f"against revision {draft.pk}" in page
        assert "1 new or changed sentence: 1 not cited" in page


class TestSteps:
    def test_a_reviewer_approves_what_they_saw(self, desk, article, draft):
        change(article, lead="Saved while the reviewer read.")

        take(desk, article, "_approve", revision=draft.pk, note="Good.")

        assert [(r.edit_id, r.state) for r in Review.objects.all()] == [(draft.pk, "approved")]

    def test_changes_are_asked_with_a_note_and_without_one_nothing_happens(self, desk, article):
        refused = take(desk, article, "_changes", note="")
        take(desk, article, "_changes", note="Shorter, please.")

        assert "Say what should change." in refused.content.decode()
        assert Review.objects.get().note == "Shorter, please."

    def test_own_words_are_not_approved_and_the_page_says_so(self, desk, article, ada):
        document = replace(store.current(article), lead="By ada.")
        reason = store.Reason(editor=ada, summary="")
        store.save(article, document, base=store.head(article).pk, reason=reason)

        page, refused = page_of(desk, article), take(desk, article, "_approve")

        assert 'name="_approve"' not in page
        assert "somebody else approves them" in refused.content.decode()
        assert not Review.objects.exists()

    def test_a_revision_is_published_and_scheduled(self, desk, article, draft):
        take(desk, article, "_schedule", at="2131-05-01T09:00")
        assert Schedule.objects.get().publish_at.isoformat() == "2131-05-01T09:00:00+00:00"

        take(desk, article, "_publish")
        assert Publication.objects.get().edit == draft
        assert Schedule.objects.get().state == Schedule.OVERTAKEN

    @pytest.mark.parametrize(
        ("at", "why"),
        [
            ("", "Choose a day and a time."),
            ("tomorrow", "Write day and time as 2031-12-01T09:00."),
            ("1999-01-01T09:00", "This time is past."),
        ],
    )
    def test_a_time_that_cannot_be_is_refused_with_what_was_typed(self, desk, article, at, why):
        page = take(desk, article, "_schedule", at=at).content.decode()

        assert why in page
        assert f'name="at" value="{at}"' in page
        assert not Schedule.objects.exists()

    def test_an_article_is_withdrawn_and_given_back_with_reasons(self, desk, article, draft):
        publishing.publish(draft, publisher=None)

        refused = take(desk, article, "_withdraw", reason="")
        take(desk, article, "_withdraw", reason="A complaint")
        gone = (Publication.objects.exists(), "A complaint" in page_of(desk, article))
        take(desk, article, "_bring_back", reason="Unfounded")

        assert "Say why it is withdrawn" in refused.content.decode()
        assert gone == (False, True)
        assert Publication.objects.get().edit == draft

    def test_a_form_that_says_no_step_does_nothing(self, desk, article):
        page = desk.post(url_of(article), {"revision": store.head(article).pk}).content.decode()

        assert "Nothing was done" in page

    @pytest.mark.parametrize("number", ["0", "x", "9" * 30, "1 OR 1"])
    def test_a_revision_of_nowhere_is_nowhere(self, desk, article, number):
        assert desk.get(url_of(article), {"revision": number}).status_code == 404
        assert desk.get(url_of(article), {"since": number}).status_code == 404

    def test_the_form_saves_and_asks_for_a_review(self, client, article, tom):
        from test_desk import form_of

        client.force_login(tom)
        url = url_of(article, "change")
        data = form_of(client.get(url))

        answer = client.post(
            url, {**data, "lead": "For review.", "summary": "Why", "_ask": "1"}, follow=True
        )

        assert answer.redirect_chain[-1][0] == url_of(article)
        assert Review.objects.get().edit == store.head(article)


def test_a_value_of_the_infobox_is_shown_with_the_name_of_its_row(desk, article):
    page = page_of(desk, article)

    assert "<bdi>Height</bdi>:</span> <span data-words>31 m</span>" in page


def test_pictures_that_a_revision_brings_are_shown_with_their_alternative_text(desk, article):
    tower = examples.tower()
    change(article, illustrations=(tower,))
    publishing.publish(store.head(article), publisher=None)
    seen = [page_of(desk, article).count("<img src")]
    for alt in ("The tower", "The tower at dusk"):
        change(article, illustrations=(replace(tower, alt=alt),), lead="It shone.")
        page = page_of(desk, article)
        seen.append(page.count("<img src"))

    assert seen == [0, 0, 1]
    address = f"/media/pictures/{tower.file}.png"
    assert f'<img src="{address}" alt="The tower at dusk" width="8" height="6"' in page
    assert desk.get(address).status_code == 200


class TestComments:
    def test_words_of_a_sentence_are_commented_on(self, desk, article):
        take(desk, article, "_comment", on=on(article, "lit in 1887"), words="1887", text="Sure?")

        comment = Comment.objects.get()
        page = page_of(desk, article)

        assert (comment.part, comment.words, comment.prefix) == (
            "lead",
            "1887",
            "The lighthouse was lit in ",
        )
        assert "<mark>1887</mark>" in page
        assert "Sure?" in page

    def test_without_words_it_is_about_the_sentence(self, desk, article):
        take(desk, article, "_comment", on=on(article, "lit in 1887"), text="Sure?")

        assert Comment.objects.get().words == "The lighthouse was lit in 1887."

    def test_it_stays_with_its_words_and_says_when_they_are_gone(self, desk, article):
        take(desk, article, "_comment", on=on(article, "lit in 1887"), words="1887", text="Sure?")
        stands = []
        for lead in (
            "A new opening. The lighthouse was lit in 1887. It works.",
            "The lighthouse was lit in 1889. It still works.",
            "Nothing of it stayed.",
        ):
            change(article, lead=lead)
            page = shown(article)
            threads = [t for part in page.parts for p in part.looked_at for t in p.threads]
            stands.append([(t.stand, t.now) for t in (*threads, *page.unplaced)])

        assert stands == [[("same", "")], [("altered", "1889")], [("gone", "")]]
        assert "The words are gone: <q" in page_of(desk, article)

    def test_words_that_are_not_in_the_sentence_are_refused_and_kept_in_the_form(
        self, desk, article
    ):
        place = on(article, "lit in 1887")

        page = take(
            desk, article, "_comment", on=place, words="never lit", text="Sure?"
        ).content.decode()

        assert "These words do not stand in the sentence." in page
        assert 'value="never lit"' in page
        assert ">Sure?</textarea>" in page
        assert not Comment.objects.exists()

    def test_a_sentence_that_is_not_there_is_refused(self, desk, article):
        page = take(desk, article, "_comment", on="lead::0:9999", text="Sure?").content.decode()

        assert "This sentence is not in that revision." in page

    def test_without_script_the_form_opens_at_the_sentence(self, desk, article):
        page = page_of(desk, article, on=on(article, "lit in 1887"))

        assert page.count('class="comment-form" id="comment"') == 1

    def test_a_comment_is_answered_resolved_and_opened_again(self, desk, article, draft, tom):
        thread = reviewing.comment(draft, "Why?", by=tom)
        take(desk, article, "_reply", thread=thread.pk, text="Because.")
        take(desk, article, "_resolve", thread=thread.pk)
        resolved = Comment.objects.threads().get().resolved_by_name
        take(desk, article, "_reopen", thread=thread.pk)

        assert (resolved, thread.replies.get().text) == ("ada", "Because.")
        assert Comment.objects.open().get() == thread

    def test_a_comment_of_another_article_is_not_reached_from_here(self, desk, article, tom):
        other = store.create(
            examples.lighthouse("Other Light"), reason=store.Reason(editor=tom, summary="")
        ).edit
        thread = reviewing.comment(other, "Why?", by=tom)

        page = take(desk, article, "_resolve", thread=thread.pk).content.decode()

        assert "This comment is not there any more." in page
        assert Comment.objects.open().exists()

    def test_what_is_typed_is_shown_as_text(self, desk, article, draft, tom):
        reviewing.comment(draft, "<script>alert(1)</script>", by=tom)

        page = page_of(desk, article)

        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


class TestProtection:
    def test_a_protected_article_is_refused_with_a_sentence(self, client, article, ada, tom):
        reviewing.protect(article, "publishers", by=ada, reason="Two editors undo each other")
        client.force_login(tom)

        shown = client.get(url_of(article, "change"), follow=True)
        refused = client.post(url_of(article, "change"), {"title": "Mine"})
        undone = client.post(reverse("undo", args=[article.slug, store.head(article).pk]), {})

        why = "only publishers and administrators may change it (Two editors undo each other)"
        assert why in shown.content.decode()
        assert [refused.status_code, undone.status_code] == [403, 403]
        assert why in refused.content.decode()
        assert why in undone.content.decode()

    def test_it_ends_when_it_expires(self, article, ada, tom):
        from datetime import timedelta

        from django.utils import timezone

        from encyclopedia import permissions

        now = timezone.now()
        told = []
        for until in (now + timedelta(days=1), now - timedelta(days=1)):
            reviewing.protect(article, "publishers", by=ada, reason="War", expires_at=until)
            told.append(permissions.may_change(tom, article))

        assert told == [False, True]

    def test_the_list_and_the_form_show_it(self, desk, article, ada):
        reviewing.protect(article, "editors", by=ada, reason="Vandals")

        pages = [
            desk.get(url).content.decode()
            for url in (
                reverse("admin:encyclopedia_article_changelist"),
                url_of(article, "change"),
                url_of(article, "protect"),
            )
        ]

        assert [page.count('<span class="badge protected">') for page in pages] == [1, 1, 1]

    def test_it_is_set_lifted_and_remembered(self, desk, article):
        url = url_of(article, "protect")
        desk.post(url, {"level": "publishers", "reason": "War", "expires_at": "2131-05-01T09:00"})
        desk.post(url, {"level": "", "reason": "Peace"})

        said = [(each.words, each.reason) for each in reviewing.protections(article.pk)]

        assert said == [("Everybody who may write", "Peace"), ("Publishers and above", "War")]
        article.refresh_from_db()
        assert article.protection is None

    @pytest.mark.parametrize(
        ("sent", "why"),
        [
            ({"level": "publishers"}, "Say why, for those who are kept out."),
            ({"level": "administrators", "reason": "x"}, "levels that you pass yourself"),
            ({"level": "x", "reason": "x"}, "levels that you pass yourself"),
            ({"level": "editors", "reason": "x", "expires_at": "1999-01-01"}, "This time is past."),
            ({"level": "editors", "reason": "x", "expires_at": "soon"}, "Write day and time as"),
        ],
    )
    def test_bad_input_is_a_sentence_at_its_field(self, desk, article, sent, why):
        assert why in desk.post(url_of(article, "protect"), sent).content.decode()
        assert not article.protections.exists()


class TestLists:
    def test_the_filter_finds_articles_by_where_they_stand(self, desk, article, draft, tom, ada):
        other = store.create(
            examples.lighthouse("Public Light"), reason=store.Reason(editor=tom, summary="")
        ).edit
        publishing.publish(other, publisher=None)
        reviewing.ask(draft, by=tom)
        reviewing.protect(other.article, "editors", by=ada, reason="Vandals")

        found = {}
        for kind in ("mine", "in-review", "approved", "published", "unpublished", "protected"):
            url = reverse("admin:encyclopedia_article_changelist")
            results = desk.get(url, {"stands": kind}).context["cl"].result_list
            found[kind] = [each.title for each in results]

        assert found == {
            "mine": ["Skerry Lighthouse"],
            "in-review": ["Skerry Lighthouse"],
            "approved": [],
            "published": ["Public Light"],
            "unpublished": ["Skerry Lighthouse"],
            "protected": ["Public Light"],
        }

    def test_the_history_tells_the_desk_and_nobody_else(self, client, article, draft, tom, ada):
        reviewing.approve(draft, by=ada)
        publishing.publish(draft, publisher=None)
        url = reverse("history", args=[article.slug])
        public = client.get(url).content.decode()
        client.force_login(tom)

        assert '<span class="tag">approved by ada</span>' in client.get(url).content.decode()
        assert "approved" not in public


def test_a_question_writes_nothing(desk, article, draft, ada):
    reviewing.comment(draft, "Why?", by=ada)

    with CaptureQueriesContext(connection) as asked:
        desk.get(url_of(article))
        desk.get(url_of(article, "protect"))

    assert not [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_page_costs_the_same_however_many_comments_and_reviews(desk, article, ada, tom):
    publishing.publish(store.head(article), publisher=None)
    newer = change(article, lead=PINNED)
    reviewing.ask(newer, by=tom)
    costs = []
    for number in range(2):
        for each in range(1 + 5 * number):
            thread = reviewing.comment(newer, f"Remark {each}", by=ada)
            reviewing.reply(thread, "Yes.", by=tom)
            reviewing.ask(newer, by=tom, note=f"{each}")
        desk.get(url_of(article))
        with CaptureQueriesContext(connection) as asked:
            desk.get(url_of(article))
        costs.append(len(asked))

    assert costs == [COST_OF_THE_PAGE, COST_OF_THE_PAGE]
