"""Articles in the formats of other programs: the page's rights, tags, types and names of files."""

import json
import re
from dataclasses import replace

import examples
import pytest
from jsonschema import Draft202012Validator

from encyclopedia import cards, formats, publishing, store
from encyclopedia.core.readers import READERS
from encyclopedia.core.writers import WRITERS
from encyclopedia.formats import BY_NAME, FORMATS, preferred
from encyclopedia.models import Kind
from sources import store as source_store
from sources.core.record import Access

pytestmark = pytest.mark.django_db

PAGE = "/articles/skerry-lighthouse/"
SECRET = "Nobody quotes these words of the archived text."
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
OF_SOURCES = ("bib", "ris", "csl.json")  # say the same as long as the sources are the same


def saved(article, **changes):
    began = store.head(article)
    reason = store.Reason(editor=None, editor_name="Ada", summary="")
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=reason).edit


@pytest.fixture
def article():
    examples.archive(examples.almanac(access=Access.STAFF), f"It was first lit in 1887. {SECRET}")
    why = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    first = store.create(examples.lighthouse(), reason=why).edit
    publishing.publish(first, publisher=None)
    return first.article


def address(suffix, revision=None):
    at = f"{PAGE}revisions/{revision}" if revision else PAGE.rstrip("/")
    return f"{at}.{suffix}"


def test_every_writer_has_an_address_and_says_what_it_is(client, article):
    answers = {each.name: client.get(address(each.suffix)) for each in FORMATS}

    assert list(answers) == [name for name, _ in WRITERS]
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {
        name: (answers[name]["Content-Type"], answers[name]["Content-Disposition"])
        for name in ("json", "jsonld", "markdown", "plain")
    } == {
        "json": ("application/json", 'inline; filename="skerry-lighthouse.json"'),
        "jsonld": ("application/ld+json", 'inline; filename="skerry-lighthouse.jsonld"'),
        "markdown": ("text/markdown; charset=utf-8", 'inline; filename="skerry-lighthouse.md"'),
        "plain": ("text/plain; charset=utf-8", 'inline; filename="skerry-lighthouse.txt"'),
    }


def test_every_writer_is_known_by_its_media_type():
    unknown = [each.name for each in FORMATS if each.name not in formats._KNOWN]  # noqa: SLF001 -- its table

    assert unknown == []


@pytest.mark.parametrize(("name", "suffix"), [("json", "json"), ("markdown", "md")])
def test_what_leaves_can_be_read_again(client, article, name, suffix):
    text = client.get(address(suffix)).content.decode()

    assert dict(READERS)[name](text).document == store.at(store.head(article))


def test_the_json_names_its_schema_which_it_passes(client, article):
    answer = client.get(address("json"))
    schema_url = re.search(r'<([^>]*)>; rel="describedby"', answer["Link"])[1]

    schema = client.get(schema_url)

    assert schema["Content-Type"] == "application/schema+json"
    assert schema.json()["$id"] == f"http://testserver{schema_url}"
    Draft202012Validator(schema.json()).validate(answer.json())
    assert client.get("/schemas/article-99.json").status_code == 404


def test_the_words_of_archived_texts_never_leave(client, article):
    for each in FORMATS:
        assert SECRET.encode() not in client.get(address(each.suffix)).content


def test_drafts_do_not_leave_but_to_the_desk(client, ada, article):
    draft = saved(article, lead="Draft words.")
    only = store.create(
        examples.lighthouse("Never public"), reason=store.Reason(editor=None, summary="")
    ).edit

    public = [client.get(address(each.suffix)).content.decode() for each in FORMATS]
    statuses = [
        client.get(url).status_code
        for url in (address("md", draft.pk), "/articles/never-public.md", "/articles/none.json")
    ]
    client.force_login(ada)
    at_desk = client.get(address("md", draft.pk))

    assert not any("Draft words" in text for text in public)
    assert statuses == [404, 404, 404]
    assert "Draft words." in at_desk.content.decode()
    assert "private" in at_desk["Cache-Control"]
    assert client.get(f"/articles/never-public/revisions/{only.pk}.json").status_code == 200


def test_a_withdrawn_article_is_gone_in_every_format(client, article):
    first = store.head(article)
    publishing.withdraw(article)

    answers = [client.get(address(each.suffix)).status_code for each in FORMATS]

    assert set(answers) == {410}
    assert client.get(address("json", first.pk)).status_code == 404
    assert client.get(PAGE, headers={"accept": "text/markdown"}).status_code == 410


def test_hidden_words_do_not_leave(client, ada, article):
    first = store.head(article)
    publishing.publish(saved(article, lead="Lit."), publisher=None)
    why = store.Reason(editor=ada, summary="Personal")
    publishing.hide(article, (first.pk, first.pk), {"text": True}, reason=why)

    refused = client.get(address("md", first.pk))

    assert refused.status_code == 403
    assert "1887. [@almanac" not in refused.content.decode()


def test_an_old_revision_leaves_as_it_was(client, article):
    first = store.head(article)
    second = saved(article, lead="Lit in 1888.")
    publishing.publish(second, publisher=None)

    then, now = (client.get(address("md", each.pk)).content.decode() for each in (first, second))
    answer = client.get(address("json", first.pk))

    assert "lit in 1887" in then
    assert "Lit in 1888." in now
    assert answer["X-Robots-Tag"] == "noindex"
    assert f"skerry-lighthouse-{first.pk}.json" in answer["Content-Disposition"]


def test_an_old_revision_leaves_in_every_format(client, article):
    first = store.head(article)
    publishing.publish(saved(article, lead="Lit in 1888."), publisher=None)
    quick = [each for each in BY_NAME.values() if each.name != "pdf"]

    answers = {each.name: client.get(address(each.suffix, first.pk)) for each in quick}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    assert {name: answer["Content-Type"] for name, answer in answers.items()} == {
        each.name: each.content_type for each in quick
    }


def test_an_old_name_leads_to_the_same_format(client, article):
    publishing.move(article, "moved")

    answers = [client.get(address(each.suffix)) for each in FORMATS]

    assert [answer.url for answer in answers] == [f"/articles/moved.{f.suffix}" for f in FORMATS]
    assert {answer.status_code for answer in answers} == {301}
    first = store.head(article)
    assert client.get(address("md", first.pk)).url == f"/articles/moved/revisions/{first.pk}.md"


def test_what_is_known_is_not_sent_again_until_it_changes(client, article):
    for each in FORMATS:
        url = address(each.suffix)
        etag = client.get(url)["ETag"]
        assert client.get(url, headers={"if-none-match": etag}).status_code == 304
        assert client.head(url)["ETag"] == etag
        assert client.get(url)["Last-Modified"]
        publishing.publish(saved(article, lead=f"New for {each.name}."), publisher=None)
        if each.name in OF_SOURCES:
            continue
        assert client.get(url, headers={"if-none-match": etag}).status_code == 200


def test_the_page_answers_in_the_format_that_is_asked_for(client, article):
    markdown = client.get(PAGE, headers={"accept": "text/markdown, text/html;q=0.9"})
    linked = client.get(PAGE, headers={"accept": "application/ld+json"})
    html = client.get(PAGE, headers={"accept": BROWSER})

    assert markdown.content == client.get(address("md")).content
    assert markdown["Content-Location"] == address("md")
    assert linked["Content-Type"] == "application/ld+json"
    assert html["Content-Type"].startswith("text/html")
    assert {answer["Vary"] for answer in (markdown, linked)} == {"Accept"}
    assert html["Vary"] == "Accept-Encoding, Accept"
    assert len({markdown["ETag"], linked["ETag"], html["ETag"]}) == 3
    tagged = {"accept": "text/markdown", "if-none-match": html["ETag"]}
    assert client.get(PAGE, headers=tagged).status_code == 200
    known = {"accept": "text/markdown", "if-none-match": markdown["ETag"]}
    assert client.get(PAGE, headers=known).status_code == 304


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("", ""),
        ("*/*", ""),
        ("text/*", ""),
        (BROWSER, ""),
        ("text/markdown", "md"),
        ("TEXT/Markdown", "md"),
        ("text/markdown, text/html", "md"),
        ("text/html, text/markdown", ""),
        ("text/html;q=0.5, text/markdown;q=0.4", ""),
        ("text/html;q=0.5, text/markdown;q=0.6", "md"),
        ("text/markdown;q=0", ""),
        ("text/markdown;q=lots", ""),
        ("text/markdown;charset=utf-8", "md"),
        ("application/json;q=0.2, application/ld+json;q=0.3", "jsonld"),
        ("text/markdown, */*;q=0.1", "md"),
        (";;,,;q=;", ""),
    ],
)
def test_a_format_is_preferred_only_where_it_is_named(accept, suffix):
    found = preferred(accept)

    assert (found.suffix if found else "") == suffix


def test_scripts_of_other_sites_may_read_and_ask_whether_they_know_it(client, article):
    first = store.head(article)
    for url in (address("json"), address("json", first.pk), f"{PAGE}feed.atom", "/llms.txt"):
        asked = client.options(url)
        assert client.get(url)["Access-Control-Allow-Origin"] == "*"
        assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
        assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in client.get(url)


def test_the_head_of_the_page_leads_to_every_format(client, article):
    html = client.get(PAGE).content.decode()

    found = re.findall(r'<link rel="alternate" type="([^"]*)" title="[^"]*" href="([^"]*)"', html)

    expected = [(each.media_type, address(each.suffix)) for each in formats.offered()]
    assert [link for link in found if link[0] != "application/atom+xml"] == expected
    for _, url in found:
        assert client.get(url).status_code == 200


def test_the_page_holds_the_json_ld_of_its_kind(client, article):
    Kind.objects.create(name="Light", schema_type="LandmarksOrHistoricalBuildings")
    publishing.publish(saved(article, kind="Light", lead="Lit </script>."), publisher=None)

    html = client.get(PAGE).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)

    assert len(found) == 1
    page, subject, crumbs = json.loads(found[0])["@graph"]
    assert page["author"] == [{"@type": "Person", "name": name} for name in ("Ada", "Keeper")]
    assert page["url"] == PAGE
    assert subject["@type"] == "LandmarksOrHistoricalBuildings"
    assert [step["item"] for step in crumbs["itemListElement"]] == ["/", "/articles/", PAGE]
    sent = client.get(address("jsonld")).json()["@graph"]
    assert sent[0]["url"] == f"http://testserver{PAGE}"
    assert sent[1]["@type"] == subject["@type"]


def test_a_licence_is_told_where_there_is_one(client, article, settings):
    settings.LICENCE_URL = "https://example.org/licence"

    answer = client.get(address("jsonld"))

    assert answer.json()["@graph"][0]["license"] == "https://example.org/licence"
    assert '<https://example.org/licence>; rel="license"' in answer["Link"]


def test_a_name_that_is_hidden_is_no_author(client, ada, article):
    first = store.head(article)
    why = store.Reason(editor=ada, summary="Asked to")
    publishing.publish(saved(article, lead="Lit."), publisher=None)
    publishing.hide(article, (first.pk, first.pk), {"editor": True}, reason=why)

    for url in (address("jsonld"), address("jsonld", first.pk), PAGE):
        assert "Keeper" not in client.get(url).content.decode()


def test_a_file_whose_name_is_not_ascii_keeps_it(client):
    source_store.save(examples.almanac(), editor=None, summary="")
    made = store.create(
        examples.lighthouse("Маяк"), reason=store.Reason(editor=None, summary="")
    ).edit
    publishing.publish(made, publisher=None)

    answer = client.get("/articles/маяк.md")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''%D0%BC")


def test_the_canonical_address_is_told_with_or_without_a_configured_one(client, article, settings):
    told = client.get(PAGE)["Link"]
    settings.SITE_URL = "https://example.org"
    publishing.renew(article.publication)
    answer = client.get(PAGE)

    html = answer.content.decode()
    assert told == f'<http://testserver{PAGE}>; rel="canonical"'
    assert f'<link rel="canonical" href="https://example.org{PAGE}">' in html
    card = cards.of(store.at(store.head(article)), "Encyclopedia")
    image = f"https://example.org{PAGE}card-{card.name}.png"
    assert f'<meta property="og:image" content="{image}">' in html
