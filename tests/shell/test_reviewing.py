"""From draft to readers: asked, answered, approved, and what later edits leave of an approval."""

from dataclasses import replace

import examples
import pytest

from encyclopedia import publishing, reviewing, store
from encyclopedia.models import Article, Comment, Publication, Review
from encyclopedia.models.publication import PublishedRevision
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")


@pytest.fixture
def draft(tom):
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=store.Reason(editor=tom, summary="")).edit


def change(article, editor=None, **changes):
    document = replace(store.current(article), **changes)
    reason = store.Reason(editor=editor, summary="")
    return store.save(article, document, base=store.head(article).pk, reason=reason).edit


def change_section(article, number, text, editor=None):
    sections = list(store.current(article).sections)
    sections[number] = replace(sections[number], text=text)
    return change(article, editor, sections=tuple(sections))


def stands(article):
    found = reviewing.stands(reviewing.with_standing(Article.objects).get(pk=article.pk))
    return [(badge.words, badge.note) for badge in reviewing.badges(found)]


def names(parts):
    return [part.name for part in parts]


def test_an_article_goes_from_draft_to_published_by_way_of_its_reviewer(draft, ada, tom):
    article = draft.article
    states = [stands(article)]
    reviewing.ask(draft, by=tom, note="Ready")
    states.append(stands(article))
    reviewing.ask_for_changes(draft, by=ada, note="The lead is too short.")
    states.append(stands(article))
    mended = change(article, tom, lead="A longer lead.")
    reviewing.ask(mended, by=tom)
    reviewing.approve(mended, by=ada)
    states.append(stands(article))
    reviewing.publish(mended, publisher=ada)
    states.append(stands(article))

    assert states == [
        [("Draft", "")],
        [("In review", "")],
        [("Changes asked", "")],
        [("Approved", "")],
        [("Published", "")],
    ]


def test_what_was_said_stays_and_can_be_told_of_each_revision(draft, ada, tom):
    reviewing.ask(draft, by=tom, note="Ready", reviewer=ada)
    reviewing.ask_for_changes(draft, by=ada, note="Too short.")

    told = reviewing.reviews_of([draft.pk])[draft.pk]

    assert [(t.words, t.by, t.note, t.asked_of) for t in told] == [
        ("In review", "tom", "Ready", "ada"),
        ("Changes asked", "ada", "Too short.", ""),
    ]
    assert reviewing.tags([draft.pk]) == {draft.pk: ("changes asked by ada",)}


def test_a_decision_names_what_it_answers(draft, ada, tom):
    asked = reviewing.ask(draft, by=tom)

    assert reviewing.approve(draft, by=ada).answers == asked


def test_a_double_click_says_a_thing_once(draft, ada, tom):
    for _ in range(2):
        reviewing.ask(draft, by=tom)
    for _ in range(2):
        reviewing.approve(draft, by=ada)
    for _ in range(2):
        reviewing.comment(draft, "Good.", by=ada)

    assert (Review.objects.count(), Comment.objects.count()) == (2, 1)


class TestWhatWaits:
    def test_a_review_waits_for_every_reviewer_but_who_asked(self, draft, ada, tom):
        reviewing.ask(draft, by=tom)

        assert Review.objects.waiting_for(ada).count() == 1
        assert Review.objects.waiting_for(tom).count() == 0

    def test_a_review_asked_of_one_waits_for_them_alone(self, draft, ada, tom, admin_user):
        reviewing.ask(draft, by=tom, reviewer=admin_user)

        assert Review.objects.waiting_for(ada).count() == 0
        assert Review.objects.waiting_for(admin_user).count() == 1

    def test_nothing_waits_once_it_is_answered_taken_back_or_published(self, draft, ada, tom):
        article = draft.article
        counts = []
        reviewing.ask(draft, by=tom)
        reviewing.approve(draft, by=ada)
        counts.append(Review.objects.waiting_for(ada).count())
        again = change(article, tom, lead="Again.")
        reviewing.ask(again, by=tom)
        reviewing.take_back(again, by=tom)
        counts.append(Review.objects.waiting_for(ada).count())
        reviewing.ask(again, by=tom)
        publishing.publish(again, publisher=None)
        counts.append(Review.objects.waiting_for(ada).count())

        assert counts == [0, 0, 0]

    def test_changes_asked_wait_for_who_asked_for_the_review(self, draft, ada, tom):
        reviewing.ask(draft, by=tom)
        reviewing.ask_for_changes(draft, by=ada, note="Shorter.")

        assert Review.objects.changes_asked_of(tom).count() == 1
        assert Review.objects.changes_asked_of(ada).count() == 0

    def test_open_comments_are_those_nobody_resolved(self, draft, ada, tom):
        thread = reviewing.comment(draft, "Why?", by=ada)
        reviewing.reply(thread, "Because.", by=tom)
        states = [Comment.objects.open().count()]
        reviewing.resolve(thread, by=tom)
        states.append(Comment.objects.open().count())
        reviewing.reply(thread, "No.", by=ada)
        states.append(Comment.objects.open().count())

        assert states == [1, 0, 1]
        assert list(Comment.objects.concerning(tom)) == [thread]


class TestApprovals:
    def test_a_later_edit_voids_what_it_touches_and_nothing_else(self, draft, ada, tom):
        article = draft.article
        reviewing.approve(draft, by=ada)
        later = change_section(article, 2, "Wrecks became very rare. [@almanac]", tom)

        assert names(reviewing.unapproved(draft)) == []
        assert names(reviewing.unapproved(later)) == ["Outcomes"]
        assert stands(article) == [("Approved", f"edited since, after revision {draft.pk}")]

    def test_an_edit_that_is_taken_back_leaves_the_approval_whole(self, draft, ada, tom):
        article = draft.article
        before = store.current(article).sections[2].text
        reviewing.approve(draft, by=ada)
        change_section(article, 2, "Other words.", tom)

        assert names(reviewing.unapproved(change_section(article, 2, before, tom))) == []

    def test_approving_the_later_edit_too_approves_all(self, draft, ada, tom):
        later_than = draft.article
        reviewing.approve(draft, by=ada)
        later = change_section(later_than, 2, "Other words.", tom)
        reviewing.approve(later, by=ada)

        assert names(reviewing.unapproved(later)) == []

    def test_changes_asked_end_an_approval(self, draft, ada, tom):
        reviewing.approve(draft, by=ada)
        reviewing.ask_for_changes(draft, by=ada, note="I looked again.")

        assert len(reviewing.unapproved(draft)) == len(
            reviewing.unapproved(change(draft.article, tom, hatnote="See also."))
        )

    def test_what_readers_have_needs_no_approval(self, draft, ada, tom):
        publishing.publish(draft, publisher=None)
        later = change(draft.article, tom, lead="Newer.")

        assert names(reviewing.unapproved(later)) == ["Lead"]

    def test_nobody_approves_their_own(self, draft, ada):
        own = change(draft.article, ada, lead="By the reviewer.")

        with pytest.raises(reviewing.OwnWorkError):
            reviewing.approve(own, by=ada)

    def test_nor_an_older_edit_of_theirs_below_the_words_of_others(self, draft, ada, tom):
        change(draft.article, ada, lead="By the reviewer.")
        on_top = change(draft.article, tom, hatnote="By another.")

        with pytest.raises(reviewing.OwnWorkError):
            reviewing.approve(on_top, by=ada)

    def test_own_words_that_another_approved_do_not_count(self, draft, ada, tom, admin_user):
        own = change(draft.article, ada, lead="By the reviewer.")
        reviewing.approve(own, by=admin_user)
        on_top = change(draft.article, tom, hatnote="By another.")

        assert reviewing.approve(on_top, by=ada).state == Review.APPROVED

    def test_where_the_setting_lets_them_people_approve_their_own(self, draft, ada, settings):
        settings.SELF_APPROVAL = True
        own = change(draft.article, ada, lead="By the reviewer.")

        assert reviewing.approve(own, by=ada).state == Review.APPROVED

    def test_there_is_nothing_to_say_of_what_readers_have(self, draft, ada, tom):
        publishing.publish(draft, publisher=None)

        with pytest.raises(reviewing.NothingToReviewError):
            reviewing.approve(draft, by=ada)
        with pytest.raises(reviewing.NothingToReviewError):
            reviewing.ask(draft, by=tom)

    def test_changes_are_asked_with_a_reason(self, draft, ada):
        with pytest.raises(reviewing.ReasonWantedError):
            reviewing.ask_for_changes(draft, by=ada, note=" ")


class TestPublishingWhereApprovalIsRequired:
    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.APPROVAL_REQUIRED = True

    def test_what_nobody_approved_stays_a_draft(self, draft, ada):
        with pytest.raises(reviewing.NotApprovedError, match="approve these parts first: Title"):
            reviewing.publish(draft, publisher=ada)

        assert not PublishedRevision.objects.exists()

    def test_an_approved_revision_is_published_whatever_came_later(self, draft, ada, tom):
        reviewing.approve(draft, by=ada)
        later = change_section(draft.article, 2, "Newer than the approval.", tom)

        assert reviewing.publish(draft, publisher=ada)
        with pytest.raises(reviewing.NotApprovedError, match="Outcomes"):
            reviewing.publish(later, publisher=ada)

    def test_the_later_edit_is_published_when_its_parts_are_approved_too(self, draft, ada, tom):
        reviewing.approve(draft, by=ada)
        later = change_section(draft.article, 2, "Newer than the approval.", tom)
        reviewing.approve(later, by=ada)

        assert reviewing.publish(later, publisher=ada)


class TestWithdrawing:
    def test_a_withdrawn_article_comes_back_as_readers_had_it(self, draft, ada, tom):
        article = draft.article
        publishing.publish(draft, publisher=None)
        change(article, tom, lead="Newer.")
        reviewing.withdraw(article, by=ada, reason="A complaint")
        article.refresh_from_db()
        gone = (stands(article)[0], reviewing.withdrawal(article.pk).reason)

        back = reviewing.bring_back(article, publisher=ada, because="It was unfounded")

        assert gone == (("Withdrawn", ""), "A complaint")
        assert back == draft
        assert Publication.objects.get(article=article).edit == draft
        assert reviewing.withdrawal(article.pk) is None
        assert article.withdrawals.get().ended_reason == "It was unfounded"

    def test_it_does_not_come_back_without_a_reason(self, draft, ada):
        publishing.publish(draft, publisher=None)
        reviewing.withdraw(draft.article, by=ada, reason="A complaint")

        with pytest.raises(reviewing.ReasonWantedError, match="Say why readers get it again"):
            reviewing.publish(draft, publisher=ada)

        assert not Publication.objects.exists()

    def test_it_is_not_withdrawn_without_a_reason_either(self, draft, ada):
        publishing.publish(draft, publisher=None)

        with pytest.raises(reviewing.ReasonWantedError):
            reviewing.withdraw(draft.article, by=ada, reason="")

    def test_a_draft_is_not_withdrawn(self, draft, ada):
        assert not reviewing.withdraw(draft.article, by=ada, reason="A complaint")
