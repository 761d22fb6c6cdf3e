"""Saving at the desk: why, what it would change, what collides, and never twice."""

from dataclasses import replace

import examples
import pytest
from django.urls import reverse
from forms_of import change_url, choices_of, form_of, save

from encyclopedia import forms, store
from encyclopedia.keeping.outcome import Outcome
from encyclopedia.models import Article, Edit
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, editor_name="Keeper", summary="")
ADD = "/admin/encyclopedia/article/add/"


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


def outcomes(article):
    return store.current(article).sections[2].text


def meanwhile(article, words="Wrecks became common. [@almanac]", **changes):
    """Let somebody else save *words* in the section of outcomes."""
    document = store.current(article)
    sections = (*document.sections[:2], replace(document.sections[2], text=words))
    changed = replace(document, sections=sections, **changes)
    return store.save(article, changed, base=store.head(article).pk, reason=WHY)


def collide(desk, article):
    begin = desk.get(change_url(article))
    meanwhile(article)
    mine = {"sections-2-text": "Wrecks became unknown. [@almanac]"}
    return save(desk, article, begin=begin, **mine)


def resolve(desk, article, answer, button="_continue", **chosen):
    sent = {**form_of(answer), "summary": "Settled", **choices_of(answer, **chosen), button: "1"}
    return desk.post(change_url(article), sent)


def passage_of(answer):
    (passage,) = answer.context["passages"]
    return passage


class TestSummary:
    def test_a_change_without_a_summary_comes_back_with_a_suggestion(self, desk, article):
        changes = {"sections-0-text": "It warns.", "infobox-0-text": "1888"}

        answer = save(desk, article, summary="", **changes)
        page = answer.content.decode()

        assert "take over the suggestion" in page
        assert "Infobox: Lit; Purpose" in page
        assert "It warns.</textarea>" in page
        assert Edit.objects.count() == 1

    def test_the_suggestion_is_taken_over_after_what_was_typed(self, desk, article):
        save(desk, article, lead="One.", summary="Shorter", use_suggestion="on")
        both = store.head(article).summary
        save(desk, article, lead="Two.", summary="", use_suggestion="on")

        assert (both, store.head(article).summary) == ("Shorter; Lead", "Lead")

    def test_who_says_that_a_change_explains_itself_needs_none(self, desk, article):
        save(desk, article, lead="One.", summary="", unexplained="on")

        assert (store.current(article).lead, store.head(article).summary) == ("One.", "")

    def test_a_house_may_leave_summaries_to_its_editors(self, desk, article, settings):
        settings.SUMMARY_REQUIRED = False

        save(desk, article, lead="One.", summary="")

        assert store.current(article).lead == "One."

    def test_a_new_article_says_that_it_is_new(self, desk):
        data = form_of(desk.get(ADD))

        desk.post(ADD, {**data, "title": "New light", "_save": "1"})

        assert Edit.objects.get().summary == "New article"


class TestNothingAndTwice:
    def test_what_changes_nothing_makes_no_revision_and_says_so(self, desk, article):
        answer = save(desk, article, summary="")

        page = desk.get(answer.url).content.decode()
        assert "Nothing was changed" in page
        assert Edit.objects.count() == 1

    def test_a_form_sent_twice_is_one_revision_with_one_new_section(self, desk, article):
        begin = desk.get(change_url(article))
        added = {
            "sections-TOTAL_FORMS": "4",
            "sections-3-heading": "Legends",
            "sections-3-kind": "own",
            "sections-3-level": "2",
            "sections-3-text": "The keeper whistles.",
        }

        first, second = (save(desk, article, begin=begin, **added) for _ in range(2))

        assert (first.status_code, second.status_code) == (302, 302)
        assert Edit.objects.count() == 2
        assert [s.heading for s in store.current(article).sections].count("Legends") == 1

    def test_a_new_article_sent_twice_is_one_article(self, desk):
        data = {**form_of(desk.get(ADD)), "title": "New light", "lead": "Lit.", "_continue": "1"}

        first, second = (desk.post(ADD, data) for _ in range(2))

        assert first.url == second.url
        assert Article.objects.count() == 1

    def test_a_form_that_is_gone_back_to_and_changed_is_saved_on_top(self, desk, article):
        begin = desk.get(change_url(article))
        save(desk, article, begin=begin, lead="One.")

        save(desk, article, begin=begin, lead="One.", short_description="A light")

        assert Edit.objects.count() == 3
        assert store.current(article).short_description == "A light"
        assert store.current(article).lead == "One."


class TestShowChanges:
    def test_the_form_comes_back_with_what_saving_would_change(self, desk, article):
        answer = save(desk, article, lead="It *works*.", summary="Why", _changes="1")
        page = answer.content.decode()

        assert answer.context["comparison"].summary == "1 paragraph changed, 1 removed."
        assert "What saving would change" in page
        assert ">\nIt *works*.</textarea>" in page
        assert 'value="Why"' in page
        assert "errornote" not in page
        assert Edit.objects.count() == 1

    def test_findings_that_come_and_go_are_shown(self, desk, article):
        answer = save(desk, article, lead="It was lit. [@nobody]", _changes="1")

        assert "Introduced" in answer.content.decode()
        assert "@nobody" in answer.context["problems"]

    def test_a_source_that_is_cited_for_the_first_time_is_known(self, desk, article):
        source_store.save(examples.almanac(key="gazette"), editor=None, summary="")

        answer = save(desk, article, lead="It was lit. [@gazette]", _changes="1")

        assert [source.key for source in answer.context["outcome"].document.sources] == [
            "almanac",
            "gazette",
        ]
        assert "There is no source" not in answer.context["problems"]

    def test_what_is_not_valid_yet_is_shown_with_its_errors(self, desk, article):
        answer = save(desk, article, title="", lead="New.", _changes="1")
        page = answer.content.decode()

        assert "This field is required" in page
        assert "What saving would change" in page

    def test_the_script_gets_the_same_as_a_part(self, desk, article):
        data = form_of(desk.get(change_url(article))) | {"lead": "New."}
        url = reverse("admin:encyclopedia_article_changes", args=[article.pk])

        page = desk.post(url, data).content.decode()

        assert page.lstrip().startswith("<section")
        assert "Nothing is saved yet." in page
        assert Edit.objects.count() == 1

    def test_nothing_changed_says_so(self, desk, article):
        page = save(desk, article, _changes="1").content.decode()

        assert "Saving makes no revision" in page

    def test_what_a_new_article_would_be_is_shown(self, desk):
        data = {**form_of(desk.get(ADD)), "title": "New light", "lead": "Lit.", "_changes": "1"}

        answer = desk.post(ADD, data)

        assert "What saving would change" in answer.content.decode()
        assert not Article.objects.exists()

    def test_what_others_saved_meanwhile_is_not_shown_as_mine(self, desk, article):
        begin = desk.get(change_url(article))
        meanwhile(article)

        answer = save(desk, article, begin=begin, lead="Mine.", _changes="1")

        came: Outcome = answer.context["outcome"]
        assert came.is_merged
        assert came.suggestion == "Lead"


class TestMerged:
    def test_the_notice_shows_what_was_merged_in(self, desk, article):
        begin = desk.get(change_url(article))
        meanwhile(article)

        answer = save(desk, article, begin=begin, lead="Mine.")
        page = desk.get(answer.url)
        shown = page.content.decode()

        assert page.context["merged_from"] == ("Keeper",)
        assert "what <bdi>Keeper</bdi> changed while you were editing" in shown
        assert "common" in shown[shown.index('id="merged"') : shown.index('id="article_form"')]
        assert "both are kept" in shown

    def test_the_notice_is_told_in_the_language_of_the_desk(self, desk, article):
        desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
        begin = desk.get(change_url(article))
        meanwhile(article)

        shown = desk.get(save(desk, article, begin=begin, lead="Mine.").url).content.decode()

        assert "Inzwischen hat jemand anderes gespeichert." in shown
        assert "was eingefügt wurde</a>" in shown

    def test_a_revision_that_merged_nothing_shows_nothing(self, desk, article):
        page = desk.get(change_url(article), {"merged": store.head(article).pk})

        assert "merged_in" not in page.context


def test_a_form_begins_from_what_was_newest_before_the_article_was_read(article):
    before = store.head(article)
    document = replace(store.current(article), lead="Somebody saved while we read.")
    store.save(article, document, base=before.pk, reason=store.Reason(editor=None, summary=""))

    class Opened(forms.ArticleForm):
        began = before

    assert Opened(instance=Article.objects.get(pk=article.pk)).initial["base"] == before.pk


class TestCollision:
    def test_each_passage_shows_three_sides_with_their_differences(self, desk, article):
        answer = collide(desk, article)

        passage = passage_of(answer)
        assert passage.label == "Section “Outcomes”, text"
        assert (passage.before, passage.base) == ("Wrecks became ", "rare")
        assert "unknown" in passage.mine
        assert "<ins>" in passage.theirs
        assert [offer.value for offer in passage.offers] == ["mine", "theirs", "own"]
        assert [offer.value for offer in passage.offers if offer.is_chosen] == ["mine"]
        assert Edit.objects.count() == 2

    @pytest.mark.parametrize(
        ("choice", "own", "result"),
        [
            ("mine", "", "Wrecks became unknown. [@almanac]"),
            ("theirs", "", "Wrecks became common. [@almanac]"),
            ("own", "common, then unknown", "Wrecks became common, then unknown. [@almanac]"),
        ],
    )
    def test_it_is_settled_as_chosen(self, desk, article, choice, own, result):
        answer = collide(desk, article)
        name = passage_of(answer).name

        resolve(desk, article, answer, **{name: choice, f"{name}-words": own})

        assert outcomes(article) == result

    def test_the_result_is_compared_before_it_is_saved_and_nothing_chosen_is_lost(
        self, desk, article
    ):
        answer = collide(desk, article)
        name = passage_of(answer).name

        chosen = {name: "own", f"{name}-words": "fewer"}
        again = resolve(desk, article, answer, "_changes", **chosen)

        came: Outcome = again.context["outcome"]
        assert came.document.sections[2].text == "Wrecks became fewer. [@almanac]"
        assert [offer.value for offer in passage_of(again).offers if offer.is_chosen] == ["own"]
        assert passage_of(again).own == "fewer"
        assert Edit.objects.count() == 2

    def test_a_third_editor_meets_what_was_settled(self, desk, article):
        answer = collide(desk, article)
        name = passage_of(answer).name
        meanwhile(article, "Wrecks became daily. [@almanac]")

        chosen = {name: "own", f"{name}-words": "few"}
        again = resolve(desk, article, answer, **chosen)

        passage = passage_of(again)
        assert outcomes(article) == "Wrecks became daily. [@almanac]"
        assert passage.base == "common"
        assert "daily" in passage.theirs
        assert form_of(again)["sections-2-text"] == ("Wrecks became few. [@almanac]")

        resolve(desk, article, again, **{passage.name: "mine"})

        assert outcomes(article) == "Wrecks became few. [@almanac]"

    def test_a_third_editor_elsewhere_is_merged_when_it_is_settled(self, desk, article):
        answer = collide(desk, article)
        meanwhile(article, short_description="Theirs too")

        resolve(desk, article, answer)

        document = store.current(article)
        assert document.sections[2].text == "Wrecks became unknown. [@almanac]"
        assert document.short_description == "Theirs too"

    def test_words_changed_in_the_form_after_the_collision_are_asked_about_anew(
        self, desk, article
    ):
        answer = collide(desk, article)
        name = passage_of(answer).name

        chosen = {name: "own", f"{name}-words": "Not to be lost"}
        changed = {"sections-2-text": "Wrecks became myths. [@almanac]"}
        again = resolve(desk, article, answer, **chosen, **changed)

        assert "myths" in passage_of(again).mine
        assert again.context["left_over"] == ("Not to be lost",)
        assert outcomes(article) == "Wrecks became common. [@almanac]"

    def test_a_section_that_they_removed_and_i_changed_stays_with_my_words(self, desk, article):
        begin = desk.get(change_url(article))
        document = store.current(article)
        without = replace(document, sections=document.sections[:2])
        store.save(article, without, base=store.head(article).pk, reason=WHY)

        answer = save(desk, article, begin=begin, **{"sections-2-text": "Still mine."})

        assert [offer.words for offer in passage_of(answer).offers] == ["Keep it", "Remove it"]
        assert ">\nStill mine.</textarea>" in answer.content.decode()
        resolve(desk, article, answer)
        assert store.current(article).sections[2].text == "Still mine."

    def test_no_marker_ever_stands_in_the_text(self, desk, article):
        answer = collide(desk, article)

        assert not {"<<<<", "====", ">>>>"} & set(form_of(answer)["sections-2-text"].split())
        assert form_of(answer)["sections-2-text"] == "Wrecks became unknown. [@almanac]"
