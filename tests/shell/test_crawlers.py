"""What programs look for at addresses of their own, each read by a parser of its kind."""

import json
from datetime import datetime
from io import BytesIO
from urllib import robotparser
from xml.etree import ElementTree as ET

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image

from encyclopedia import assets, mark, publishing, sitemaps, store
from encyclopedia.models import Article, Publication
from sources import store as source_store

pytestmark = pytest.mark.django_db

WHY = store.Reason(editor=None, summary="")
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# The rules of https://www.sitemaps.org/protocol.html for both kinds of file.
RULES = etree.XMLSchema(
    etree.XML("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
           targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
           xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <xs:simpleType name="address"><xs:restriction base="xs:anyURI">
    <xs:minLength value="12"/><xs:maxLength value="2048"/><xs:pattern value="https?://[!-~]+"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="moment"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
  <xs:complexType name="entry"><xs:sequence>
    <xs:element name="loc" type="address"/>
    <xs:element name="lastmod" type="moment" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" type="entry" maxOccurs="50000"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
    <xs:element name="sitemap" type="entry" maxOccurs="50000"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>""")
)


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    first = store.create(examples.lighthouse(), reason=WHY).edit
    publishing.publish(first, publisher=None)
    return first.article


def add_publications(count):
    """Publish *count* articles without the time that saving them takes."""
    edit = Publication.objects.get().edit
    articles = Article.objects.bulk_create(
        Article(title=f"Light {i}", slug=f"light-{i:06}", title_key=f"light {i}")
        for i in range(count)
    )
    Publication.objects.bulk_create(
        Publication(
            slug=each.slug,
            article=each,
            edit=edit,
            title=each.title,
            title_key=each.title_key,
            language="en",
            page=b"",
            etag="",
        )
        for each in articles
    )


def read(client, url):
    """Parse one file of the sitemap, make sure of the protocol, and give its addresses."""
    answer = client.get(url)
    assert answer["Content-Type"].startswith("application/xml")
    assert len(answer.content) < 50 * 1024 * 1024
    tree = etree.fromstring(answer.content)
    RULES.assertValid(tree)
    return {
        entry.findtext(f"{MAP}loc"): entry.findtext(f"{MAP}lastmod")
        for entry in tree.iter(f"{MAP}sitemap", f"{MAP}url")
    }


def test_the_index_leads_to_every_public_address(client, article):
    store.create(examples.lighthouse("Draft"), reason=WHY)
    source_store.save(examples.almanac(key="uncited"), editor=None, summary="")

    pages = {url: read(client, url) for url in read(client, "/sitemap.xml")}
    found = {url for page in pages.values() for url in page}

    host = "http://testserver"
    assert {f"{host}/", f"{host}/articles/", f"{host}{article.get_absolute_url()}"} <= found
    assert f"{host}/sources/almanac/" in found
    assert not any("draft" in url or "uncited" in url for url in found)
    for url in found:
        assert client.get(url).status_code == 200


def test_every_article_has_the_moment_of_its_last_change(client, article):
    published = article.publication.published_at.replace(microsecond=0)

    index = read(client, "/sitemap.xml")["http://testserver/sitemaps/articles-1.xml"]
    page = read(client, "/sitemaps/articles-1.xml")

    changed = page[f"http://testserver{article.get_absolute_url()}"]
    assert datetime.fromisoformat(changed) == datetime.fromisoformat(index) == published


def test_a_withdrawn_article_leaves_the_sitemap(client, article):
    publishing.withdraw(article)

    assert list(read(client, "/sitemap.xml")) == ["http://testserver/sitemaps/pages-1.xml"]
    assert client.get("/sitemaps/articles-1.xml").status_code == 404


@pytest.mark.parametrize("number", [0, 2, sitemaps.MOST + 1, 10**15, 10**30])
def test_a_page_of_the_sitemap_that_is_none_is_not_there(client, article, number):
    assert client.get(f"/sitemaps/articles-{number}.xml").status_code == 404


def test_many_articles_come_in_pages_at_the_cost_of_few(client, article, monkeypatch):
    def queries(url):
        with CaptureQueriesContext(connection) as asked:
            read(client, url)
        return len(asked)

    few = queries("/sitemap.xml"), queries("/sitemaps/articles-1.xml")
    add_publications(2 * sitemaps.A_PAGE)

    pages = [url for url in read(client, "/sitemap.xml") if "articles" in url]
    sizes = [len(read(client, url)) for url in pages]
    assert sizes == [sitemaps.A_PAGE, sitemaps.A_PAGE, 1]
    assert (queries("/sitemap.xml"), queries("/sitemaps/articles-2.xml")) == few


@pytest.mark.parametrize("page", ["articles-0", "articles-2", "pages-2", "drafts-1"])
def test_a_page_that_there_is_not_is_not_found(client, article, page):
    assert client.get(f"/sitemaps/{page}.xml").status_code == 404


def test_addresses_in_other_scripts_are_written_as_uris(client, article):
    made = store.create(examples.lighthouse("Маяк & co"), reason=WHY).edit
    publishing.publish(made, publisher=None)

    found = read(client, "/sitemaps/articles-1.xml")

    assert "http://testserver/articles/%D0%BC%D0%B0%D1%8F%D0%BA-co/" in found


def test_what_crawlers_know_is_not_sent_again(client, article):
    for url in ("/sitemap.xml", "/sitemaps/articles-1.xml", "/robots.txt", "/llms.txt"):
        etag = client.get(url)["ETag"]
        assert client.get(url, headers={"if-none-match": etag}).status_code == 304


def test_robots_stay_at_the_articles_and_find_the_sitemap(client, article, settings):
    settings.SITE_URL = "https://example.org"
    rules = robotparser.RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())

    assert rules.site_maps() == ["https://example.org/sitemap.xml"]
    allowed = ("/", article.get_absolute_url(), "/sources/", "/llms.txt", "/articles/x.md")
    assert all(rules.can_fetch("Any", url) for url in allowed)
    refused = ("/admin/", "/search/?q=x", "/healthz")
    assert not any(rules.can_fetch("Any", url) for url in refused)


def test_llms_txt_is_markdown_of_the_form_that_is_agreed(client, article):
    made = store.create(examples.lighthouse("A [tricky] *title*"), reason=WHY).edit
    publishing.publish(made, publisher=None)
    store.create(examples.lighthouse("Draft"), reason=WHY)

    text = client.get("/llms.txt").content.decode()
    tokens = MarkdownIt().parse(text)

    headings = [
        (token.tag, tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    assert headings[0] == ("h1", "Encyclopedia")
    assert {tag for tag, _ in headings[1:]} == {"h2"}
    assert tokens[3].type == "blockquote_open"
    links = {
        child.attrs["href"]: "".join(word.content for word in token.children if word.content)
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    }
    assert "A [tricky] *title*" in "".join(links.values())
    assert "Draft" not in text
    for url in links:
        assert client.get(url.removeprefix("http://testserver")).status_code == 200


def test_the_manifest_names_marks_of_the_sizes_it_says(client):
    answer = client.get("/manifest.webmanifest")
    told = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["start_url"], told["display"]) == (
        *("Encyclopedia", "/"),
        "minimal-ui",
    )
    for icon in told["icons"]:
        drawn = client.get(icon["src"])
        assert drawn["Content-Type"] == icon["type"]
        if icon["type"] == "image/png":
            image = Image.open(BytesIO(drawn.content))
            assert f"{image.width}x{image.height}" == icon["sizes"]
    assert client.get("/mark-7.png").status_code == 404


def test_the_mark_is_the_same_wherever_it_is_looked_for(client):
    svg = ET.fromstring(client.get("/favicon.svg").content)  # noqa: S314 -- our own bytes
    old = Image.open(BytesIO(client.get("/favicon.ico").content))
    touch = Image.open(BytesIO(client.get("/apple-touch-icon.png").content))

    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert (old.format, old.info["sizes"]) == ("ICO", {(16, 16), (32, 32), (48, 48)})
    assert (touch.format, touch.size) == ("PNG", (180, 180))
    # Blue where nothing is drawn, white in the dot, and on home screens in no corner empty.
    assert old.convert("RGBA").getpixel((24, 24)) == (255, 255, 255, 255)
    assert old.convert("RGBA").getpixel((0, 0))[3] == 0
    assert touch.convert("RGBA").getpixel((0, 0)) == (11, 87, 184, 255)


def test_pages_hold_the_mark_and_ask_for_nothing_more(client, article):
    html = client.get(article.get_absolute_url()).content.decode()

    assert f'<link rel="icon" type="image/svg+xml" href="{mark.address()}">' in html
    assert '<link rel="apple-touch-icon" href="/apple-touch-icon.png">' in html
    css = assets.style("site")
    for colour in ("#ffffff", "#15181c"):
        assert f'content="{colour}"' in html
        assert (f"--bg:{colour}" in css) or (colour == "#ffffff" and "--bg:#fff" in css)
