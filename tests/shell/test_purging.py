"""A CDN is told what to forget: by key, after the change stands, and until it has understood."""

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import examples
import pytest
from databases import end_of_transaction
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from encyclopedia import accounts, publishing, purging, store
from encyclopedia.models import Purge
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
HERE = "/articles/skerry-lighthouse/"
TOKEN = "a-token-that-nobody-reads"


@dataclass(frozen=True, kw_only=True)
class Asked:
    method: str
    path: str
    headers: dict
    body: bytes

    @property
    def keys(self):
        return set(self.headers.get("Surrogate-Key", "").split())


class Cdn:
    """A server that notes what it is asked, and answers with `status`."""

    def __init__(self):
        self.asked, self.status = [], 200

    @property
    def keys(self):
        return [asked.keys for asked in self.asked]

    @contextmanager
    def running(self):
        cdn = self

        class Handler(BaseHTTPRequestHandler):
            def note(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                cdn.asked.append(
                    Asked(
                        method=self.command,
                        path=self.path,
                        headers=dict(self.headers),
                        body=body,
                    )
                )
                self.send_response(cdn.status)
                if cdn.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_PURGE = do_BAN = do_GET = note  # noqa: N815 -- http.server's names

            def log_message(self, *told):
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = Thread(target=server.serve_forever)
            thread.start()
            try:
                yield server.server_port
            finally:
                server.shutdown()
                thread.join()


@pytest.fixture
def cdn(settings, monkeypatch):
    monkeypatch.setattr(purging, "LAST_WORD", timedelta(0))
    found = Cdn()
    with found.running() as port:
        settings.CDN_PURGE_URL = f"http://127.0.0.1:{port}/service/abc/purge"
        settings.CDN_PURGE_KIND, settings.CDN_PURGE_TOKEN = "fastly", TOKEN
        settings.SURROGATE_MAX_AGE = 3600
        yield found


@pytest.fixture
def article(cdn):
    source_store.save(examples.almanac(), editor=None, summary="")
    edit = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(edit, publisher=None)
    settle()
    cdn.asked.clear()
    return edit.article


def settle():
    """Do what the thread does that is started once a transaction stands; ours here never does."""
    end_of_transaction()
    with suppress(purging.PurgeError):
        purging.tell()


def edit(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY).edit


def _hide(article):
    began = store.head(article)
    publishing.publish(edit(article, lead="Better."), publisher=None)
    settle()
    publishing.hide(
        article, (began.pk, began.pk), {"text": True}, reason=replace(WHY, summary="Wrong")
    )


CHANGES = {
    "published": (
        lambda article: publishing.publish(edit(article, lead="New."), publisher=None),
        {"around", "at-skerry-lighthouse"},
    ),
    "renamed": (
        lambda article: publishing.publish(edit(article, title="Rock"), publisher=None),
        {"around", "at-skerry-lighthouse", "at-rock"},
    ),
    "moved": (
        lambda article: publishing.move(article, "rock"),
        {"around", "at-skerry-lighthouse", "at-rock"},
    ),
    "withdrawn": (publishing.withdraw, {"encyclopedia"}),
    "deleted": (lambda article: publishing.delete(article, reason=WHY), {"encyclopedia"}),
    "hidden": (_hide, {"encyclopedia"}),
}


@pytest.mark.parametrize(("change", "keys"), CHANGES.values(), ids=CHANGES)
def test_each_change_is_told_at_once_and_when_no_process_answers_as_before(
    cdn, article, change, keys
):
    change(article)
    settle()

    assert cdn.keys[-2:] == [keys, keys]
    assert not Purge.objects.exists()


def test_it_is_told_by_a_thread_once_the_transaction_stands(
    cdn, article, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        publishing.withdraw(article)

    assert cdn.asked == []
    assert purging.teller.start in callbacks


def test_a_thread_tells_for_all_who_ask_meanwhile_and_ends(caplog):
    begun, told = Event(), []

    def tell():
        begun.wait(10)
        told.append(len(told))
        if len(told) == 1:
            raise purging.PurgeError("nobody answered")
        return 1

    teller = purging.Teller(tell)
    for _ in range(5):
        teller.start()
    begun.set()
    teller.wait()
    after_five = list(told)
    teller.start()
    teller.wait()

    assert after_five in ([0], [0, 1])
    assert len(told) == len(after_five) + 1
    assert "nobody answered" in caplog.text


def test_what_is_taken_back_is_not_told(cdn, article):
    with transaction.atomic():
        publishing.withdraw(article)
        transaction.set_rollback(True)
    settle()

    assert cdn.asked == []
    assert not Purge.objects.exists()


def test_every_page_that_a_cdn_may_keep_has_the_keys_it_is_purged_by(cdn, article):
    pages = {
        HERE: {"at-skerry-lighthouse", f"article-{article.pk}"},
        f"{HERE}history/": {"at-skerry-lighthouse"},
        f"{HERE}evidence/": {"at-skerry-lighthouse"},
        f"{HERE}authorship/": {"at-skerry-lighthouse"},
        f"{HERE}links/": {"at-skerry-lighthouse", "around"},
        "/articles/skerry-lighthouse.md": {"at-skerry-lighthouse", "around"},
        "/sources/almanac/": {"source-almanac", "around"},
        "/": {"around"},
        "/feeds/recent.atom": {"around"},
        "/search/?q=lit": {"around"},
    }

    for address, keys in pages.items():
        answer = Client().get(address)

        assert set(answer["Surrogate-Key"].split()) == keys | {"encyclopedia"}, address
        assert set(answer["Cache-Tag"].split(",")) == keys | {"encyclopedia"}, address
        assert answer["Surrogate-Control"] == "max-age=3600", address
        assert answer["Cache-Control"] == "no-cache, public", address


def test_no_cdn_keeps_what_is_for_one_reader_or_not_there(cdn, article, ada):
    desk = Client()
    desk.force_login(ada)

    answers = [
        desk.get(f"{HERE}history/"),
        Client().get("/articles/none/history/"),
        Client().get(f"{HERE}report/"),
        Client().get("/admin/login/"),
    ]

    assert not any("Surrogate-Control" in answer for answer in answers)


def test_fastly_is_asked_by_surrogate_key(cdn, article):
    publishing.withdraw(article)
    settle()

    asked = cdn.asked[0]
    assert (asked.method, asked.path) == ("POST", "/service/abc/purge")
    assert asked.headers["Fastly-Key"] == TOKEN
    assert asked.keys == {"encyclopedia"}


def test_cloudflare_is_asked_by_tag(settings, cdn, article):
    settings.CDN_PURGE_KIND = "cloudflare"

    publishing.withdraw(article)
    settle()

    asked = cdn.asked[0]
    assert (asked.method, json.loads(asked.body)) == ("POST", {"tags": ["encyclopedia"]})
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"


def test_others_are_asked_to_purge_keys_or_to_ban_an_expression(settings, cdn, article):
    settings.CDN_PURGE_KIND = "purge"
    publishing.publish(edit(article, lead="New."), publisher=None)
    settle()
    settings.CDN_PURGE_KIND = "ban"
    publishing.withdraw(article)
    settle()

    first, last = cdn.asked[0], cdn.asked[-1]
    assert (first.method, first.keys) == ("PURGE", {"around", "at-skerry-lighthouse"})
    assert (last.method, last.headers["Surrogate-Key"]) == ("BAN", r"(^|\s)(encyclopedia)(\s|$)")


def test_many_keys_are_told_in_parts_and_too_many_as_everything(cdn, article, monkeypatch):
    purging.ask(*(f"at-{number}" for number in range(70)))
    settle()
    in_parts = [len(keys) for keys in cdn.keys]

    cdn.asked.clear()
    monkeypatch.setattr(purging, "MOST", 50)
    purging.ask(*(f"at-{number}" for number in range(50)))
    settle()

    assert in_parts == [30, 30, 10] * 2
    assert cdn.keys == [{"encyclopedia"}] * 2


def test_each_key_that_waits_has_the_reason_even_where_everything_is_told(
    cdn, article, monkeypatch
):
    monkeypatch.setattr(purging, "MOST", 3)
    cdn.status = 500
    purging.ask("at-1", "at-2", "at-3")
    settle()

    assert set(Purge.objects.values_list("failure", flat=True)) == {
        "127.0.0.1 answered 500 to a purge."
    }


@pytest.mark.parametrize("status", [302, 403, 500])
def test_what_could_not_be_told_waits_for_renew_pages(cdn, article, status, capsys, caplog):
    cdn.status = status
    publishing.withdraw(article)
    settle()
    with pytest.raises(CommandError, match=rf"127\.0\.0\.1 answered {status} to a purge\."):
        call_command("renew_pages")
    waiting = [(row.key, row.failure) for row in Purge.objects.all()]

    cdn.status = 200
    call_command("renew_pages")

    assert ("encyclopedia", f"127.0.0.1 answered {status} to a purge.") in waiting
    assert not Purge.objects.exists()
    assert {asked.path for asked in cdn.asked} == {"/service/abc/purge"}
    assert TOKEN not in caplog.text + capsys.readouterr().out


def test_who_does_not_answer_at_all_is_named(settings, cdn, article):
    settings.CDN_PURGE_URL = "http://127.0.0.1:1/"
    publishing.withdraw(article)
    settle()

    with pytest.raises(CommandError, match=r"127\.0\.0\.1 cannot be asked to purge: "):
        call_command("renew_pages")


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("CDN_PURGE_KIND", "akamai", "CDN_PURGE_KIND is none of fastly, cloudflare, purge, ban."),
        ("CDN_PURGE_URL", "file:///etc/passwd", "CDN_PURGE_URL is no address of the web."),
    ],
)
def test_a_setting_that_cannot_be_is_said(settings, cdn, article, setting, value, words):
    setattr(settings, setting, value)
    publishing.withdraw(article)
    settle()

    with pytest.raises(CommandError, match=words):
        call_command("renew_pages")


def test_records_that_change_without_being_published_are_told_by_the_timer(cdn, article):
    settle()
    call_command("renew_pages")
    cdn.asked.clear()
    call_command("renew_pages")
    assert cdn.asked == []

    source_store.save(replace(examples.almanac(), title="Another"), editor=None, summary="")
    settle()
    call_command("renew_pages")

    assert cdn.keys[-1] == {"encyclopedia"}


def test_records_that_change_at_the_desk_are_told_with_the_request(cdn, article, django_user_model):
    settle()
    call_command("renew_pages")
    cdn.asked.clear()
    desk = Client()
    desk.force_login(django_user_model.objects.create_superuser("root", password="root"))

    desk.post("/admin/encyclopedia/sitepage/add/", {"name": "about", "text": "Ours."})
    end_of_transaction()
    desk.post("/admin/logout/")
    settle()

    assert cdn.keys == [{"encyclopedia"}] * 2


def test_a_name_that_is_made_anonymous_is_told_at_once(cdn, article, ada):
    saved = store.save(
        article,
        replace(store.current(article), lead="Better."),
        base=store.head(article).pk,
        reason=store.Reason(editor=ada, summary=""),
    )
    publishing.publish(saved.edit, publisher=None)
    settle()
    call_command("renew_pages")
    cdn.asked.clear()

    if connection.vendor == "postgresql":  # as if each transaction ended
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    accounts.anonymise(ada)
    settle()

    assert {"encyclopedia"} in cdn.keys


def test_the_longest_address_has_a_key_that_every_cdn_and_database_takes(cdn):
    edit = store.create(examples.lighthouse("灯" * 255), reason=WHY).edit

    publishing.publish(edit, publisher=None)

    lengths = [len(key.encode()) for key in Purge.objects.values_list("key", flat=True)]
    assert 60 < max(lengths) < 210


def test_a_token_that_cannot_be_sent_is_said_and_not_shown(settings, cdn, article):
    settings.CDN_PURGE_TOKEN = f"{TOKEN}\n{TOKEN}"
    publishing.withdraw(article)
    settle()

    with pytest.raises(CommandError, match="CDN_PURGE_TOKEN cannot be sent as it is"):
        call_command("renew_pages")


def test_a_thread_that_met_a_fault_tells_the_next_time(caplog):
    told = []

    def tell():
        told.append(len(told))
        raise RuntimeError("a fault of ours")

    teller = purging.Teller(tell)
    for _ in range(2):
        teller.start()
        teller.wait()

    assert told == [0, 1]
    assert "it waits" in caplog.text


def test_without_a_cdn_nothing_waits(settings, article):
    settings.CDN_PURGE_URL = ""

    publishing.withdraw(article)
    call_command("renew_pages")

    assert not Purge.objects.exists()
