"""Watching: what others change is told on a page and by letter, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import examples
import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from encyclopedia import digests, publishing, store, watching
from encyclopedia.models import Attention, AuditEntry, Section, Watch

pytestmark = pytest.mark.django_db

NOON = datetime(2036, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def article():
    why = store.Reason(editor=None, summary="Begun")
    return store.create(examples.lighthouse(), reason=why).edit.article


@pytest.fixture
def _letters(settings, ada):
    settings.SITE_URL = "https://example.org"
    ada.email = "ada@example.org"
    ada.save()


def change(article, editor, summary="", **changes):
    head = store.head(article)
    why = store.Reason(editor=editor, summary=summary)
    return store.save(article, replace(store.at(head), **changes), base=head.pk, reason=why).edit


def change_section(article, editor, heading, text):
    document = store.current(article)
    sections = tuple(
        replace(section, text=text) if section.heading == heading else section
        for section in document.sections
    )
    return change(article, editor, sections=sections)


def told(user):
    return [edit.pk for edit in watching.news(user, after=watching.seen(user))]


def test_what_others_change_is_news_and_ones_own_is_not(ada, tom, article):
    watching.watch(ada, article)

    change(article, ada, lead="Mine.")
    theirs = change(article, tom, lead="Theirs.")

    assert told(ada) == [theirs.pk]
    assert watching.unread(ada) == "1"
    watching.see(ada, theirs.pk)
    assert (told(ada), watching.unread(ada)) == ([], "")


def test_what_was_before_one_watched_is_no_news(ada, tom, article):
    change(article, tom, lead="Before.")

    watching.watch(ada, article)

    assert told(ada) == []


def test_what_is_hidden_is_told_neither_on_the_page_nor_by_letter(client, ada, tom, article):
    watching.watch(tom, article)
    change(article, ada, summary="Names the witness", lead="The witness is Zaphod.")
    hidden = store.head(article)
    change(article, None, summary="Better", lead="New.")
    what = dict.fromkeys(("text", "summary", "editor"), True)
    why = store.Reason(editor=ada, summary="A person")
    store.hide(article, (hidden.pk, hidden.pk), what, reason=why)
    client.force_login(tom)

    page = client.get(reverse("notifications")).content.decode()
    letter = digests.letter(tom, list(watching.news(tom, after=0))).body

    for told in (page, letter):
        assert "(hidden)" in told
        assert "witness" not in told
        assert "Zaphod" not in told
        assert "ada" not in told.replace("Words are hidden here.", "")


def test_what_was_deleted_is_no_news(ada, tom, article):
    watching.watch(ada, article)
    change(article, tom, lead="Theirs.")

    publishing.delete(article, reason=store.Reason(editor=tom, summary="A hoax"))

    assert told(ada) == []
    assert watching.watched(ada) == ()


def test_a_watched_section_tells_of_its_own_changes_alone(ada, tom, article):
    purpose = Section.objects.get(article=article, heading="Purpose")
    watching.watch(ada, article, purpose)

    change_section(article, tom, "Outcomes", "Ships are safe.")
    change(article, tom, lead="Elsewhere.")
    own = change_section(article, tom, "Purpose", "It warns.")

    assert told(ada) == [own.pk]


def test_a_watched_timeline_tells_of_its_events(ada, tom, article):
    watching.watch(ada, article, Section.objects.get(article=article, kind="key-events"))
    (event,) = store.current(article).events

    own = change(article, tom, events=(replace(event, text="The lamp was mended."),))

    assert told(ada) == [own.pk]


def test_a_watched_section_that_is_gone_tells_of_the_whole_article(ada, tom, article):
    watching.watch(ada, article, Section.objects.get(article=article, heading="Purpose"))
    kept = tuple(s for s in store.current(article).sections if s.heading != "Purpose")

    gone = change(article, tom, sections=kept)
    after = change(article, tom, lead="Elsewhere.")

    assert told(ada) == [after.pk, gone.pk]
    assert [each.is_gone for each in watching.watched(ada)] == [True]


def test_who_works_at_the_desk_no_more_hears_nothing(ada, tom, article):
    watching.watch(ada, article)
    change(article, tom, lead="A secret.")
    ada.groups.clear()

    assert told(type(ada).objects.get(pk=ada.pk)) == []


def test_watching_twice_is_watching_once_and_others_watches_stay(client, ada, tom, article):
    client.force_login(ada)
    url = reverse("watch", args=[article.pk])
    other = watching.watch(tom, article)

    for _ in range(2):
        client.post(url, {"section": ""})
    client.post(url, {"unwatch": other.pk})

    assert Watch.objects.filter(user=ada).count() == 1
    assert Watch.objects.filter(user=tom).count() == 1


def test_reading_the_page_changes_nothing_and_its_button_does(client, ada, tom, article):
    watching.watch(ada, article)
    edit = change(article, tom, "Clearer", lead="Clearer.")
    client.force_login(ada)
    url = reverse("notifications")

    page = client.get(url).content.decode()
    again = client.get(url).content.decode()
    client.post(url, {"_seen": "1", "up_to": edit.pk})

    assert "Clearer" in page
    assert 'class="new"' in again
    assert 'class="new"' not in client.get(url).content.decode()


@pytest.mark.usefixtures("_letters")
def test_a_digest_says_what_changed_and_comes_once(ada, tom, article):
    watching.watch(ada, article)
    Attention.objects.update(sent_at=NOON - timedelta(days=1))
    change(article, tom, "Say it\nshorter", lead="It shines.")

    assert digests.due(NOON) == [ada.pk]
    assert digests.send(ada.pk, NOON) == 1
    assert (digests.due(NOON), digests.due(NOON + timedelta(hours=22))) == ([], [])
    assert digests.send(ada.pk, NOON + timedelta(days=1)) == 0

    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "Encyclopedia: 1 change in “Skerry Lighthouse”"
    assert "tom: Say it shorter" in letter.body
    assert "https://example.org/articles/skerry-lighthouse/compare/" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.usefixtures("_letters")
def test_a_second_machine_waits_for_the_first_and_takes_over_what_it_lost(ada, tom, article):
    watching.watch(ada, article)
    change(article, tom, lead="It shines.")
    Attention.objects.update(
        sent_at=NOON - timedelta(days=1), claimed_until=NOON + timedelta(minutes=5)
    )

    assert digests.due(NOON) == []
    assert digests.send(ada.pk, NOON) is None
    assert digests.send(ada.pk, NOON + timedelta(minutes=6)) == 1


@pytest.mark.usefixtures("_letters")
def test_a_letter_that_could_not_be_sent_is_sent_the_next_time(ada, tom, article, settings):
    watching.watch(ada, article)
    change(article, tom, lead="It shines.")
    Attention.objects.update(sent_at=NOON - timedelta(days=1))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(OSError, match="refused"):
        digests.send(ada.pk, NOON)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digests.send(ada.pk, NOON) == 1


@pytest.mark.usefixtures("_letters")
def test_a_digest_waits_until_there_is_a_server_for_letters(ada, tom, article, settings):
    watching.watch(ada, article)
    change(article, tom, lead="It shines.")
    Attention.objects.update(sent_at=NOON - timedelta(days=1))
    settings.EMAIL_BACKEND = "encyclopedia.running.letters.Nowhere"

    with pytest.raises(CommandError, match=r"1 could not be sent, and will be: EMAIL_HOST is not"):
        call_command("send_digests", stdout=StringIO())

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digests.send(ada.pk, NOON) == 1


@pytest.mark.usefixtures("_letters")
def test_more_than_fits_into_a_letter_comes_with_the_next(ada, tom, article, monkeypatch):
    monkeypatch.setattr(digests, "LONGEST", 2)
    watching.watch(ada, article)
    for lead in ("One.", "Two.", "Three."):
        change(article, tom, lead=lead)

    assert [digests.send(ada.pk, NOON + timedelta(days=n)) for n in range(3)] == [2, 1, 0]


@pytest.mark.usefixtures("_letters")
def test_a_digest_is_stopped_by_its_link_without_signing_in(client, ada, tom, article):
    watching.watch(ada, article)
    url = reverse("stop_digests", args=[digests.token(ada)])

    assert client.get(url).status_code == 200
    assert Attention.objects.get(pk=ada.pk).digest == "daily"
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Attention.objects.get(pk=ada.pk).digest == "never"
    assert client.get(reverse("stop_digests", args=["1:forged"])).status_code == 404


@pytest.mark.usefixtures("_letters")
def test_the_command_sends_what_is_due_and_is_audited(ada, tom, article, capsys):
    watching.watch(ada, article)
    Attention.objects.update(sent_at=None)
    change(article, tom, lead="It shines.")

    call_command("send_digests", dry_run=True)
    call_command("send_digests")
    call_command("send_digests")

    assert capsys.readouterr().out.splitlines() == [
        "1 digest due.",
        "1 digest sent.",
        "0 digests sent.",
    ]
    assert AuditEntry.objects.get().action == "command send_digests"
