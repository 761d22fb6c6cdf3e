"""The desk answers odd input with a sentence: nothing breaks, nothing is written by mistake."""

import uuid
from dataclasses import replace

import examples
import pytest
from django.urls import reverse

from encyclopedia import store
from encyclopedia.models import Edit
from sources import store as source_store
from sources.models import Source

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
NO_BASE = "Which revision these words began from is not known"


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


@pytest.fixture
def url(article):
    return reverse("admin:encyclopedia_article_change", args=[article.pk])


def typed(answer):
    """Read the form on a page, as a browser would send it back."""
    form = answer.context["adminform"].form
    data = {name: form[name].value() for name in form.fields} | {"summary": "Odd"}
    for inline in answer.context["inline_admin_formsets"]:
        for each in (inline.formset.management_form, *inline.formset.forms):
            data |= {each.add_prefix(name): each[name].value() for name in each.fields}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def errors_of(answer):
    errors = answer.context["errors"]
    return " ".join(map(str, errors)) + " ".join(
        str(error)
        for inline in answer.context["inline_admin_formsets"]
        for error in (*inline.formset.errors, *inline.formset.non_form_errors())
    )


@pytest.mark.parametrize("base", [None, "", "abc", "9" * 20, "9" * 5000, "-1", "1.5", "٣x"])
def test_words_that_began_from_nowhere_are_not_saved(desk, article, url, base):
    data = {**typed(desk.get(url)), "lead": "Mine.", "base": base}
    if base is None:
        del data["base"]
    began = store.head(article)
    theirs = replace(store.at(began), lead="Theirs.")
    store.save(article, theirs, base=began.pk, reason=WHY)

    answer = desk.post(url, {**data, "_continue": "1"})

    assert answer.status_code == 200
    assert store.current(article).lead == "Theirs."
    assert ">Mine.</textarea>" in answer.content.decode().replace("\n", "")


def test_why_words_that_began_from_nowhere_are_not_saved_is_said(desk, url):
    data = typed(desk.get(url))
    del data["base"]

    assert NO_BASE in desk.post(url, {**data, "_continue": "1"}).content.decode()


def test_words_that_began_from_another_article_are_not_saved(desk, article, url):
    other = store.create(examples.lighthouse("Other Light"), reason=WHY).edit
    data = {**typed(desk.get(url)), "lead": "Mine.", "base": other.pk}

    answer = desk.post(url, {**data, "_continue": "1"})

    assert "is not a revision of" in errors_of(answer)
    assert store.history(article).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"infobox-0-id": "not an id"},
        {"infobox-0-id": "9" * 100},
        {"infobox-TOTAL_FORMS": "abc"},
        {"infobox-TOTAL_FORMS": None},
        {"infobox-TOTAL_FORMS": "-1"},
        {"infobox-TOTAL_FORMS": "999999999"},
        {"infobox-INITIAL_FORMS": None, "sections-TOTAL_FORMS": None},
        {"sections-0-level": "9"},
        {"sections-0-kind": "nonsense"},
        {"infobox-0-type": "nonsense"},
        {"infobox-0-position": "first"},
        {"infobox-0-position": "9" * 30},
        {"infobox-TOTAL_FORMS": "1"},
        {"infobox-INITIAL_FORMS": "50"},
        {"title": "A\0B"},
        {"lead": "A\0B"},
        {"title": "x" * 300},
        {"lead": "x" * 1_000_001},
        {"language": "no language"},
        {"kind": "999"},
        {"categories": "x" * 300},
        {"summary": "x" * 501},
    ],
)
def test_bad_input_comes_back_with_a_sentence(desk, article, url, changes):
    data = {**typed(desk.get(url)), "_continue": "1", **changes}

    answer = desk.post(url, {name: value for name, value in data.items() if value is not None})

    assert answer.status_code == 200
    assert errors_of(answer)
    assert store.history(article).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"infobox-0-position": "-5"},
        {"infobox-INITIAL_FORMS": "0"},
        {"title": "\u202eSkerry \u200bLight"},
        {"lead": "é e\u0301 \u202e👩‍👩‍👧 \ufeff 𝔘"},
        {"lead": "One.\r\n\r\nTwo."},
    ],
)
def test_strange_input_that_says_something_is_saved(desk, article, url, changes):
    data = {**typed(desk.get(url)), **changes, "_continue": "1"}

    answer = desk.post(url, data)

    assert answer.status_code == 302, errors_of(answer)
    assert store.current(article) == store.at(store.head(article))


def test_the_id_of_another_articles_part_is_refused(desk, article, url):
    other = store.create(examples.lighthouse("Other Light"), reason=WHY).document
    data = {**typed(desk.get(url)), "infobox-0-id": str(other.infobox[0].id), "_continue": "1"}

    answer = desk.post(url, data)

    assert "belongs to another article" in errors_of(answer)
    assert store.current(store.head(article).article) == store.at(store.head(article))


def test_the_id_of_a_part_of_another_kind_is_refused(desk, article, url):
    document = store.current(article)
    data = typed(desk.get(url))
    data |= {
        "sections-2-DELETE": "on",
        "infobox-0-id": str(document.sections[2].id),
        "_continue": "1",
    }

    answer = desk.post(url, data)

    assert "belongs to another" in errors_of(answer)
    assert store.history(article).count() == 1


def test_two_hundred_rows_are_one_save(desk, article, url):
    data = {**typed(desk.get(url)), "infobox-TOTAL_FORMS": "200", "_continue": "1"}
    for number in range(2, 200):
        data |= {f"infobox-{number}-label": f"Row {number}", f"infobox-{number}-type": "text"}
        data |= {f"infobox-{number}-text": str(number), f"infobox-{number}-id": ""}

    answer = desk.post(url, data)

    assert answer.status_code == 302, errors_of(answer)
    assert len(store.current(article).infobox) == 200
    assert Edit.objects.filter(article=article).count() == 2


@pytest.mark.parametrize(
    "address",
    [
        "/admin/encyclopedia/article/nonsense/change/",
        "/admin/encyclopedia/article/nonsense/history/",
        "/admin/encyclopedia/article/_00/history/",
        "/admin/encyclopedia/article/nonsense/delete/",
        f"/admin/encyclopedia/article/{uuid.UUID(int=0)}/change/",
        f"/admin/encyclopedia/article/{uuid.UUID(int=0)}/history/",
        "/admin/encyclopedia/article/?q=%00",
        "/admin/encyclopedia/article/?language=%00",
        "/admin/encyclopedia/article/?kind__name__exact=nonsense",
        "/admin/encyclopedia/article/?p=abc",
        "/admin/encyclopedia/article/?o=99",
        "/admin/encyclopedia/article/?edits__summary=x",
        "/admin/encyclopedia/article/add/?kind=999&title=%F0%9F%8F%B0",
        "/admin/sources/source/nonsense/change/",
        f"/admin/sources/source/{'9' * 20}/change/",
        f"/admin/sources/source/{'9' * 20}/history/",
        "/admin/r/1/nonsense/",
    ],
)
def test_an_odd_address_of_the_desk_is_answered(desk, article, address):
    assert desk.get(address).status_code in {200, 302, 400, 403, 404}


@pytest.mark.parametrize(
    ("content", "article_id"),
    [
        ("A\0B [[A\0B]] [@a\0b]", ""),
        ("Words", "nonsense"),
        ("Words", "\0"),
        ("Words", str(uuid.UUID(int=0))),
        ("\ud800".encode("utf-8", "surrogatepass"), ""),
        ("[[" + "x" * 5000 + "]]", ""),
        ("[@" + "x" * 5000 + "]", ""),
        ("", ""),
    ],
)
def test_an_odd_preview_is_answered(desk, content, article_id):
    answer = desk.post("/admin/preview/", {"content": content, "article": article_id})

    assert answer.status_code in {200, 400}


def test_a_preview_that_is_too_long_is_refused(desk):
    for content in ("x" * 1_000_001, "[" * 20_001):
        assert desk.post("/admin/preview/", {"content": content}).status_code == 413


def test_a_text_with_too_many_marks_is_refused_at_its_field_and_kept(desk, article, url):
    answer = desk.post(url, {**typed(desk.get(url)), "lead": "[" * 20_001})

    page = answer.content.decode()
    assert "This has 20,001 marks and line breaks; at most 20,000 are allowed." in page
    assert "[" * 20_001 in page
    assert Edit.objects.count() == 1


class TestSources:
    """The record of a source keeps what others saved meanwhile."""

    @pytest.fixture
    def source(self, article):
        return Source.objects.get(key="almanac")

    @pytest.fixture
    def form(self, desk, source):
        url = f"/admin/sources/source/{source.pk}/change/"
        page = desk.get(url)
        form = page.context["adminform"].form
        data = {name: form[name].value() for name in form.fields}
        data = {name: value for name, value in data.items() if value not in (None, False)}
        (inline,) = page.context["inline_admin_formsets"]
        management = inline.formset.management_form
        data |= {management.add_prefix(n): management[n].value() or 0 for n in management.fields}
        return url, data

    def test_different_fields_are_both_kept(self, desk, source, form):
        url, data = form
        source_store.save(examples.almanac(publisher="Harbour Press"), editor=None, summary="")

        answer = desk.post(url, {**data, "title": "The New Almanac"})

        assert answer.status_code == 302, answer.context["errors"]
        source.refresh_from_db()
        assert (source.title, source.publisher) == ("The New Almanac", "Harbour Press")

    def test_the_same_field_is_refused_once_and_shown(self, desk, source, form):
        url, data = form
        source_store.save(examples.almanac(title="Their Almanac"), editor=None, summary="")

        refused = desk.post(url, {**data, "title": "My Almanac"})
        source.refresh_from_db()
        kept = source.title
        again = {
            **data,
            "title": "My Almanac",
            "base": refused.context["adminform"].form["base"].value(),
        }
        desk.post(url, again)
        source.refresh_from_db()

        assert "Somebody changed this meanwhile to “Their Almanac”" in refused.content.decode()
        assert 'value="My Almanac"' in refused.content.decode()
        assert (kept, source.title) == ("Their Almanac", "My Almanac")

    def test_a_form_without_its_beginning_saves_nothing(self, desk, source, form):
        url, data = form
        del data["base"]

        answer = desk.post(url, {**data, "title": "My Almanac"})

        assert answer.status_code == 200
        assert source.edits.count() == 1

    def test_saving_without_a_change_makes_no_version(self, desk, source, form):
        url, data = form

        assert desk.post(url, data).status_code == 302
        assert source.edits.count() == 1
