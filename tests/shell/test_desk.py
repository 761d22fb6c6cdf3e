"""The admin: the whole article on one page, one revision a save, nothing typed is lost."""

import re
from dataclasses import replace

import examples
import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from forms_of import change_url, choices_of, form_of, save

from encyclopedia import store
from encyclopedia.models import Article, Edit, Publication
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


def text_of(article, anchor):
    return {s.anchor: s.text for s in store.current(article).sections}[anchor]


def test_the_form_shows_the_whole_article_in_order(desk, article):
    page = desk.get(change_url(article)).content.decode()

    places = [
        page.index(words)
        for words in (
            'value="Skerry Lighthouse"',
            "The lighthouse was lit",
            'value="Lit"',
            'value="Purpose"',
            'value="Storm"',
            'value="Reef of Teeth"',
            "Edit summary",
        )
    ]
    assert places == sorted(places)


def test_opening_the_form_costs_the_same_however_many_sections(
    desk, article, django_assert_max_num_queries
):
    with django_assert_max_num_queries(22) as few:
        desk.get(change_url(article))
    document = store.current(article)
    more = tuple(
        replace(
            document.sections[0],
            id=examples.part(f"more {n}"),
            anchor=f"more-{n}",
            heading=f"More {n}",
            kind="own",
        )
        for n in range(20)
    )
    store.save(
        article,
        replace(document, sections=(*document.sections, *more)),
        base=store.head(article).pk,
        reason=WHY,
    )

    with django_assert_max_num_queries(len(few)):
        desk.get(change_url(article))


def test_a_save_is_one_revision_whatever_was_touched(desk, article):
    save(
        desk,
        article,
        **{
            "lead": "A lighthouse on a rock.",
            "infobox-0-text": "2 May 1887",
            "sections-0-text": "It warns ships.",
            "events-0-title": "Great storm",
            "see_also-0-note": "The peril",
            "summary": "Touch everything",
        },
    )

    document = store.current(article)
    assert Edit.objects.filter(article=article).count() == 2
    assert store.head(article).summary == "Touch everything"
    assert store.head(article).editor_name == "ada"
    assert document.lead == "A lighthouse on a rock."
    assert document.infobox[0].text == "2 May 1887"
    assert document.events[0].title == "Great storm"
    assert document.see_also[0].note == "The peril"


def test_saving_without_a_change_makes_no_revision(desk, article):
    answer = save(desk, article)

    assert answer.status_code == 302
    assert Edit.objects.filter(article=article).count() == 1


def test_a_row_added_and_a_row_deleted(desk, article):
    save(
        desk,
        article,
        **{
            "infobox-TOTAL_FORMS": "3",
            "infobox-2-label": "Keeper",
            "infobox-2-type": "text",
            "infobox-2-text": "Nobody",
            "infobox-0-DELETE": "on",
        },
    )

    assert [f.label for f in store.current(article).infobox] == ["Height", "Keeper"]


def test_an_added_row_that_has_only_a_place_is_no_row(desk, article):
    answer = save(
        desk,
        article,
        **{
            "infobox-TOTAL_FORMS": "3",
            "infobox-2-label": "",
            "infobox-2-type": "text",
            "infobox-2-text": "",
            "infobox-2-position": "3",
        },
    )

    assert answer.status_code == 302
    assert [f.label for f in store.current(article).infobox] == ["Lit", "Height"]
    assert Edit.objects.filter(article=article).count() == 1


def test_every_field_of_the_form_has_a_label(desk, article):
    page = desk.get(change_url(article)).content.decode()

    fields = re.findall(r'<(?:input|select|textarea)(?![^>]*type="(?:hidden|submit)")[^>]*', page)
    named = {re.search(r' id="([^"]+)"', field)[1] for field in fields}
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))

    assert named - labelled == set()


def test_rows_take_the_places_they_are_given(desk, article):
    save(
        desk,
        article,
        **{"sections-0-position": "9", "sections-1-position": "1", "sections-2-position": "2"},
    )

    headings = [section.heading for section in store.current(article).sections]
    assert headings == ["Key events", "Outcomes", "Purpose"]


def test_an_anchor_survives_a_renamed_heading(desk, article):
    save(desk, article, **{"sections-0-heading": "Aims"})

    (first, *_) = store.current(article).sections
    assert (first.heading, first.anchor) == ("Aims", "purpose")


def test_a_new_article_is_a_draft(desk):
    add = reverse("admin:encyclopedia_article_add")
    data = form_of(desk.get(add))

    answer = desk.post(add, {**data, "title": "New light", "lead": "Words.", "_save": "1"})

    assert answer.status_code == 302, answer.context["errors"]
    article = Article.objects.get(title="New light")
    assert store.current(article).lead == "Words."
    assert not Publication.objects.exists()


def test_words_that_do_not_collide_merge_with_a_notice(desk, article):
    begin = desk.get(change_url(article))
    document = store.current(article)
    theirs = (
        replace(
            document.sections[0], text="It warns tall ships of the reef. See [[Reef of Teeth]]."
        ),
        *document.sections[1:],
    )
    store.save(article, replace(document, sections=theirs), base=store.head(article).pk, reason=WHY)

    answer = save(desk, article, begin=begin, lead="Mine.")
    page = desk.get(answer.url).content.decode()

    assert "both are kept" in page
    assert text_of(article, "purpose").startswith("It warns tall ships")
    assert store.current(article).lead == "Mine."


def collide(desk, article):
    begin = desk.get(change_url(article))
    document = store.current(article)
    theirs = (
        *document.sections[:2],
        replace(document.sections[2], text="Wrecks became common. [@almanac]"),
    )
    store.save(article, replace(document, sections=theirs), base=store.head(article).pk, reason=WHY)
    return save(
        desk,
        article,
        begin=begin,
        **{"sections-2-text": "Wrecks became unknown. [@almanac]", "summary": "My words"},
    )


def test_words_that_collide_come_back_with_everything_typed(desk, article):
    answer = collide(desk, article)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Nothing was saved, and nothing of yours is lost" in page
    assert "common" in page
    assert "Wrecks became unknown. [@almanac]</textarea>" in page
    assert 'value="My words"' in page
    assert "common" in text_of(article, "outcomes")


def test_a_collision_is_not_overwritten_by_pressing_save_again(desk, article):
    answer = collide(desk, article)

    again = desk.post(change_url(article), {**form_of(answer), "_continue": "1"})

    assert again.status_code == 200
    assert "common" in text_of(article, "outcomes")


def test_who_has_seen_the_other_words_may_keep_their_own(desk, article):
    answer = collide(desk, article)

    desk.post(change_url(article), {**form_of(answer), **choices_of(answer), "_continue": "1"})

    assert text_of(article, "outcomes") == "Wrecks became unknown. [@almanac]"


def test_what_nobody_has_seen_is_not_overwritten_either(desk, article):
    answer = collide(desk, article)
    document = store.current(article)
    newer = (
        *document.sections[:2],
        replace(document.sections[2], text="Wrecks became daily. [@almanac]"),
    )
    store.save(article, replace(document, sections=newer), base=store.head(article).pk, reason=WHY)

    desk.post(change_url(article), {**form_of(answer), **choices_of(answer), "_continue": "1"})

    assert "daily" in text_of(article, "outcomes")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required"),
        ({"sections-0-heading": ""}, "This field is required"),
        ({"sections-0-text": "# A heading\n\nwords"}, "heading"),
        ({"sections-0-text": "```\nnever closed"}, "closed"),
        ({"sections-0-level": "3"}, "level"),
        ({"sections-2-kind": "key-events"}, "key events"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_typed_is_lost(desk, article, changes, sentence):
    answer = save(desk, article, **{**changes, "summary": "Kept words"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence.lower() in page.lower()
    assert 'value="Kept words"' in page
    assert Edit.objects.filter(article=article).count() == 1


def test_a_title_that_is_taken_comes_back_with_a_sentence(desk, article):
    store.create(examples.lighthouse("Other light"), reason=WHY)

    answer = save(desk, article, title="Other light")

    assert "already an article called" in answer.content.decode()


def test_a_preview_shows_the_page_and_saves_nothing(desk, article):
    data = form_of(desk.get(change_url(article)))

    answer = desk.post(change_url(article), {**data, "lead": "Seen only.", "_preview": "1"})

    assert "<p>Seen only.</p>" in answer.content.decode()
    assert "Preview: nothing of this is saved yet" in answer.content.decode()
    assert Edit.objects.filter(article=article).count() == 1


def test_save_and_publish_shows_readers_the_new_words(desk, article):
    data = form_of(desk.get(change_url(article)))

    desk.post(
        change_url(article), {**data, "lead": "For readers.", "summary": "Why", "_publish": "1"}
    )

    desk.logout()
    assert "For readers." in desk.get(article.get_absolute_url()).content.decode()


def test_an_editor_who_may_not_publish_does_not(client, tom, article):
    client.force_login(tom)
    page = client.get(change_url(article))

    client.post(
        change_url(article), {**form_of(page), "lead": "Mine.", "summary": "Why", "_publish": "1"}
    )

    assert 'name="_publish"' not in page.content.decode()
    assert not Publication.objects.exists()
    assert store.current(article).lead == "Mine."


def test_a_source_at_hand_can_be_put_away(desk, article):
    source_store.save(examples.almanac(key="spare"), editor=None, summary="")
    document = store.current(article)
    store.save(
        article,
        replace(document, sources=(*document.sources, examples.almanac(key="spare"))),
        base=store.head(article).pk,
        reason=WHY,
    )
    begin = desk.get(change_url(article))

    save(desk, article, begin=begin, unused_sources=[])

    assert "@spare" in begin.content.decode()
    assert [source.key for source in store.current(article).sources] == ["almanac"]


def test_history_leads_to_our_page(desk, article):
    answer = desk.get(reverse("admin:encyclopedia_article_history", args=[article.pk]))

    assert answer.url == reverse("history", args=[article.slug])


def test_no_page_of_django_reversion_is_routed():
    from django.urls import get_resolver

    patterns = [str(route) for route in get_resolver().reverse_dict]

    assert not [name for name in patterns if "recover" in name or "revisionlist" in name]


def test_articles_cannot_be_deleted_past_the_store(desk, article):
    answer = desk.post(
        reverse("admin:encyclopedia_article_delete", args=[article.pk]), {"post": "yes"}
    )

    assert "Say why" in answer.content.decode()
    assert Article.objects.present().filter(pk=article.pk).exists()


def test_a_save_is_logged_with_its_revision(desk, article):
    save(desk, article, lead="Logged.")

    assert str(store.head(article).pk) in LogEntry.objects.get().change_message


def test_the_list_says_what_readers_see(desk, article, django_assert_max_num_queries):
    url = reverse("admin:encyclopedia_article_changelist")

    with django_assert_max_num_queries(12):
        page = desk.get(url).content.decode()

    assert '<td class="field-state">nothing yet</td>' in page
    assert "Draft" in page


class TestPreview:
    url = "/admin/preview/"

    def test_it_is_what_readers_will_see(self, desk, article):
        answer = desk.post(
            self.url, {"content": "*Lit* in 1887. [@almanac]", "article": article.pk}
        )

        assert "<em>Lit</em>" in answer.content.decode()
        assert 'href="#ref-almanac"' in answer.content.decode()

    def test_it_never_obeys_html(self, desk):
        answer = desk.post(self.url, {"content": "<script>alert(1)</script>"})

        assert "<script" not in answer.content.decode()

    def test_readers_and_visitors_get_none(self, client, rita):
        visitor = client.post(self.url, {"content": "x"}).status_code
        client.force_login(rita)

        assert (visitor, client.post(self.url, {"content": "x"}).status_code) == (403, 403)

    def test_it_needs_the_token(self, ada):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ada)

        assert strict.post(self.url, {"content": "x"}).status_code == 403

    def test_it_does_not_answer_get(self, desk):
        assert desk.get(self.url).status_code == 405


class TestSources:
    add = "/admin/sources/source/add/"

    def test_a_source_is_recorded_with_its_copy(self, desk):
        from django.core.files.uploadedfile import SimpleUploadedFile

        capture = SimpleUploadedFile("report.txt", b"A headline\n\nThe lamp was lit.")
        answer = desk.post(
            self.add,
            {
                "key": "report",
                "type": "report",
                "title": "Report",
                "access": "excerpt",
                "author_lines": "Skerry, Ann\nHarbour Board",
                "captured": capture,
                "snapshots-TOTAL_FORMS": "0",
                "snapshots-INITIAL_FORMS": "0",
            },
        )

        assert answer.status_code == 302, answer.context["adminform"].form.errors
        from sources.models import Source

        record = source_store.current(Source.objects.get(key="report"))
        assert [name.literal or name.family for name in record.authors] == [
            "Skerry",
            "Harbour Board",
        ]
        assert record.snapshot

    def test_the_key_stays_once_it_is_there(self, desk):
        source = source_store.save(examples.almanac(), editor=None, summary="")

        page = desk.get(f"/admin/sources/source/{source.pk}/change/").content.decode()

        assert 'name="key"' not in page

    def test_a_file_that_is_no_text_is_refused_at_its_field(self, desk):
        from django.core.files.uploadedfile import SimpleUploadedFile

        answer = desk.post(
            self.add,
            {
                "key": "report",
                "type": "report",
                "title": "Kept",
                "access": "excerpt",
                "captured": SimpleUploadedFile("x.txt", b"\xff\xfe"),
                "snapshots-TOTAL_FORMS": "0",
                "snapshots-INITIAL_FORMS": "0",
            },
        )

        assert "UTF-8" in answer.content.decode()
        assert 'value="Kept"' in answer.content.decode()
