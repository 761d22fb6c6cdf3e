"""Kinds: the rows and headings that a new article starts with."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from forms_of import form_of as typed

from encyclopedia import store
from encyclopedia.models import Article, Kind

pytestmark = pytest.mark.django_db


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
