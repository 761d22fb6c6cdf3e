"""The history of an article: what each line says, what can be asked of it, who names revisions."""

from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from re import DOTALL, findall, sub

import examples
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Revision

from encyclopedia import publishing, store
from encyclopedia.models import Edit
from encyclopedia.models.publication import PublishedRevision
from sources import store as source_store

pytestmark = pytest.mark.django_db

HERE = "/articles/skerry-lighthouse/history/"


def edit(article, summary="", *, editor=None, minor=False, name="Keeper", **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    reason = store.Reason(editor=editor, editor_name=name, summary=summary, minor=minor)
    return store.save(article, document, base=began.pk, reason=reason).edit


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    reason = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    return store.create(examples.lighthouse(), reason=reason).edit.article


@pytest.fixture
def busy(article):
    """An article of five revisions, each of another kind; the first and the last are public."""
    publishing.publish(store.head(article), publisher=None)
    edit(article, "The Ärger of the reef", name="Ada", lead="Lit in 1887.")
    edit(article, "Tidied", name="Tom", minor=True, infobox=())
    edit(article, "Links", name="ada", see_also=())
    last = edit(
        article, "One storm less, (and more)", name="Tom", events=(), lead="Lit. [@almanac]"
    )
    publishing.publish(last, publisher=None)
    return article


def rows(client, **asked):
    """Give the number of each revision listed, oldest first."""
    page = client.get(HERE, asked).content.decode()
    return sorted(map(int, findall(r'name="to" value="(\d+)"', page)))


def places(article, found):
    """Give the revisions *found* by their place in the history: the first is 1."""
    every = list(store.history(article).order_by("pk").values_list("pk", flat=True))
    return [every.index(number) + 1 for number in found]


def line(client, number):
    page = client.get(HERE).content.decode()
    (row,) = [r for r in findall(r"<tr>.*?</tr>", page, DOTALL) if f'value="{number}"' in r]
    return " ".join(unescape(sub(r"<[^>]+>", " ", row)).split())


class TestLine:
    def test_it_says_what_the_revision_touched(self, client, tom, busy):
        client.force_login(tom)
        kinds = [
            line(client, number).partition("undo")[0]
            for number in store.history(busy).order_by("pk").values_list("pk", flat=True)
        ]

        assert ["new article" in kinds[0], "text" in kinds[1], "infobox" in kinds[2]] == [True] * 3
        assert ["see also" in kinds[3], "text, timeline" in kinds[4]] == [True] * 2

    def test_it_marks_minor_named_and_published_revisions(self, client, tom, busy):
        client.force_login(tom)
        first, _, third, _, last = store.history(busy).order_by("pk")
        store.name(third, "Before the storm")

        assert "Tidied Before the storm minor" in line(client, third.pk)
        assert f"{third.pk} not published" in line(client, third.pk)
        assert f"{first.pk} published" in line(client, first.pk)
        assert f"{last.pk} current" in line(client, last.pk)

    def test_readers_are_offered_nothing_to_do(self, client, rita, busy):
        for user in (None, rita):
            if user:
                client.force_login(user)
            page = client.get(HERE).content.decode()
            assert ("/restore/" in page, "/undo/" in page, "/name/" in page) == (False,) * 3

    def test_the_desk_is_offered_what_makes_sense(self, client, tom, busy):
        client.force_login(tom)
        first, *_, last = store.history(busy).order_by("pk").values_list("pk", flat=True)
        page = client.get(HERE).content.decode()

        assert f"revisions/{first}/restore/" in page
        assert f"revisions/{first}/undo/" not in page
        assert f"revisions/{last}/undo/" in page
        assert f"revisions/{last}/restore/" not in page

    def test_what_it_took_back_is_told_to_readers_only_of_public_revisions(self, client, tom, busy):
        first, draft, *_ = store.history(busy).order_by("pk")
        why = store.Reason(editor=None, summary="")
        of_draft = store.restore(busy, draft, seen=store.head(busy).pk, reason=why).edit
        of_public = store.restore(busy, first, seen=of_draft.pk, reason=why).edit
        for made in (of_draft, of_public):
            publishing.publish(made, publisher=None)

        assert f"restores revision {first.pk}" in line(client, of_public.pk)
        assert "restores" not in line(client, of_draft.pk)
        client.force_login(tom)
        assert f"restores revision {draft.pk}" in line(client, of_draft.pk)


class TestFilter:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({}, [1, 2, 3, 4, 5]),
            ({"editor": "ADA"}, [2, 4]),
            ({"editor": "ad"}, []),
            ({"kind": "text"}, [2, 5]),
            ({"kind": "infobox"}, [3]),
            ({"kind": "nonsense"}, [1, 2, 3, 4, 5]),
            ({"minor": "hidden"}, [1, 2, 4, 5]),
            ({"words": "äRGER OF"}, [2]),
            ({"words": "(and"}, [5]),
            ({"words": ".*"}, []),
            ({"words": "i", "minor": "hidden", "editor": "tom"}, []),
            ({"words": "o", "editor": "tom"}, [5]),
            ({"words": "x" * 201}, [1, 2, 3, 4, 5]),
        ],
    )
    def test_it_lists_what_was_asked_for(self, client, tom, busy, asked, found):
        client.force_login(tom)

        assert places(busy, rows(client, **asked)) == found

    def test_days_count_from_their_first_to_their_last_moment(self, client, tom, busy):
        client.force_login(tom)
        moments = ["0101 0000", "0102 0000", "0102 2359", "0103 0000", "0104 1200"]
        for made, moment in zip(store.history(busy).order_by("pk"), moments, strict=True):
            made.saved_at = datetime.strptime(f"2031{moment}", "%Y%m%d %H%M").replace(tzinfo=UTC)
            made.save(update_fields=["saved_at"])

        asked = [
            {"since": "2031-01-02", "until": "2031-01-02"},
            {"since": "2031-01-03"},
            {"until": "2031-01-01"},
            {"since": "0001-01-01", "until": "9999-12-31"},
            {"since": "2031-01-05", "until": "2031-01-01"},
        ]
        found = [places(busy, rows(client, **days)) for days in asked]
        assert found == [[2, 3], [4, 5], [1], [1, 2, 3, 4, 5], []]

    def test_a_day_that_is_none_is_said_at_its_field_and_asks_for_nothing(self, client, tom, busy):
        client.force_login(tom)

        page = client.get(HERE, {"since": "soon"}).content.decode()

        assert "Write the day like this" in page
        assert 'aria-describedby="ask-since_error"' in page
        assert len(rows(client, since="soon")) == 5

    def test_readers_ask_of_public_revisions_alone(self, client, rita, busy):
        client.force_login(rita)

        assert places(busy, rows(client)) == [1, 5]
        assert [rows(client, words=words) for words in ("tidied", "links")] == [[], []]
        assert rows(client, editor="Ada") == []
        assert "2 revisions" in client.get(HERE).content.decode()

    def test_a_size_is_compared_with_the_revision_before_it_listed_or_not(self, client, tom, busy):
        client.force_login(tom)
        _, second, third, *_ = store.history(busy).order_by("pk")

        page = client.get(HERE, {"kind": "infobox"}).content.decode()

        assert f"−{second.size - third.size}<" in page
        assert f"compare/{second.pk}/{third.pk}/" in page

    def test_nothing_found_says_so_and_leads_back(self, client, tom, busy):
        client.force_login(tom)

        page = client.get(HERE, {"words": "nowhere"}).content.decode()

        assert "0 revisions found." in page
        assert f'<a href="{HERE}">Show all revisions</a>' in page

    def test_what_was_asked_is_shown_and_kept_from_page_to_page(self, client, tom, article):
        client.force_login(tom)
        add_revisions(article, 120, summary='A "quoted" word')
        asked = {"words": '"QUOTED"', "minor": "hidden"}

        first = client.get(HERE, asked).content.decode()
        older = unescape(findall(r'href="([^"]*)" rel="next"', first)[0])
        second = client.get(older).content.decode()

        assert "120 revisions found, page 1 of 3" in first
        assert 'value="&quot;QUOTED&quot;"' in second
        assert "120 revisions found, page 2 of 3" in second
        assert findall(r'<option value="hidden"( selected)?>', second) == [" selected"]


def add_revisions(article, count, summary=""):
    """Add public revisions of nothing new, without the time that saving them takes."""
    head = store.head(article)
    made = Revision.objects.bulk_create(Revision(date_created=head.saved_at) for _ in range(count))
    edits = Edit.objects.bulk_create(
        Edit(
            revision=each,
            article=article,
            editor_name="ada",
            summary=summary,
            content_hash=head.content_hash,
            schema=head.schema,
            manifest=head.manifest,
        )
        for each in made
    )
    PublishedRevision.objects.bulk_create(PublishedRevision(edit=each) for each in edits)


@pytest.mark.parametrize("asked", [{}, {"words": "WORD", "minor": "hidden"}, {"page": "9999"}])
def test_ten_thousand_revisions_are_listed_at_the_cost_of_fifty(client, article, asked):
    publishing.publish(store.head(article), publisher=None)
    costs = []
    for count in (48, 9_950):
        add_revisions(article, count, summary="Some words")
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE, asked)
        costs.append(len(queries))

    assert costs == [7, 7]


class TestName:
    def url(self, made):
        return reverse("name", args=[made.article.slug, made.pk])

    def test_it_is_given_taken_away_and_told_on_the_next_page(self, client, tom, article):
        client.force_login(tom)
        head = store.head(article)

        given = client.post(self.url(head), {"name": "  As \n printed "}, follow=True)
        assert store.head(article).name == "As printed"
        assert f"Revision {head.pk} is called “As printed” now." in given.content.decode()
        assert 'value="As printed"' in given.content.decode()

        client.post(self.url(head), {"name": ""})
        assert store.head(article).name == ""

    def test_one_too_long_is_refused_with_a_sentence(self, client, tom, article):
        client.force_login(tom)

        answer = client.post(self.url(store.head(article)), {"name": "x" * 101}, follow=True)

        assert "The name was not changed." in answer.content.decode()
        assert store.head(article).name == ""

    def test_only_those_who_may_change_the_article_give_it(self, client, django_user_model, rita):
        source_store.save(examples.almanac(), editor=None, summary="")
        why = store.Reason(editor=None, summary="")
        head = store.create(examples.lighthouse(), reason=why).edit
        viewer = django_user_model.objects.create_user("vera", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_article"))

        statuses = []
        for user in (None, rita, viewer):
            client.logout()
            if user:
                client.force_login(user)
            statuses.append(client.post(self.url(head), {"name": "Mine"}).status_code)

        assert statuses == [404, 404, 403]
        assert store.head(head.article).name == ""

    def test_it_is_not_a_question_and_needs_its_token(self, tom, article):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(tom)
        url = self.url(store.head(article))

        assert (strict.get(url).status_code, strict.post(url, {"name": "x"}).status_code) == (
            405,
            403,
        )


def test_a_sentence_meant_for_the_desk_is_not_on_a_page_for_readers(client, tom, busy):
    client.force_login(tom)
    head = store.head(busy)
    client.post(reverse("name", args=[busy.slug, head.pk]), {"name": "Told"})
    article_page = client.get("/articles/skerry-lighthouse/").content.decode()

    assert "is called" not in article_page
    assert "is called" in client.get(HERE).content.decode()
    assert "is called" not in client.get(HERE).content.decode()
