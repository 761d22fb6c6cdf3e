"""A source that was recorded twice: found, set side by side, and made one."""

import re
from dataclasses import replace

import examples
import pytest

from encyclopedia import publishing, store
from encyclopedia.desk import adopting
from encyclopedia.models import AuditEntry, Citation
from sources import store as source_store
from sources.core.record import Access, Name
from sources.models import Source

pytestmark = pytest.mark.django_db

HERE = "/admin/sources/source/duplicates/"
WHY = store.Reason(editor=None, summary="")
TWIN = examples.almanac(key="twin", doi="10.1000/1", publisher="Harbour Press")


@pytest.fixture
def article():
    """A public article that cites the almanac, which is recorded a second time."""
    examples.archive(examples.almanac(doi="10.1000/1"), "It was first lit in 1887.")
    made = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(made, publisher=None)
    source_store.save(TWIN, editor=None, summary="")
    return made.article


def choices(page):
    return re.findall(r'name="keep" value="([^"]*)">Keep @([^<]*)<', page.content.decode())


def keep(client, key):
    named = {key: choice for choice, key in choices(client.get(HERE))}
    return client.post(HERE, {"keep": named[key]}, follow=True)


def test_two_records_of_one_source_stand_side_by_side(client, ada, article):
    client.force_login(ada)

    page = client.get(HERE).content.decode()

    assert "By the same DOI" in page
    assert "<td>1</td><td>0</td>" in page
    assert '<td dir="auto">(nothing)</td><td dir="auto">Harbour Press</td>' in page


def test_the_kept_one_stands_for_both_and_the_other_key_leads_to_it(client, ada, article):
    client.force_login(ada)

    said = keep(client, "twin").content.decode()

    assert "@twin stands for @almanac too." in said
    source = Source.objects.get()
    assert (source.key, source.aliases, source.publisher) == ("twin", ["almanac"], "Harbour Press")
    assert source.snapshot.text == "It was first lit in 1887."
    assert client.get("/sources/almanac/").url == "/sources/twin/"
    assert "No source seems to be recorded twice." in client.get(HERE).content.decode()


def test_what_the_article_keeps_stays_until_it_takes_the_merged_record_over(client, ada, article):
    client.force_login(ada)
    before = store.current(article)
    keep(client, "twin")

    assert store.current(article) == before
    assert Citation.objects.values_list("source__key", flat=True).distinct().get() == "twin"
    (behind,) = adopting.citing(["twin", "almanac"])
    page = client.get(f"/admin/sources/source/{Source.objects.get().pk}/adopt/").content.decode()
    assert "Skerry Lighthouse" in page
    client.post(
        f"/admin/sources/source/{Source.objects.get().pk}/adopt/",
        {"article": f"{behind.article}:{behind.head}"},
    )
    (record,) = store.current(article).sources
    assert (record.key, record.aliases) == ("twin", ("almanac",))


def test_readers_follow_the_old_key_and_the_page_of_the_source_names_the_article(client, article):
    twin, almanac = (Source.objects.get(key=key) for key in ("twin", "almanac"))
    from encyclopedia.desk import merging

    merging.merge(
        f"{twin.pk}:{source_store.head(twin)}:{almanac.pk}:{source_store.head(almanac)}",
        editor=None,
    )

    page = client.get("/sources/almanac/", follow=True).content.decode()

    assert "Skerry Lighthouse" in page
    assert client.get("/articles/skerry-lighthouse/").status_code == 200


def test_no_copy_for_staff_alone_becomes_readable_by_a_merge(client, ada, article):
    examples.archive(examples.almanac(doi="10.1000/1", access=Access.STAFF), "Secretly.")
    source_store.save(replace(TWIN, access=Access.PUBLIC), editor=None, summary="")
    client.force_login(ada)
    keep(client, "twin")
    client.logout()

    page = client.get("/sources/twin/").content.decode()

    assert Source.objects.get().access == "staff"
    assert "Secretly." not in page


def test_an_article_that_cites_both_keys_still_saves_and_reads_the_same(client, ada, article):
    head = store.head(article)
    both = replace(store.at(head), hatnote="See the table. [@twin]")
    made = store.save(article, both, base=head.pk, reason=WHY).edit
    client.force_login(ada)
    keep(client, "almanac")

    changed = replace(store.at(made), short_description="A light")
    last = store.save(article, changed, base=made.pk, reason=WHY).edit

    assert store.current(article) == store.at(last)


def test_a_choice_that_is_out_of_date_merges_nothing(client, ada, article):
    client.force_login(ada)
    ((choice, _), _) = choices(client.get(HERE))
    source_store.save(replace(TWIN, title="Changed"), editor=None, summary="")

    page = client.post(HERE, {"keep": choice}, follow=True).content.decode()

    assert "Somebody changed one of these sources meanwhile." in page
    assert Source.objects.count() == 2


@pytest.mark.parametrize("choice", ["", "x", "1:2", "9:9:8:8", "1:1:1:1", "1:2:3:4:5"])
def test_a_choice_of_nothing_merges_nothing(client, ada, article, choice):
    client.force_login(ada)

    answer = client.post(HERE, {"keep": choice}, follow=True)

    assert answer.status_code == 200
    assert Source.objects.count() == 2


def test_any_two_are_set_side_by_side_by_their_keys(client, ada, article):
    source_store.save(
        examples.almanac(key="third", title="Third", authors=(Name(literal="X"),)),
        editor=None,
        summary="",
    )
    client.force_login(ada)

    page = client.get(f"{HERE}?first=third&second=twin")

    assert [key for _, key in choices(page)] == ["third", "twin"]
    assert "not the keys of two sources" in client.get(f"{HERE}?first=third").content.decode()
    assert "not the keys" in client.get(f"{HERE}?first=third&second=third").content.decode()


def test_the_log_tells_who_merged_which(client, ada, article):
    client.force_login(ada)

    keep(client, "twin")

    entry = AuditEntry.objects.get(action="merge_sources")
    assert (entry.actor, entry.subject) == (ada.pk, "twin almanac")
