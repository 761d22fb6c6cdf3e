"""A revision has an address that stays, and citations that name it."""

import re
from dataclasses import replace
from html import unescape

import examples
import pytest

from encyclopedia import publishing, store
from sources import store as source_store

pytestmark = pytest.mark.django_db

HERE = "/articles/skerry-lighthouse/"
WHY = store.Reason(editor=None, summary="")


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    first = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(first, publisher=None)
    return first.article


def citations(page):
    found = re.findall(r"<dt>([^<]*)</dt>\s*<dd><pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    return {style: unescape(words) for style, words in found}


def test_the_page_cites_what_readers_have_now(client, article):
    public = store.head(article)
    document = replace(store.at(public), lead="Draft.", title="Draft title")
    store.save(article, document, base=public.pk, reason=WHY)

    page = client.get(f"{HERE}cite/").content.decode()
    url = f"http://testserver{HERE}revisions/{public.pk}/"

    found = citations(page)
    assert list(found) == ["Permanent link", "APA", "Chicago", "MLA", "BibTeX", "RIS"]
    assert all(url in words for words in found.values())
    assert f"(SHA-256 {public.content_hash})" in found["Permanent link"]
    assert "Draft" not in page


def test_the_address_of_a_citation_shows_its_words_for_ever(client, article):
    public = store.head(article)
    document = replace(store.at(public), title="Skerry Light", lead="New.")
    made = store.save(article, document, base=public.pk, reason=WHY).edit
    publishing.publish(made, publisher=None)

    answer = client.get(f"{HERE}revisions/{public.pk}/", follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain == [(f"/articles/skerry-light/revisions/{public.pk}/", 301)]
    assert "The lighthouse was lit in 1887." in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical" href="http://testserver/articles/skerry-light/"' in page
    assert public.content_hash in page
    assert "“Skerry Lighthouse”" in citations(page)["Permanent link"]


def test_nothing_public_nothing_to_cite(client, tom, article):
    draft = store.create(examples.lighthouse("Other"), reason=WHY).edit
    client.force_login(tom)

    assert client.get(f"/articles/{draft.article.slug}/cite/").status_code == 404


def test_the_configured_address_of_the_site_is_the_one_cited(client, settings, article):
    settings.SITE_URL = "https://example.org"

    page = client.get(f"{HERE}cite/").content.decode()

    assert f"https://example.org{HERE}revisions/" in citations(page)["APA"]


def test_a_title_is_text_in_every_citation(client):
    source_store.save(examples.almanac(), editor=None, summary="")
    title = "</pre><script>alert(1)</script> & Co."
    publishing.publish(store.create(examples.lighthouse(title), reason=WHY).edit, publisher=None)

    page = client.get("/articles/pre-script-alert-1-script-co/cite/").content.decode()

    assert "<script>alert" not in page
    assert title in citations(page)["APA"]
