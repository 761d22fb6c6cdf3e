"""The front page of the desk: what waits, at a cost that does not grow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import examples
import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from encyclopedia import moving, publishing, reviewing, store
from encyclopedia.desk import waiting
from encyclopedia.models import HeadCheck
from sources import store as source_store
from sources.core.record import Reliability
from sources.models import Source

pytestmark = pytest.mark.django_db

TODAY = date(2036, 3, 1)
COST = 26


def begin(title, editor, **changes):
    why = store.Reason(editor=editor, summary="Begun")
    return store.create(replace(examples.lighthouse(title), **changes), reason=why).edit


@pytest.fixture
def _almanac():
    source_store.save(examples.almanac(), editor=None, summary="")


def comment(edit, user, text):
    return reviewing.comment(edit, text, by=user)


def panels(user):
    return {panel.name: panel for panel in waiting.panels(user, TODAY)}


def words(panel):
    return [item.words for item in panel.items]


def test_with_nothing_written_every_panel_says_what_that_means(client, ada):
    client.force_login(ada)

    page = client.get("/admin/")

    found = panels(ada)
    assert [panel.items for panel in found.values()] == [()] * 14
    assert page.content.decode().count('class="empty"') == 14


@pytest.mark.usefixtures("_almanac")
def test_unpublished_changes_wait_for_publishers_and_ones_own_for_oneself(ada, tom):
    begin("Mine", tom)
    publishing.publish(begin("Public", ada), publisher=ada)
    begin("Theirs", ada)

    assert words(panels(ada)["unpublished"]) == ["Theirs", "Mine"]
    assert words(panels(tom)["unpublished"]) == ["Mine"]


@pytest.mark.usefixtures("_almanac")
def test_what_changed_since_readers_got_it_waits_and_says_what_they_have(ada):
    first = begin("Changed", ada)
    publishing.publish(first, publisher=ada)
    publishing.publish(begin("Public", ada), publisher=ada)
    begin("New", ada)
    changed = replace(store.current(first.article), lead="It is new.")
    why = store.Reason(editor=ada, summary="Changed")
    second = store.save(first.article, changed, base=first.pk, reason=why).edit

    found = [(item.words, item.note) for item in panels(ada)["unpublished"].items]
    assert found == [
        ("Changed", f"readers have revision {first.pk}, last saved by ada"),
        ("New", "a draft, last saved by ada"),
    ]
    publishing.publish(second, publisher=ada)

    assert words(panels(ada)["unpublished"]) == ["New"]


@pytest.mark.usefixtures("_almanac")
def test_what_is_withdrawn_or_went_into_another_waits_for_nobody(ada):
    withdrawn, merged, kept = (begin(title, ada) for title in ("Withdrawn", "Merged", "Kept"))
    for edit in (withdrawn, merged, kept):
        publishing.publish(edit, publisher=ada)
    publishing.withdraw(withdrawn.article)
    plan = moving.plan_merge(store.head(kept.article), store.head(merged.article), ())
    moving.merge(plan, reason=store.Reason(editor=ada, summary="One light"))

    assert panels(ada)["unpublished"].items == ()


@pytest.mark.usefixtures("_almanac")
def test_findings_are_those_of_articles_one_wrote_in(ada, tom):
    begin("Mine", tom, lead="It is the very best light ever [@?].")
    begin("Theirs", ada, lead="It is the very best light ever [@?].")

    assert words(panels(tom)["mine"]) == ["Mine"]
    assert words(panels(tom)["weakest"]) == ["Mine", "Theirs"]


@pytest.mark.usefixtures("_almanac")
def test_a_review_waits_for_who_may_answer_it_and_not_for_who_asked(ada, tom):
    edit = begin("Asked", tom)
    reviewing.ask(edit, by=tom, note="The date is new")

    assert words(panels(ada)["reviews"]) == ["Asked"]
    (item,) = panels(ada)["reviews"].items
    assert item.note == f"tom asked of revision {edit.pk}: The date is new"
    assert "reviews" not in panels(tom)


@pytest.mark.usefixtures("_almanac")
def test_changes_asked_stand_on_the_page_of_who_asked_for_the_review(ada, tom):
    edit = begin("Lacking", tom)
    reviewing.ask(edit, by=tom)
    reviewing.ask_for_changes(edit, by=ada, note="Cite the date")

    (item,) = panels(tom)["changes-asked"].items
    assert (item.words, item.note) == (
        "Lacking",
        f"ada said of revision {edit.pk}: Cite the date",
    )
    assert panels(ada)["changes-asked"].items == ()
    assert panels(ada)["reviews"].items == ()


@pytest.mark.usefixtures("_almanac")
def test_open_comments_stand_on_the_page_of_those_they_concern(ada, tom):
    edit = begin("Remarked", tom)
    remark = comment(edit, ada, "Is this the year?")

    assert [item.note for item in panels(tom)["comments"].items] == ["ada: Is this the year?"]
    assert words(panels(ada)["comments"]) == ["Remarked"]
    reviewing.resolve(remark, by=tom)

    assert panels(tom)["comments"].items == panels(ada)["comments"].items == ()


@pytest.mark.usefixtures("_almanac")
def test_what_is_scheduled_says_when(ada):
    edit = begin("Soon", ada)
    at = datetime(2036, 3, 2, 9, tzinfo=UTC)
    reviewing.schedule(edit, at=at, by=ada, now=at - timedelta(days=1))

    (item,) = panels(ada)["scheduled"].items
    assert (item.words, item.note) == ("Soon", f"revision {edit.pk} on 2 March 2036, 09:00, by ada")


@pytest.mark.usefixtures("_almanac")
def test_nothing_waits_in_what_was_deleted(ada, tom):
    edit = begin("Hoax", tom, lead="It is the very best light ever [@? since 2020-01].")
    reviewing.ask(edit, by=tom)
    comment(edit, ada, "Is it?")

    publishing.delete(edit.article, reason=store.Reason(editor=ada, summary="A hoax"))

    for user in (ada, tom):
        assert "Hoax" not in [each for panel in panels(user).values() for each in words(panel)]


@pytest.mark.usefixtures("_almanac")
def test_a_name_and_a_summary_that_are_hidden_stand_in_no_panel(ada, tom):
    edit = begin("Light", tom)
    reviewing.ask(edit, by=tom)
    why = store.Reason(editor=ada, summary="Outed")
    store.hide(edit.article, (edit.pk, edit.pk), {"editor": True, "summary": True}, reason=why)

    notes = [item.note for panel in panels(ada).values() for item in panel.items]
    assert "(hidden): (hidden)" in notes
    ada.user_permissions.clear()
    ada.groups.set(Group.objects.filter(name="editor"))
    ada = type(ada).objects.get(pk=ada.pk)

    notes = [item.note for panel in panels(ada).values() for item in panel.items]
    assert not [note for note in notes if "tom" in note or "Begun" in note]


@pytest.mark.usefixtures("_almanac")
def test_citation_needed_is_overdue_after_thirty_days(ada):
    begin("Dated", ada, lead="It is old [@? since 2036-01].")
    begin("Fresh", ada, lead="It is new [@? since 2036-02-20].")
    undated = begin("Undated", ada, lead="It is old too [@?].")
    begin("Undated and fresh", ada, lead="It is new too [@?].")
    check = HeadCheck.objects.get(article=undated.article)
    long_ago = (TODAY - timedelta(days=31)).isoformat()
    HeadCheck.objects.filter(pk=check.pk).update(since=dict.fromkeys(check.since, long_ago))
    fresh = HeadCheck.objects.exclude(pk=check.pk).exclude(since={})
    for each in fresh:
        HeadCheck.objects.filter(pk=each.pk).update(
            since=dict.fromkeys(each.since, TODAY.isoformat())
        )

    assert words(panels(ada)["overdue"]) == ["Dated", "Undated"]


@pytest.mark.usefixtures("_almanac")
def test_sources_wait_that_nobody_judged_that_are_gone_or_were_corrected(ada):
    begin("Light", ada)
    assert words(panels(ada)["review"]) == ["The Almanac"]
    assert panels(ada)["corrected"].items == ()

    source_store.note_reachability(Source.objects.get(), TODAY)
    judged = examples.almanac(
        reliability=Reliability.HIGH, reviewed_on=timezone.localdate().isoformat()
    )
    source_store.save(judged, editor=ada, summary="Judged")

    found = panels(ada)
    assert words(found["review"]) == (["The Almanac"] if _is_long_ago(judged.reviewed_on) else [])
    assert [item.note for item in found["unreachable"].items] == ["since 2036-03-01, not archived"]
    (corrected,) = found["corrected"].items
    assert (corrected.words, corrected.note) == (
        "The Almanac",
        "1 article cites an older version",
    )


def _is_long_ago(day):
    return day < (TODAY - timedelta(days=730)).isoformat()


@pytest.mark.usefixtures("_almanac")
def test_what_changed_last_stands_first(ada):
    for title in ("First", "Second", "Third"):
        begin(title, ada)

    assert words(panels(ada)["recent"]) == ["Third", "Second", "First"]


@pytest.mark.usefixtures("_almanac")
def test_the_front_page_costs_the_same_for_many_articles(client, ada, django_assert_num_queries):
    def more(names):
        for name in names:
            begin(f"Light {name}", ada, lead="It is old [@? since 2020-01].")

    more(range(1))
    source_store.save(examples.almanac(title="Corrected"), editor=ada, summary="")
    client.force_login(ada)
    client.get("/admin/")
    with django_assert_num_queries(COST):
        client.get("/admin/")
    more(range(10, 18))

    with django_assert_num_queries(COST):
        page = client.get("/admin/")

    assert 'class="count">6+<' in page.content.decode()


def test_the_search_fields_lead_to_the_lists(client, ada):
    client.force_login(ada)

    page = client.get("/admin/").content.decode()

    assert 'action="/admin/encyclopedia/article/" role="search"' in page
    assert 'action="/admin/sources/source/" role="search"' in page


def test_who_does_not_work_at_the_desk_sees_no_panel(client, django_user_model):
    begin("A secret", None)
    client.force_login(django_user_model.objects.create_user("sam", is_staff=True))

    page = client.get("/admin/").content.decode()

    assert "A secret" not in page
    assert 'class="panel"' not in page
