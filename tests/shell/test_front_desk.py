"""The front page of the desk: what waits, at a cost that does not grow."""

from dataclasses import replace
from datetime import date, timedelta

import examples
import pytest
from django.utils import timezone

from encyclopedia import publishing, store
from encyclopedia.desk import waiting
from encyclopedia.models import HeadCheck
from sources import store as source_store
from sources.core.record import Reliability
from sources.models import Source

pytestmark = pytest.mark.django_db

TODAY = date(2036, 3, 1)
COST = 24


def begin(title, editor, **changes):
    why = store.Reason(editor=editor, summary="Begun")
    return store.create(replace(examples.lighthouse(title), **changes), reason=why).edit


@pytest.fixture
def _almanac():
    source_store.save(examples.almanac(), editor=None, summary="")


def panels(user):
    return {panel.name: panel for panel in waiting.panels(user, TODAY)}


def words(panel):
    return [item.words for item in panel.items]


def test_with_nothing_written_every_panel_says_what_that_means(client, ada):
    client.force_login(ada)

    page = client.get("/admin/")

    found = panels(ada)
    assert [panel.items for panel in found.values()] == [()] * 12
    assert page.content.decode().count('class="empty"') == 12


@pytest.mark.usefixtures("_almanac")
def test_unpublished_changes_wait_for_publishers_and_ones_own_for_oneself(ada, tom):
    begin("Mine", tom)
    publishing.publish(begin("Public", ada), publisher=ada)
    begin("Theirs", ada)

    assert words(panels(ada)["unpublished"]) == ["Theirs", "Mine"]
    assert words(panels(tom)["unpublished"]) == ["Mine"]


@pytest.mark.usefixtures("_almanac")
def test_findings_are_those_of_articles_one_wrote_in(ada, tom):
    begin("Mine", tom, lead="It is the very best light ever [@?].")
    begin("Theirs", ada, lead="It is the very best light ever [@?].")

    assert words(panels(tom)["mine"]) == ["Mine"]
    assert words(panels(tom)["weakest"]) == ["Mine", "Theirs"]


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
