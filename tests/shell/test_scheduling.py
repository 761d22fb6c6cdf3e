"""What is scheduled is published once, when its time has come, and says why where it is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import examples
import pytest
from django.core.management import CommandError, call_command

from encyclopedia import publishing, reviewing, store
from encyclopedia.models import Publication, Schedule
from sources import store as source_store

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
WHY = store.Reason(editor=None, summary="")


@pytest.fixture
def draft():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit


def change(article, **changes):
    document = replace(store.current(article), **changes)
    return store.save(article, document, base=store.head(article).pk, reason=WHY).edit


def scheduled(edit, by, at=LATER):
    return reviewing.schedule(edit, at=at, by=by, now=NOW)


def carry_out(now=LATER):
    return [reviewing.carry_out(due, now=now) for due in Schedule.objects.due(now)]


def public(article):
    found = Publication.objects.filter(article=article).first()
    return found.edit_id if found else None


def test_a_revision_is_published_when_its_time_has_come_and_not_before(draft, ada):
    scheduled(draft, ada)

    early, due = carry_out(NOW), carry_out(LATER)

    assert (early, [(o.revision, o.why) for o in due]) == ([], [(draft.pk, "")])
    assert public(draft.article) == draft.pk
    assert draft.publication.publisher == ada


def test_a_second_run_does_nothing(draft, ada):
    waiting = scheduled(draft, ada)

    assert reviewing.carry_out(waiting, now=LATER) is not None
    assert reviewing.carry_out(waiting, now=LATER) is None


def test_the_newest_schedule_of_an_article_is_the_one(draft, ada):
    scheduled(draft, ada)
    later = change(draft.article, lead="Later.")
    scheduled(later, ada)

    assert [each.edit_id for each in Schedule.objects.waiting()] == [later.pk]


def test_the_same_again_is_the_same_schedule(draft, ada):
    assert scheduled(draft, ada) == scheduled(draft, ada)


def test_what_is_taken_back_is_not_published(draft, ada):
    waiting = scheduled(draft, ada)

    assert reviewing.unschedule(waiting, by=ada)
    assert not reviewing.unschedule(waiting, by=ada)
    assert (carry_out(), public(draft.article)) == ([], None)


def test_publishing_by_hand_overtakes_the_schedule(draft, ada):
    scheduled(draft, ada)
    newer = change(draft.article, lead="Newer.")
    reviewing.publish(newer, publisher=ada)

    assert Schedule.objects.get().state == Schedule.OVERTAKEN
    assert (carry_out(), public(draft.article)) == ([], newer.pk)


def test_what_was_overtaken_in_any_other_way_never_takes_readers_back(draft, ada):
    waiting = scheduled(draft, ada)
    newer = change(draft.article, lead="Newer.")
    publishing.publish(newer, publisher=None)

    outcome = reviewing.carry_out(waiting, now=LATER)

    assert (outcome.failed, outcome.why) == (False, reviewing.scheduling.OLDER)
    assert public(draft.article) == newer.pk


def test_changes_asked_and_a_withdrawal_take_schedules_back(draft, ada):
    publishing.publish(draft, publisher=None)
    later = change(draft.article, lead="Later.")
    scheduled(later, ada)
    reviewing.ask_for_changes(later, by=ada, note="No.")
    scheduled(change(draft.article, lead="Again."), ada)
    reviewing.withdraw(draft.article, by=ada, reason="A complaint")

    assert [s.note for s in Schedule.objects.order_by("pk")] == [
        "A reviewer asked for changes.",
        "The article was withdrawn.",
    ]


def test_a_time_that_is_past_and_a_revision_that_is_public_are_refused(draft, ada):
    with pytest.raises(reviewing.ScheduleError, match="past"):
        scheduled(draft, ada, at=NOW)
    publishing.publish(draft, publisher=None)
    with pytest.raises(reviewing.ScheduleError, match="already"):
        scheduled(draft, ada)


def test_where_approval_is_required_it_is_when_scheduling_and_when_due(draft, ada, tom, settings):
    settings.APPROVAL_REQUIRED = True
    with pytest.raises(reviewing.NotApprovedError):
        scheduled(draft, ada)
    settings.APPROVAL_REQUIRED = False
    waiting = scheduled(draft, ada)
    settings.APPROVAL_REQUIRED = True

    outcome = reviewing.carry_out(waiting, now=LATER)

    assert outcome.failed
    assert (public(draft.article), Schedule.objects.get().state) == (None, Schedule.FAILED)


def test_the_command_publishes_the_rest_where_one_cannot_be(draft, ada):
    other = store.create(examples.lighthouse("Other Light"), reason=WHY).edit
    past = NOW - timedelta(days=365 * 100)
    for edit in (draft, other):
        reviewing.schedule(edit, at=past + timedelta(hours=1), by=ada, now=past)
    publishing.publish(draft, publisher=None)
    publishing.withdraw(draft.article)
    said = StringIO()

    with pytest.raises(CommandError, match="1 of 2 could not be published"):
        call_command("publish_due", stdout=said)
    call_command("publish_due", stdout=said)

    why = "This article is withdrawn. Say why readers get it again."
    assert said.getvalue().splitlines() == [
        f"“Skerry Lighthouse”, revision {draft.pk}: {why}",
        f"“Other Light”, revision {other.pk}: published",
        "Published 1 of 2 due.",
        "Published 0 of 0 due.",
    ]
    assert (public(draft.article), public(other.article)) == (None, other.pk)
