"""What helps an editor while writing: offers, new sources, kinds, doubts, findings."""

from dataclasses import replace

import examples
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from encyclopedia import publishing, store
from encyclopedia.core.document import Section
from encyclopedia.models import Article, Edit, Kind
from sources import store as source_store
from sources.models import Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
WRITING = "/admin/encyclopedia/article/writing"
ALMANAC = (
    "The lamp of the skerry was first lit in 1887, on the first of May.\n\nWrecks became rare."
)
BIBTEX = """@article{Skerry_Board:1888,
  title = {The Reef and its Light}, author = {Skerry, Ann and Board, Bo}, year = {1888},
  journal = {Harbour Journal}, doi = {10.1234/reef.1888}
}"""


@pytest.fixture
def article():
    examples.archive(examples.almanac(), ALMANAC)
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def desk(client, ada):
    client.force_login(ada)
    return client


def change_url(article):
    return reverse("admin:encyclopedia_article_change", args=[article.pk])


def typed(answer):
    form = answer.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    for inline in answer.context["inline_admin_formsets"]:
        for each in (inline.formset.management_form, *inline.formset.forms):
            data |= {each.add_prefix(name): each[name].value() for name in each.fields}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def save(desk, article, **changes):
    url = change_url(article)
    return desk.post(
        url, {**typed(desk.get(url)), "summary": "Tested", "_continue": "1", **changes}
    )


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


class TestNewSources:
    def read(self, desk, pasted):
        return desk.post(f"{WRITING}/paste/", {"pasted": pasted})

    def add(self, desk, **fields):
        return desk.post(f"{WRITING}/source/", {"type": "webpage", **fields})

    def test_an_address_is_read(self, desk):
        fields = self.read(desk, " https://www.example.org/reef ").json()["fields"]

        assert (fields["url"], fields["container"], fields["type"]) == (
            "https://www.example.org/reef",
            "example.org",
            "webpage",
        )

    def test_an_entry_of_bibtex_is_read(self, desk):
        fields = self.read(desk, BIBTEX).json()["fields"]

        assert (fields["title"], fields["author_lines"], fields["issued"], fields["key"]) == (
            "The Reef and its Light",
            "Skerry, Ann\nBoard, Bo",
            "1888",
            "skerry_board:1888",
        )

    @pytest.mark.parametrize(
        "same",
        [
            "http://example.org/reef/?utm_source=feed",
            "https://www.example.org/reef#part",
            "10.1234/REEF",
            "https://doi.org/10.1234/reef",
        ],
    )
    def test_what_is_there_already_is_offered(self, desk, same):
        source_store.save(
            examples.almanac(key="reef", url="https://example.org/reef", doi="10.1234/reef"),
            editor=None,
            summary="",
        )

        assert self.read(desk, same).json()["known"]["key"] == "reef"

    @pytest.mark.parametrize(
        "pasted", ["", "words", "javascript:alert(1)", "https://", "@book{", "x" * 30_000]
    )
    def test_what_cannot_be_read_is_a_sentence(self, desk, pasted):
        answer = self.read(desk, pasted)

        assert answer.status_code == 400
        assert answer.json()["error"].endswith(".")

    def test_it_is_recorded_under_a_key_of_its_own_with_its_text(self, desk, ada):
        source_store.save(examples.almanac(key="example-org-2024"), editor=None, summary="")

        told = self.add(
            desk,
            url="https://example.org/reef",
            title="The reef",
            container="example.org",
            issued="2024-05-14",
            text="The reef has many teeth.",
        ).json()

        source = Source.objects.get(key=told["key"])
        assert told == {
            "key": "example-org-2024-2",
            "title": "The reef",
            "by": "example.org",
            "archived": True,
        }
        assert source.snapshot.text == "The reef has many teeth."
        assert source.edits.first().editor == ada
        text = desk.get(f"{WRITING}/text/", {"source": told["key"]})
        assert (text.content, text["Content-Type"]) == (
            b"The reef has many teeth.",
            "text/plain; charset=utf-8",
        )

    def test_the_key_of_an_entry_stays(self, desk):
        fields = self.read(desk, BIBTEX).json()["fields"]

        assert self.add(desk, **fields).json()["key"] == "skerry_board:1888"

    def test_a_second_one_with_the_same_address_is_not_recorded(self, desk):
        first = self.add(desk, url="https://example.org/reef", title="The reef").json()

        answer = self.add(desk, url="https://example.org/reef/", title="Again")

        assert (answer.status_code, answer.json()["known"]["key"]) == (409, first["key"])
        assert Source.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "at"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 501}, "title"),
            ({"title": "T", "url": "javascript:alert(1)"}, "url"),
            ({"title": "T", "type": "spell"}, "type"),
            ({"title": "T", "text": "a\0b"}, "text"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, desk, fields, at):
        answer = self.add(desk, **fields)

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [at])
        assert not Source.objects.exists()

    def test_who_may_not_record_sources_does_not(self, client, django_user_model):
        from django.contrib.auth.models import Group

        author = django_user_model.objects.create_user("wim", password="wim", is_staff=True)
        author.groups.set(Group.objects.filter(name="author"))
        client.force_login(author)

        assert self.add(client, title="T").status_code == 403
        assert (
            'id="new-source"' not in client.get("/admin/encyclopedia/article/add/").content.decode()
        )


@pytest.mark.parametrize(
    "what", ["sources", "titles", "sections", "text", "support", "paste", "source"]
)
def test_readers_and_visitors_are_offered_nothing(client, rita, article, what):
    url = f"{WRITING}/{what}/"
    visitor = {client.get(url).status_code, client.post(url).status_code}
    client.force_login(rita)

    assert visitor | {client.get(url).status_code, client.post(url).status_code} == {302}


class TestKinds:
    @pytest.fixture
    def visit(self):
        return Kind.objects.create(
            name="State visit",
            infobox_fields=[{"label": "Date", "type": "range", "required": True}],
            sections=[
                {"heading": "Purpose", "kind": "purpose"},
                {"heading": "Key events", "kind": "key-events"},
            ],
        )

    @pytest.fixture
    def administrator(self, client, ada):
        ada.groups.add(Group.objects.get(name="administrator"))
        client.force_login(ada)
        return client

    def test_what_an_article_is_about_is_asked_first(self, desk, visit):
        page = desk.get("/admin/encyclopedia/article/add/").content.decode()

        assert 'href="?kind=State%20visit"' in page
        assert "1 infobox row; Purpose, Key events" in page

    def test_a_new_article_starts_with_the_rows_of_its_kind(self, desk, visit):
        url = "/admin/encyclopedia/article/add/?kind=State%20visit"
        data = typed(desk.get(url))

        answer = desk.post(url, {**data, "title": "A visit", "_continue": "1"})

        assert answer.status_code == 302, answer.context["errors"]
        document = store.current(Article.objects.get(title="A visit"))
        assert document.kind == "State visit"
        assert [(row.label, str(row.type)) for row in document.infobox] == [("Date", "range")]
        assert [(s.heading, str(s.kind), s.level) for s in document.sections] == [
            ("Purpose", "purpose", 2),
            ("Key events", "key-events", 2),
        ]

    def test_something_else_starts_with_nothing(self, desk, visit):
        data = typed(desk.get("/admin/encyclopedia/article/add/?kind="))

        assert (data["infobox-TOTAL_FORMS"], data["sections-TOTAL_FORMS"]) == (0, 0)

    def test_its_rows_are_a_small_form(self, administrator, visit):
        url = reverse("admin:encyclopedia_kind_change", args=[visit.pk])
        page = administrator.get(url).content.decode()

        assert 'name="infobox_fields-0-label"' in page
        assert 'value="Date"' in page
        administrator.post(
            url,
            {
                "name": "State visit",
                "schema_type": "Event",
                "infobox_fields-0-label": "Date",
                "infobox_fields-0-type": "range",
                "infobox_fields-0-position": "2",
                "infobox_fields-1-label": " Host ",
                "infobox_fields-1-type": "people",
                "infobox_fields-1-required": "on",
                "infobox_fields-1-position": "1",
                "infobox_fields-2-label": "",
                "infobox_fields-2-type": "text",
                "sections-0-heading": "Talks",
                "sections-0-kind": "own",
            },
        )

        visit.refresh_from_db()
        assert visit.infobox_fields == [
            {"label": "Host", "type": "people", "required": True},
            {"label": "Date", "type": "range", "required": False},
        ]
        assert visit.sections == [{"heading": "Talks", "kind": "own"}]

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ({"infobox_fields-0-label": "", "infobox_fields-0-required": "on"}, "has no label"),
            ({"infobox_fields-0-label": "A", "infobox_fields-1-label": "a"}, "stands here twice"),
            ({"infobox_fields-0-label": "A", "infobox_fields-0-type": "x"}, "choose a type"),
            ({"infobox_fields-0-label": "A" * 256}, "at most 255"),
        ],
    )
    def test_a_wrong_row_is_a_sentence_with_everything_typed(
        self, administrator, visit, rows, said
    ):
        url = reverse("admin:encyclopedia_kind_change", args=[visit.pk])
        types = {f"infobox_fields-{number}-type": "text" for number in range(2)}

        page = administrator.post(
            url,
            {"name": "State visit", "schema_type": "Kept type", **types, **rows},
        ).content.decode()

        assert said in page
        assert 'value="Kept type"' in page


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
