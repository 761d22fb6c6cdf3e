"""Public pages are read from a copy that has all that the public has; all else is the primary's."""

from dataclasses import replace

import databases
import examples
import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from encyclopedia import publishing, replicas, search, serving, store
from encyclopedia.doctor import replicas as doctor_of_replicas
from encyclopedia.models import Article, Edit
from encyclopedia.replicas import Replicas
from encyclopedia.serving.answers import Answers
from encyclopedia.serving.memory import Memory
from sources import store as source_store

COPY = "replica_1"
CANARY = "Zanzibarcanary"
WHY = store.Reason(editor=None, summary="")


class Clock:
    """A clock that stands until it is told."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def primary(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database whose transactions end, so that a copy can follow it."""
    folder = tmp_path_factory.mktemp("replicas")
    with django_db_blocker.unblock(), databases.beside(folder, "primary"):
        databases.migrate()
        source_store.save(examples.almanac(), editor=None, summary="")
        yield folder


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def article(primary, request):
    title = request.node.name.replace("test_", "").replace("_", " ")[:60]
    edit = store.create(examples.lighthouse(title), reason=WHY).edit
    publishing.publish(edit, publisher=None)
    return edit.article


@pytest.fixture
def catch_up(settings, monkeypatch, clock, primary, article):
    """A copy that is read from; to be called when it follows."""
    monkeypatch.setattr(serving, "memory", Memory(clock=clock))
    monkeypatch.setattr(replicas, "replicas", Replicas(clock=clock))
    with databases.copy(primary, COPY) as follow:
        settings.DATABASE_REPLICAS = [COPY]
        yield follow


def asked(client, *addresses):
    """Give how many queries the primary and the copy answer for *addresses*."""
    with (
        CaptureQueriesContext(connections["default"]) as first,
        CaptureQueriesContext(connections[COPY]) as second,
    ):
        answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    return len(first), len(second)


def pages(article):
    here = article.get_absolute_url()
    rest = ("history/", "evidence/", "authorship/", "links/", "cite/", "feed.atom")
    return (
        *("/", "/articles/", "/recent/", "/sources/", "/sources/almanac/", "/search/?q=lit"),
        *(here, *(f"{here}{each}" for each in rest), f"/articles/{article.slug}.md"),
        f"/api/v1/articles/{article.slug}",
    )


def test_the_primary_is_asked_for_the_edition_alone(catch_up, article):
    of_primary, of_copy = asked(Client(), *pages(article))

    assert of_primary == 1
    assert of_copy > 50


def test_what_a_copy_has_not_seen_is_read_from_the_primary(catch_up, article, clock):
    examples.published(article, WHY, lead=f"{CANARY}.")
    clock.now += 1
    here = article.get_absolute_url()

    assert CANARY in Client().get(here).content.decode()
    assert asked(Client(), *pages(article))[1] == 0

    catch_up()
    clock.now += 1
    assert CANARY in Client().get(here).content.decode()
    assert asked(Client(), here)[0] == 0


def test_a_copy_that_lags_is_told_by_the_doctor_until_it_follows(catch_up, article):
    examples.published(article, WHY, lead=f"{CANARY}.")
    lagging = [each.wrong for each in doctor_of_replicas.look()]
    catch_up()

    assert lagging == ["Copy 1 of the database has not today's edition."]
    assert list(doctor_of_replicas.look()) == []


def test_hidden_and_withdrawn_words_are_never_read_from_a_copy_that_lags(catch_up, article, clock):
    bad = examples.published(article, WHY, lead=f"{CANARY}.")
    examples.published(article, WHY, lead="Better.")
    catch_up()
    clock.now += 1
    old = f"{article.get_absolute_url()}revisions/{bad.pk}/"
    before = Client().get(old).content.decode()

    publishing.hide(article, (bad.pk, bad.pk), {"text": True}, reason=replace(WHY, summary="Wrong"))
    clock.now += 1
    hidden = Client().get(old)
    publishing.withdraw(article)
    clock.now += 1
    withdrawn = Client().get(article.get_absolute_url())

    assert CANARY in before
    assert (hidden.status_code, withdrawn.status_code) == (403, 410)
    assert CANARY not in hidden.content.decode()


class LastMoment(Replicas):
    """The copies, chosen at the very end of a second."""

    def choose(self, aliases, today):
        chosen = super().choose(aliases, today)
        self._clock.now += 1
        return chosen


@pytest.mark.parametrize("page", ["", "history/"], ids=["the page", "a page beside it"])
def test_nothing_old_is_kept_where_a_second_ends(
    settings, monkeypatch, catch_up, article, clock, page
):
    settings.ANSWER_MEMORY = settings.PAGE_MEMORY = 1 << 20
    monkeypatch.setattr(serving, "kept", Answers())
    monkeypatch.setattr(replicas, "replicas", LastMoment(clock=clock))
    address, reader = f"{article.get_absolute_url()}{page}", serving.memory
    catch_up()
    replicas.replicas.choose([COPY], reader.edition())
    clock.now -= 1  # this process has asked for the editions of this second
    monkeypatch.setattr(serving, "memory", Memory(clock=clock))
    publishing.withdraw(article)  # another process does
    monkeypatch.setattr(serving, "memory", reader)

    in_this_second = Client().get(address)
    clock.now += 1
    later = Client().get(address)

    assert in_this_second.status_code == 200
    assert later.status_code == (404 if page else 410)


def test_choices_of_a_search_are_of_the_edition_that_is_read(catch_up, article):
    examples.published(article, WHY, categories=(f"{CANARY} things",))
    catch_up()
    publishing.withdraw(article)

    with replicas.reading(COPY):
        of_copy = search.choices()
    of_primary = search.choices()

    assert CANARY in str(of_copy)
    assert CANARY not in str(of_primary)


def test_a_record_that_nobody_publishes_is_not_read_from_a_copy_that_lags(catch_up, clock):
    source_store.save(examples.almanac(title=CANARY), editor=None, summary="")
    clock.now += 1

    assert CANARY in Client().get("/sources/almanac/").content.decode()


def test_the_desk_and_whoever_is_signed_in_read_what_they_wrote(catch_up, article, clock):
    from django.contrib.auth.models import User

    client = Client()
    name = f"ada {article.pk}"
    client.force_login(User.objects.create_superuser(name, password="ada"))
    draft = store.head(article)
    document = replace(store.at(draft), short_description=CANARY)
    store.save(article, document, base=draft.pk, reason=replace(WHY, summary=CANARY))
    desk = f"/admin/encyclopedia/article/{article.pk}/change/"

    assert asked(client, *pages(article)[:-1], desk)[1] == 0
    assert CANARY in client.get(desk).content.decode()
    assert CANARY in client.get(f"{article.get_absolute_url()}history/").content.decode()


def test_writes_go_to_the_primary_wherever_reads_go(catch_up, article):
    with replicas.reading(COPY):
        read = Article.objects.get(pk=article.pk)
        Article.objects.filter(pk=article.pk).update(short_description="written")
        held = Article.objects.select_for_update().filter(pk=article.pk)
        write_to = held.db

    assert read._state.db == COPY  # noqa: SLF001 -- where it was read has no other sign
    assert write_to == "default"
    assert Article.objects.get(pk=article.pk).short_description == "written"


def test_a_copy_that_does_not_answer_is_done_without(catch_up, article, clock, caplog):
    connections[COPY].close()
    name = connections.settings[COPY]["NAME"]
    connections[COPY].settings_dict["NAME"] = (
        "/nowhere/at/all" if connection.vendor == "sqlite" else "nowhere"
    )

    answers = [Client().get(address).status_code for address in pages(article)]
    warned = len(caplog.records)
    connections[COPY].settings_dict["NAME"] = name
    clock.now += replicas.REST

    assert set(answers) == {200}
    assert warned == 1
    assert asked(Client(), article.get_absolute_url())[1] == 1 + 1  # the edition, and the page


def test_copies_take_turns(settings, catch_up, article):
    today = serving.memory.edition()
    found = Replicas(clock=Clock())

    chosen = [found.choose([COPY, COPY], today) for _ in range(2)]
    none = Replicas(clock=Clock()).choose([COPY], replace(today, published=None))

    assert chosen == [COPY, COPY]
    assert none == "default"


def test_no_tables_are_made_in_copies(settings):
    settings.DATABASE_REPLICAS = [COPY]
    router = replicas.Router()

    assert router.allow_migrate(COPY, "encyclopedia") is False
    assert router.allow_migrate("default", "encyclopedia") is None
    assert router.db_for_read(Edit) == "default"
