"""Every public address: odd questions are answered, nothing is written, nothing is set."""

import gzip
import re
from dataclasses import replace

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse

from encyclopedia import publishing, store
from encyclopedia.models import Publication
from sources import store as source_store
from sources.core import capture

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
HUGE = "9" * 20
HERE = "/articles/skerry-lighthouse/"


def edit(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY).edit


@pytest.fixture
def article():
    """An article with two public revisions and an unpublished one between them."""
    source_store.save(examples.almanac(), editor=None, summary="")
    first = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(first, publisher=None)
    edit(first.article, short_description="Between")
    publishing.publish(edit(first.article, short_description="A light"), publisher=None)
    return first.article


def public_addresses(article):
    first, second, third = store.history(article).order_by("pk").values_list("pk", flat=True)
    return [
        "/",
        "/articles/",
        "/articles/?q=light",
        HERE,
        f"{HERE}history/",
        f"{HERE}history/?words=light&editor=ada&kind=text&since=2031-01-01&minor=hidden&page=2",
        f"{HERE}revisions/{first}/",
        f"{HERE}revisions/{second}/",
        f"{HERE}compare/?from={first}&to={third}",
        f"{HERE}compare/{first}/{third}/",
        f"{HERE}compare/{third}/{first}/",
        f"{HERE}cite/",
        f"{HERE}references/?style=apa",
        f"{HERE}feed.atom",
        "/feeds/recent.atom",
        f"{HERE}?from=nowhere",
        f"{HERE}authorship/",
        f"{HERE}authorship/?editor=import&format=json",
        f"{HERE}authorship/?revision={second}",
        "/articles/Skerry_Lighthouse/",
        "/articles/nowhere/",
        "/sources/",
        "/sources/almanac/",
        "/sources/nowhere/",
        "/robots.txt",
        "/healthz",
        "/healthz/live",
        "/healthz/ready",
        "/nowhere",
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{HERE}revisions/{HUGE}/", 404),
        (f"{HERE}revisions/{'9' * 5000}/", 404),
        (f"{HERE}revisions/{'9' * 18}/", 404),
        (f"{HERE}compare/1/{HUGE}/", 404),
        (f"{HERE}compare/{HUGE}/{HUGE}/", 404),
        (f"{HERE}compare/{'9' * 18}/{'9' * 18}/", 404),
        (f"{HERE}compare/?from=-5&to=3", 302),
        (f"{HERE}compare/?from={HUGE}&to=3", 302),
        (f"{HERE}compare/?from=١&to=2", 302),
        (f"{HERE}compare/?from=1", 302),
        (f"{HERE}compare/?from=%00&to=1", 400),
        (f"{HERE}history/?page=abc", 200),
        (f"{HERE}history/?since=1887-02-30&until=x&kind=y&minor=z", 200),
        (f"{HERE}history/?since=0001-01-01&until=9999-12-31", 200),
        (f"{HERE}history/?words=%ED%A0%80&editor=%5C", 200),
        (f"{HERE}history/?words=***:(&editor=[", 200),
        (f"{HERE}history/?words={'x(' * 2000}", 200),
        (f"{HERE}history/?words=%00", 400),
        (f"{HERE}revisions/{HUGE}/restore/", 404),
        (f"{HERE}revisions/{HUGE}/undo/", 404),
        (f"{HERE}revisions/{'9' * 18}/restore/", 404),
        (f"{HERE}revisions/{'9' * 18}/undo/", 404),
        (f"{HERE}revisions/1/name/", 405),
        (f"{HERE}revisions/{HUGE}/hide/", 404),
        (f"{HERE}revisions/{'9' * 18}/hide/", 404),
        (f"{HERE}?from=%00", 400),
        (f"{HERE}?from={'x' * 5000}", 200),
        ("/articles/nowhere/feed.atom", 404),
        ("/articles/nowhere/cite/", 404),
        (f"{HERE}references/?style=nothing", 200),
        (f"{HERE}references/?style=%00", 400),
        ("/articles/nowhere/references/", 404),
        (f"{HERE}history/?page={HUGE}", 200),
        ("/articles/?page=abc", 200),
        ("/articles/?page=-1", 200),
        ("/articles/?page=nan", 200),
        (f"/articles/?page={'9' * 5000}", 200),
        ("/articles/?q=%00", 400),
        ("/articles/?q=%ED%A0%80", 200),
        (f"/articles/?q={'x ' * 5000}", 200),
        ("/articles/a%00b/", 404),
        (f"/articles/{'x' * 5000}/", 404),
        ("/articles/%ED%A0%80/", 404),
        ("/articles//evil.example/", 404),
        ("/sources/?page=abc", 200),
        (f"/sources/{'a' * 500}/", 404),
        (f"/sources/almanac/snapshots/{'0' * 64}/", 404),
    ],
)
def test_an_odd_question_is_answered(client, article, address, status):
    assert client.get(address).status_code == status


def test_a_choice_of_nonsense_leads_back_to_the_history(client, article):
    answer = client.get(f"{HERE}compare/?from=-5&to=3")

    assert answer.url == f"{HERE}history/"


@pytest.mark.parametrize("address", ["//evil.example/articles", "/\\evil.example/articles"])
def test_no_address_leads_to_another_site(client, article, address):
    answer = client.get("/", PATH_INFO=address)

    assert answer.get("Location", "/").startswith("/")
    assert not answer.get("Location", "/").startswith("//")


def test_a_question_writes_nothing_and_sets_no_cookie(client, article):
    urls = public_addresses(article)

    with CaptureQueriesContext(connection) as asked:
        answers = [ask(url) for url in urls for ask in (client.get, client.head)]

    writing = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)
    assert [query["sql"] for query in asked if writing.match(query["sql"])] == []
    assert [answer.cookies.output() for answer in answers if answer.cookies] == []


def test_no_public_address_takes_anything_but_questions(client, article):
    urls = [url for url in public_addresses(article) if url != "/nowhere"]

    refused = {
        client.generic(method, url).status_code
        for url in urls
        for method in ("POST", "PUT", "PATCH", "DELETE")
    }

    assert refused == {405}


def test_a_question_for_the_head_alone_has_the_same_head(client, article):
    for url in public_addresses(article):
        whole, head = client.get(url), client.head(url)

        assert (head.status_code, head.content) == (whole.status_code, b"")
        own = dict.fromkeys(("Content-Length", "X-Request-ID"), "")
        assert {**head.headers, **own} == {**whole.headers, **own}


def test_the_revision_of_another_article_is_nowhere(client, tom, article):
    other = store.create(examples.lighthouse("Other Light"), reason=WHY).edit
    publishing.publish(other, publisher=None)
    own = store.head(article).pk
    urls = [
        f"{HERE}revisions/{other.pk}/",
        f"{HERE}compare/{own}/{other.pk}/",
        f"{HERE}compare/{other.pk}/{other.pk}/",
        f"/articles/other-light/revisions/{own}/",
        f"/articles/other-light/compare/{own}/{other.pk}/",
    ]

    for user in (None, tom):
        if user:
            client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [404] * len(urls)


def test_the_copy_of_another_source_is_nowhere(client, article):
    data = b"A headline of a report\n\nThe lighthouse was lit."
    archived = source_store.archived(data, capture.read(data, "a.txt"), "a.txt")
    source_store.keep(examples.almanac(key="other"), archived, editor=None, summary="")

    assert client.get(f"/sources/almanac/snapshots/{archived.sha256}/").status_code == 404


class TestTag:
    def test_unchanged_says_what_the_page_would_say_of_itself(self, client, article):
        Publication.objects.update(policy={"style-src": ["'sha256-old'"], "script-src": []})
        first = client.get(HERE)

        again = client.get(HERE, headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
            assert again[name] == first[name]

    def test_a_date_alone_never_says_unchanged(self, client, article):
        first = client.get(HERE)

        again = client.get(HERE, headers={"If-Modified-Since": first["Last-Modified"]})

        assert again.status_code == 200

    def test_publishing_changes_it(self, client, article):
        before = client.get(HERE)["ETag"]
        publishing.publish(edit(article, lead="New words."), publisher=None)

        answer = client.get(HERE, headers={"If-None-Match": before})

        assert (answer.status_code, answer["ETag"] == before) == (200, False)

    def test_each_form_of_the_page_has_its_own(self, client, article):
        packed = client.get(HERE, headers={"Accept-Encoding": "gzip"})
        plain = client.get(HERE, headers={"Accept-Encoding": "gzip;q=0"})

        assert packed["ETag"] != plain["ETag"]
        assert "Content-Encoding" not in plain
        assert gzip.decompress(packed.content) == plain.content
        assert client.get(HERE, headers={"If-None-Match": packed["ETag"]}).status_code == 200


def test_what_depends_on_who_asks_is_kept_by_nobody_else(client, ada, article):
    first = store.history(article).last().pk
    urls = [f"{HERE}history/", f"{HERE}revisions/{first}/", "/sources/", "/articles/unwritten/"]

    for user in (None, ada):
        if user:
            client.force_login(user)
        for url in urls:
            answer = client.get(url)
            assert answer["Cache-Control"] == "no-cache, private", url
            assert "Cookie" in answer["Vary"], url


def test_the_page_of_an_article_is_the_same_for_everybody(client, ada, article):
    anonymous = client.get(HERE)
    client.force_login(ada)
    signed_in = client.get(HERE)

    assert (anonymous.content, anonymous["Vary"]) == (signed_in.content, "Accept-Encoding, Accept")
    assert anonymous["Cache-Control"] == "no-cache, public"


def test_readers_are_not_led_to_write_a_missing_article(client, rita, tom):
    url = "/articles/not-yet/"
    seen = []
    for user in (None, rita, tom):
        if user:
            client.force_login(user)
        seen.append("/admin/" in client.get(url).content.decode())

    assert seen == [False, False, True]


def test_a_missing_article_echoes_its_address_as_text(client):
    page = client.get("/articles/%3Cscript%3E/").content.decode()
    letters = client.get(reverse("article", args=["a-b"])).content.decode()

    assert "<script>alert" not in page
    assert "“<bdi>a b</bdi>” is not written yet" in letters


def names(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif pattern.namespace is None:
            yield from names(pattern)


def test_no_two_pages_share_a_name():
    found = [name for name in names(get_resolver()) if name is not None]

    assert sorted(found) == sorted(set(found))


def test_no_contributor_is_called_by_what_no_database_can_look_for():
    with pytest.raises(Resolver404):
        resolve("/contributors/a\0/")
