"""Reports of readers: from the sentence that seems wrong to the editors' answer."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import examples
import pytest
from django.core import mail
from django.test import Client

from encyclopedia import accounts, guarding, publishing, reporting, store, tracing
from encyclopedia.core.reading import Place
from encyclopedia.desk import reported, waiting
from encyclopedia.models import Attempts, AuditEntry, Report
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
HERE = "/articles/skerry-lighthouse/report/"
LIT = "The lighthouse was lit in 1887."
NOON = datetime(2036, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    article = store.create(examples.lighthouse(), reason=WHY).edit.article
    publishing.publish(store.head(article), publisher=None)
    return article


def sentence(article, words=LIT):
    document = store.at(store.head(article))
    return next(each for each in reporting.sentences(document) if each.text == words)


def form(article, **typed):
    about = sentence(article)
    told = {"sentence": about.locator, "kind": "wrong", "text": "It was 1888.", "email": ""}
    return {**told, "revision": store.head(article).pk, **typed}


def send(client, article, **typed):
    return client.post(HERE, form(article, **typed))


def edit(article, **changes):
    head = store.head(article)
    return store.save(article, replace(store.at(head), **changes), base=head.pk, reason=WHY).edit


def reported_on(article, **told):
    said = reporting.Told(**{"kind": "wrong", "text": "It was 1888.", **told})
    return reporting.report(store.head(article), sentence(article), said)


def text_of(response):
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_the_article_leads_to_its_report_page(client, article):
    assert f'href="{HERE}"' in client.get("/articles/skerry-lighthouse/").content.decode()


def test_every_sentence_of_the_evidence_leads_to_its_own_form(client, article):
    html = client.get("/articles/skerry-lighthouse/evidence/").content.decode()

    assert f'href="{HERE}?sentence={sentence(article).locator}"' in html


def test_without_a_sentence_all_are_offered_part_by_part(client, article):
    html = client.get(HERE).content.decode()

    assert re.findall(r"<summary><bdi>(.*?)</bdi>", html) == [
        "Lead",
        "Infobox",
        "Purpose",
        "Key events",
        "Outcomes",
    ]
    assert len(re.findall(r'href="[^"]*report/\?sentence=[0-9a-f]', html)) == 9


def test_a_value_of_the_infobox_comes_with_the_name_of_its_row(client, article):
    field = next(each for each in store.current(article).infobox if each.label == "Height")
    offered = text_of(client.get(HERE))
    form = text_of(client.get(HERE, {"sentence": sentence(article, field.text).locator}))

    assert f"Height : {field.text}" in offered
    assert f"It is about this sentence: Height : {field.text}" in form


def test_choosing_takes_no_cookie_and_the_form_takes_the_one_of_its_token(client, article):
    client.get(HERE)
    before = dict(client.cookies)
    client.get(HERE, {"sentence": sentence(article).locator})

    assert (before, list(client.cookies)) == ({}, ["csrftoken"])


def test_a_form_from_elsewhere_is_refused(article):
    outsider = Client(enforce_csrf_checks=True)

    assert send(outsider, article).status_code == 403
    assert Report.objects.count() == 0


def test_a_report_reaches_the_editors_with_the_words_it_is_about(client, article):
    response = send(client, article, email="ann@example.org")

    kept = Report.objects.get()
    assert (response.status_code, response.url) == (302, f"{HERE}?sent=1")
    assert (kept.words, kept.part, kept.kind, kept.text, kept.email) == (
        LIT,
        "lead",
        "wrong",
        "It was 1888.",
        "ann@example.org",
    )
    assert text_of(client.get(response.url)).count("The editors have your report") == 1


def test_the_article_as_a_whole_may_be_reported(client, article):
    page = client.get(HERE, {"sentence": "article"})
    send(client, article, sentence="article")

    assert "It is about the article as a whole." in text_of(page)
    assert (Report.objects.get().words, Report.objects.get().part) == ("", "")


def test_the_same_report_twice_is_one(client, article):
    send(client, article)
    send(client, article)

    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": ""}, "Choose what comes nearest."),
        ({"text": " "}, "Say in a few words what the matter is."),
        ({"email": "ann"}, "Enter a valid email address."),
        ({"kind": "nonsense"}, "Select a valid choice. nonsense is not one of the available"),
    ],
)
def test_what_is_missing_is_said_at_its_place_and_no_word_is_lost(client, article, typed, said):
    page = send(client, article, **typed)

    assert said in text_of(page)
    assert page.status_code == 200
    assert ("It was 1888." in text_of(page)) is ("text" not in typed)
    assert Report.objects.count() == 0


def test_a_sentence_that_is_gone_is_not_reported_blindly(client, article):
    page = client.get(HERE, {"sentence": f"{'0' * 32}-lead-{'0' * 12}"})

    assert "This sentence is not in the article any more." in text_of(page)


def test_a_sentence_that_went_while_the_form_was_open_is_reported_as_it_was_read(client, article):
    typed = form(article)
    publishing.publish(edit(article, lead="It was lit in 1889."), publisher=None)

    client.post(HERE, typed)

    assert (Report.objects.get().words, Report.objects.get().edit_id) == (LIT, typed["revision"])


def test_what_a_machine_fills_in_is_thanked_for_and_not_kept(client, article):
    response = send(client, article, website="https://spam.example/")

    assert (response.url, Report.objects.count()) == (f"{HERE}?sent=1", 0)
    assert AuditEntry.objects.get().outcome == AuditEntry.NOT_TAKEN


def test_of_a_draft_nothing_is_told(client, article):
    edit(article, lead="Nobody knows when it was lit.")

    assert "Nobody knows" not in client.get(HERE).content.decode()


def test_a_draft_answers_as_nothing_does(client):
    before = client.get("/articles/a-secret-light/report/")

    store.create(examples.lighthouse("A secret light"), reason=WHY)

    after = client.get("/articles/a-secret-light/report/")
    assert (after.status_code, after.content) == (404, before.content)


def test_an_address_reports_five_times_an_hour_and_its_words_are_given_back(client, article):
    for number in range(5):
        send(client, article, text=f"Reason {number}")

    refused = send(client, article, text="One too many")

    assert (refused.status_code, refused["Retry-After"] > "0") == (429, True)
    assert "One too many" in text_of(refused)
    assert Report.objects.count() == 5


def test_an_hour_later_an_address_may_report_again():
    for _ in range(5):
        guarding.report("192.0.2.1", now=NOON)

    waits = [
        guarding.report("192.0.2.1", now=NOON + timedelta(minutes=20)),
        guarding.report("192.0.2.2", now=NOON + timedelta(minutes=20)),
        guarding.report("192.0.2.1", now=NOON + timedelta(minutes=61)),
    ]

    assert waits == [timedelta(minutes=40), timedelta(), timedelta()]


def test_a_hundred_reports_an_hour_are_taken_of_all_together():
    waits = [guarding.report(f"192.0.2.{n}", now=NOON) for n in range(101)]

    assert [bool(wait) for wait in waits] == [False] * 100 + [True]


def test_the_neighbours_of_a_household_count_as_it_does():
    for number in range(5):
        guarding.report(f"2001:db8::{number}", now=NOON)

    assert guarding.report("2001:db8::ffff", now=NOON) > timedelta()


def test_no_address_of_a_reader_is_kept(client, article):
    send(client, article)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.ip, entry.outcome) == ("report", None, AuditEntry.DONE)
    assert not any("127.0.0.1" in str(row) for row in Attempts.objects.values_list())


def test_what_counted_a_day_ago_is_forgotten():
    guarding.report("192.0.2.1", now=NOON)
    guarding.report("192.0.2.2", now=NOON + timedelta(hours=25))

    assert set(Attempts.objects.values_list("last_at", flat=True)) == {NOON + timedelta(hours=25)}


@pytest.mark.parametrize(
    ("lead", "stand", "now"),
    [
        ("Ships knew it. The lighthouse was lit in 1887. [@almanac]", "same", ""),
        (
            "The lighthouse was first lit in 1888. [@almanac]\n\nIt still works.",
            "altered",
            "The lighthouse was first lit in 1888.",
        ),
        ("It still works.", "gone", ""),
    ],
)
def test_a_report_knows_where_its_sentence_stands_today(article, lead, stand, now):
    report = reported_on(article)

    edit(article, lead=lead)

    found = reported.standing(report)
    assert (found.stand, found.now) == (stand, now)


def test_the_desk_leads_to_the_sentence_in_the_form(client, ada, article):
    client.force_login(ada)
    report = reported_on(article)

    html = client.get(f"/admin/encyclopedia/report/{report.pk}/change/").content.decode()

    url = f"/admin/encyclopedia/article/{article.pk}/change/#field=lead:&amp;from=0&amp;to="
    assert url in html


def test_an_open_report_waits_on_the_front_page_of_those_who_settle_it(article, ada, rita):
    reported_on(article)

    (panel,) = (p for p in waiting.panels(ada, NOON.date()) if p.name == "reports")
    assert [(item.words, item.note) for item in panel.items] == [
        ("Skerry Lighthouse", "It is wrong: It was 1888.")
    ]
    assert "reports" not in {p.name for p in waiting.panels(rita, NOON.date())}


def test_settling_answers_the_reader_and_forgets_their_address(client, ada, article):
    client.force_login(ada)
    report = reported_on(article, email="ann@example.org")

    client.post(
        f"/admin/encyclopedia/report/{report.pk}/change/",
        {"_settle": "1", "outcome": "corrected", "answer": "You are right."},
    )

    report.refresh_from_db()
    assert (report.outcome, report.email, report.settled_by_name) == ("corrected", "", "ada")
    (letter,) = mail.outbox
    assert (letter.to, "You are right." in letter.body, "> It was 1888." in letter.body) == (
        ["ann@example.org"],
        True,
        True,
    )


def test_spam_gets_no_letter(ada, article):
    report = reported_on(article, email="ann@example.org")

    reporting.settle(report, Report.SPAM, "", by=ada)

    assert (mail.outbox, Report.objects.get().email) == ([], "")


def test_a_letter_that_is_not_sent_settles_nothing(ada, article, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    report = reported_on(article, email="ann@example.org")

    with pytest.raises(reporting.NotSentError, match="not sent"):
        reporting.settle(report, Report.CORRECTED, "", by=ada)

    assert (Report.objects.open().count(), Report.objects.get().email) == (1, "ann@example.org")


def test_a_report_is_settled_once_and_may_be_opened_again(ada, tom, article):
    report = reported_on(article)

    settled = [reporting.settle(report, "kept", "So it is.", by=user) for user in (ada, tom)]
    opened = [reporting.reopen(report), reporting.reopen(report)]

    assert (settled, opened) == ([True, False], [True, False])
    assert Report.objects.open().count() == 1


def test_to_correct_nothing_wants_a_reason(client, ada, article):
    client.force_login(ada)
    report = reported_on(article)

    page = client.post(
        f"/admin/encyclopedia/report/{report.pk}/change/", {"_settle": "1", "outcome": "kept"}
    )

    assert b"Say why nothing is corrected" in page.content
    assert Report.objects.open().count() == 1


def test_the_list_tells_open_from_settled(client, ada, article):
    client.force_login(ada)
    reported_on(article, text="Still open")
    reporting.settle(reported_on(article, text="Looked at"), "corrected", "", by=ada)

    pages = {
        asked: client.get("/admin/encyclopedia/report/", {"settled": asked}).content.decode()
        for asked in ("no", "yes")
    }

    assert {
        asked: ("Still open" in html, "Looked at" in html) for asked, html in pages.items()
    } == {
        "no": (True, False),
        "yes": (False, True),
    }


def test_words_that_were_hidden_since_are_not_shown_by_a_report(client, tom, article):
    report = reported_on(article)
    first = store.head(article)
    publishing.publish(edit(article, lead="Other words."), publisher=None)
    publishing.hide(article, (first.pk, first.pk), {"text": True}, reason=WHY)
    client.force_login(tom)

    html = client.get(f"/admin/encyclopedia/report/{report.pk}/change/").content.decode()

    assert LIT not in html


def test_an_anonymous_account_leaves_its_pseudonym_under_what_it_settled(ada, article):
    report = reported_on(article)
    reporting.settle(report, "corrected", "", by=ada)

    accounts.anonymise(ada)

    report.refresh_from_db()
    assert report.settled_by_name == f"Former editor {ada.pk}"


def test_a_reported_sentence_is_named_as_on_the_page_of_its_authors(article):
    document = store.at(store.head(article))

    assert tracing.locator(document, Place("lead"), LIT) == sentence(article).locator
