"""From draft to readers: reviewed with a comment on a passage, mended, approved, scheduled."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from encyclopedia import reviewing, store
from encyclopedia.models import Comment, Schedule

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "/articles/skerry-lighthouse/"
COMMENT = "The reef has a name. Say which one it is."


def page_of(article, name):
    return reverse(f"admin:encyclopedia_article_{name}", args=[article.pk])


def said(page, words):
    expect(page.locator(".messagelist")).to_contain_text(words)


def badge(page):
    return page.locator(".standing .badge").first


def edit_lead(page, article, words):
    page.goto(page_of(article, "change"))
    page.locator("#id_lead").fill(words)


def choose(page, sentence, words):
    """Select *words* of a sentence, as a mouse would."""
    page.locator("[data-words]", has_text=sentence).evaluate(
        "(e, words) => { const text = e.firstChild; const at = text.data.indexOf(words);"
        " const range = document.createRange(); range.setStart(text, at);"
        " range.setEnd(text, at + words.length); const chosen = document.getSelection();"
        " chosen.removeAllRanges(); chosen.addRange(range); }",
        words,
    )


def test_from_draft_to_readers_by_way_of_a_reviewer(signed_in, reader, ada, tom, published):
    writer, reviewer = signed_in(tom), signed_in(ada)

    edit_lead(writer, published, "The lamp stands on a rock. It guides ships past the reef.")
    writer.get_by_label("Edit summary").fill("Told")
    writer.get_by_role("button", name="Save and ask for review").click()
    said(writer, "is asked for")
    expect(badge(writer)).to_have_text("In review")

    reviewer.goto(f"{reverse('admin:encyclopedia_article_changelist')}?stands=mine")
    reviewer.locator("#result_list").get_by_role("link", name="In review").click()
    expect(reviewer.locator(".glance .look").first).to_contain_text("2 new or changed sentences")
    choose(reviewer, "It guides ships", "the reef")
    reviewer.get_by_role("button", name="Comment on these words").click()
    expect(reviewer.get_by_label("Words it is about")).to_have_value("the reef")
    reviewer.locator("#comment-new-text").fill(COMMENT)
    reviewer.locator("#comment-new").get_by_role("button", name="Comment").click()
    said(reviewer, "Your comment is kept")
    expect(reviewer.locator(".passage mark")).to_have_text("the reef")
    reviewer.locator("#decision-note").fill("One comment, then it is good.")
    reviewer.get_by_role("button", name="Ask for changes").click()
    expect(badge(reviewer)).to_have_text("Changes asked")

    writer.goto(page_of(published, "review"))
    expect(writer.locator(".why").first).to_contain_text("One comment, then it is good.")
    expect(writer.locator(".thread")).to_contain_text(COMMENT)
    edit_lead(writer, published, "The lamp stands on a rock. It guides ships past Teeth Reef.")
    writer.get_by_label("Edit summary").fill("Told")
    writer.get_by_role("button", name="Save and ask for review").click()
    thread = writer.locator(".thread")
    expect(thread).to_contain_text("The words have changed. They were: the reef")
    thread.get_by_text("Answer", exact=False).first.click()
    thread.get_by_label("Answer", exact=True).fill("It has its name now.")
    thread.get_by_role("button", name="Answer", exact=True).click()
    writer.locator(".thread").get_by_role("button", name="Resolve").click()
    said(writer, "The comment is resolved.")

    reviewer.goto(page_of(published, "review"))
    reviewer.get_by_role("button", name=re.compile("Approve revision")).click()
    expect(badge(reviewer)).to_have_text("Approved")
    soon = timezone.localtime() + timedelta(days=1)
    reviewer.locator("#schedule-at").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    reviewer.get_by_role("button", name="Schedule", exact=True).click()
    said(reviewer, "will be published on")
    expect(reviewer.locator(".standing")).to_contain_text("Scheduled")
    reader.goto(ARTICLE)
    expect(reader.locator(".lead")).not_to_contain_text("Teeth Reef")

    Schedule.objects.update(publish_at=timezone.now())
    call_command("publish_due", verbosity=0)
    reader.reload()
    expect(reader.locator(".lead")).to_contain_text("Teeth Reef")
    reviewer.reload()
    expect(badge(reviewer)).to_have_text("Published")
    assert Comment.objects.threads().get().resolved_by == tom


def test_who_comments_answers_or_resolves_stays_at_the_sentence(signed_in, ada, published):
    desk = signed_in(ada)
    desk.goto(page_of(published, "review"))
    desk.get_by_text("sentences as before").click()
    passage = desk.locator(".passage", has_text="It still works.")
    sentence = f"#{passage.get_attribute('id')}"

    passage.get_by_role("link", name="Comment on").click()
    passage.get_by_label("Comment", exact=True).fill("Since when?")
    passage.locator("form").get_by_role("button", name="Comment").click()
    expect(passage.locator(".thread")).to_contain_text("Since when?")
    expect(passage).to_be_in_viewport()
    assert desk.url.endswith(sentence)

    passage.get_by_text("Answer", exact=False).first.click()
    passage.get_by_label("Answer", exact=True).fill("Since 1887.")
    passage.get_by_role("button", name="Answer", exact=True).click()
    expect(passage.locator(".reply")).to_be_in_viewport()
    assert desk.url.endswith(f"#{passage.locator('.thread').get_attribute('id')}")

    passage.get_by_role("button", name="Resolve").click()
    expect(passage.locator(".thread")).to_have_count(0)
    expect(passage).to_be_in_viewport()
    assert desk.url.endswith(sentence)


def test_what_was_approved_before_reads_as_a_sentence(signed_in, ada, tom, published):
    def tell(lead):
        changed = replace(store.current(published), lead=lead)
        reason = store.Reason(editor=tom, summary="Told")
        return store.save(published, changed, base=store.head(published).pk, reason=reason).edit

    approved = tell("It guides ships.")
    reviewing.ask(approved, by=tom)
    reviewing.approve(approved, by=ada)
    tell("It guides ships past the reef.")
    desk = signed_in(ada)

    desk.goto(page_of(published, "review"))

    approval = desk.locator(".approval")
    expect(approval).to_contain_text(f"Approved by ada as revision {approved.pk}. New since then")
    expect(approval).to_have_css("display", "block")
    heights = desk.locator(".glance li").evaluate_all("all => all.map((e) => e.offsetHeight)")
    assert len(set(heights)) == 1


def test_an_article_is_withdrawn_with_a_reason_and_given_back(signed_in, reader, ada, published):
    desk = signed_in(ada)
    desk.goto(page_of(published, "review"))

    desk.get_by_text("Withdraw the article").click()
    desk.get_by_label("Why", exact=True).fill("Its subject complained.")
    desk.get_by_role("button", name="Withdraw it now").click()
    expect(badge(desk)).to_have_text("Withdrawn")
    expect(desk.locator(".why")).to_contain_text("Its subject complained.")
    assert reader.request.get(ARTICLE).status == 410

    desk.get_by_label("Why readers get it again").fill("It was a misunderstanding.")
    desk.get_by_role("button", name="Give it back as it was").click()
    expect(badge(desk)).to_have_text("Published")
    assert reader.request.get(ARTICLE).status == 200


def test_a_protected_page_is_refused_with_a_sentence(signed_in, ada, tom, published):
    publisher, writer = signed_in(ada), signed_in(tom)
    publisher.goto(page_of(published, "protect"))
    publisher.get_by_label("Publishers and above").check()
    publisher.get_by_label("Why").fill("Two editors undo each other")
    publisher.get_by_role("button", name="Save the protection").click()
    said(publisher, "The article is protected.")

    writer.goto(page_of(published, "change"))

    expect(writer.locator(".messagelist")).to_contain_text(
        "only publishers and administrators may change it (Two editors undo each other)"
    )
    expect(writer.get_by_role("heading", level=1)).to_contain_text("Skerry Lighthouse")


def test_without_script_a_sentence_is_chosen_and_commented_on(
    site, open_browser, ada, published, client
):
    client.force_login(ada)
    page = open_browser(java_script_enabled=False)
    name = "sessionid"
    cookie = {"name": name, "value": client.cookies[name].value, "url": site}
    page.context.add_cookies([cookie])
    page.goto(page_of(published, "review"))

    page.get_by_text("sentences as before").click()
    page.get_by_role("link", name="Comment on: It still works.").click()
    page.locator("#comment-text").fill("Since when?")
    page.locator("#comment").get_by_role("button", name="Comment").click()

    expect(page.locator(".thread")).to_contain_text("Since when?")
    assert Comment.objects.get().words == "It still works."


def test_an_author_is_told_that_an_article_is_somebody_elses(signed_in, published, tom):
    from django.contrib.auth.models import Group

    tom.groups.set(Group.objects.filter(name="author"))
    desk = signed_in(tom)

    desk.goto(page_of(published, "change"))

    expect(desk.locator(".messagelist")).to_contain_text("this one is somebody else’s")
    assert not reviewing.unapproved(store.head(published))
