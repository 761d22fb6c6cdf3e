"""Feeds tell what became public, with its changes, in Atom that a parser takes."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import examples
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from encyclopedia import publishing, store
from sources import store as source_store

pytestmark = pytest.mark.django_db

FEED = "/articles/skerry-lighthouse/feed.atom"
RECENT = "/feeds/recent.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def edit(article, *, summary="", name="Ada", publish=True, **changes):
    began = store.head(article)
    document = replace(store.at(began), **changes)
    reason = store.Reason(editor=None, editor_name=name, summary=summary)
    made = store.save(article, document, base=began.pk, reason=reason).edit
    if publish:
        publishing.publish(made, publisher=None)
    return made


@pytest.fixture
def article():
    source_store.save(examples.almanac(), editor=None, summary="")
    why = store.Reason(editor=None, editor_name="Keeper", summary="Begun")
    first = store.create(examples.lighthouse(), reason=why).edit
    publishing.publish(first, publisher=None)
    return first.article


def read(client, url):
    """Parse a feed, and make sure of what RFC 4287 asks of it."""
    answer = client.get(url)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 -- our own bytes
    assert feed.tag == f"{ATOM}feed"
    for whole in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(whole.findall(f"{ATOM}{name}")) == 1
        assert whole.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert DATE.fullmatch(whole.findtext(f"{ATOM}updated"))
        assert whole.find(f"{ATOM}author/{ATOM}name").text
        for link in whole.findall(f"{ATOM}link"):
            assert link.get("href").startswith("http://testserver/")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert [
        link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"
    ] == [f"http://testserver{url}"]
    return feed


def entries(feed):
    return [
        (
            entry.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}content") or entry.findtext(f"{ATOM}summary"),
        )
        for entry in feed.findall(f"{ATOM}entry")
    ]


def test_it_lists_public_revisions_newest_first_with_their_changes(client, article):
    first = store.head(article)
    edit(article, summary="Draft", lead="Draft words.", publish=False)
    last = edit(article, summary="Relit <b>", lead="The lighthouse was lit in 1888.")

    (newest, changed), (oldest, begun) = entries(read(client, FEED))

    assert newest == f"Revision {last.pk}: Relit <b>"
    assert oldest == f"Revision {first.pk}: Begun"
    assert "<del><bdi> [deleted: </bdi>1887" in changed
    assert "<ins><bdi> [inserted: </bdi>1888" in changed
    assert begun.startswith("<p>Lighthouse on a rock")
    assert "Draft" not in client.get(FEED).content.decode()


def test_its_html_runs_nothing_and_leads_nowhere(client, article):
    edit(article, lead='<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror="1">')

    changed = entries(read(client, FEED))[0][1]

    assert set(re.findall(r"</?(\w+)", changed)) <= {
        *("p", "h3", "h4", "ul", "li", "ins", "del", "em", "strong", "code", "span", "bdi")
    }
    assert not re.search(r"<\w+ ", changed)


def test_an_entry_leads_to_the_changes_and_keeps_its_id_when_the_article_moves(client, article):
    first = store.head(article)
    second = edit(article, lead="New.")
    before = [e.findtext(f"{ATOM}id") for e in read(client, FEED).findall(f"{ATOM}entry")]
    link = read(client, FEED).find(f"{ATOM}entry/{ATOM}link").get("href")
    publishing.move(article, "moved")

    moved = client.get(FEED)
    after = read(client, moved.url).findall(f"{ATOM}entry")
    assert link.endswith(f"/compare/{first.pk}/{second.pk}/")
    assert (moved.status_code, moved.url) == (301, "/articles/moved/feed.atom")
    assert [entry.findtext(f"{ATOM}id") for entry in after] == before


def test_the_feed_of_all_lists_what_became_public_last(client, article):
    other = store.create(
        examples.lighthouse("Other"), reason=store.Reason(editor=None, summary="")
    ).edit
    publishing.publish(other, publisher=None)
    edit(article, summary="Relit", lead="New.")
    store.create(examples.lighthouse("Draft"), reason=store.Reason(editor=None, summary=""))

    titles = [title for title, _ in entries(read(client, RECENT))]

    assert titles == ["Skerry Lighthouse: Relit", "Other", "Skerry Lighthouse: Begun"]


def test_a_withdrawn_article_is_in_no_feed(client, article):
    publishing.withdraw(article)

    assert client.get(FEED).status_code == 404
    assert entries(read(client, RECENT)) == []


def test_what_is_known_is_not_sent_again_nor_compared(client, article):
    edit(article, lead="New.")
    for url, cost in ((FEED, 3), (RECENT, 3)):
        first = client.get(url)
        with CaptureQueriesContext(connection) as asked:
            again = client.get(url, headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert len(asked) == cost
        assert first["Last-Modified"]


@pytest.mark.parametrize("what", ["text", "summary", "editor"])
def test_hiding_changes_the_feed_at_once(client, article, what):
    bad = edit(article, summary="Canary", name="Canary", lead="Canary.")
    edit(article, lead="Clean.")
    tags = {url: client.get(url)["ETag"] for url in (FEED, RECENT)}
    why = store.Reason(editor=None, editor_name="Hilda", summary="Slander")

    publishing.hide(article, (bad.pk, bad.pk), {what: True}, reason=why)

    for url, tag in tags.items():
        answer = client.get(url, headers={"If-None-Match": tag})
        assert answer.status_code == 200
    feed = client.get(FEED).content.decode()
    assert feed.count("Canary") == {"text": 2, "summary": 3, "editor": 3}[what]


def test_a_change_of_hidden_words_says_by_whom_and_why(client, article):
    bad = edit(article, lead="Canary.")
    edit(article, lead="Clean.")
    why = store.Reason(editor=None, editor_name="Hilda", summary="Slander")
    publishing.hide(article, (bad.pk, bad.pk), {"text": True}, reason=why)

    told = [summary for _, summary in entries(read(client, FEED))]

    assert told[0] == "<p>The text of the revision before this one is hidden.</p>"
    assert re.fullmatch(r"<p>Text hidden by Hilda on [\d-]+: Slander</p>", told[1])


def test_words_that_xml_cannot_say_do_not_break_it(client, article):
    edit(article, summary="A\x0bB\x1fC\ufffe", name="\x01", lead="New.")

    assert "A\ufffdB\ufffdC\ufffd" in entries(read(client, FEED))[0][0]
    assert "A\ufffdB" in entries(read(client, RECENT))[0][0]


def test_an_enormous_change_leads_to_its_page(client, article):
    edit(article, lead="\n\n".join(f"Paragraph {number} of many." for number in range(3000)))

    assert entries(read(client, FEED))[0][1] == (
        "<p>This changed so much that it is shown on the page alone.</p>"
    )


@pytest.mark.parametrize(
    ("page", "feed"),
    [("/", RECENT), ("/articles/skerry-lighthouse/", FEED), (f"{FEED[:-9]}history/", FEED)],
)
def test_pages_tell_browsers_of_it(client, article, page, feed):
    (found,) = re.findall(
        r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]*)"',
        client.get(page).content.decode(),
    )

    assert found == feed


def test_ten_more_entries_cost_no_more_queries_unless_they_are_compared(client, article):
    for number in range(4):
        edit(article, lead=f"Version {number}.")

    with CaptureQueriesContext(connection) as asked:
        client.get(RECENT)

    assert len(asked) == 3
