"""Feeds hold to RFC 4287 by its own grammar, and readers of feeds understand them."""

from dataclasses import replace

import examples
import feedparser
import pytest
from lxml import etree

from encyclopedia import publishing, store
from sources import store as source_store

pytestmark = pytest.mark.django_db

FEEDS = ("/articles/skerry-lighthouse/feed.atom", "/feeds/recent.atom")
# The grammar of RFC 4287, appendix B, without extensions: what is not in it is a mistake of ours.
GRAMMAR = etree.RelaxNG(
    etree.XML("""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <define name="text"><optional><attribute name="type"><choice>
    <value>text</value><value>html</value></choice></attribute></optional><text/></define>
  <define name="moment"><data type="dateTime"><param name="pattern">.+T.+(Z|[+-]..:..)</param>
    </data></define>
  <define name="person"><interleave>
    <element name="name"><data type="string"><param name="minLength">1</param></data></element>
    <optional><element name="uri"><data type="anyURI"/></element></optional>
    <optional><element name="email"><text/></element></optional></interleave></define>
  <define name="uri"><data type="anyURI"><param name="minLength">1</param></data></define>
  <define name="link"><element name="link">
    <attribute name="href"><ref name="uri"/></attribute>
    <optional><attribute name="rel"><choice><value>alternate</value><value>self</value>
      <value>related</value></choice></attribute></optional>
    <optional><attribute name="type"><text/></attribute></optional>
    <optional><attribute name="title"><text/></attribute></optional></element></define>
  <define name="category"><element name="category">
    <attribute name="term"><text/></attribute></element></define>
  <define name="some"><interleave>
    <element name="id"><ref name="uri"/></element>
    <element name="title"><ref name="text"/></element>
    <element name="updated"><ref name="moment"/></element>
    <oneOrMore><element name="author"><ref name="person"/></element></oneOrMore>
    <oneOrMore><ref name="link"/></oneOrMore>
    <zeroOrMore><ref name="category"/></zeroOrMore>
    <optional><element name="rights"><ref name="text"/></element></optional>
  </interleave></define>
  <define name="entry"><element name="entry"><interleave>
    <ref name="some"/>
    <optional><element name="published"><ref name="moment"/></element></optional>
    <optional><element name="summary"><ref name="text"/></element></optional>
    <optional><element name="content"><ref name="text"/></element></optional>
  </interleave></element></define>
  <start><element name="feed">
    <optional><attribute name="xml:lang"><data type="language"/></attribute></optional>
    <interleave><ref name="some"/>
      <optional><element name="subtitle"><ref name="text"/></element></optional>
      <zeroOrMore><ref name="entry"/></zeroOrMore></interleave>
  </element></start>
</grammar>""")
)


def saved(article, summary, **changes):
    began = store.head(article)
    reason = store.Reason(editor=None, editor_name="Ada", summary=summary)
    document = replace(store.at(began), **changes)
    return store.save(article, document, base=began.pk, reason=reason).edit


@pytest.fixture
def article(ada):
    """An article with a public past of odd signs, and of hidden words."""
    source_store.save(examples.almanac(), editor=None, summary="")
    why = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    first = store.create(examples.lighthouse(), reason=why).edit
    publishing.publish(first, publisher=None)
    hidden = saved(first.article, "Personal", lead="Private words.")
    publishing.publish(hidden, publisher=None)
    publishing.publish(saved(first.article, "Relit <b> & “lit”", lead="Lit."), publisher=None)
    publishing.publish(saved(first.article, "", lead="Lit ]]> & <i>now</i>."), publisher=None)
    why = store.Reason(editor=ada, summary="Private")
    publishing.hide(first.article, (hidden.pk, hidden.pk), {"text": True}, reason=why)
    return first.article


@pytest.mark.parametrize("url", FEEDS)
def test_a_feed_holds_to_its_grammar(client, article, url):
    GRAMMAR.assertValid(etree.fromstring(client.get(url).content))


def test_a_feed_without_entries_holds_to_it_too(client):
    GRAMMAR.assertValid(etree.fromstring(client.get("/feeds/recent.atom").content))


@pytest.mark.parametrize("url", FEEDS)
def test_a_reader_of_feeds_understands_it(client, article, url):
    answer = client.get(url)

    headers = {name.lower(): value for name, value in answer.items()}
    feed = feedparser.parse(answer.content, response_headers=headers)

    assert (feed.bozo, feed.version, len(feed.entries)) == (False, "atom10", 4)
    for entry in feed.entries:
        assert client.get(entry.link.removeprefix("http://testserver")).status_code in (200, 403)
        assert entry.summary.startswith("<p>Revision ")
        assert entry.published_parsed


def test_an_entry_says_in_short_and_in_full_what_changed(client, article):
    feed = feedparser.parse(client.get(FEEDS[0]).content)

    changed = feed.entries[0].content[0].value
    hidden = feed.entries[2].content[0].value

    assert feed.entries[0].summary == f"<p>Revision {store.head(article).pk}: text</p>"
    assert "<h3>" in changed
    assert "<ins>" in changed
    assert hidden.startswith("<p>Text hidden by ada")
    assert b"Private words" not in client.get(FEEDS[0]).content


@pytest.mark.parametrize("url", FEEDS)
def test_a_reader_that_has_it_is_not_sent_it_again(client, article, url):
    etag = {"if-none-match": client.get(url)["ETag"]}
    known = client.get(url, headers=etag).status_code
    publishing.publish(saved(article, "", lead="Dark."), publisher=None)

    assert (known, client.get(url, headers=etag).status_code) == (304, 200)
