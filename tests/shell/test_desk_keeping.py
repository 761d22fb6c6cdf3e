"""What is typed at the desk is kept until it is saved, and belongs to whoever typed it."""

from datetime import timedelta

import examples
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from forms_of import change_url, form_of, save

from encyclopedia import store
from encyclopedia.keeping import drafts, tickets
from encyclopedia.models import Article, Edit, KeptDraft, Presence
from encyclopedia.models.keeping import HERE_FOR, KEPT_FOR
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
ADD = "/admin/encyclopedia/article/add/"


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit.article


def draft_url(article):
    return reverse("admin:encyclopedia_article_draft", args=[article.pk])


def keep(client, article, begin=None, **typed):
    data = form_of(begin or client.get(change_url(article)))
    return client.post(draft_url(article), {**data, **typed})


def discard_url(draft):
    return reverse("admin:encyclopedia_article_discard", args=[draft.ticket])


def test_what_is_typed_is_kept_and_is_no_revision(desk, article):
    answer = keep(desk, article, lead="Half a sent").json()

    assert (answer["kept"], answer["suggestion"]) == (True, "Lead")
    assert KeptDraft.objects.get().fields["lead"] == ["Half a sent"]
    assert Edit.objects.count() == 1


def test_typing_on_replaces_what_was_kept(desk, article):
    begin = desk.get(change_url(article))

    keep(desk, article, begin, lead="Half")
    keep(desk, article, begin, lead="Half a sentence.")

    assert [draft.fields["lead"] for draft in KeptDraft.objects.all()] == [["Half a sentence."]]


def test_two_windows_keep_a_draft_each(desk, article):
    keep(desk, article, lead="In one window.")
    keep(desk, article, lead="In the other.")

    assert KeptDraft.objects.count() == 2


def test_a_kept_draft_is_offered_with_what_it_would_change(desk, article):
    keep(desk, article, **{"lead": "Half", "infobox-0-text": "1888", "sections-0-text": "Warns."})

    page = desk.get(change_url(article))

    (offer,) = page.context["offers"]
    assert offer.places == ("lead", "infobox: Lit", "Purpose")
    assert "You have an unsaved draft from" in page.content.decode()
    assert "3 places differ" in page.content.decode()


def test_words_typed_in_several_forms_are_offered_once_and_put_away_together(desk, article):
    for lead in ("Half", "Other", "Half", "Half"):
        keep(desk, article, lead=lead)
    newest = KeptDraft.objects.first()

    page = desk.get(change_url(article))

    offered = [offer.ticket for offer in page.context["offers"]]
    assert offered == [newest.ticket, KeptDraft.objects.all()[2].ticket]
    shown, _, folded = page.content.decode().partition("1 older unsaved draft</summary>")
    assert [part.count("Restore it") for part in (shown, folded)] == [1, 1]
    desk.post(discard_url(newest))
    assert [draft.fields["lead"] for draft in KeptDraft.objects.all()] == [["Other"]]


def test_a_draft_that_changes_nothing_is_not_offered(desk, article):
    keep(desk, article)

    assert desk.get(change_url(article)).context["offers"] == ()


def test_restoring_shows_the_form_as_it_was_typed_and_saves_nothing(desk, article):
    keep(desk, article, lead="Half", **{"sections-0-heading": ""}, summary="Because")
    (draft,) = KeptDraft.objects.all()

    answer = desk.post(change_url(article), {"_restore": draft.ticket})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert ">\nHalf</textarea>" in page
    assert 'value="Because"' in page
    assert "What saving would change" in page
    assert form_of(answer)["sections-0-heading"] == ""
    assert Edit.objects.count() == 1


def test_a_restored_draft_goes_on_under_its_name_and_ends_with_the_save(desk, article):
    keep(desk, article, lead="Half")
    (draft,) = KeptDraft.objects.all()
    begin = desk.post(change_url(article), {"_restore": draft.ticket})
    keep(desk, article, begin, lead="Half and more.")
    assert KeptDraft.objects.count() == 1

    save(desk, article, begin=begin, lead="Half and more.")

    assert store.current(article).lead == "Half and more."
    assert not KeptDraft.objects.exists()


def test_a_draft_begun_from_an_older_revision_merges_when_it_is_restored_and_saved(desk, article):
    keep(desk, article, lead="Mine.")
    (draft,) = KeptDraft.objects.all()
    save(desk, article, **{"sections-0-text": "Theirs."})

    begin = desk.post(change_url(article), {"_restore": draft.ticket})
    save(desk, article, begin=begin)

    document = store.current(article)
    assert (document.lead, document.sections[0].text) == ("Mine.", "Theirs.")


def test_a_discarded_draft_is_gone(desk, article):
    keep(desk, article, lead="Half")

    answer = desk.post(discard_url(KeptDraft.objects.get()))

    assert answer.url == change_url(article)
    assert not KeptDraft.objects.exists()


def test_nobody_else_sees_restores_or_discards_a_draft(desk, client, article, tom, admin_user):
    keep(desk, article, lead="Between me and me")
    draft = KeptDraft.objects.get()
    shown = reverse("admin:encyclopedia_article_kept", args=[draft.ticket])
    assert "Between me" in desk.get(shown).content.decode()

    for other in (tom, admin_user):
        client.force_login(other)
        restored = client.post(change_url(article), {"_restore": draft.ticket})

        assert client.get(shown).status_code == 404
        assert restored.status_code == 302
        assert client.get(change_url(article)).context["offers"] == ()
        client.post(discard_url(draft))

    assert KeptDraft.objects.count() == 1


def test_a_ticket_of_another_keeps_nothing_in_their_name(client, article, ada, tom):
    client.force_login(tom)
    data = form_of(client.get(change_url(article))) | {"ticket": tickets.issue(ada.pk)}

    assert client.post(draft_url(article), data).status_code == 400
    assert client.post(draft_url(article), data | {"ticket": "forged"}).status_code == 400
    assert not KeptDraft.objects.exists()


def test_too_much_is_not_kept_and_says_so(desk, article, monkeypatch):
    monkeypatch.setattr("encyclopedia.keeping.typed.LARGEST", 1_000)

    answer = keep(desk, article, lead="x" * 1_001)

    assert (answer.status_code, answer.content) == (
        413,
        b"More than 1,000 characters cannot be kept.",
    )


def test_old_drafts_end_and_the_newest_of_many_stay(desk, article, ada):
    keep(desk, article, lead="Old")
    KeptDraft.objects.update(typed_at=timezone.now() - KEPT_FOR)
    assert desk.get(change_url(article)).context["offers"] == ()

    for number in range(drafts.MOST_EACH + 1):
        keep(desk, article, lead=f"Draft {number}")

    leads = {draft.fields["lead"][0] for draft in KeptDraft.objects.all()}
    assert leads == {f"Draft {number}" for number in range(1, drafts.MOST_EACH + 1)}


def test_a_new_article_is_kept_too(desk):
    data = form_of(desk.get(ADD))
    desk.post(f"{ADD}draft/", {**data, "title": "New light", "lead": "Words."})

    offered = desk.get(ADD)
    answer = desk.post(ADD, {"_restore": offered.context["offers"][0].ticket})

    assert offered.context["offers"][0].places == ("title", "lead")
    assert "<bdi>New light</bdi></strong>, 2 places differ" in offered.content.decode()
    assert 'value="New light"' in answer.content.decode()
    assert not Article.objects.exists()


def test_words_on_their_way_while_the_form_is_saved_are_not_offered_afterwards(desk, article):
    begin = desk.get(change_url(article))
    save(desk, article, begin=begin, lead="Whole.")

    answer = keep(desk, article, begin, lead="Who").json()

    assert (answer["kept"], answer["saved"]) == (False, False)
    assert not KeptDraft.objects.exists()


def test_words_typed_after_going_back_to_a_saved_form_are_kept(desk, article):
    begin = desk.get(change_url(article))
    save(desk, article, begin=begin, lead="Whole.")
    Edit.objects.update(saved_at=timezone.now() - timedelta(minutes=1))

    assert keep(desk, article, begin, lead="Whole, and more.").json()["kept"]


class TestSignedOut:
    def test_a_form_sent_after_the_session_ended_is_kept_and_offered(self, desk, ada, article):
        begin = desk.get(change_url(article))
        desk.logout()

        answer = save(desk, article, begin=begin, lead="Typed for an hour.")
        login = desk.get(answer.url).content.decode()
        desk.force_login(ada)
        (offer,) = desk.get(change_url(article)).context["offers"]

        assert "What you typed is kept" in login
        assert offer.places == ("lead",)
        assert Edit.objects.count() == 1

    def test_a_form_sent_with_an_old_token_is_kept_too(self, ada, article):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ada)
        data = form_of(strict.get(change_url(article)))

        answer = strict.post(change_url(article), {**data, "lead": "Kept.", "_continue": "1"})

        assert (answer.status_code, answer["X-Kept"]) == (403, "1")
        assert "is kept for you" in answer.content.decode()
        assert KeptDraft.objects.get().fields["lead"] == ["Kept."]
        assert Edit.objects.count() == 1

    def test_a_script_is_told_the_token_of_who_signed_in_again_and_nobody_else(self, ada, article):
        strict = Client(enforce_csrf_checks=True)
        here = reverse("admin:encyclopedia_article_here", args=[article.pk])
        strict.force_login(ada)
        strict.get(change_url(article))

        refused = strict.post(here)
        token = refused["X-CSRFToken"]
        again = strict.post(here, headers={"X-CSRFToken": token})
        strict.logout()

        assert (refused.status_code, again.status_code) == (403, 200)
        assert "X-CSRFToken" not in strict.post(here).headers

    def test_without_a_valid_ticket_the_words_are_given_back(self, client, article, ada):
        client.force_login(ada)
        data = form_of(client.get(change_url(article))) | {"ticket": "forged", "lead": "<b>Mine"}
        client.logout()

        answer = client.post(change_url(article), data)

        assert (answer.status_code, answer["X-Kept"]) == (403, "0")
        assert "&lt;b&gt;Mine</textarea>" in answer.content.decode()
        assert not KeptDraft.objects.exists()

    def test_what_a_deactivated_member_sends_is_not_kept(self, client, article, ada):
        client.force_login(ada)
        begin = client.get(change_url(article))
        ada.is_active = False
        ada.save()

        assert keep(client, article, begin, lead="Mine").status_code == 403
        assert save(client, article, begin=begin, lead="Mine").status_code == 403
        assert not KeptDraft.objects.exists()

    def test_other_forms_are_told_plainly(self, ada, article):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(ada)

        answer = strict.post("/admin/preview/", {"content": "x"})

        assert answer.status_code == 403
        assert "Nothing was done" in answer.content.decode()


class TestCompany:
    def here(self, client, article, base):
        url = reverse("admin:encyclopedia_article_here", args=[article.pk])
        return client.post(url, {"base": base}).json()["news"]

    def test_each_is_told_of_the_other_until_they_have_been_away(self, article, ada, tom):
        base = store.head(article).pk
        pages = [Client(), Client()]
        for client, member in zip(pages, (ada, tom), strict=True):
            client.force_login(member)

        first, second = (self.here(client, article, base) for client in pages)
        opened = pages[0].get(change_url(article)).content.decode()
        Presence.objects.update(seen_at=timezone.now() - HERE_FOR)
        alone = pages[0].get(change_url(article)).content.decode()

        assert first.strip() == ""
        assert "ada has this article open too" in second
        assert "tom has this article open too" in opened
        assert "open too" not in alone

    def test_what_was_saved_meanwhile_is_told_with_a_way_to_see_it(self, desk, tom, article):
        base = store.head(article).pk
        other = Client()
        other.force_login(tom)
        save(other, article, lead="Tom's.")

        now = self.here(desk, article, base)
        Edit.objects.filter(pk__gt=base).update(saved_at=timezone.now() - timedelta(seconds=150))
        news = self.here(desk, article, base)

        head = store.head(article).pk
        assert f"tom saved revision {head} just now, while you were editing." in now
        assert f"tom saved revision {head} 2\xa0minutes ago, while you were editing." in news
        assert reverse("compare", args=[article.slug, base, head]) in news

    def test_opening_a_form_writes_nothing(self, desk, article):
        desk.get(change_url(article))

        assert not Presence.objects.exists()
