"""A published rename moves the article; its old address leads there; a draft's title leaks not."""

from dataclasses import replace

import examples
import pytest
from django.core.management import call_command
from django.urls import reverse

from encyclopedia import addressing, publishing, store
from encyclopedia.models import Article, Publication, Redirect
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
OLD = "/articles/skerry-lighthouse/"
NEW = "/articles/skerry-light/"


def edit(article, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=WHY).edit


def rename(article, title):
    made = edit(article, title=title)
    publishing.publish(made, publisher=None)
    return made


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    first = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(first, publisher=None)
    return first.article


def names(article):
    return set(Redirect.objects.filter(article=article).values_list("slug", flat=True))


def slug(article):
    return Article.objects.get(pk=article.pk).slug


class TestPublished:
    def test_the_old_address_leads_to_the_new_one(self, client, article):
        rename(article, "Skerry Light")

        moved = client.get(OLD)
        assert (moved.status_code, moved.url) == (301, f"{NEW}?from=skerry-lighthouse")
        assert client.get(NEW).status_code == 200
        assert Publication.objects.get().slug == "skerry-light"

    @pytest.mark.parametrize(
        "typed",
        [
            "Skerry Lighthouse",
            "skerry%20(lighthouse)",
            "Skerry,_Lighthouse!",
            "«Skerry» Lighthouse",
        ],
    )
    def test_the_title_as_somebody_types_it_leads_to_the_article(self, client, article, typed):
        moved = client.get(f"/articles/{typed}/")

        assert (moved.status_code, moved.url) == (301, OLD)
        rename(article, "Skerry Light")
        assert client.get(f"/articles/{typed}/").url == f"{NEW}?from=skerry-lighthouse"
        assert client.get("/articles/No such (light)/").status_code == 404

    def test_the_page_in_another_script_names_its_address_as_addresses_are_written(
        self, client, article
    ):
        rename(article, "Маяк")

        answer = client.get("/articles/маяк/?from=skerry-lighthouse")

        url = "http://testserver/articles/%D0%BC%D0%B0%D1%8F%D0%BA/"
        assert answer["Link"] == f'<{url}>; rel="canonical"'

    def test_the_page_says_from_where_its_reader_came(self, client, article):
        rename(article, "Skerry Light")

        answer = client.get(OLD, follow=True)
        page = answer.content.decode()

        assert "(Redirected from “<bdi>Skerry Lighthouse</bdi>”)" in page
        assert answer["Link"] == f'<http://testserver{NEW}>; rel="canonical"'
        assert "Redirected" not in client.get(NEW).content.decode()
        assert client.get(NEW)["ETag"] != answer["ETag"]
        again = client.get(
            f"{NEW}?from=skerry-lighthouse", headers={"If-None-Match": answer["ETag"]}
        )
        assert again.status_code == 304

    @pytest.mark.parametrize("asked", ["nowhere", "other", "", "%3Cscript%3E"])
    def test_it_says_so_of_its_own_old_names_alone(self, client, article, asked):
        rename(article, "Skerry Light")
        other = store.create(examples.lighthouse("Other"), reason=WHY).edit
        publishing.publish(other, publisher=None)
        rename(other.article, "Another")

        answer = client.get(f"{NEW}?from={asked}")

        assert answer.content == client.get(NEW).content

    def test_permanent_addresses_under_the_old_name_lead_on(self, client, article):
        first = store.head(article).pk
        second = rename(article, "Skerry Light").pk
        rests = [
            "history/?page=1",
            f"revisions/{first}/",
            f"compare/{first}/{second}/?view=source",
            "evidence/?format=json",
            "cite/",
            "feed.atom",
        ]

        for rest in rests:
            moved = client.get(f"{OLD}{rest}")
            assert (moved.status_code, moved.url) == (301, f"{NEW}{rest}")
            assert client.get(moved.url).status_code == 200

    def test_a_form_sent_to_the_old_address_is_sent_on_whole(self, client, tom, article):
        first = store.head(article)
        rename(article, "Skerry Light")
        client.force_login(tom)

        answer = client.post(f"{OLD}revisions/{first.pk}/name/", {"name": "Old"}, follow=True)

        assert answer.redirect_chain[0] == (f"{NEW}revisions/{first.pk}/name/", 308)
        assert store.history(article).last().name == "Old"

    def test_the_history_keeps_all(self, client, article):
        first = store.head(article).pk
        second = rename(article, "Skerry Light").pk

        page = client.get(f"{NEW}history/").content.decode()
        assert f"{NEW}compare/{first}/{second}/" in page

    def test_links_lead_straight_to_the_new_address(self, client, article):
        linking = replace(examples.lighthouse("Linking"), lead="See [[Skerry Lighthouse]].")
        publishing.publish(store.create(linking, reason=WHY).edit, publisher=None)
        rename(article, "Skerry Light")

        page = client.get("/articles/linking/").content.decode()
        assert f'href="{NEW}"' in page
        assert f'href="{OLD}"' not in page

    def test_it_can_be_reverted_and_leaves_no_loop(self, client, article):
        rename(article, "Skerry Light")
        rename(article, "Skerry Lighthouse")

        assert client.get(OLD).status_code == 200
        assert client.get(NEW).url == f"{OLD}?from=skerry-light"
        assert (slug(article), names(article)) == ("skerry-lighthouse", {"skerry-light"})

    def test_each_name_of_a_row_of_renames_leads_there_at_once(self, client, article):
        for title in ("Skerry Light", "Light of Skerry", "Skerry Beacon"):
            rename(article, title)

        for old in ("skerry-lighthouse", "skerry-light", "light-of-skerry"):
            assert client.get(f"/articles/{old}/").url == f"/articles/skerry-beacon/?from={old}"

    def test_a_title_that_makes_the_same_address_moves_nothing(self, client, article):
        rename(article, "Skerry lighthouse!")

        assert client.get(OLD).status_code == 200
        assert Publication.objects.titles(["skerry lighthouse"]) == {
            "skerry lighthouse": "skerry-lighthouse"
        }

    def test_a_withdrawn_article_that_comes_back_renamed_has_its_old_name_too(
        self, client, article
    ):
        publishing.withdraw(article)
        withdrawn = client.get(OLD).status_code
        rename(article, "Skerry Light")

        assert (withdrawn, client.get(OLD).status_code, client.get(NEW).status_code) == (
            410,
            301,
            200,
        )

    def test_withdrawn_and_published_again_it_stays_where_it_was(self, client, article):
        publishing.withdraw(article)
        publishing.publish(store.head(article), publisher=None)

        assert (client.get(OLD).status_code, names(article)) == (200, set())


def test_the_demonstration_publishes_its_own_articles_also_where_others_are_reviewed_first(
    settings, capsys
):
    settings.APPROVAL_REQUIRED = True

    call_command("demo", no_serve=True)

    assert Publication.objects.count() == 3
    assert "Loaded 3 articles" in capsys.readouterr().out


def test_the_demonstration_is_not_loaded_again_over_an_article_that_moved(capsys):
    call_command("demo", no_serve=True)
    article = Article.objects.get(slug="encyclopedia-software")
    moved = rename(article, "Software for encyclopedias")

    call_command("demo", no_serve=True)

    assert "are there already" in capsys.readouterr().out
    assert store.head(article) == moved


class TestDraft:
    def test_a_new_title_changes_nothing_for_readers(self, client, article):
        before = {rest: client.get(f"{OLD}{rest}").content for rest in ("", "history/", "cite/")}
        edit(article, title="Skerry Light")

        assert {rest: client.get(f"{OLD}{rest}").content for rest in before} == before
        assert client.get(NEW).status_code == 404
        assert client.get(f"{NEW}history/").status_code == 404
        assert names(article) == set()

    def test_the_title_that_a_draft_once_had_is_no_part_of_its_address(self, client):
        draft = store.create(examples.lighthouse("Secret Light"), reason=WHY).edit
        rename(draft.article, "Public Light")

        assert client.get("/articles/public-light/").status_code == 200
        assert client.get("/articles/secret-light/").status_code == 404
        assert names(draft.article) == set()


class TestChosen:
    """What a publisher sets at the desk: another address, another name, or one name less."""

    def url(self, article):
        return reverse("admin:encyclopedia_article_addresses", args=[article.pk])

    def test_the_article_moves_and_stays_there_when_it_is_published_again(
        self, client, ada, article
    ):
        client.force_login(ada)
        answer = client.post(self.url(article), {"_move": "1", "slug": "skerry"}, follow=True)

        assert "The address is “skerry” now" in answer.content.decode()
        assert client.get(OLD).url == "/articles/skerry/?from=skerry-lighthouse"
        publishing.publish(edit(article, lead="New."), publisher=None)
        assert slug(article) == "skerry"

    def test_a_title_takes_back_the_address_that_was_chosen_for_it(self, client, article):
        publishing.move(article, "skerry")
        rename(article, "Beacon")
        rename(article, "Skerry Lighthouse")

        assert slug(article) == "skerry"
        assert names(article) == {"beacon", "skerry-lighthouse"}

    @pytest.mark.parametrize(
        ("wanted", "said"),
        [
            ("Not a slug", "“not-a-slug” would do"),
            ("a.b", "“a-b” would do"),
            ("other", "is or was the address of another article"),
            ("", "This field is required"),
        ],
    )
    def test_an_address_that_it_cannot_have_is_refused_at_its_field(
        self, client, ada, article, wanted, said
    ):
        store.create(examples.lighthouse("Other"), reason=WHY)
        client.force_login(ada)

        page = client.post(self.url(article), {"_move": "1", "slug": wanted}).content.decode()

        assert said in page
        assert f'value="{wanted}"' in page or not wanted
        assert slug(article) == "skerry-lighthouse"

    def test_another_name_leads_here_and_can_be_removed(self, client, ada, article):
        client.force_login(ada)
        client.post(self.url(article), {"_add": "1", "title": "The Skerry"})
        linking = replace(examples.lighthouse("Linking"), lead="See [[The Skerry]].")
        publishing.publish(store.create(linking, reason=WHY).edit, publisher=None)
        blue = f'href="{OLD}"' in client.get("/articles/linking/").content.decode()
        led = client.get("/articles/the-skerry/").status_code

        answer = client.post(self.url(article), {"_remove": "the-skerry"}, follow=True)

        assert "leads here no more" in answer.content.decode()
        assert (led, client.get("/articles/the-skerry/").status_code) == (301, 404)
        assert (blue, f'href="{OLD}"' in client.get("/articles/linking/").content.decode()) == (
            True,
            False,
        )

    def test_loops_and_the_names_of_others_are_refused(self, client, ada, article):
        store.create(examples.lighthouse("Other"), reason=WHY)
        client.force_login(ada)

        for title, said in (
            ("skerry LIGHTHOUSE", "a name cannot lead to itself"),
            ("Other", "already an article called"),
        ):
            page = client.post(self.url(article), {"_add": "1", "title": title}).content.decode()
            assert said in page
        assert names(article) == set()

    def test_only_publishers_change_addresses(self, client, tom, article):
        client.force_login(tom)

        assert client.get(self.url(article)).status_code == 200
        for asked in ({"_move": "1", "slug": "x"}, {"_add": "1", "title": "X"}, {"_remove": "x"}):
            assert client.post(self.url(article), asked).status_code == 403
        assert "_move" not in client.get(self.url(article)).content.decode()

    def test_the_address_of_another_article_is_never_taken(self, article):
        rename(article, "Skerry Light")
        other = store.create(examples.lighthouse("Other"), reason=WHY).edit.article

        for wanted in ("skerry-light", "skerry-lighthouse"):
            with pytest.raises(addressing.AddressError):
                publishing.move(other, wanted)
