"""Who wrote what, as readers and the desk see it: no word, name or summary of a draft leaks."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import examples
import pytest
from django.urls import reverse

from encyclopedia import attributing, biographies, publishing, reviewing, store
from encyclopedia.core.authorship import lines
from encyclopedia.core.document import KeyEvent
from encyclopedia.models import Edit
from sources import store as source_store

pytestmark = pytest.mark.django_db

CANARY = "Zanzibarcanary"


def reason(name, summary="", **more):
    return store.Reason(editor=None, editor_name=name, summary=summary, **more)


def lead(article, text, name="Tom Reed", summary="a change"):
    document = replace(store.current(article), lead=text)
    base = store.head(article).pk
    return store.save(article, document, base=base, reason=reason(name, summary)).edit


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=reason("Ann Skerry", "begun")).edit.article


@pytest.fixture
def published(article):
    publishing.publish(store.head(article), publisher=None)
    return article


def address(article, name="authorship", *more):
    return reverse(name, args=[article.slug, *more])


def page(client, article, asked=""):
    return client.get(address(article) + asked).content.decode()


def data(client, article, **asked):
    return client.get(address(article), {"format": "json", **asked}).json()


def line(found, words):
    return next(each for each in found["lines"] if words in each["text"])


def biography(client, article, words, **asked):
    return client.get(line(data(client, article), words)["biography_url"], asked)


class TestPage:
    def test_it_names_revision_editor_age_summary_and_changes_beside_the_words(
        self, client, published
    ):
        second = lead(published, "The lighthouse was lit in 1888. [@almanac]", summary="year")
        publishing.publish(second, publisher=None)

        html = page(client, published)

        assert f"Revision {second.pk}" in html
        assert "Ann Skerry" in html
        assert f'in <a href="{second.get_absolute_url()}">revision {second.pk}</a>' in html
        assert "1 word by <bdi>Tom Reed</bdi>" in html
        assert "Today" in html
        assert "begun" in html

    def test_a_line_says_since_when_it_cites_a_source(self, client, published):
        first = store.head(published)

        said = line(data(client, published), "Wrecks became rare")

        assert said["sources"] == [{"key": "almanac", "revision": first.pk}]
        assert "The Almanac</bdi></a> since" in page(client, published)

    def test_headings_labels_and_dates_have_authors_too(self, client, published):
        names = {(each["part"], each["field"]) for each in data(client, published)["lines"]}

        assert {
            ("article", "title"),
            ("infobox", "label"),
            ("section", "heading"),
            ("event", "date"),
            ("see also", "note"),
        } <= names

    def test_the_words_of_one_editor_can_be_seen_alone(self, client, published):
        publishing.publish(
            lead(published, "The lighthouse was lit in 1888. [@almanac]"), publisher=None
        )

        html = page(client, published, "?editor=Tom+Reed")

        assert "was lit in 1888" in html
        assert "It warns ships" not in html
        assert "Show all lines" in html

    def test_an_editor_who_wrote_nothing_has_no_lines(self, client, published):
        html = page(client, published, "?editor=Nobody")

        assert "there are none" in html

    def test_shares_add_up_to_all_words(self, client, published):
        publishing.publish(lead(published, "A light. [@almanac]"), publisher=None)
        found = data(client, published)

        assert sum(each["words"] for each in found["editors"]) == sum(
            each["words"] for each in found["lines"]
        )

    def test_json_gives_the_author_of_every_character(self, client, published):
        for text in data(client, published)["texts"]:
            edges = [(run["start"], run["end"]) for run in text["runs"]]

            assert edges[0][0] == 0
            assert edges[-1][1] == len(text["text"])
            assert all(a[1] == b[0] for a, b in itertools.pairwise(edges))

    def test_it_costs_the_same_however_many_revisions(
        self, client, published, django_assert_num_queries
    ):
        with django_assert_num_queries(10):
            page(client, published)
        for year in range(1890, 1895):
            edit = lead(published, f"The lighthouse was lit in {year}. [@almanac]")
            publishing.publish(edit, publisher=None)

        with django_assert_num_queries(10):
            page(client, published)

    def test_what_is_typed_into_a_name_or_summary_is_text(self, client, published):
        edit = lead(published, "Lit. [@almanac]", name="<b>Tom</b>", summary="<script>")
        publishing.publish(edit, publisher=None)

        html = page(client, published)

        assert "<b>Tom</b>" not in html
        assert "&lt;b&gt;Tom&lt;/b&gt;" in html
        assert "&lt;script&gt;" in html


class TestReaders:
    def test_a_draft_never_published_has_no_page(self, client, article):
        assert client.get(address(article)).status_code == 404

    def test_no_word_name_or_summary_of_a_draft_leaks(self, client, published, rita):
        first = store.head(published)
        draft = lead(published, f"It was {CANARY}.", name=f"{CANARY}name", summary=CANARY)
        publishing.publish(
            lead(published, "The lighthouse was lit in 1888. [@almanac]", name="Tom"),
            publisher=None,
        )
        lead(published, f"{CANARY} again.", name=f"{CANARY}name", summary=CANARY)
        story = line(data(client, published), "was lit")["biography_url"]

        for visitor in (None, rita):
            if visitor is not None:
                client.force_login(visitor)
            for url in (
                address(published),
                f"{address(published)}?format=json",
                f"{address(published)}?editor={CANARY}name",
                story,
                f"{story}?format=json",
            ):
                answer = client.get(url)
                body = answer.content.decode().replace(f"by <bdi>{CANARY}name</bdi> are shown", "")
                assert answer.status_code == 200
                assert CANARY not in body
                assert f"evision {draft.pk}" not in body
                assert f"/{draft.pk}/" not in body
        revisions = data(client, published)["revisions"]
        assert set(map(int, revisions)) == {first.pk, store.history(published)[1].pk}

    def test_the_words_of_an_unpublished_editor_are_the_publishing_revisions(
        self, client, published
    ):
        lead(published, "The lighthouse was lit in 1888. [@almanac]", name="Draftwriter")
        shown = lead(published, "The lighthouse was lit in 1888, says one. [@almanac]", name="Tom")
        publishing.publish(shown, publisher=None)

        said = line(data(client, published), "was lit")

        assert "Draftwriter" not in json.dumps(data(client, published))
        assert {each["revision"] for each in said["stretches"] if "1888" in each["text"]} == {
            shown.pk
        }

    @pytest.mark.parametrize("asked", ["0", "x", "9" * 30, "-1", ""])
    def test_an_odd_revision_is_answered(self, client, published, asked):
        status = client.get(address(published), {"revision": asked}).status_code

        assert status == (404 if asked else 200)

    def test_old_revisions_are_for_the_desk(self, client, published, tom):
        first = store.head(published)
        publishing.publish(lead(published, "Lit. [@almanac]"), publisher=None)

        assert client.get(address(published), {"revision": first.pk}).status_code == 404
        client.force_login(tom)
        assert f"Revision {first.pk} ·" in page(client, published, f"?revision={first.pk}")

    def test_a_withdrawn_article_has_none(self, client, published):
        story = line(data(client, published), "was lit")["biography_url"]
        publishing.withdraw(published)

        assert client.get(address(published)).status_code == 404
        assert client.get(story).status_code == 404

    def test_nothing_is_kept_in_shared_caches(self, client, published):
        assert "private" in client.get(address(published))["Cache-Control"]


class TestDesk:
    def test_it_sees_the_newest_draft_and_who_wrote_it(self, client, published, tom):
        draft = lead(published, "The lighthouse was lit in 1888. [@almanac]", name="Draftwriter")
        client.force_login(tom)

        html = page(client, published)

        assert f"Revision {draft.pk} ·" in html
        assert "Draftwriter" in html

    def test_a_draft_never_published_has_authors_too(self, client, article, tom):
        client.force_login(tom)

        assert "Ann Skerry" in page(client, article)


class TestBiography:
    def test_it_tells_how_a_sentence_came_changed_and_lost_its_source(self, client, article, tom):
        lead(article, "The lighthouse was lit in 1888. [@almanac]", summary="year put right")
        lead(article, "The lighthouse was lit in 1888.", summary="no source")
        client.force_login(tom)

        html = biography(client, article, "was lit in 1888").content.decode()

        assert html.index("Sources changed") < html.index("Reworded") < html.index("Introduced")
        assert "Cites no more: The Almanac" in html
        assert "year put right" in html

    def test_it_tells_readers_of_public_revisions_alone(self, client, published):
        lead(published, "The lighthouse was first lit in 1888. [@almanac]", name="Draftwriter")
        shown = lead(published, "The lighthouse was first lit in 1889. [@almanac]", name="Tom")
        publishing.publish(shown, publisher=None)

        found = biography(client, published, "was first lit", format="json").json()

        assert [each["kind"] for each in found["moments"]] == ["changed", "introduced"]
        assert found["moments"][0]["revision"]["id"] == shown.pk
        assert "1888" not in json.dumps(found)
        assert "Draftwriter" not in json.dumps(found)

    def test_a_sentence_that_is_gone_tells_by_whom(self, client, article, tom):
        client.force_login(tom)
        url = line(data(client, article), "It still works.")["biography_url"]
        gone = lead(article, "The lighthouse was lit in 1887. [@almanac]")

        found = client.get(url, {"format": "json"}).json()

        assert not found["stands"]
        assert [each["kind"] for each in found["moments"]] == ["removed", "introduced"]
        assert found["moments"][0]["revision"]["id"] == gone.pk

    def test_a_sentence_that_moved_tells_from_where(self, client, article, tom):
        words = "The lamp of the tower was sent by the town of Skerry."
        lead(article, f"It still works. {words}")
        document = store.current(article)
        storm, *events = document.events
        moved = replace(document, lead="It still works.", events=(replace(storm, text=words),))
        store.save(article, moved, base=store.head(article).pk, reason=reason("Tom"))
        assert not events
        client.force_login(tom)

        html = biography(client, article, "sent by the town").content.decode()

        assert "Moved here from the lead, unchanged" in html

    def test_what_reviewers_said_of_a_revision_stands_with_what_it_did(self, article):
        edits = Edit.objects.select_related("article", "publication").order_by("-pk")
        url = lines.locator(article.pk, "title", article.title)
        found = biographies.trace(url, edits, store.current(article))
        first = store.head(article).pk

        (event,) = biographies.events(found, datetime.now(UTC), {first: ["Accepted by Ada"]})

        assert event.notes == ("Accepted by Ada",)

    def test_the_desk_reads_the_reviews_of_a_revision_and_readers_do_not(
        self, client, published, tom, ada
    ):
        reviewing.ask(lead(published, "It was lit in 1888."), by=tom, note="Is it so?")
        publishing.publish(store.head(published), publisher=None)

        to_readers = biography(client, published, "was lit in 1888").content.decode()
        client.force_login(ada)
        at_the_desk = biography(client, published, "was lit in 1888").content.decode()

        assert "In review by tom: Is it so?" in at_the_desk
        assert "Is it so?" not in to_readers

    def test_a_part_added_later_has_a_story_of_its_own(self, client, article, tom):
        document = store.current(article)
        event = KeyEvent(id=examples.part("late"), date="1902", text="A new lamp came at last.")
        later = replace(document, events=(*document.events, event))
        store.save(article, later, base=store.head(article).pk, reason=reason("Tom"))
        client.force_login(tom)

        found = biography(client, article, "A new lamp", format="json").json()

        assert [each["kind"] for each in found["moments"]] == ["introduced"]
        assert found["moments"][0]["revision"]["id"] == store.head(article).pk

    @pytest.mark.parametrize(
        "sentence", [f"{'0' * 32}-text-{'0' * 12}", f"{'f' * 32}-manifest-{'0' * 12}"]
    )
    def test_a_sentence_that_never_was_is_not_found(self, client, published, sentence):
        assert client.get(address(published, "biography", sentence)).status_code == 404

    def test_the_part_of_another_article_has_no_story_here(self, client, published, ada):
        other = store.create(examples.lighthouse("Other Light"), reason=reason("Ann")).edit.article
        client.force_login(ada)
        story = line(data(client, other), "was lit")["biography_url"]

        assert client.get(story.replace(other.slug, published.slug)).status_code == 404

    def test_it_costs_the_same_however_many_revisions(
        self, client, published, django_assert_num_queries
    ):
        story = line(data(client, published), "It still works.")["biography_url"]
        with django_assert_num_queries(9):
            client.get(story)
        for year in range(1890, 1895):
            text = f"The lighthouse was lit in {year}. [@almanac]\n\nIt still works."
            publishing.publish(lead(published, text), publisher=None)

        with django_assert_num_queries(9):
            client.get(story)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "1 day ago"),
        (13, "1 week ago"),
        (59, "1 month ago"),
        (800, "2 years ago"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(days, words):
    now = datetime(2031, 5, 17, 12, tzinfo=UTC)

    assert attributing.age(now - timedelta(days=days), now) == words


def test_the_night_before_is_yesterday():
    now = datetime(2031, 5, 17, 8, tzinfo=UTC)

    assert attributing.age(now - timedelta(hours=12), now) == "yesterday"


def test_the_pages_change_nothing(client, published):
    story = line(data(client, published), "was lit")["biography_url"]
    before = Edit.objects.count()

    for url in (address(published), story):
        assert client.post(url).status_code == 405
    assert Edit.objects.count() == before
