"""Many at once: on a database of their own, for what threads write no transaction takes back."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

import databases
import examples
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import connections
from django.test import Client
from forms_of import change_url, form_of

from encyclopedia import importing, publishing, reviewing, store
from encyclopedia.models import Article, Edit, Publication, Review, Schedule
from encyclopedia.models.publication import PublishedRevision
from sources import store as source_store
from sources.models import Source

WHY = store.Reason(editor=None, summary="")


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker, tmp_path_factory):
    own = databases.beside(tmp_path_factory.mktemp("threads"), "threads")
    with django_db_blocker.unblock(), own:
        databases.migrate()
        yield


def at_once(*jobs):
    """Run *jobs*, each in a thread and a connection of its own, and begin them together."""
    start = Barrier(len(jobs))

    def run(job):
        try:
            start.wait()
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def outcome(job, *refusals):
    """Give what *job* comes to, or the name of the refusal."""

    def run():
        try:
            return job()
        except refusals as refused:
            return type(refused).__name__

    return run


def new_article(title):
    document = replace(examples.lighthouse(title), lead="Lit.", see_also=())
    sections = tuple(replace(section, text="It warns.") for section in document.sections)
    return store.create(replace(document, sections=sections), reason=WHY).edit.article


def write_words(article, words, change):
    """Save one word after the other, each from the newest revision; count who was refused."""
    refused = 0
    for word in words:
        while True:
            began = store.head(article)
            try:
                store.save(article, change(store.at(began), word), base=began.pk, reason=WHY)
                break
            except store.CollidedError:
                refused += 1
    return refused


def page_of(publication):
    return gzip.decompress(bytes(publication.page)).decode()


def at_the_same_place(document, word):
    return replace(document, lead=f"{document.lead} {word}")


@pytest.mark.parametrize(("editors", "saves"), [(2, 20), (8, 5)])
def test_no_save_at_the_same_words_replaces_another(database, editors, saves):
    article = new_article(f"Same words of {editors}")
    words = [[f"w{editor}x{n}" for n in range(saves)] for editor in range(editors)]

    at_once(*(lambda own=own: write_words(article, own, at_the_same_place) for own in words))

    acknowledged = {word for own in words for word in own}
    assert sorted(store.current(article).lead.split()[1:]) == sorted(acknowledged)
    assert store.history(article).count() == 1 + editors * saves
    assert store.at(store.head(article)) == store.current(article)


def test_saves_of_different_sections_all_merge(database):
    article = new_article("Different sections")
    places = [section.anchor for section in store.current(article).sections]

    def write(anchor):
        def change(document, word):
            sections = tuple(
                replace(section, text=f"{section.text} {word}")
                if section.anchor == anchor
                else section
                for section in document.sections
            )
            return replace(document, sections=sections)

        return write_words(article, [f"{anchor}{n}" for n in range(5)], change)

    refused = at_once(*(lambda anchor=anchor: write(anchor) for anchor in places))

    texts = {section.anchor: section.text for section in store.current(article).sections}
    assert refused == [0, 0, 0]
    assert texts == {
        anchor: " ".join(["It warns.", *(f"{anchor}{n}" for n in range(5))]) for anchor in places
    }
    assert store.history(article).count() == 1 + 3 * 5


def test_every_revision_made_at_once_reads_as_it_was_saved(database):
    article = new_article("Read as saved")

    def write(word):
        began = store.head(article)
        document = at_the_same_place(store.at(began), word)
        return store.save(article, document, base=began.pk, reason=WHY)

    jobs = (outcome(lambda n=n: write(f"w{n}"), store.CollidedError) for n in range(8))
    saved = [result for result in at_once(*jobs) if result != "CollidedError"]

    assert [store.at(Edit.objects.get(pk=each.edit.pk)) for each in saved] == [
        each.document for each in saved
    ]
    assert store.history(article).count() == 1 + len(saved)


def test_one_of_two_who_create_the_same_title_is_told_so(database):
    documents = [replace(examples.lighthouse(f"Twin {n}"), title="Twin") for n in range(4)]

    results = at_once(
        *(
            outcome(lambda each=each: store.create(each, reason=WHY), store.TitleTakenError)
            for each in documents
        )
    )

    assert [result == "TitleTakenError" for result in results].count(False) == 1
    assert Article.objects.filter(title="Twin").count() == 1


def test_titles_that_make_the_same_address_all_get_one_of_their_own(database):
    titles = ["Sea?", "Sea!", "Sea+", "Sea="]

    results = at_once(*(lambda title=title: new_article(title).slug for title in titles))

    assert sorted(results) == ["sea", "sea-2", "sea-3", "sea-4"]


def test_one_of_two_who_rename_to_the_same_title_is_told_so(database):
    articles = [new_article("First name"), new_article("Second name")]

    def rename(article):
        began = store.head(article)
        document = replace(store.at(began), title="Same name")
        return store.save(article, document, base=began.pk, reason=WHY)

    results = at_once(
        *(outcome(lambda each=each: rename(each), store.TitleTakenError) for each in articles)
    )

    assert [result == "TitleTakenError" for result in results].count(True) == 1


def test_the_same_revision_published_twice_at_once_is_published_once(database):
    edit = store.head(new_article("Published twice"))

    results = at_once(*(lambda: publishing.publish(edit, publisher=None) for _ in range(4)))

    assert sorted(results) == [False, False, False, True]
    assert PublishedRevision.objects.filter(edit=edit).count() == 1


def test_two_machines_carry_out_a_schedule_once(database):
    now = datetime(2031, 5, 1, tzinfo=UTC)
    edits = [store.head(new_article(f"Due {n}")) for n in range(3)]
    planned = [
        Schedule.objects.create(article=edit.article, edit=edit, publish_at=now, by_name="ada")
        for edit in edits
    ]

    def run():
        return [
            outcome.revision
            for due in Schedule.objects.due(now).filter(pk__in=[each.pk for each in planned])
            if (outcome := reviewing.carry_out(due, now=now)) is not None
        ]

    published = [number for numbers in at_once(run, run, run, run) for number in numbers]

    assert sorted(published) == [edit.pk for edit in edits]
    assert {each.state for each in Schedule.objects.all()} == {Schedule.DONE}
    assert PublishedRevision.objects.filter(edit__in=edits).count() == 3


def test_of_two_decisions_at_once_both_stay_and_one_is_the_last(database):
    edit = store.head(new_article("Decided twice"))
    reviewers = [
        get_user_model().objects.create_superuser(f"reviewer{n}", password="x") for n in range(2)
    ]

    at_once(
        lambda: reviewing.approve(edit, by=reviewers[0]),
        lambda: reviewing.ask_for_changes(edit, by=reviewers[1], note="No."),
    )

    said = Review.objects.filter(edit=edit)
    assert {each.state for each in said} == {Review.APPROVED, Review.CHANGES_ASKED}
    assert said.newest().count() == 1


def test_articles_that_link_to_each_other_and_appear_at_once_know_each_other(database):
    names = [f"Ring {n}" for n in range(4)]
    edits = []
    for name in names:
        article = new_article(name)
        began = store.head(article)
        links = " ".join(f"[[{other}]]" for other in names if other != name)
        document = replace(store.at(began), lead=links)
        edits.append(store.save(article, document, base=began.pk, reason=WHY).edit)

    at_once(*(lambda edit=edit: publishing.publish(edit, publisher=None) for edit in edits))

    for name in names:
        assert 'class="new"' not in page_of(Publication.objects.get(title=name))


def test_a_page_renewed_for_its_links_never_goes_back_to_an_older_revision(database):
    linking = new_article("Linking")
    began = store.head(linking)
    document = replace(store.at(began), lead="See [[Target 0]], [[Target 1]], [[Target 2]].")
    first = store.save(linking, document, base=began.pk, reason=WHY).edit
    publishing.publish(first, publisher=None)
    targets = [store.head(new_article(f"Target {n}")) for n in range(3)]

    def publish_newer():
        for number in range(3):
            head = store.head(linking)
            newer = replace(store.at(head), lead=f"{document.lead} {number}")
            saved = store.save(linking, newer, base=head.pk, reason=WHY)
            publishing.publish(saved.edit, publisher=None)

    at_once(
        publish_newer,
        *(lambda target=target: publishing.publish(target, publisher=None) for target in targets),
    )

    publication = Publication.objects.get(article=linking)
    assert publication.edit_id == store.head(linking).pk
    assert "Target 2</a>. 2" in page_of(publication)


def test_adopting_sources_while_others_save_loses_nothing(database):
    source_store.save(examples.almanac(key="tide-table"), editor=None, summary="")
    article = new_article("Adopting")

    def adopt():
        for number in range(5):
            record = examples.almanac(key="tide-table", title=f"Table {number}")
            source_store.save(record, editor=None, summary="")
            try:
                store.adopt_sources(article, reason=WHY)
            except store.CollidedError:
                continue

    began = store.head(article)
    cited = replace(store.at(began), hatnote="See the table. [@tide-table]")
    store.save(article, cited, base=began.pk, reason=WHY)
    words = [f"word{n}" for n in range(10)]

    at_once(adopt, lambda: write_words(article, words, at_the_same_place))

    assert store.current(article).lead.split()[1:] == words


def test_the_same_source_recorded_at_once_is_one_source(database):
    record = examples.almanac(key="gazette")

    at_once(
        *(lambda: source_store.save(record, editor=None, summary="") for _ in range(4)),
    )

    assert Source.objects.filter(key="gazette").count() == 1
    assert Source.objects.get(key="gazette").edits.count() == 1


def signed_in(name):
    editor = User.objects.create_user(name, is_staff=True)
    editor.groups.set(Group.objects.filter(name="editor"))
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(editor)
    return browsers


def test_a_form_sent_twice_at_once_is_one_revision(database):
    article = new_article("Sent twice")
    browsers = signed_in("twice")
    added = {
        "sections-TOTAL_FORMS": "4",
        "sections-3-heading": "Legends",
        "sections-3-kind": "own",
        "sections-3-level": "2",
        "sections-3-text": "The keeper whistles.",
    }
    sent = form_of(browsers[0].get(change_url(article))) | added | {"summary": "Add legends"}

    answers = at_once(*(lambda b=b: b.post(change_url(article), sent) for b in browsers))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert store.history(article).count() == 2
    assert [s.heading for s in store.current(article).sections].count("Legends") == 1


def test_a_new_article_sent_twice_at_once_is_one_article(database):
    browsers = signed_in("newcomer")
    add = "/admin/encyclopedia/article/add/"
    sent = form_of(browsers[0].get(add)) | {"title": "Made twice", "_continue": "1"}

    first, second = at_once(*(lambda b=b: b.post(add, sent) for b in browsers))

    assert (first.status_code, first.url) == (302, second.url)
    assert Article.objects.filter(title="Made twice").count() == 1


def test_two_imports_of_the_same_files_in_other_orders_both_end(database, tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(4)]

    def read(round_):
        for path in paths:
            path.write_text(f"= Imported light {path.stem} =\n\nIt was lit {round_} times.\n")
        return [importing.read_article(path) for path in paths]

    importing.save_all(read(0), [])
    for round_ in range(1, 6):
        files = read(round_)
        orders = (files, files[::-1])

        both = at_once(*(lambda files=files: importing.save_all(files, []) for files in orders))

        assert [len(outcomes) for outcomes in both] == [4, 4]
