"""Articles on one subject in several languages lead to each other, where both are public."""

import re
from dataclasses import replace

import examples
import pytest

from encyclopedia import publishing, store, translating
from encyclopedia.models import Article, Counterpart
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")


def made(title, language, *, publish=True):
    source_store.save(examples.almanac(), editor=None, summary="")
    document = replace(examples.lighthouse(title), language=language)
    edit = store.create(document, reason=WHY).edit
    if publish:
        publishing.publish(edit, publisher=None)
    return edit.article


@pytest.fixture
def english():
    return made("Lighthouse", "en")


@pytest.fixture
def french():
    return made("Phare", "fr")


def shown(client, article):
    """Give what the page leads to: hreflang of its head, and languages that readers see."""
    html = client.get(Article.objects.get(pk=article.pk).get_absolute_url()).content.decode()
    head = dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"', html))
    seen = re.search(r'<nav[^>]*aria-label="In other languages">(.*?)</nav>', html, re.DOTALL)
    return head, re.findall(r'lang="([^"]*)" title="([^"]*)"', seen[1] if seen else "")


def addresses(article):
    return f"/admin/encyclopedia/article/{article.pk}/addresses/"


def test_linked_articles_lead_to_each_other(client, english, french):
    translating.link(english, "Phare")

    head = {"en": "/articles/lighthouse/", "fr": "/articles/phare/"}
    assert shown(client, english) == (head, [("fr", "Phare")])
    assert shown(client, french) == (head, [("en", "Lighthouse")])


def test_alternates_are_whole_addresses_where_the_site_has_one(client, english, french, settings):
    settings.SITE_URL = "https://example.org"
    translating.link(english, "Phare")

    assert shown(client, english)[0]["fr"] == "https://example.org/articles/phare/"


def test_a_third_language_joins_both(client, english, french):
    arabic = made("منارة", "ar")
    translating.link(english, "Phare")
    translating.link(arabic, "Lighthouse")

    for article in (english, french, arabic):
        assert set(shown(client, article)[0]) == {"ar", "en", "fr"}


def test_a_draft_is_led_to_once_it_is_public(client, english):
    draft = made("Leuchtturm", "de", publish=False)
    translating.link(english, "Leuchtturm")
    before = shown(client, english)
    publishing.publish(store.head(draft), publisher=None)

    assert before == ({}, [])
    assert shown(client, english)[1] == [("de", "Leuchtturm")]


def test_pages_follow_when_a_counterpart_moves_or_is_withdrawn(client, english, french):
    translating.link(english, "Phare")
    publishing.move(french, "phares")
    moved = shown(client, english)[0]["fr"]
    publishing.withdraw(french)

    assert moved == "/articles/phares/"
    assert shown(client, english) == ({}, [])


def test_pages_follow_a_new_title(client, english, french):
    translating.link(english, "Phare")
    began = store.head(french)
    document = replace(store.at(began), title="Grand phare")
    edit = store.save(french, document, base=began.pk, reason=WHY).edit
    publishing.publish(edit, publisher=None)

    assert shown(client, english)[1] == [("fr", "Grand phare")]


def test_one_that_is_taken_out_stands_alone(client, english, french):
    translating.link(english, "Phare")

    had = [translating.unlink(french), translating.unlink(french)]

    assert had == [True, False]
    assert shown(client, english) == shown(client, french) == ({}, [])
    assert not Counterpart.objects.exists()


@pytest.mark.parametrize("title", ["Nowhere", "Lighthouse", "Other light"])
def test_what_cannot_be_a_counterpart_is_refused(english, title):
    made("Other light", "en")

    with pytest.raises(translating.TranslationError):
        translating.link(english, title)

    assert not Counterpart.objects.exists()


def test_a_publisher_links_and_unlinks_on_the_page_of_addresses(client, ada, english, french):
    client.force_login(ada)

    wrong = client.post(addresses(english), {"other": "Nowhere", "_pair": "1"})
    linked = client.post(addresses(english), {"other": "Phare", "_pair": "1"}, follow=True)
    apart = client.post(addresses(french), {"_unpair": "1"}, follow=True)

    assert "There is no article called “Nowhere”." in wrong.content.decode()
    assert "“Phare” is its counterpart now." in linked.content.decode()
    assert "It stands alone now." in apart.content.decode()
    assert not Counterpart.objects.exists()


def test_who_may_not_publish_may_not_link(client, tom, english, french):
    client.force_login(tom)

    refused = client.post(addresses(english), {"other": "Phare", "_pair": "1"})

    assert refused.status_code == 403
    assert "_pair" not in client.get(addresses(english)).content.decode()
