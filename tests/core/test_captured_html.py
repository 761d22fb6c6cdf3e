"""Web pages as captured: the article, what the page says of itself, and what is refused."""

import sys
import time
from contextlib import suppress

import pytest

from sources.core import capture, html
from sources.core.capture import CaptureError

pytest.importorskip("trafilatura", reason="reading HTML needs the “extract” extra")

from sources.core.html import encoding, safety
from sources.core.saying import Said, sentence_of

LINKED = """<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "WebPage", "name": "A page"},
  {"@type": ["Thing", "NewsArticle"], "headline": "The ferry  returns",
   "author": [{"@type": "Person", "name": "Jane Doe"}, "Bo Reef"],
   "publisher": {"@type": "Organization", "name": "Harbour Gazette"},
   "datePublished": "2031-05-03T08:00:00+02:00", "inLanguage": "en-GB",
   "mainEntityOfPage": {"@id": "https://gazette.example/ferry"}}]}
</script>"""
BODY = """
<nav><ul><li><a href="/">Home page</a></li><li><a href="/news">News of the day</a></li></ul></nav>
<article><h1>The ferry returns</h1>
<p>The ferry returned to the old <b>harbour</b> on Monday, as the council
had said that it would after the flood.<script>alert("run")</script></p>
<p>It carries one hundred and twenty people, and the fare is the same as it was.</p>
<p>The mayor said that &ldquo;the town had waited long enough&rdquo; for the ship. Share</p>
<p hidden>Nobody sees this line of the page.</p></article>
<aside><h2>Most read</h2><ul><li><a href="/x">Bridge closes for a year</a></li></ul></aside>
<style>p { color: red }</style>"""


def page(head="", body=BODY, html="<html>"):
    text = f"<!doctype html>{html}<head>{head}</head><body>{body}</body></html>"
    return capture.read(text.encode(), "page.html")


def test_the_article_is_kept_and_the_page_around_it_left_out():
    read = page()

    assert read.text.split("\n\n") == [
        "The ferry returns",
        (
            "The ferry returned to the old harbour on Monday, as the council had said that it"
            " would after the flood."
        ),
        "It carries one hundred and twenty people, and the fare is the same as it was.",
        "The mayor said that “the town had waited long enough” for the ship.",
    ]
    assert [words.split("\n\n") for _, words in read.extracted.gaps] == [
        ["Home page", "News of the day"],
        ["Share", "Most read", "Bridge closes for a year"],
    ]


def test_nothing_that_could_run_is_in_the_capture():
    read = page(LINKED)

    assert "alert" not in read.extracted.full
    assert "color" not in read.extracted.full


def test_what_json_ld_says_comes_first():
    read = page(f'<meta property="og:title" content="Another"><title>Third</title>{LINKED}')

    assert (read.title, read.issued, read.publisher, read.authors) == (
        "The ferry returns",
        "2031-05-03",
        "Harbour Gazette",
        ("Jane Doe", "Bo Reef"),
    )
    assert (read.type, read.language, read.url) == (
        "article-newspaper",
        "en-GB",
        "https://gazette.example/ferry",
    )
    assert (read.media_type, read.flags) == ("text/html", ())


def test_then_meta_elements_and_the_canonical_address():
    read = page(
        '<meta property="og:title" content="The ferry"><meta name="author" content="Jane Doe">'
        '<meta name="author" content="https://gazette.example/jane">'
        '<meta property="og:site_name" content="Gazette">'
        '<meta property="article:published_time" content="2031-05-03">'
        '<meta property="og:url" content="https://gazette.example/other">'
        '<link rel="canonical" href="https://gazette.example/ferry">',
        html='<html lang="de">',
    )

    assert (read.title, read.authors, read.publisher) == ("The ferry", ("Jane Doe",), "Gazette")
    assert (read.issued, read.language) == ("2031-05-03", "de")
    assert (read.url, read.type) == ("https://gazette.example/ferry", "webpage")


def test_an_address_that_is_none_is_not_read():
    read = page(
        '<link rel="canonical" href="http://[gazette"><title>The ferry | Gazette</title>'
        '<meta property="og:url" content="https://gazette.example/ferry">'
    )

    assert (read.url, read.title) == ("https://gazette.example/ferry", "The ferry")


def test_a_paper_says_its_journal_and_doi():
    read = page(
        '<meta name="citation_title" content="On ferries">'
        '<meta name="citation_journal_title" content="Journal of Harbours">'
        '<meta name="citation_doi" content="doi:10.1000/ferry.1">'
        '<meta name="citation_publication_date" content="2031/05/03">'
    )

    assert (read.type, read.container) == ("article-journal", "Journal of Harbours")
    assert (read.doi, read.issued) == ("10.1000/ferry.1", "2031-05-03")


def test_a_paper_says_where_it_stands_in_its_journal():
    read = page(
        '<meta name="citation_title" content="On ferries">'
        '<meta name="citation_journal_title" content="Journal of Harbours">'
        '<meta name="citation_volume" content="29"><meta name="citation_issue" content="4">'
        '<meta name="citation_firstpage" content="412">'
        '<meta name="citation_lastpage" content="430">'
        '<meta name="citation_editor" content="Wood, Ivy">'
        '<meta name="citation_isbn" content="978-3-16-148410-0">'
        '<meta name="citation_issn" content="1234-5678">'
        '<meta name="citation_issn" content="20493630">'
        '<meta name="citation_translator" content="Reef, Bo">'
        '<meta name="citation_series_title" content="Studies of the coast">'
    )

    assert (read.volume, read.issue, read.pages) == ("29", "4", "412–430")
    assert (read.editors, read.isbn) == (("Wood, Ivy",), "9783161484100")
    assert (read.translators, read.issn) == (("Reef, Bo",), "2049-3630")
    assert read.series == "Studies of the coast"


def test_json_ld_says_the_issue_of_the_volume_of_the_periodical():
    read = page(
        """<script type="application/ld+json">
{"@type": "ScholarlyArticle", "headline": "On ferries", "pageStart": 12, "pageEnd": "19",
 "editor": {"@type": "Person", "name": "Ivy Wood"},
 "isPartOf": {"@type": "PublicationIssue", "issueNumber": "4",
  "isPartOf": {"@type": ["PublicationVolume", "Periodical"], "volumeNumber": 29,
   "name": "Journal of Harbours", "issn": ["1234-5678", "2049-3630"]}},
 "translator": {"@type": "Person", "name": "Bo Reef"}}
</script>"""
    )

    assert (read.container, read.volume, read.issue) == ("Journal of Harbours", "29", "4")
    assert (read.pages, read.editors) == ("12–19", ("Ivy Wood",))
    assert (read.issn, read.translators) == ("2049-3630", ("Bo Reef",))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("The ferry returns | Gazette", "The ferry returns"),
        ("The ferry returns", "The ferry returns"),
        ("Gazette", "Gazette"),
    ],
)
def test_the_title_element_is_read_without_the_name_of_the_publication(title, said):
    read = page(f'<meta property="og:site_name" content="Gazette"><title>{title}</title>')

    assert read.title == said


def test_the_title_element_alone_is_read_as_it_stands():
    assert page("<title>The ferry - Gazette</title>").title == "The ferry - Gazette"


def test_what_a_page_does_not_say_is_empty_and_flagged():
    read = page(
        '<script type="application/ld+json">{not json</script>'
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
        '<script type="application/ld+json">[{"@type": 3}, 4, {"author": {"name": 5}}]</script>'
        '<link rel="canonical" href="javascript:alert(1)">'
        '<meta name="date" content="soon"><meta name="description"><meta content="words">',
        body=BODY.replace("h1", "h2"),
        html='<html lang="not a language">',
    )

    assert read.flags == (
        "no title in the page",
        "no date in the page",
        "no publisher in the page",
        "no author in the page",
        "no language in the page",
        "no address in the page",
    )


def test_a_page_without_an_article_is_read_by_the_rules_for_text():
    read = page(body="<footer>The lamp was lit.</footer><footer>Subscribe</footer>")

    assert read.text == "The lamp was lit."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<meta charset='windows-1252'><p>caf\xe9".encode("cp1252"), "café"),
        ("<meta charset='latin-1'><p>“caf\xe9”".encode("cp1252"), "“café”"),
        ("<?xml version='1.0' encoding='koi8-r'?><p>мир".encode("koi8-r"), "мир"),
        (b"\xef\xbb\xbf<meta charset='koi8-r'><p>caf\xc3\xa9", "café"),
        ("\ufeff<p>café".encode("utf-16-le"), "café"),
        ("\ufeff<p>café".encode("utf-16-be"), "café"),
        ("<meta charset='utf-16'><p>café".encode(), "café"),
        ("<p>café\r\n\rau lait".encode(), "café au lait"),
    ],
)
def test_the_encoding_is_that_of_the_mark_or_the_one_named_or_utf_8(data, words):
    read = capture.read(data, "page.html")

    assert read.text == words


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<p>\n\xff", "a.html is not UTF-8: line 2 has the byte 0xFF."),
        (
            b"<meta charset=punycode><p>x",
            "a.html names the encoding “punycode”, which is not read.",
        ),
        (b"<p>\n\0", "a.html has a NUL character in line 2, so it is not a text."),
        (b"", "a.html has no text."),
        (b"<html><script>1</script></html>", "a.html has no text."),
        (b"<!---->", "a.html has no text."),
        (
            b"<p>" + b"a" * 3_000_000,
            "a.html has 3,000,003 characters; of HTML at most 3,000,000 are read.",
        ),
        (b"<" * 1_000_001, "a.html has 1,000,001 tags, more than any report."),
        (b"<p>\n<p " + b"a " * 10_000, "a.html: the tag in line 2 has too many attributes."),
        (b"<div>" * 100_000 + b"x", "a.html: its tags are nested too deep, in line 1."),
        (b"<p>x</p>" * 50_001, "a.html has 50,003 elements; at most 50,000 are read."),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(CaptureError) as error:
        capture.read(data, "a.html")

    assert str(error.value) == sentence
    assert isinstance(sentence_of(error.value), Said)  # so it can be said in another language


def test_a_page_with_faults_is_read():
    assert capture.read(b"<p>The lamp was lit.</b></x>", "a.html").text == "The lamp was lit."


def test_an_entity_of_the_page_reads_no_file():
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>Words &x; stand.</p>'

    assert "&x; stand." in capture.read(data, "a.html").extracted.full


@pytest.mark.parametrize(
    "data",
    [
        b"<p>x" + b"<!--" * 200_000,
        b"<p>x" + b"<a '" * 200_000,
        b"<p>x" + b"<a \"'" * 200_000,
        b"<p>x" + b"<" * 900_000,
        b"<p>x" + b"</b" * 300_000,
        b"<p>" + b"words and words. " * 100_000,
    ],
)
def test_a_hostile_page_is_read_or_refused_soon(data):
    begun = time.monotonic()

    with suppress(CaptureError):
        capture.read(data, "a.html")

    assert time.monotonic() - begun < 20


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.delattr(html, "visible", raising=False)
    monkeypatch.setitem(sys.modules, "sources.core.html.visible", None)

    with pytest.raises(CaptureError) as error:
        capture.read(b"<p>words", "a.html")

    assert str(error.value) == (
        "a.html: reading HTML needs the “extract” extra: pip install 'encyclopedia[extract]'."
    )


def test_the_bounds_are_the_documented_ones():
    assert (safety.LARGEST, safety.MOST_ELEMENTS) == (3_000_000, 50_000)
    assert encoding.decoded(b"x", "a") == "x"


MARKED = """<article itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">The ferry returns</h1>
<p>By <span itemprop="author" itemscope itemtype="https://schema.org/Person">
<a href="/jane" itemprop="url"><span itemprop="name">Jane Doe</span></a>, harbour</span></p>
<time itemprop="datePublished" datetime="2031-05-03T08:00">today</time>
<div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
<meta itemprop="name" content="Harbour Gazette"></div>
<p>The ferry returned to the old harbour on Monday, as the council had said that it would.</p>
<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<span itemprop="author">A reader</span></div></article>"""


def test_what_a_page_marks_in_its_own_html_is_read():
    read = page(body=MARKED)

    assert (read.type, read.title, read.issued) == (
        "article-newspaper",
        "The ferry returns",
        "2031-05-03",
    )
    assert (read.authors, read.publisher) == (("Jane Doe",), "Harbour Gazette")


def test_an_author_who_stands_elsewhere_in_the_graph_is_found():
    read = page(
        head="""<script type="application/ld+json">{"@graph": [
        {"@type": "NewsArticle", "headline": "T", "author": [{"@id": "#jane"}, {"@id": "#who"}],
         "publisher": {"@id": "#gazette"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
        {"@type": "Organization", "@id": "#gazette", "name": "Harbour Gazette"}]}</script>"""
    )

    assert (read.authors, read.publisher) == (("Jane Doe",), "Harbour Gazette")


@pytest.mark.parametrize(
    ("name", "type_", "container", "publisher"),
    [
        ("citation_conference_title", "paper-conference", "Harbour", ""),
        ("citation_inbook_title", "chapter", "Harbour", ""),
        ("citation_dissertation_institution", "thesis", "", "Harbour"),
        ("citation_technical_report_institution", "report", "", "Harbour"),
    ],
)
def test_scholarly_pages_say_what_they_stand_in(name, type_, container, publisher):
    read = page(head=f'<meta name="{name}" content="Harbour">')

    assert (read.type, read.container, read.publisher) == (type_, container, publisher)
