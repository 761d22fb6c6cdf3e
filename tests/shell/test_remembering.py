"""What is remembered of comparisons: the same answers, less work, and nobody told more."""

from dataclasses import replace

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from work import memories

from encyclopedia import publishing, store
from encyclopedia.core.remembering import ALL
from encyclopedia.models import Kind

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
COST_FIRST, COST_AGAIN = 17, 16  # queries of a comparison at the desk, one source cited


@pytest.fixture
def old():
    examples.archive(examples.almanac(), "The lamp was first lit in 1887.")
    edit = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(edit, publisher=None)
    return edit


@pytest.fixture
def new(old):
    return revised(old, lead='It was lit twice. [@almanac, "lit twice in 1887"]')


def revised(edit, **changes):
    document = replace(store.at(edit), **changes)
    saved = store.save(edit.article, document, base=edit.pk, reason=WHY).edit
    publishing.publish(saved, publisher=None)
    return saved


def url(old, new):
    return reverse("compare", args=[old.article.slug, old.pk, new.pk])


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def problems(client, old, new):
    read = client.get(f"{url(old, new)}?format=json").json()["comparison"]["checks"]
    return {kind: {each["rule"] for each in found} for kind, found in read.items()}


def test_a_comparison_at_the_desk_costs_few_queries_and_no_more_the_second_time(
    client, tom, old, new
):
    client.force_login(tom)
    client.get("/")

    assert [queries(client, url(old, new)) for _ in "ab"] == [COST_FIRST, COST_AGAIN]


def test_the_same_page_comes_again(client, tom, old, new):
    client.force_login(tom)

    first, again = (client.get(url(old, new)).content for _ in "ab")

    assert first == again


def test_a_world_that_changed_is_looked_at_anew(client, tom, old, new):
    client.force_login(tom)
    kinded = revised(new, kind=Kind.objects.create(name="Light").name)
    before = problems(client, new, kinded)

    Kind.objects.update(infobox_fields=[{"label": "Keeper", "required": True}])

    assert "missing_required_field" not in before["introduced"]
    assert "missing_required_field" in problems(client, new, kinded)["introduced"]


def test_another_archived_text_is_looked_at_anew(client, tom, old, new):
    client.force_login(tom)
    assert "quotation_altered_or_absent" in problems(client, old, new)["introduced"]
    examples.archive(examples.almanac(), "The lamp was lit twice in 1887.")
    adopted = store.adopt_sources(old.article, reason=WHY).edit

    assert "quotation_altered_or_absent" in problems(client, new, adopted)["mended"]


def test_what_is_remembered_is_not_told_once_it_is_hidden(client, old, new):
    revised(new, lead="It is lit.")
    assert b"lit twice" in client.get(url(old, new)).content

    publishing.hide(new.article, (new.pk, new.pk), {"text": True}, reason=WHY)
    answer = client.get(url(old, new))

    assert answer.status_code == 403
    assert b"lit twice" not in answer.content


def test_the_memories_share_all_that_a_process_may_keep():
    assert sum(memory.most for memory in memories("encyclopedia")) == ALL
