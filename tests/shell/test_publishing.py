"""Drafts and publications: the public reads what was published and nothing else."""

import gzip
from dataclasses import replace

import examples
import pytest
from django.urls import reverse

from encyclopedia import publishing, store
from encyclopedia.models import Publication, PublishedRevision, Redirect
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")


@pytest.fixture
def draft():
    source_store.save(examples.almanac(), editor=None, summary="")
    return store.create(examples.lighthouse(), reason=WHY).edit


def edit(article, **changes):
    document = replace(store.current(article), **changes)
    return store.save(article, document, base=store.head(article).pk, reason=WHY).edit


def page_of(publication):
    return gzip.decompress(bytes(publication.page)).decode()


def test_a_draft_has_no_public_page(client, draft):
    assert client.get(draft.article.get_absolute_url()).status_code == 404


def test_publishing_makes_the_page_that_readers_get(client, draft):
    publishing.publish(draft, publisher=None)

    answer = client.get(draft.article.get_absolute_url())

    assert answer.status_code == 200
    assert "The lighthouse was lit in 1887." in answer.content.decode()


def test_readers_do_not_see_an_edit_before_it_is_published(client, draft):
    publishing.publish(draft, publisher=None)
    edit(draft.article, lead="Unpublished words.")

    assert "Unpublished words." not in client.get(draft.article.get_absolute_url()).content.decode()


def test_publishing_the_same_revision_again_changes_nothing(draft):
    first = publishing.publish(draft, publisher=None)
    again = publishing.publish(draft, publisher=None)

    assert (first, again) == (True, False)
    assert PublishedRevision.objects.count() == 1


def test_the_article_page_costs_one_query(client, draft, django_assert_num_queries):
    publishing.publish(draft, publisher=None)

    with django_assert_num_queries(1):
        client.get(draft.article.get_absolute_url())


def test_the_article_page_sets_no_cookie_and_may_be_asked_for_again_cheaply(client, draft):
    publishing.publish(draft, publisher=None)
    first = client.get(draft.article.get_absolute_url())

    again = client.get(draft.article.get_absolute_url(), headers={"If-None-Match": first["ETag"]})

    assert not first.cookies
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_sent_packed_only_to_those_who_unpack_it(client, draft):
    publishing.publish(draft, publisher=None)
    url = draft.article.get_absolute_url()

    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = client.get(url, headers={"Accept-Encoding": "identity"})

    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]


def test_red_links_turn_blue_when_the_article_is_published(draft):
    publishing.publish(draft, publisher=None)
    before = page_of(Publication.objects.get(article=draft.article))

    other = store.create(examples.lighthouse("Reef of Teeth"), reason=WHY).edit
    unpublished = page_of(Publication.objects.get(article=draft.article))
    publishing.publish(other, publisher=None)

    after = page_of(Publication.objects.get(article=draft.article))
    assert 'class="new"' in before
    assert unpublished == before
    assert 'class="new"' not in after
    assert 'href="/articles/reef-of-teeth/"' in after


def test_withdrawing_takes_the_article_and_its_history_from_the_public(client, draft):
    publishing.publish(draft, publisher=None)
    publishing.withdraw(draft.article)

    slug = draft.article.slug
    assert client.get(reverse("article", args=[slug])).status_code == 410
    assert client.get(reverse("history", args=[slug])).status_code == 404
    assert client.get(reverse("revision", args=[slug, draft.pk])).status_code == 404


def test_publishing_again_brings_a_withdrawn_article_back(client, draft):
    publishing.publish(draft, publisher=None)
    publishing.withdraw(draft.article)

    publishing.publish(draft, publisher=None)

    assert client.get(draft.article.get_absolute_url()).status_code == 200


def test_a_published_rename_leaves_the_old_name_behind(client, draft):
    publishing.publish(draft, publisher=None)
    linking = store.create(
        replace(examples.lighthouse("Linking"), lead="See [[Skerry Lighthouse]]."), reason=WHY
    ).edit
    publishing.publish(linking, publisher=None)

    publishing.publish(edit(draft.article, title="Skerry Light"), publisher=None)

    assert Redirect.objects.get().title == "Skerry Lighthouse"
    page = page_of(Publication.objects.get(article=linking.article))
    assert 'href="/articles/skerry-light/"' in page
    assert client.get("/articles/skerry-lighthouse/").status_code == 301


def test_a_source_is_public_once_a_published_article_cites_it(client, draft):
    url = reverse("source", args=["almanac"])

    before = client.get(url).status_code
    publishing.publish(draft, publisher=None)

    assert (before, client.get(url).status_code) == (404, 200)


def test_a_stored_page_keeps_the_policy_it_was_made_with(client, draft):
    publishing.publish(draft, publisher=None)
    Publication.objects.update(policy={"style-src": ["'sha256-old'"], "script-src": []})

    policy = client.get(draft.article.get_absolute_url())["Content-Security-Policy"]

    assert "style-src 'self' " in policy
    assert "'sha256-old'" in policy


CANARY = "Zanzibarcanary"


def test_no_word_of_a_draft_is_found_by_readers_anywhere(client, rita, draft):
    publishing.publish(draft, publisher=None)
    hidden = edit(draft.article, title=f"{CANARY} title", lead=f"{CANARY} lead")
    secret = store.create(
        replace(examples.lighthouse(f"{CANARY} article"), lead=f"{CANARY} words"), reason=WHY
    ).edit
    last = publishing.publish(
        edit(draft.article, title="Skerry Lighthouse", lead="Clean."), publisher=None
    )
    slug = draft.article.slug
    urls = [
        "/",
        "/articles/",
        f"/articles/?q={CANARY.lower()}",
        "/sources/",
        "/robots.txt",
        reverse("article", args=[slug]),
        reverse("history", args=[slug]),
        reverse("revision", args=[slug, draft.pk]),
        reverse("revision", args=[slug, hidden.pk]),
        reverse("compare", args=[slug, draft.pk, store.head(draft.article).pk]),
        reverse("compare", args=[slug, draft.pk, hidden.pk]),
        reverse("article", args=[secret.article.slug]),
        reverse("history", args=[secret.article.slug]),
        reverse("revision", args=[secret.article.slug, secret.pk]),
        reverse("source", args=["almanac"]),
    ]
    assert last

    found = {}
    for user in (None, rita):
        client.logout()
        if user:
            client.force_login(user)
        for url in urls:
            answer = client.get(url)
            text = answer.content.decode() + str(answer.headers)
            if (
                CANARY.lower()
                in text.replace(f'value="{CANARY.lower()}"', "")
                .lower()
                .replace(f"“{CANARY.lower()}”", "")
                and CANARY.lower() not in url.lower()
            ):
                found[user, url] = answer.status_code

    assert found == {}


def test_readers_compare_over_public_revisions_alone(client, draft):
    publishing.publish(draft, publisher=None)
    hidden = edit(draft.article, lead="Hidden.")
    public = edit(draft.article, lead="Public.")
    publishing.publish(public, publisher=None)
    slug = draft.article.slug

    page = client.get(reverse("compare", args=[slug, draft.pk, public.pk])).content.decode()
    refused = client.get(reverse("compare", args=[slug, draft.pk, hidden.pk]))

    assert "1 revision by" not in page
    assert refused.status_code == 404


def test_editors_see_every_revision(client, tom, draft):
    publishing.publish(draft, publisher=None)
    hidden = edit(draft.article, lead="Hidden.")
    client.force_login(tom)

    answer = client.get(reverse("revision", args=[draft.article.slug, hidden.pk]))

    assert "Hidden." in answer.content.decode()


def test_a_deactivated_editor_sees_what_readers_see(client, tom, draft):
    client.force_login(tom)
    tom.is_active = False
    tom.save()

    assert client.get(reverse("history", args=[draft.article.slug])).status_code == 404


def test_the_preview_and_the_public_page_have_the_same_words(draft):
    from encyclopedia import languages, presenting, tracing
    from encyclopedia.core.writers import html

    publishing.publish(draft, publisher=None)
    document = store.at(draft)

    with languages.spoken(document.language):
        passages = tracing.passages_shown(tracing.trace(document))
        titles = presenting.known_titles(document)
        body = html.write(document, titles, passages, languages.words())

    assert body in page_of(Publication.objects.get(article=draft.article))


def test_a_draft_is_not_withdrawn_for_readers_never_had_it(client, draft):
    assert not publishing.withdraw(draft.article)

    assert client.get(draft.article.get_absolute_url()).status_code == 404


def test_a_withdrawn_article_was_first_published_when_it_was(draft):
    publishing.publish(draft, publisher=None)
    first = Publication.objects.get().first_published_at
    publishing.withdraw(draft.article)

    publishing.publish(draft, publisher=None)

    assert Publication.objects.get().first_published_at == first


def test_links_to_a_withdrawn_article_turn_red(draft):
    publishing.publish(draft, publisher=None)
    target = store.create(examples.lighthouse("Reef of Teeth"), reason=WHY).edit
    publishing.publish(target, publisher=None)
    publishing.publish(edit(target.article, title="Reef of Fangs"), publisher=None)
    before = page_of(Publication.objects.get(article=draft.article))

    publishing.withdraw(target.article)

    after = page_of(Publication.objects.get(article=draft.article))
    assert ('class="new"' in before, 'class="new"' in after) == (False, True)


def test_what_was_never_published_stays_hidden_when_an_article_comes_back(client, draft):
    publishing.publish(draft, publisher=None)
    hidden = edit(draft.article, lead=f"{CANARY} lead")
    public = edit(draft.article, lead="Clean.")
    publishing.publish(public, publisher=None)
    publishing.withdraw(draft.article)
    during = client.get(reverse("revision", args=[draft.article.slug, draft.pk])).status_code
    publishing.publish(public, publisher=None)
    slug = draft.article.slug

    statuses = {
        each.pk: client.get(reverse("revision", args=[slug, each.pk])).status_code
        for each in (draft, hidden, public)
    }

    assert during == 404
    assert statuses == {draft.pk: 200, hidden.pk: 404, public.pk: 200}


def test_an_older_revision_can_be_published_again(client, draft):
    publishing.publish(draft, publisher=None)
    publishing.publish(edit(draft.article, lead="Newer."), publisher=None)

    publishing.publish(draft, publisher=None)

    assert "Newer." not in client.get(draft.article.get_absolute_url()).content.decode()
    assert PublishedRevision.objects.count() == 2


def test_only_editors_of_public_revisions_are_named(draft):
    hidden = replace(store.at(draft), lead="Hidden.")
    why = store.Reason(editor=None, editor_name=CANARY, summary=CANARY)
    store.save(draft.article, hidden, base=draft.pk, reason=why)
    publishing.publish(edit(draft.article, lead="Public."), publisher=None)

    assert CANARY not in page_of(Publication.objects.get())


class TestNames:
    """One title is one article: for readers, at the desk, and in the past."""

    def test_the_title_that_readers_know_is_not_free_while_a_draft_has_another(self, draft):
        publishing.publish(draft, publisher=None)
        edit(draft.article, title="Skerry Light")

        with pytest.raises(store.TitleTakenError):
            store.create(
                replace(examples.lighthouse("Other"), title="Skerry Lighthouse"), reason=WHY
            )

    def test_an_old_revision_with_a_title_that_is_taken_is_not_published(self, draft):
        edit(draft.article, title="Skerry Light")
        other = replace(examples.lighthouse("Other"), title="Skerry Lighthouse")
        publishing.publish(store.create(other, reason=WHY).edit, publisher=None)

        with pytest.raises(store.TitleTakenError):
            publishing.publish(draft, publisher=None)

        assert not PublishedRevision.objects.filter(edit=draft).exists()

    def test_an_old_name_is_not_free_either(self, draft):
        publishing.publish(draft, publisher=None)
        publishing.publish(edit(draft.article, title="Skerry Light"), publisher=None)

        with pytest.raises(store.TitleTakenError):
            store.create(
                replace(examples.lighthouse("Other"), title="Skerry Lighthouse"), reason=WHY
            )

    def test_an_article_may_take_its_old_name_back(self, client, draft):
        publishing.publish(draft, publisher=None)
        for title in ("Skerry Light", "Skerry Lighthouse", "Skerry Light", "Skerry Lighthouse"):
            publishing.publish(edit(draft.article, title=title), publisher=None)

        assert Publication.objects.get().title == "Skerry Lighthouse"
        assert client.get(draft.article.get_absolute_url()).status_code == 200

    def test_old_names_that_make_the_same_address_are_told_apart(self, client, draft):
        slugs = {}
        for name in ("Sea?", "Sea!"):
            began = store.create(examples.lighthouse(name), reason=WHY).edit
            publishing.publish(began, publisher=None)
            publishing.publish(edit(began.article, title=f"The {name}"), publisher=None)
            slugs[name] = began.article.slug

        assert slugs == {"Sea?": "sea", "Sea!": "sea-2"}
        assert set(Redirect.objects.values_list("slug", flat=True)) == {"sea", "sea-2"}
        assert [client.get(f"/articles/{slug}/").url for slug in slugs.values()] == [
            "/articles/the-sea/?from=sea",
            "/articles/the-sea-2/?from=sea-2",
        ]

    def test_an_old_name_never_leads_to_the_address_of_another_article(self, client):
        first = store.create(examples.lighthouse("Sea?"), reason=WHY).edit
        second = store.create(examples.lighthouse("Sea!"), reason=WHY).edit
        publishing.publish(first, publisher=None)
        publishing.publish(second, publisher=None)
        publishing.publish(edit(second.article, title="Ocean"), publisher=None)

        publishing.withdraw(first.article)

        assert client.get("/articles/sea/").status_code == 410

    @pytest.mark.parametrize("title", ["ß" * 255, "\ufb03" * 255, "\u0390" * 255, "𝔘" * 255])
    def test_a_title_that_grows_when_folded_is_kept(self, client, title):
        saved = store.create(replace(examples.lighthouse("Long"), title=title), reason=WHY)
        linking = replace(examples.lighthouse("Linking"), lead=f"[[{title}]] [[{'x' * 900}]]")

        publishing.publish(saved.edit, publisher=None)
        publishing.publish(store.create(linking, reason=WHY).edit, publisher=None)

        assert client.get(saved.edit.article.get_absolute_url()).status_code == 200
        assert store.current(saved.edit.article).title == title
