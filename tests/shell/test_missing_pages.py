"""Pages that are not there: helpful to readers, silent about drafts and what was withdrawn."""

import re

import examples
import pytest

from encyclopedia import publishing, reviewing, store
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")


def begin(title):
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(title), reason=WHY).edit


@pytest.fixture
def published():
    edit = begin("Skerry Lighthouse")
    publishing.publish(edit, publisher=None)
    return edit.article


def typed(response):
    return re.search(r'id="ask" type="search" name="q" value="([^"]*)"', response.content.decode())[
        1
    ]


def offered(response):
    entries = response.content.decode().partition('class="entries"')[2]
    return re.findall(r'<li><a href="([^"]*)">', entries)


def test_the_search_box_has_the_words_of_the_address(client, published):
    found = {
        path: typed(client.get(path))
        for path in ("/articles/skery-lighthouse/", "/wiki/Skerry_lighthouse.html", "/a/old-reef/")
    }

    assert found == {
        "/articles/skery-lighthouse/": "skery lighthouse",
        "/wiki/Skerry_lighthouse.html": "Skerry lighthouse",
        "/a/old-reef/": "old reef",
    }


def test_a_mistyped_title_is_led_to_the_article_that_was_meant(client, published):
    assert offered(client.get("/articles/skery-lighthose/")) == ["/articles/skerry-lighthouse/"]
    assert offered(client.get("/articles/skery-lighthose/history/")) == [
        "/articles/skerry-lighthouse/"
    ]


def test_a_draft_answers_byte_for_byte_as_if_it_were_not_there(client, published):
    paths = [
        f"/articles/skerry-secret/{page}"
        for page in ("", "history/", "evidence/", "authorship/", "cite/", "report/", "feed.atom")
    ]
    before = [(client.get(p).status_code, client.get(p).content) for p in paths]

    begin("Skerry secret")

    assert [(client.get(p).status_code, client.get(p).content) for p in paths] == before
    assert {status for status, _ in before} == {404}


def test_what_was_withdrawn_is_gone_and_unnamed_at_its_old_addresses_too(client, ada, published):
    publishing.add_name(published, "Reef light")
    reviewing.withdraw(published, by=ada, reason="A complaint")

    answers = [client.get(f"/articles/{slug}/") for slug in ("skerry-lighthouse", "reef-light")]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert answers[0].content == answers[1].content
    assert not [a for a in answers if b"kerry" in a.content or b"Reef" in a.content]


def test_what_was_deleted_is_gone_and_unnamed(client, ada, published):
    publishing.delete(published, reason=store.Reason(editor=ada, summary="Not for here"))

    answer = client.get("/articles/skerry-lighthouse/")

    assert (answer.status_code, b"kerry" in answer.content) == (410, False)
    assert offered(client.get("/articles/skery-lighthose/")) == []


def test_the_words_of_an_address_are_text(client):
    page = client.get('/"><script>alert(1)<script>').content

    assert b"<script>alert" not in page
