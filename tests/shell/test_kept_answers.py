"""Pages made once for everybody: as they would be made anew, for nobody signed in, never stale."""

import gzip
from contextlib import contextmanager
from dataclasses import replace

import examples
import pytest
from databases import end_of_transaction
from django.db import connection
from django.test import Client

from encyclopedia import publishing, serving, store
from encyclopedia.models import Edition, SitePage
from encyclopedia.models.edition import ASIDE
from encyclopedia.running import caching
from encyclopedia.serving.answers import Answers
from encyclopedia.serving.memory import Memory
from sources import store as source_store
from sources.core.record import Access
from sources.models import Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, editor_name="Keeper", summary="Rewrote it")
HERE = "/articles/skerry-lighthouse/"
KEPT = "encyclopedia.views.kept.answers_kept"
CANARY = "Zanzibarcanary"


class Clock:
    """A clock that stands until it is told."""

    now = 1000.0

    def __call__(self):
        return self.now


class Processes:
    """Processes of a server: each with its own memory, all at one database and one clock."""

    def __init__(self, monkeypatch):
        self.clock = Clock()
        self._monkeypatch = monkeypatch
        self._made = {}

    def use(self, name):
        made = self._made.setdefault(name, (Memory(clock=self.clock), Answers()))
        self._monkeypatch.setattr(serving, "memory", made[0])
        self._monkeypatch.setattr(serving, "kept", made[1])

    def a_second_later(self):
        self.clock.now += 1


@pytest.fixture
def processes(settings, monkeypatch):
    settings.ANSWER_MEMORY = 1 << 22
    found = Processes(monkeypatch)
    found.use("one")
    return found


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    first = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(first, publisher=None)
    return first.article


@pytest.fixture
def bad(article):
    """A published revision with a canary in it, between two clean ones."""
    clean = store.current(article)
    made = examples.published(
        article, WHY, lead=f"{CANARY} [@almanac]", categories=(f"{CANARY} things",)
    )
    examples.published(article, WHY, lead=clean.lead, categories=clean.categories)
    return made


def addresses(article):
    """Every kind of page that is kept, by the name of its address."""
    first, *_, last = store.history(article).order_by("pk").values_list("pk", flat=True)
    told = Client().get(f"{HERE}authorship/?format=json").json()["lines"]
    sentence = told[0]["biography_url"]
    return [
        *("/", "/about/", "/about/licence/", "/about/policy/", "/articles/", "/categories/"),
        *("/categories/lighthouses/", "/categories/lighthouses/feed.atom", "/series/"),
        *("/recent/", "/recent/?days=7", "/feeds/recent.atom", "/contributors/"),
        *("/contributors/Keeper/", "/sources/", "/sources/almanac/", "/search/?q=lighthouse"),
        *("/sitemap.xml", "/llms.txt", "/articles/skerry-lighthouse.json"),
        *("/articles/skerry-lighthouse.md", "/articles/skerry-lighthouse.csl.json"),
        *(f"{HERE}{page}/" for page in ("history", "evidence", "authorship", "cite", "links")),
        *(f"{HERE}references/", f"{HERE}feed.atom", f"{HERE}evidence/?format=json"),
        *(f"{HERE}revisions/{first}/", f"/articles/skerry-lighthouse/revisions/{last}.md"),
        *(f"{HERE}compare/{first}/{last}/{asked}" for asked in ("", "?format=json")),
        sentence,
    ]


def slow(settings):
    """Somebody for whom all middlewares work, but not the one that keeps answers."""
    with_it = settings.MIDDLEWARE
    settings.MIDDLEWARE = [name for name in with_it if name != KEPT]
    client = Client()
    client.get("/healthz")  # its middlewares are made now
    settings.MIDDLEWARE = with_it
    return client


OF_ONE = {"X-Request-ID"}
PACKED = {"ETag", "Content-Length", "Vary"}


def without(answer, names):
    return {name: value for name, value in answer.items() if name not in names}


def test_a_kept_page_is_the_page_that_would_be_made_anew(settings, processes, bad):
    settings.SECURE_HSTS_SECONDS = 3600
    everybody, anew = Client(), slow(settings)

    for address in addresses(bad.article):
        made, kept, slowly = everybody.get(address), everybody.get(address), anew.get(address)

        assert made.status_code == 200, address
        assert made.content == kept.content == slowly.content, address
        assert without(made, OF_ONE) == without(kept, OF_ONE), address
        assert without(kept, OF_ONE | PACKED) == without(slowly, OF_ONE | PACKED), address
        assert [*made.cookies, *kept.cookies] == [], address


def test_a_page_that_is_kept_costs_no_query_and_one_with_each_second(
    processes, bad, django_assert_num_queries
):
    client = Client()
    every = addresses(bad.article)
    for address in every:
        client.get(address)

    for address in every:
        with django_assert_num_queries(0):
            client.get(address)
        processes.a_second_later()
        with django_assert_num_queries(1):
            client.get(address)


def test_who_has_a_page_is_told_so_in_each_coding(processes, article):
    client = Client()

    plain = client.get(f"{HERE}history/")
    packed = client.get(f"{HERE}history/", headers={"Accept-Encoding": "gzip"})
    again = [
        client.get(f"{HERE}history/", headers={"If-None-Match": answer["ETag"], **coding})
        for answer, coding in ((plain, {}), (packed, {"Accept-Encoding": "gzip"}))
    ]

    assert gzip.decompress(packed.content) == plain.content
    assert plain["ETag"] != packed["ETag"]
    assert "Accept-Encoding" in packed["Vary"]
    assert [answer.status_code for answer in again] == [304, 304]
    assert [answer.content for answer in again] == [b"", b""]


@pytest.mark.parametrize(
    "address", ["/articles/skerry-lighthouse.json", "/feeds/recent.atom", "/sitemap.xml"]
)
def test_who_has_a_page_is_told_with_all_headers_that_it_would_be_told_with(
    settings, processes, article, address
):
    everybody, anew = Client(), slow(settings)
    known = {"If-None-Match": everybody.get(address)["ETag"]}

    kept, slowly = (who.get(address, headers=known) for who in (everybody, anew))

    assert (kept.status_code, slowly.status_code) == (304, 304)
    assert without(slowly, OF_ONE | PACKED).items() <= without(kept, OF_ONE | PACKED).items()
    assert "Content-Type" not in kept


def test_a_reader_who_has_a_page_has_it_kept_for_all(processes, article, django_assert_num_queries):
    known = Client().get("/feeds/recent.atom")["ETag"]
    processes.use("another")

    first = Client().get("/feeds/recent.atom", headers={"If-None-Match": known})
    with django_assert_num_queries(0):
        second = Client().get("/feeds/recent.atom")

    assert (first.status_code, second.status_code) == (304, 200)


def test_hidden_words_are_gone_with_the_next_second_on_every_page_of_every_process(processes, bad):
    client = Client()
    every = [
        *addresses(bad.article),
        f"{HERE}revisions/{bad.pk}/",
        f"{HERE}revisions/{bad.pk}.md",
        f"{HERE}compare/{bad.pk - 1}/{bad.pk}/",
        f"/categories/{CANARY.lower()}-things/",
    ]
    had = set()
    for process in ("one", "another"):
        processes.use(process)
        had |= {each for each in every if CANARY in _shown(client, each)}

    processes.use("one")
    publishing.hide(bad.article, (bad.pk, bad.pk), {"text": True}, reason=WHY)
    processes.a_second_later()
    still = {}
    for process in ("one", "another"):
        processes.use(process)
        still[process] = [each for each in every if CANARY in _shown(client, each)]

    assert {f"{HERE}revisions/{bad.pk}/", f"{HERE}revisions/{bad.pk}.md"} <= had
    assert still == {"one": [], "another": []}


def _shown(client, address):
    answer = client.get(address)
    return answer.content.decode() + str(answer.headers)


def test_a_withdrawn_article_takes_its_pages_along(processes, bad):
    client = Client()
    every = [each for each in addresses(bad.article) if each.startswith("/articles/skerry")]
    before = {client.get(each).status_code for each in every}

    publishing.withdraw(bad.article)
    processes.a_second_later()
    after = {each: client.get(each).status_code for each in every}

    assert before == {200}
    assert set(after.values()) <= {404, 410}


def test_who_is_signed_in_is_neither_sent_nor_kept_what_others_get(processes, article, ada):
    desk, anybody = Client(), Client()
    desk.force_login(ada)
    draft = store.head(article)
    document = replace(store.at(draft), lead=f"{CANARY}.")
    store.save(article, document, base=draft.pk, reason=replace(WHY, summary=CANARY))

    ours, theirs, again = (
        who.get(f"{HERE}history/").content.decode() for who in (desk, anybody, desk)
    )

    assert CANARY in ours
    assert CANARY not in theirs
    assert CANARY in again


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Bearer x"}, {"Cookie": "sessionid=x"}, {"Host": "evil.example"}],
    ids=["a token", "a session", "another host"],
)
def test_who_is_somebody_or_elsewhere_makes_nothing_that_is_kept(
    processes, article, headers, django_assert_num_queries
):
    Client().get(f"{HERE}history/", headers=headers)

    with django_assert_num_queries(0):
        assert not serving.kept._here._kept  # noqa: SLF001 -- that nothing was kept has no other sign


@pytest.mark.parametrize(
    "address", ["/healthz", "/search/suggest/?q=light", "/articles/none/history/", f"{HERE}report/"]
)
def test_what_is_not_for_all_alike_or_not_there_is_not_kept(processes, article, address):
    Client().get(address)

    assert not serving.kept._here._kept  # noqa: SLF001 -- as above


def test_processes_share_what_one_of_them_made(settings, processes, article, monkeypatch):
    settings.ANSWERS_SHARED = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    made = Client().get(f"{HERE}history/")
    processes.use("another")
    processes.a_second_later()

    with _queries() as asked:
        shared = Client().get(f"{HERE}history/")

    assert shared.content == made.content
    assert len(asked) == 1  # the edition


def test_what_was_made_under_other_settings_is_not_sent(settings, processes, article):
    settings.ANSWERS_SHARED = True
    settings.SURROGATE_MAX_AGE = 3600
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    before = Client().get(f"{HERE}history/")

    processes.use("another")
    settings.SURROGATE_MAX_AGE = 0
    after = Client().get(f"{HERE}history/")

    assert "Surrogate-Control" in before
    assert "Surrogate-Control" not in after


@contextmanager
def _queries():
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        yield asked


def test_without_the_shared_cache_the_site_goes_on(
    settings, monkeypatch, processes, article, caplog
):
    pytest.importorskip("redis")
    monkeypatch.setattr(caching, "_away", {})
    settings.ANSWERS_SHARED = True
    settings.CACHES = {
        "default": {
            "BACKEND": "encyclopedia.running.caching.ForgivingRedis",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    answers = [Client().get(f"{HERE}history/").status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    assert len(caplog.records) == 1


def test_memory_ends_with_its_bytes(settings, processes, bad):
    settings.ANSWER_MEMORY = 20_000
    client = Client()

    for address in addresses(bad.article):
        client.get(address)

    kept = serving.kept._here  # noqa: SLF001 -- bytes have no other sign
    assert 0 < kept._size <= 20_000  # noqa: SLF001 -- as above


@pytest.mark.parametrize("table", ASIDE)
def test_a_database_tells_of_what_nobody_publishes(article, table):
    end_of_transaction()
    before = Edition.objects.both()

    with connection.cursor() as cursor:
        column = {"sources_source": "title", "encyclopedia_edit": "editor_name"}.get(table)
        if column:
            cursor.execute(f"UPDATE {table} SET {column} = 'Another'")  # noqa: S608 -- our own names
        else:
            _insert(table)
    end_of_transaction()

    after = Edition.objects.both()
    assert after[0] == before[0]
    assert after[1] not in (None, before[1])


def _insert(table):
    from django.utils import timezone

    from encyclopedia.models import Kind
    from sources.models import Snapshot

    if table == "sources_snapshot":
        Snapshot.objects.create(
            sha256="0" * 64,
            source=Source.objects.get(),
            text="Lit.",
            file_name="a.txt",
            media_type="text/plain",
            size=4,
            captured_at=timezone.now(),
            extractor="plain",
        )
    elif table == "encyclopedia_kind":
        Kind.objects.create(name="Beacon")
    else:
        SitePage.objects.create(name="about", text="Ours.")


def test_a_source_that_is_no_longer_to_be_read_is_gone_with_the_next_second(processes, article):
    end_of_transaction()
    client = Client()
    copied = "A passage of the almanac."
    before = client.get("/sources/almanac/").content.decode()

    source_store.save(
        replace(examples.almanac(), title=copied, access=Access.STAFF), editor=None, summary=""
    )
    end_of_transaction()
    processes.a_second_later()

    assert copied not in before
    assert copied in client.get("/sources/almanac/").content.decode()


def test_every_page_of_the_list_of_sources_tells_of_a_change_a_second_later(
    client, article, processes, django_assert_num_queries
):
    client.get("/sources/")

    with django_assert_num_queries(2):
        further = client.get("/sources/?page=2")
    Source.objects.filter(key="almanac").update(key="renamed")
    processes.a_second_later()
    anew = client.get("/sources/?page=3")

    assert b"/sources/almanac/" in further.content
    assert b"/sources/renamed/" in anew.content
