"""What waits is on the front page; who watches is told; accounts are safe and can be closed."""

import re
from dataclasses import replace

import examples
import pyotp
import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from encyclopedia import accounts, second_factor, store
from encyclopedia.models import AuditEntry
from sources import store as source_store

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def save(article, editor, summary, **changes):
    head = store.head(article)
    why = store.Reason(editor=editor, summary=summary)
    return store.save(article, replace(store.at(head), **changes), base=head.pk, reason=why)


def test_a_publisher_takes_over_a_corrected_source_and_publishes(signed_in, ada, published):
    source_store.save(examples.almanac(title="The Almanac, mended"), editor=None, summary="Mended")
    desk = signed_in(ada)

    waiting = desk.get_by_role("region", name="Corrected sources to adopt")
    expect(waiting).to_contain_text("1 article cites an older version")
    waiting.get_by_role("link", name="The Almanac, mended").click()
    expect(desk.get_by_role("table")).to_contain_text("The Almanac, mended")
    desk.get_by_role("button", name="Take over in the chosen articles").click()
    expect(desk.locator(".messagelist")).to_contain_text("has them")

    desk.goto("/admin/")
    expect(desk.get_by_role("region", name="Corrected sources to adopt")).to_contain_text(
        "Articles have their sources as they are today."
    )
    expect(desk.get_by_role("region", name="Changes that readers do not see")).to_contain_text(
        "Skerry Lighthouse"
    )
    desk.goto("/admin/encyclopedia/article/")
    desk.get_by_role("checkbox", name="Select this object for an action").first.check()
    desk.get_by_label("Action:").select_option("publish_newest")
    desk.get_by_role("button", name="Go").click()
    expect(desk.get_by_role("table")).to_contain_text("Readers get revision")
    desk.get_by_role("button", name="Publish (1)").click()
    expect(desk.locator(".messagelist")).to_contain_text("readers have revision")

    desk.goto("/articles/skerry-lighthouse/")
    expect(desk.locator("body")).to_contain_text("The Almanac, mended")


def test_who_watches_a_section_is_told_of_it_and_of_nothing_else(signed_in, ada, tom, article):
    desk = signed_in(ada)
    desk.goto(reverse("admin:encyclopedia_article_change", args=[article.pk]))
    desk.get_by_role("link", name="Watch", exact=True).click()
    desk.get_by_role("button", name=re.compile("^Watch ?: Purpose")).click()
    expect(desk.locator(".messagelist")).to_contain_text("You watch “Purpose”")

    save(article, tom, "Elsewhere", lead="It shines.")
    purpose, *others = store.current(article).sections
    save(article, tom, "Say why", sections=(replace(purpose, text="It warns."), *others))
    desk.goto("/admin/")
    desk.get_by_role("link", name="Notifications 1 new").click()
    news = desk.get_by_role("region", name="What others changed where you watch")
    expect(news.get_by_role("listitem")).to_have_count(1)
    expect(news).to_contain_text("tom: Say why")
    desk.get_by_role("button", name="I have seen these").click()

    expect(desk.get_by_role("link", name="Notifications", exact=True)).to_be_visible()
    news.get_by_role("link", name="Skerry Lighthouse").click()
    expect(desk.locator("h1")).to_contain_text("Skerry Lighthouse")


def test_a_second_factor_is_set_up_and_asked_for(signed_in, open_browser, ada):
    desk = signed_in(ada)
    desk.get_by_role("link", name="Second factor").click()
    expect(desk.locator(".qr svg")).to_be_visible()
    secret = desk.locator("code.secret").inner_text().replace(" ", "")
    desk.get_by_label("The six digits").fill(pyotp.TOTP(secret).now())
    desk.get_by_role("button", name="Turn the second factor on").click()
    codes = desk.locator("ol.codes li")
    expect(codes).to_have_count(10)
    code = codes.first.inner_text()

    other = open_browser()
    other.goto("/admin/")
    other.get_by_label("Username").fill("ada")
    other.get_by_label("Password").fill("ada")
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_label("Code")).to_be_focused()
    other.goto("/admin/encyclopedia/article/")
    expect(other.get_by_label("Password")).to_be_visible()
    other.goto("/admin/login/second/")
    other.get_by_label("Code").fill(code)
    other.keyboard.press("Enter")

    expect(other.get_by_role("heading", name="What waits for you")).to_be_visible()


def test_an_administrator_makes_an_account_anonymous(
    signed_in, reader, tom, ada, published, django_user_model
):
    boss = django_user_model.objects.create_user("boss", password="boss", is_staff=True)
    boss.groups.set(Group.objects.filter(name="administrator"))
    save(published, tom, "By tom", lead="It shines.")
    toms = signed_in(tom)
    desk = signed_in(boss)

    desk.goto(reverse("admin:auth_user_change", args=[tom.pk]))
    desk.get_by_role("link", name="Make anonymous…").click()
    expect(desk.locator("main")).to_contain_text("1 revision stays")
    desk.get_by_label("Type the username to confirm").fill("tom")
    desk.get_by_role("button", name="Make anonymous for good").click()
    expect(desk.locator(".messagelist")).to_contain_text(accounts.pseudonym(tom))

    toms.goto("/admin/")
    expect(toms.get_by_label("Password")).to_be_visible()
    desk.goto("/articles/skerry-lighthouse/history/")
    expect(desk.locator("table.hist")).to_contain_text(accounts.pseudonym(tom))
    assert not second_factor.has(tom)
    assert AuditEntry.objects.filter(action="anonymise", actor=boss.pk, outcome="done").exists()
