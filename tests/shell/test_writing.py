"""What helps an editor while writing: offers at the caret, doubts, the panel of findings."""

from dataclasses import replace

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from forms_of import change_url, save

from encyclopedia import publishing, store
from encyclopedia.core.document import Section
from encyclopedia.models import Edit
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
WRITING = "/admin/encyclopedia/article/writing"
ALMANAC = (
    "The lamp of the skerry was first lit in 1887, on the first of May.\n\nWrecks became rare."
)


@pytest.fixture
def article():
    examples.archive(examples.almanac(), ALMANAC)
    return store.create(examples.lighthouse(), reason=WHY).edit.article


def offered(desk, what, **asked):
    return desk.get(f"{WRITING}/{what}/", asked).json()["found"]


def queries(work):
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


class TestSources:
    @pytest.fixture(autouse=True)
    def _others(self, article):
        source_store.save(
            examples.almanac(key="zz", title="Almanac of Wrecks", publisher="Harbour Board"),
            editor=None,
            summary="",
        )

    def test_those_of_the_article_come_first(self, desk, article):
        found = offered(desk, "sources", q="", article=article.pk)

        assert [(each["key"], each["own"], each["archived"]) for each in found] == [
            ("almanac", True, True),
            ("zz", False, False),
        ]

    @pytest.mark.parametrize(
        ("asked", "keys"),
        [
            ("almanac", ["almanac", "zz"]),
            ("WRECKS board", ["zz"]),
            ("harbour", ["zz"]),
            ("zz", ["zz"]),
            ("nothing like it", []),
        ],
    )
    def test_all_words_are_looked_for_in_title_publisher_and_key(self, desk, article, asked, keys):
        found = offered(desk, "sources", q=asked, article=article.pk)

        assert [each["key"] for each in found] == keys

    def test_a_new_article_has_all_sources_offered(self, desk):
        assert [each["key"] for each in offered(desk, "sources", q="", article="")] == [
            "zz",
            "almanac",
        ]

    def test_a_key_that_begins_so_comes_before_such_a_title_and_both_before_the_rest(self, desk):
        for number in range(12):
            source = examples.almanac(key=f"a-{number:02}", title=f"A tide table {number:02}")
            source_store.save(source, editor=None, summary="")
        for key, title in (("tide-1990", "Zones of the sea"), ("z", "Tide, its causes")):
            source_store.save(examples.almanac(key=key, title=title), editor=None, summary="")

        found = offered(desk, "sources", q="Tide", article="")

        assert [each["key"] for each in found][:3] == ["tide-1990", "z", "a-00"]
        assert len(found) == 12

    def test_those_of_the_article_come_in_the_same_order(self, desk, article):
        for key, title in (("x", "A light"), ("y", "Light of the sea"), ("light", "Zones")):
            source_store.save(examples.almanac(key=key, title=title), editor=None, summary="")
        document = store.current(article)
        cited = replace(document, lead="It shone. [@x] [@y] [@light]")
        store.save(article, cited, base=store.head(article).pk, reason=WHY)

        found = offered(desk, "sources", q="Light", article=article.pk)

        assert [each["key"] for each in found] == ["light", "y", "x"]

    def test_it_costs_the_same_however_many_there_are(self, desk, article):
        url = f"{WRITING}/sources/?q=almanac&article={article.pk}"
        desk.get(url)
        few = queries(lambda: desk.get(url))
        for number in range(30):
            source = examples.almanac(key=f"more-{number}", title=f"Almanac {number}")
            source_store.save(source, editor=None, summary="")

        assert queries(lambda: desk.get(url)) == few
        assert len(desk.get(url).json()["found"]) == 12


class TestTitles:
    def test_drafts_are_offered_and_marked_as_such(self, desk, article):
        (found,) = offered(desk, "titles", q="skerry")

        assert found["title"] == "Skerry Lighthouse"
        assert found["note"].startswith("draft")

    def test_what_readers_have_needs_no_note_and_what_begins_so_comes_first(self, desk, article):
        publishing.publish(store.head(article), publisher=None)
        store.create(examples.lighthouse("Old Skerry Lighthouse"), reason=WHY)

        found = offered(desk, "titles", q="Skerry L")

        assert [(each["title"], each["note"][:5]) for each in found] == [
            ("Skerry Lighthouse", ""),
            ("Old Skerry Lighthouse", "draft"),
        ]

    def test_it_says_whether_the_very_title_is_one(self, desk, article):
        known = [
            desk.get(f"{WRITING}/titles/", {"q": asked}).json()["known"]
            for asked in ("skerry lighthouse", "Skerry", "Reef of Teeth")
        ]

        assert known == [True, False, False]

    def test_an_old_name_is_offered_with_the_new_one(self, desk, article):
        publishing.publish(store.head(article), publisher=None)
        head = store.head(article)
        renamed = replace(store.at(head), title="Teeth Lighthouse")
        publishing.publish(
            store.save(article, renamed, base=head.pk, reason=WHY).edit, publisher=None
        )

        found = offered(desk, "titles", q="skerry")

        assert found == [{"title": "Skerry Lighthouse", "note": "now “Teeth Lighthouse”"}]

    def test_sections_are_named_as_a_link_finds_them(self, desk, article):
        head = store.head(article)
        first, *others = store.at(head).sections
        document = replace(
            store.at(head), sections=(replace(first, heading="Renamed later"), *others)
        )
        store.save(article, document, base=head.pk, reason=WHY)

        found = offered(desk, "sections", title="skerry lighthouse", q="")

        assert found == ["purpose", "Key events", "Outcomes"]
        assert offered(desk, "sections", title="Skerry Lighthouse", q="out") == ["Outcomes"]
        assert offered(desk, "sections", title="Nowhere", q="") == []


@pytest.mark.parametrize(
    "what", ["sources", "titles", "sections", "text", "support", "paste", "source"]
)
def test_readers_and_visitors_are_offered_nothing(client, rita, article, what):
    url = f"{WRITING}/{what}/"
    visitor = {client.get(url).status_code, client.post(url).status_code}
    client.force_login(rita)

    assert visitor | {client.get(url).status_code, client.post(url).status_code} == {302}


class TestDoubts:
    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"lead": "It was lit. [@almanac"}, "“[@almanac…” opens a citation"),
            ({"sections-0-text": "See [[Reef."}, "never closes"),
            ({"lead": "It was lit. [@nobody]"}, "No source has the key “nobody”"),
            ({"infobox-1-text": "31 m [@nobody]"}, "No source has the key “nobody”"),
            (
                {"lead": 'It was lit. [@almanac, "lit in 1999"]'},
                "“lit in 1999” does not stand in almanac",
            ),
            (
                {"infobox-0-type": "range", "infobox-0-text": "20–15 May 1887"},
                "ends before it begins",
            ),
            ({"events-0-date": "May 1901 – March 1901"}, "ends before it begins"),
            ({"events-0-date": "31 April 1901"}, "that the calendar does not have"),
            (
                {"infobox-0-type": "date", "infobox-0-text": "1887-13-01"},
                "that the calendar does not have",
            ),
            (
                {"infobox-0-type": "range", "infobox-0-text": "1880–1890\n1888–1900"},
                "“1880–1890” overlaps “1888–1900”, which has the same label.",
            ),
        ],
    )
    def test_what_was_not_meant_is_said_at_its_field_and_nothing_is_lost(
        self, desk, article, changes, said
    ):
        answer = save(desk, article, **changes, summary="Kept words")

        page = answer.content.decode()
        (name,) = [name for name in changes if not name.endswith("-type")]
        form, number, field = ("", "", name) if name == "lead" else name.split("-")
        errors = (
            answer.context["adminform"].form.errors
            if name == "lead"
            else next(
                inline.formset.forms[int(number)].errors
                for inline in answer.context["inline_admin_formsets"]
                if inline.formset.prefix == form
            )
        )
        assert said in " ".join(errors[field])
        assert 'value="Kept words"' in page
        assert "Nothing was saved yet" in page
        assert Edit.objects.filter(article=article).count() == 1

    def test_who_means_it_saves_it_all_the_same(self, desk, article):
        answer = save(desk, article, lead="It was lit. [@nobody]", despite="on")

        assert answer.status_code == 302
        assert store.current(article).lead == "It was lit. [@nobody]"

    def test_all_that_has_to_be_mended_is_said_at_once_and_leads_to_its_field(self, desk, article):
        wrong = {"lead": "It was lit. [@nobody]", "sections-0-level": "3", "summary": ""}

        answer = save(desk, article, **wrong)

        assert [(each.id, each.name) for each in answer.context["wrong"]] == [
            ("id_lead", "Lead"),
            ("id_sections-0-level", "Section “Purpose”, Level"),
            ("id_summary", "Edit summary"),
        ]
        assert (
            '<a href="#id_sections-0-level">Section “Purpose”, Level</a>: The level here is 2'
            in (answer.content.decode())
        )
        assert Edit.objects.filter(article=article).count() == 1

    def test_who_meant_it_need_not_say_so_again_when_a_summary_is_missing(self, desk, article):
        doubted = save(desk, article, lead="It was lit. [@nobody]", despite="on", summary="")

        answer = save(desk, article, begin=doubted, summary="Meant")

        assert [each.id for each in doubted.context["wrong"]] == ["id_summary"]
        assert answer.status_code == 302
        assert store.current(article).lead == "It was lit. [@nobody]"

    def test_old_faults_stop_nobody(self, desk, article):
        save(desk, article, lead="It was lit. [@nobody]", despite="on")

        answer = save(desk, article, lead="It was lit in May. [@nobody]")

        assert answer.status_code == 302
        assert store.current(article).lead == "It was lit in May. [@nobody]"

    def test_a_source_that_is_new_to_the_article_is_known(self, desk, article):
        source_store.save(examples.almanac(key="reef"), editor=None, summary="")

        assert save(desk, article, lead="It was lit. [@reef]").status_code == 302

    @pytest.mark.parametrize(
        ("changes", "name", "said"),
        [
            ({"sections-0-heading": " "}, "sections-0-heading", "required"),
            ({"sections-0-level": "3"}, "sections-0-level", "The level here is 2"),
            ({"title": "x" * 256}, "title", "at most 255 characters"),
            ({"sections-0-text": "# Not here"}, "sections-0-text", "heading"),
        ],
    )
    def test_what_is_not_valid_is_said_at_its_field(self, desk, article, changes, name, said):
        page = save(desk, article, **changes).content.decode()

        described = page.partition(f'name="{name}"')
        assert said in described[0][-900:] or said in described[2][:900]


class TestPanel:
    def ask(self, desk, article, **typed):
        url = reverse("admin:encyclopedia_article_panel", args=[article.pk])
        return desk.post(url, typed).content.decode()

    def test_it_follows_what_is_typed_and_saves_nothing(self, desk, article):
        section = store.current(article).sections[0]

        page = self.ask(
            desk, article, field=f"section:{section.id}", text="It is haunted. [@nobody]"
        )

        assert "With what you typed" in page
        assert "No source has the key “nobody”" in page
        assert f'data-field="section:{section.id}"' in page
        assert Edit.objects.count() == 1

    @pytest.mark.parametrize("field", ["", "lead:x", "section:", "section:x", "title:", "event:1"])
    def test_a_field_that_is_none_changes_nothing(self, desk, article, field):
        assert "nobody" not in self.ask(desk, article, field=field, text="It is. [@nobody]")

    def test_what_is_too_long_is_refused(self, desk, article):
        url = reverse("admin:encyclopedia_article_panel", args=[article.pk])

        assert desk.post(url, {"field": "lead:", "text": "x" * 1_000_001}).status_code == 413

    def test_only_a_finding_that_is_saved_can_be_declined_and_the_form_goes_on(self, desk, article):
        new = self.ask(desk, article, field="lead:", text="The keeper was legendary.")
        save(desk, article, lead="The keeper was legendary.")
        saved = self.ask(desk, article, field="hatnote:", text="")
        finding = article.findings.filter(part="lead").first()
        before = store.head(article)

        answer = desk.post(
            reverse("admin:encyclopedia_article_decline", args=[article.pk]),
            {"base": before.pk, "fingerprint": finding.fingerprint, "why": "Said so at the time"},
        ).json()

        assert finding.fingerprint not in new
        assert finding.fingerprint in saved
        assert answer["base"] == store.head(article).pk == before.pk + 1
        assert finding.fingerprint not in self.ask(desk, article, field="hatnote:", text="")

    @pytest.mark.parametrize("changes", [{"why": ""}, {"base": "7777"}, {"fingerprint": "x"}])
    def test_why_it_was_not_declined_is_said(self, desk, article, changes):
        url = reverse("admin:encyclopedia_article_decline", args=[article.pk])
        asked = {"base": store.head(article).pk, "fingerprint": "0", "why": "So", **changes}

        answer = desk.post(url, asked)

        assert answer.status_code == 400
        assert answer.json()["error"]
        assert Edit.objects.count() == 1


def test_a_large_article_opens_at_the_same_number_of_queries_and_under_400_kb(desk, article):
    url = change_url(article)
    desk.get(url)
    few = queries(lambda: desk.get(url))
    document = store.current(article)
    words = 'Wrecks became rare. [@almanac, "Wrecks became rare"] See [[Reef of Teeth]]. '
    more = tuple(
        Section(
            id=examples.part(f"more {number}"),
            heading=f"More {number}",
            anchor=f"more-{number}",
            text=words * 33,
        )
        for number in range(40)
    )
    large = replace(document, sections=(*document.sections, *more))
    assert sum(len(section.text) for section in large.sections) > 100_000
    store.save(article, large, base=store.head(article).pk, reason=WHY)

    assert queries(lambda: desk.get(url)) == few
    assert len(desk.get(url).content) < 400_000
