"""An editor goes back: one change in the middle is undone, a whole revision restored."""

from dataclasses import replace

import pytest
from django.urls import reverse

from encyclopedia import store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HISTORY = "/articles/skerry-lighthouse/history/"


def change(article, summary, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    reason = store.Reason(editor=None, editor_name="Keeper", summary=summary)
    return store.save(article, document, base=began.pk, reason=reason).edit


@pytest.fixture
def middle(article):
    """A change between the first revision and a later one."""
    edit = change(article, "Cut the infobox", infobox=())
    change(article, "Said when", lead="Lit in May 1887. [@almanac]")
    return edit


def test_the_middle_edit_is_undone_and_the_later_one_stays(signed_in, tom, article, middle):
    page = signed_in(tom)
    page.goto(HISTORY)
    page.get_by_text("Narrow the list").click()
    page.get_by_label("Summary says").fill("cut THE")
    page.get_by_role("button", name="Show these").click()
    expect(page.locator(".hist tbody tr")).to_have_count(1)

    page.get_by_role("link", name=f"undo the change of revision {middle.pk}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Undo revision {middle.pk}")
    expect(page.locator(".changes ins")).to_contain_text(["1 May 1887", "31 m"])
    page.get_by_label("Edit summary").fill("The figures were right")
    page.get_by_role("button", name="Undo this change").click()

    head = store.head(article)
    expect(page.locator("p[role=status]")).to_contain_text(
        f"revision {middle.pk} changed is undone"
    )
    expect(page).to_have_url(f"{page.url.split('/articles')[0]}{compare(head)}")
    assert (head.undoes, head.summary) == (middle, "The figures were right")
    assert [field.text for field in store.current(article).infobox] == ["1 May 1887", "31 m"]
    assert store.current(article).lead == "Lit in May 1887. [@almanac]"

    page.reload()
    expect(page.locator("p[role=status]")).to_have_count(0)


def compare(head):
    return reverse("compare", args=[head.article.slug, head.base_id, head.pk])


def test_an_old_revision_is_named_and_restored(signed_in, tom, article, middle):
    first = store.history(article).last()
    page = signed_in(tom)
    page.goto(first.get_absolute_url())

    page.get_by_label("Name of this revision").fill("As printed")
    page.get_by_role("button", name="Save the name").click()
    expect(page.locator("p[role=status]")).to_contain_text("is called “As printed” now")
    page.get_by_role("link", name="Restore this revision").click()
    change(article, "Meanwhile", short_description="A light")
    page.get_by_role("button", name="Restore this revision").click()

    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")
    expect(page.locator(".changes")).to_contain_text("A light")
    page.get_by_role("button", name="Restore this revision").click()

    expect(page.locator("p[role=status]")).to_contain_text(f"as it was in revision {first.pk}")
    assert store.current(article) == store.at(first)
    assert store.history(article).count() == 5
    page.goto(HISTORY)
    expect(page.locator(".hist")).to_contain_text("As printed")
    expect(page.locator(".hist")).to_contain_text(f"restores revision {first.pk}")


def test_without_a_script_words_that_stand_in_the_way_are_shown(open_browser, tom, article, middle):
    change(article, "Another infobox", title="Skerry Light")
    tangled = change(article, "Renamed", title="The Skerry Light")
    change(article, "Renamed again", title="Skerry Rock Light")
    page = open_browser(java_script_enabled=False)
    page.goto("/admin/")
    page.get_by_label("Username").fill(tom.username)
    page.get_by_label("Password").fill(tom.username)
    page.get_by_role("button", name="Log in").click()

    page.goto(reverse("undo", args=[article.slug, tangled.pk]))

    row = page.locator(".obstacles tbody tr")
    expect(row.locator("td")).to_have_text(
        ["Skerry Light", "The Skerry Light", "Skerry Rock Light"]
    )
    expect(page.get_by_role("button", name="Undo this change")).to_have_count(0)
