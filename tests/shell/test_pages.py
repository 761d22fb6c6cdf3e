"""The public pages, whole: from values, the same for everybody, allowed by the hashes they have."""

import gzip
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from encyclopedia import assets, pages
from encyclopedia.core.document import Document, Section
from sources.core import passages
from sources.core.record import Access, Name, Reliability, SourceRecord

ADA = pages.PageLink(words="Ada", url="/contributors/Ada/")
MOMENT = datetime(2031, 5, 3, 10, 15, tzinfo=UTC)
LINKS = pages.ArticleLinks(
    title="Old <harbour>",
    url="/articles/old-harbour/",
    history_url="/articles/old-harbour/history/",
    edit_url="/admin/encyclopedia/article/1/change/",
)
SOURCE = SourceRecord(key="log", title="Log & book", reliability=Reliability.HIGH)
DOCUMENT = Document(
    id=UUID(int=1),
    title="Old <harbour>",
    lead="The harbour is old.[@log]",
    sections=(Section(id=UUID(int=2), heading="Purpose", anchor="purpose", text="Ships."),),
    sources=(SOURCE,),
)


def line(number, **parts):
    url = f"/articles/old-harbour/revisions/{number}/"
    return pages.RevisionLine(**{"id": number, "url": url, "date": MOMENT, **parts})


def article(**parts):
    return pages.article(pages.ArticlePage(**{"document": DOCUMENT, "links": LINKS, **parts}))


def history(*lines, **parts):
    compare_url = "/articles/old-harbour/compare/"
    return pages.history(
        pages.HistoryPage(links=LINKS, lines=lines, compare_url=compare_url, **parts),
    )


def source(**parts):
    return pages.source(pages.SourcePage(**{"record": SOURCE, **parts}))


def every_page():
    return {
        "article": article(revision=3, changed_at=MOMENT, editors=(ADA,), evidence="1 source"),
        "revision": pages.old_revision(
            pages.RevisionPage(document=DOCUMENT, links=LINKS, revision=line(2)),
        ),
        "history": history(line(3), line(2)),
        "source": source(),
        "index": pages.index(pages.IndexPage(title="All articles", letters=())),
        "front": pages.front(pages.FrontPage()),
        **{str(status): pages.error(pages.ErrorPage(status=status)) for status in pages.ERRORS},
    }


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def test_every_inline_style_and_script_is_allowed_by_its_hash():
    for html in every_page().values():
        inline = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", html, re.DOTALL)

        allowed = assets.policy(html.encode())

        assert [*allowed["style-src"], *allowed["script-src"]] == list(map(assets.csp_hash, inline))


def test_no_style_or_script_of_others_is_allowed():
    html = b"<style>p{color:red}</style><script>alert(1)</script><style>"

    assert assets.policy(html) == {"style-src": [], "script-src": []}


def test_no_page_has_a_style_attribute_or_an_event_handler():
    found = [
        (name, attribute)
        for name, html in every_page().items()
        for attribute in re.findall(r'<[^>]* (style|on\w+)="', html.partition("<body>")[2])
    ]

    assert found == []


def test_every_page_begins_with_the_way_past_its_header():
    first = {re.search(r"<body>\s*(<a [^>]*>)", html)[1] for html in every_page().values()}

    assert first == {'<a class="skip" href="#main">'}


def test_every_page_has_one_heading_of_the_first_level():
    headings = {name: len(re.findall(r"<h1[ >]", html)) for name, html in every_page().items()}

    assert set(headings.values()) == {1}


def test_a_title_is_escaped_wherever_it_stands():
    found = [name for name, html in every_page().items() if "<harbour>" in html]

    assert found == []


def test_structured_data_cannot_end_its_script():
    html = article(structured_data='{"name": "</script><script>alert(1)</script>&"}')

    assert re.findall(r'ld\+json">(.*?)</script>', html) == [
        '{"name": "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e\\u0026"}',
    ]


def test_the_article_names_its_canonical_address():
    html = article(canonical="https://example.org/articles/old-harbour/")

    assert re.findall(r'rel="canonical" href="([^"]*)"', html) == [
        "https://example.org/articles/old-harbour/",
    ]


def test_the_byline_sums_up_who_when_and_on_what_evidence():
    tom = pages.PageLink(words="Tom", url="")
    html = article(revision=3, changed_at=MOMENT, editors=(ADA, tom), evidence="1 source")

    byline = re.search(r'<p class="byline">(.*?)</p>', html, re.DOTALL)[1]
    assert '<a href="/contributors/Ada/"><bdi>Ada</bdi></a>, <bdi>Tom</bdi>' in byline
    assert " ".join(re.sub(r"<[^>]+>", "", byline).split()) == (
        "Revision 3 · last updated 3 May 2031 · by Ada, Tom · 1 source"
    )


def test_the_articles_language_says_its_direction():
    directions = {tag: pages.direction(tag) for tag in ("en", "ar", "he-IL", "fa", "ku", "pa")}

    assert directions == {
        "en": "ltr",
        "ar": "rtl",
        "he-IL": "rtl",
        "fa": "rtl",
        "ku": "ltr",
        "pa": "ltr",
    }


def test_the_article_page_keeps_its_budget():
    css = assets.style(*assets.PAGE_STYLES["article"])

    sizes = [len(gzip.compress(text.encode(), 9)) for text in (css, assets.script())]

    assert [size <= most for size, most in zip(sizes, (4096, 3072), strict=True)] == [True, True]


def test_an_old_revision_says_so_and_is_not_indexed():
    page = pages.RevisionPage(
        document=DOCUMENT,
        links=LINKS,
        revision=line(2, editor="Ada", since_url="/articles/old-harbour/compare/2/3/"),
        canonical="https://example.org/articles/old-harbour/",
    )

    html = pages.old_revision(page)

    assert (
        'content="noindex"' in html,
        'rel="canonical" href="https://example.org/articles/old-harbour/"' in html,
        "You are reading revision 2 by Ada . It was saved on 3 May 2031" in text_of(html),
        "</time>. It may" in re.sub(r"\s+", " ", html),
    ) == (True, True, True, True)


def test_the_two_newest_revisions_are_chosen_to_compare():
    html = history(line(4), line(3), line(2))

    chosen = re.findall(r'name="(from|to)" value="(\d+)" aria-label="[^"]*" checked', html)
    assert chosen == [("to", "4"), ("from", "3")]


def test_a_lonely_revision_is_chosen_twice():
    html = history(line(4))

    chosen = re.findall(r'name="(from|to)" value="(\d+)" aria-label="[^"]*" checked', html)
    assert chosen == [("from", "4"), ("to", "4")]


def test_every_radio_button_has_a_name_of_its_own():
    html = history(line(4), line(3))

    assert re.findall(r'type="radio"[^>]*aria-label="([^"]*)"', html) == [
        "Compare from revision 4",
        "Compare to revision 4",
        "Compare from revision 3",
        "Compare to revision 3",
    ]


@pytest.mark.parametrize(
    ("delta", "shown"),
    [(1204, ("+1,204", "plus")), (-38, ("−38", "minus")), (0, ("±0", ""))],
)
def test_a_change_of_size_is_signed(delta, shown):
    changed = line(4, delta=delta)

    assert (changed.change, changed.direction) == shown


def test_a_hidden_summary_is_not_shown():
    html = history(line(4, hidden=("summary hidden by Ada",), withheld=("summary",)))

    assert ("summary hidden<" in html, "Summary hidden by Ada" in html) == (True, True)


def test_a_public_source_shows_its_text_with_the_passages_marked():
    html = source(
        record=SourceRecord(key="log", access=Access.PUBLIC),
        text="First words.\n\nThen it sank. Then rain.",
        pinned=((19, 26),),
        sha256="0a",
    )

    assert re.findall(r"<p>(.*)</p>", html.partition('class="src"')[2].partition("</div>")[0]) == [
        "First words.",
        'Then <mark id="passage"><span id="p-efbc552b"></span>it sank</mark>. Then rain.',
    ]


def test_a_passage_over_two_paragraphs_has_one_anchor():
    html = source(text="One two.\n\nThree four.", pinned=((4, 15), (6, 12), (17, 17)), sha256="0a")

    own, within = (passages.anchor(words) for words in ("two. Three", "o. Th"))
    assert re.findall(r"<mark.*?</mark>", html) == [
        f'<mark id="passage"><span id="{own}"></span><span id="{within}"></span>two.</mark>',
        "<mark>Three</mark>",
    ]


def test_an_excerpt_shows_the_passage_and_what_is_around_it():
    passage = pages.Passage(words="it sank", before="…the ferry, ", after=" at dawn…")

    html = source(passages=(passage,), sha256="0a")

    assert "…the ferry, it sank at dawn…" in re.sub(r"</?mark[^>]*>", "", html)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "This source is not archived here."),
        ({"sha256": "0a"}, "Readers see excerpts only, and no article quotes this source yet."),
        (
            {"sha256": "0a", "record": SourceRecord(key="log", access=Access.STAFF)},
            "The archived copy is kept for editors to check; readers do not see its text.",
        ),
    ],
)
def test_a_source_says_why_its_text_is_not_shown(parts, said):
    assert said in text_of(source(**parts))


def test_an_address_that_no_browser_should_follow_is_no_link():
    html = source(record=SourceRecord(key="log", title="Log", url="javascript:alert(1)"))

    assert re.findall(r'href="javascript', html) == []


def test_a_source_names_its_authors():
    record = SourceRecord(key="log", authors=(Name(family="Doe", given="Jo"), Name(literal="Desk")))

    html = source(record=record)

    assert re.findall(r"<dt>Authors</dt>\s*<dd>(.*?)</dd>", html) == [
        "<bdi>Jo Doe</bdi>, <bdi>Desk</bdi>",
    ]


def test_a_list_narrowed_by_words_says_how_much_it_has():
    html = pages.index(pages.IndexPage(title="All articles", letters=(), query='a"b'))

    assert "0 titles with “ a&quot;b ”." in text_of(html)


def test_a_missing_article_is_called_by_its_title():
    html = pages.error(pages.ErrorPage(status=404, title="Light <house>"))

    assert text_of(html).partition("“ ")[2].startswith("Light &lt;house&gt; ” is not written yet")


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="expected one of"):
        pages.error(pages.ErrorPage(status=418))


def test_quoted_strings_of_a_stylesheet_are_kept():
    css = assets.minify_css('a::after { content: " < ; " }\n/* gone */\nb > c { margin: 0 1px; }')

    assert css == 'a::after{content:" < ; "}b>c{margin:0 1px}'


def test_only_whole_line_comments_of_the_script_go():
    script = assets.minify_js("// gone\n  const a = 'b // c';\n\n  f(a);\n")

    assert script == "const a = 'b // c';\nf(a);"
