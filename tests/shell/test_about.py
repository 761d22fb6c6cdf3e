"""The pages about the site: shipped texts, or the operator's own; the licence on every article."""

import re

import examples
import pytest
from django.contrib.auth.models import Group

from encyclopedia import about, publishing, store
from encyclopedia.models import SitePage
from sources import store as source_store

pytestmark = pytest.mark.django_db

ADD = "/admin/encyclopedia/sitepage/add/"


@pytest.fixture
def administrator(client, tom):
    tom.groups.set(Group.objects.filter(name="administrator"))
    client.force_login(tom)
    return client


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def publish():
    source_store.save(examples.almanac(), editor=None, summary="")
    why = store.Reason(editor=None, summary="")
    publishing.publish(store.create(examples.lighthouse(), reason=why).edit, publisher=None)


def test_the_shipped_texts_say_what_the_site_is(client):
    headings = {
        path: re.search(r"<h1>(.*?)</h1>", main_of(client.get(path)))[1]
        for path in ("/about/", "/about/policy/", "/about/licence/")
    }

    assert headings == {
        "/about/": "About Encyclopedia",
        "/about/policy/": "Editorial policy",
        "/about/licence/": "Licence",
    }


def test_an_administrator_writes_a_page_in_the_markup_of_articles(administrator):
    publish()

    administrator.post(
        ADD, {"name": "policy", "text": "We cite.\n\n## Names\n\nSee [[Skerry Lighthouse]]."}
    )

    html = main_of(administrator.get("/about/policy/"))
    assert '<h2 id="names" dir="auto">Names</h2>' in html
    assert '<a href="/articles/skerry-lighthouse/">' in html


def test_a_text_that_cannot_be_read_is_refused_with_its_line(administrator):
    page = administrator.post(ADD, {"name": "policy", "text": "One.\n\n# Too high a heading"})

    assert "Line 3:" in page.content.decode()
    assert SitePage.objects.count() == 0


def test_the_shipped_text_comes_back_when_the_own_one_is_deleted(administrator):
    SitePage.objects.create(name="about", text="Ours alone.")
    own = main_of(administrator.get("/about/"))

    administrator.post("/admin/encyclopedia/sitepage/about/delete/", {"post": "yes"})

    assert "Ours alone." in own
    assert "work of reference" in main_of(administrator.get("/about/"))


def test_what_a_page_is_called_is_no_markup():
    with pytest.raises(about.TextError, match="Line 1:"):
        about.read("about", "### Too deep at once\n\n")


def test_the_licence_is_named_on_articles_and_on_its_page(client, settings):
    settings.LICENCE_NAME, settings.LICENCE_URL = "CC BY 4.0", "https://licences.example/by/"
    publish()
    named = '<a rel="license" href="https://licences.example/by/">CC BY 4.0</a>'

    pages = [client.get(path) for path in ("/articles/skerry-lighthouse/", "/about/licence/")]

    assert [named in page.content.decode() for page in pages] == [True, True]


def test_without_a_licence_nothing_is_promised(client):
    publish()

    article = client.get("/articles/skerry-lighthouse/").content.decode()

    assert ("Text under" in article, 'href="/about/licence/"' in article) == (False, True)
    assert "has named no licence" in main_of(client.get("/about/licence/"))
