"""What pages of strangers mark by older customs, and what is rather left empty."""

import pytest

from sources.core import capture

pytest.importorskip("trafilatura", reason="reading HTML needs the “extract” extra")

from sources.core.html import marked

WORDS = """<p>The ferry returned to the old harbour on Monday, as the council had said.</p>
<p>It carries one hundred and twenty people, and the fare is the same as it was.</p>"""

TWO_AND_ONE = """<p><a rel="author">Jane Doe</a> <a rel="author">Bo Reef</a></p>
<ul><li><a rel="author">Al Sand</a></li></ul>"""


def page(body="", head="", html="<html>"):
    text = f"{html}<head>{head}</head><body><div>{body}{WORDS}</div></body></html>"
    return capture.read(f"<!doctype html>{text}".encode(), "page.html")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Thu, 06 Oct 2031 08:10:27 EST", "2031-10-06"),
        ("Fri Mar 13 21:30:09 EST 2031", "2031-03-13"),
        ("Tuesday, Aug. 17, 2031", "2031-08-17"),
        ("posted on August 13th, 2031 by nobody", "2031-08-13"),
        ("26 Sep 2031", "2031-09-26"),
        ("2031-10-24 03:00:00", "2031-10-24"),
        ("20311024", "2031-10-24"),
        ("05/29/2031 09:49:00", "2031-05-29"),
        ("29/05/2031", "2031-05-29"),
        ("05/05/2031", "2031-05-05"),
        ("05/06/2031", ""),
        ("31/31/2031", ""),
        ("Ferry 12, 2031", ""),
        ("February 30, 2031", ""),
        ("", ""),
    ],
)
def test_a_day_is_found_in_words_unless_it_may_be_two(written, day):
    assert marked.day(written) == day


@pytest.mark.parametrize(
    "body",
    [
        '<time pubdate datetime="2031-05-03">Monday</time>',
        '<abbr class="published" title="2031-05-03T08:05:41-07:00">on Monday</abbr>',
        '<span property="dc:date" content="2031-05-03T00:00:00">05/03/31</span>',
        '<div class="post-time">posted on May 3rd, 2031</div>',
        '<p class="head__published-date">May 3, 2031</p><p class="updated-time">May 9, 2031</p>',
        '<p class="datestamp">May 3, 2031</p><p class="date">3 May 2031</p>',
        '<time class="entry-date" datetime="2031-05-03">3</time><p class="date">May 9, 2031</p>',
        '<p class="comments"><i class="date">May 9, 2031</i></p><p class="date">May 3, 2031</p>',
    ],
)
def test_the_day_that_a_page_marks_is_its_day_of_issue(body):
    assert page(body).issued == "2031-05-03"


@pytest.mark.parametrize(
    "body",
    [
        '<p class="date">May 3, 2031</p><p class="date">May 4, 2031</p>',
        '<div class="related"><span class="published">May 3, 2031</span></div>',
        '<p class="fineprint">May 3, 2031</p>',
        f'<p class="date">{"A report of many words. " * 9} May 3, 2031</p>',
    ],
)
def test_days_that_do_not_agree_or_are_of_other_reports_are_none(body):
    assert page(body).issued == ""


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="publishdate" content="05/29/2031 09:49:00">',
        '<meta name="date" content="soon"><meta name="sailthru.date" content="May 29, 2031">',
        '<link rel="canonical" href="https://gazette.example/2031/05/29/the-ferry">',
    ],
)
def test_a_day_stands_in_other_meta_elements_and_in_the_address(head):
    assert page(head=head).issued == "2031-05-29"


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        ('<a rel="author" href="/jane">Jane Doe</a>', ("Jane Doe",)),
        ('<p class="byline">By Jane Doe and Bo Reef</p>', ("Jane Doe", "Bo Reef")),
        ('<p class="c-article__byline">By Jane Doe</p>', ("Jane Doe",)),
        ('<span itemprop="author">Jane Doe</span>', ("Jane Doe",)),
        (
            TWO_AND_ONE,
            ("Jane Doe", "Bo Reef"),
        ),
        ('<ol id="comments"><li class="author">Al Sand</li></ol>', ()),
        ('<p class="author">Our reporter at the harbour</p>', ()),
    ],
)
def test_authors_are_those_that_the_page_marks_as_its_own(body, authors):
    assert page(body).authors == authors


def test_names_joined_in_a_meta_element_are_parted_and_other_words_stay_whole():
    joined = page(head='<meta name="author" content="By Jane Doe and Bo Reef">')
    board = page(head='<meta name="author" content="Board of Trade and Harbours">')

    assert joined.authors == ("Jane Doe", "Bo Reef")
    assert board.authors == ("Board of Trade and Harbours",)


def test_what_stands_below_the_headline_is_read_where_nothing_is_marked():
    read = page("<h1>The old ferry returns</h1><p>By Jane Doe</p><p>May 3, 2031</p>")

    assert (read.title, read.authors, read.issued) == (
        "The old ferry returns",
        ("Jane Doe",),
        "2031-05-03",
    )


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("The ferry returns - Gazette", ("The ferry returns", "Gazette")),
        ("gazette.example | The ferry returns", ("The ferry returns", "gazette.example")),
        ("Ships - The ferry returns", ("Ships - The ferry returns", "")),
        ("The ferry returns", ("The ferry returns", "")),
    ],
)
def test_the_name_of_the_site_is_cut_from_the_title_and_is_the_publisher(title, told):
    address = '<link rel="canonical" href="https://www.gazette.example/ferry">'
    read = page("<h2>Harbour</h2><h2>News</h2>", f"<title>{title}</title>{address}")

    assert (read.title, read.publisher) == told


def test_a_heading_of_the_page_tells_its_title_from_the_rest_of_the_title_element():
    read = page("<h1>The ferry returns</h1>", "<title>The ferry returns » News</title>")

    assert (read.title, read.publisher) == ("The ferry returns", "")


@pytest.mark.parametrize(
    ("html", "head"),
    [
        ('<html xml:lang="en">', ""),
        ("<html>", '<meta http-equiv="Content-Language" content="en">'),
        ("<html>", '<meta name="language" content="en">'),
    ],
)
def test_the_language_stands_in_older_places_too(html, head):
    assert page(html=html, head=head).language == "en"


def test_a_paragraph_whose_lines_are_wrapped_is_kept():
    wrapped = "<pre>" + "\n".join(f"The ferry {number} returned to port" for number in range(40))

    read = capture.read(f"<html><body><article>{wrapped}</pre>{WORDS}".encode(), "page.html")

    assert "The ferry 39 returned to port" in read.text
