"""The history of a source at the desk: who changed its record when, and what of it."""

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sources import history
from sources import store as source_store
from sources.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(ada, tom):
    source_store.save(examples.almanac(), editor=ada, summary="Found in the library")
    source_store.save(examples.almanac(issued="1889"), editor=tom, summary="The second printing")
    examples.archive(examples.almanac(issued="1889"), "It was first lit in 1887.")
    return Source.objects.get()


def test_every_revision_tells_who_when_why_and_which_fields(source):
    told = [(each.editor_name, each.summary, each.changed) for each in history.of(source)]

    assert told == [
        ("import", "archived", ("archived copy",)),
        ("tom", "The second printing", ("issued",)),
        ("ada", "Found in the library", ()),
    ]


def test_more_revisions_cost_no_more_queries(source):
    with CaptureQueriesContext(connection) as few:
        history.of(source)
    for year in range(1890, 1900):
        source_store.save(examples.almanac(issued=str(year)), editor=None, summary="Again")
    with CaptureQueriesContext(connection) as many:
        history.of(source)

    assert (len(few), len(many)) == (4, 4)


def test_the_page_lists_them_for_the_desk(client, tom, source):
    client.force_login(tom)

    page = client.get(reverse("admin:sources_source_history", args=[source.pk])).content.decode()

    assert "The second printing" in page
    assert "recorded for the first time" in page
    assert "change history" not in page.replace("Change history", "")
