"""The page of an article before everything else: as the slow way would send it, and never stale."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import brotli
import examples
import pytest
from django.test import Client

from encyclopedia import publishing, serving, store
from encyclopedia.core import titles
from encyclopedia.models import Edition, Publication
from encyclopedia.serving import packing
from encyclopedia.serving.memory import Memory
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
HERE = "/articles/skerry-lighthouse/"
FIRST = "encyclopedia.views.first.articles_first"


class Clock:
    """A clock that stands until it is told."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    edit = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(edit, publisher=None)
    return edit.article


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def remembering(settings, clock, monkeypatch):
    """Keep pages in a memory of this test."""
    settings.PAGE_MEMORY = 1 << 20
    monkeypatch.setattr(serving, "memory", Memory(clock=clock))


def slow(settings):
    """Somebody for whom all middlewares work, but not the first."""
    with_first = settings.MIDDLEWARE
    settings.MIDDLEWARE = [name for name in with_first if name != FIRST]
    client = Client()
    client.get("/healthz")  # its middlewares are made now
    settings.MIDDLEWARE = with_first
    return client


def told(answer):
    """Give the headers of *answer*, but for the number that each request has for itself."""
    return {name: value for name, value in answer.items() if name != "X-Request-ID"}


def edit(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY).edit


ASKED = {
    "a browser": {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept": "text/html,*/*;q=0.8"},
    "without Brotli": {"Accept-Encoding": "gzip"},
    "nothing packed": {},
    "Markdown": {"Accept": "text/markdown"},
    "a host that is not ours": {"Host": "evil.example"},
    "no host at all": {"Host": ""},
    "a known page": {"If-None-Match": "*"},
    "only another page": {"If-Match": '"another"'},
}


@pytest.mark.parametrize("headers", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize("secure", [False, True])
def test_every_answer_is_that_of_the_slow_way(settings, article, headers, method, secure):
    settings.SECURE_HSTS_SECONDS = 3600
    settings.SURROGATE_MAX_AGE = 60

    fast, slowly = (
        client.generic(method, HERE, headers=headers, secure=secure)
        for client in (Client(), slow(settings))
    )

    assert (fast.status_code, fast.content) == (slowly.status_code, slowly.content)
    assert told(fast) == told(slowly)
    assert not fast.cookies


def test_who_is_signed_in_has_the_page_of_everybody(settings, article, ada):
    settings.SECURE_HSTS_SECONDS = 3600
    ours, slowly, nobody = Client(), slow(settings), Client()
    for client in (ours, slowly):
        client.force_login(ada)

    answers = [client.get(HERE) for client in (ours, slowly, nobody)]

    assert {answer.content for answer in answers} == {answers[0].content}
    assert [told(answer) for answer in answers] == [told(answers[0])] * 3
    assert not any(answer.cookies for answer in answers)


@pytest.mark.parametrize("address", [f"{HERE}?from=x", f"{HERE}?a=%00", "/articles/none/", "/"])
def test_what_is_not_plainly_a_page_is_left_to_the_slow_way(settings, article, address):
    fast, slowly = Client().get(address), slow(settings).get(address)

    assert (fast.status_code, fast.content) == (slowly.status_code, slowly.content)
    assert told(fast) == told(slowly)


def test_who_comes_without_tls_is_led_to_it(settings, article):
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get(HERE)

    assert (answer.status_code, answer["Location"]) == (301, f"https://testserver{HERE}")


def test_each_coding_is_the_same_page_with_a_tag_of_its_own(client, article):
    answers = {
        coding: client.get(HERE, headers={"Accept-Encoding": coding})
        for coding in ("br", "gzip", "identity")
    }

    pages = {
        brotli.decompress(answers["br"].content),
        gzip.decompress(answers["gzip"].content),
        answers["identity"].content,
    }
    assert len(pages) == 1
    assert len({answer["ETag"] for answer in answers.values()}) == 3
    assert {answer["Vary"] for answer in answers.values()} == {"Accept-Encoding, Accept"}
    assert len(answers["br"].content) < len(answers["gzip"].content)


def test_without_the_library_of_brotli_readers_get_gzip(client, article, monkeypatch):
    monkeypatch.setattr(packing, "brotli", None)
    publishing.renew(article.publication)

    answer = client.get(HERE, headers={"Accept-Encoding": "br, gzip"})

    assert answer["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.0", ""),
        ("GZIP", "gzip"),
        ("gzip;q=x.y", ""),
        ("identity", ""),
        ("", ""),
        (", ;;=, gzip ; q=1 ,", "gzip"),
        ("gzipped", ""),
    ],
)
def test_the_coding_is_the_one_that_is_weighed_highest(accepted, coding):
    assert packing.best(accepted, ("br", "gzip")) == coding


def test_caches_that_can_be_purged_are_told_the_article_and_browsers_nothing(
    settings, client, article
):
    assert "Surrogate-Key" not in client.get(HERE)

    settings.SURROGATE_MAX_AGE = 3600
    answer = client.get(HERE)

    assert answer["Surrogate-Control"] == "max-age=3600"
    keys = [f"article-{article.pk}", "at-skerry-lighthouse", "encyclopedia"]
    assert answer["Surrogate-Key"] == " ".join(keys)
    assert answer["Cache-Tag"] == ",".join(keys)
    assert answer["Cache-Control"] == "no-cache, public"


def test_a_page_costs_one_key_and_none_from_memory(
    client, article, remembering, django_assert_num_queries
):
    with django_assert_num_queries(1):  # the edition and the page
        client.get(HERE)

    with django_assert_num_queries(0):
        first = client.get(HERE)
        again = client.get(HERE, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


def test_that_there_is_no_page_costs_no_more(
    article, remembering, clock, django_assert_num_queries
):
    memory = Memory(clock=clock)
    for _ in range(2):  # with the edition, and without it
        with django_assert_num_queries(1):
            assert memory.page("elsewhere") is None


def test_the_edition_is_asked_for_once_in_each_second(
    client, article, remembering, clock, django_assert_num_queries
):
    client.get(HERE)
    clock.now += 0.999
    with django_assert_num_queries(0):
        client.get(HERE)

    for jump in (0.001, -60, 3600):
        clock.now += jump
        with django_assert_num_queries(1):
            client.get(HERE)
            client.get(HERE)


CHANGES = {
    "published": lambda article: publishing.publish(edit(article, lead="New."), publisher=None),
    "withdrawn": publishing.withdraw,
    "moved": lambda article: publishing.move(article, "rock"),
    "deleted": lambda article: publishing.delete(article, reason=WHY),
    "renewed": lambda article: publishing.renew(article.publication),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_two_machines_see_at_once_what_one_of_them_changes(settings, article, clock, change):
    settings.PAGE_MEMORY = 1 << 20
    Publication.objects.update(renewed_at=datetime(2020, 1, 1, tzinfo=UTC))  # dates have seconds
    machines = [Memory(clock=clock), Memory(clock=clock)]
    before = [machine.page(article.slug) for machine in machines]
    change(article)
    clock.now += 1

    after = [machine.page("skerry-lighthouse") for machine in machines]

    assert before[0] == before[1] is not None
    assert after[0] == after[1] != before[0]


def test_hidden_editors_vanish_from_the_pages_in_memory(settings, article, ada, clock):
    settings.PAGE_MEMORY = 1 << 20
    began = store.head(article)
    document = replace(store.at(began), lead="Lit.")
    by_ada = store.Reason(editor=ada, summary="Rewrote it")
    saved = store.save(article, document, base=began.pk, reason=by_ada).edit
    publishing.publish(saved, publisher=None)
    other = Memory(clock=clock)
    before = packing.unpack(other.page(article.slug).packed["gzip"])

    publishing.hide(
        article, (saved.pk, saved.pk), {"editor": True}, reason=replace(WHY, summary="A threat")
    )
    clock.now += 1
    after = packing.unpack(other.page(article.slug).packed["gzip"])

    assert (b"ada" in before, b"ada" in after) == (True, False)


def test_a_transaction_that_is_taken_back_leaves_the_edition(article):
    from django.db import transaction

    before = Edition.objects.today()
    with transaction.atomic():
        publishing.withdraw(article)
        changed = Edition.objects.today()
        transaction.set_rollback(True)

    assert Edition.objects.today() == before != changed


def test_memory_ends_with_its_bytes_and_those_unread_for_longest_go_first(
    settings, article, clock, django_assert_num_queries
):
    for title in ("Reef of Teeth", "Third Light"):
        edit = store.create(examples.lighthouse(title), reason=WHY).edit
        publishing.publish(edit, publisher=None)
    slugs = [titles.slug(title) for title in ("Skerry Lighthouse", "Reef of Teeth", "Third Light")]
    sizes = [serving.find(slug).size for slug in slugs]
    settings.PAGE_MEMORY = sum(sizes) - 1
    memory = Memory(clock=clock)

    for slug in slugs:
        memory.page(slug)

    with django_assert_num_queries(0):
        memory.page(slugs[1])
        memory.page(slugs[2])
    with django_assert_num_queries(1):
        memory.page(slugs[0])
