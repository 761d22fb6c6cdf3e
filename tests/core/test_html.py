"""The article as HTML: its areas, its headings, its marks and the way back from them."""

import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from encyclopedia.core import reading
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
    SeeAlso,
)
from encyclopedia.core.writers import html
from sources.core.record import Name, Reliability, SourceRecord

CASES = re.compile(r"(?ms)^## (.+?)\n\n~~~ text\n(.*?)\n~~~\n\n~~~ html\n(.*?)\n~~~$")
TITLES = {"ferry": "ferry"}
A = SourceRecord(key="a", title="Log of the harbour")
B = SourceRecord(key="b", title="Ships & seas")
QUAY = Illustration(
    id=UUID(int=7),
    key="quay",
    file="0a",
    media_type="image/jpeg",
    width=640,
    height=480,
    alt="The quay",
    caption="At dawn",
    credit="By A. B.",
)
HARBOUR = Document(id=UUID(int=1), title="Harbour", illustrations=(QUAY,), sources=(A, B))


def cases():
    text = (Path(__file__).parent / "cases" / "html.md").read_text(encoding="utf-8")
    return [pytest.param(given, then, id=name) for name, given, then in CASES.findall(text)]


def article(**parts):
    return Document(**{"id": UUID(int=1), "title": "Harbour", "sources": (A, B), **parts})


def section(number, heading, **parts):
    anchor = parts.pop("anchor", heading.casefold())
    return Section(id=UUID(int=number), heading=heading, anchor=anchor, **parts)


def field(text, kind=FieldType.TEXT):
    return InfoboxField(id=UUID(int=2), label="Label", text=text, type=kind)


def value_of(infobox_field):
    written = html.write(article(infobox=(infobox_field,)), TITLES)
    return re.search(r'<td dir="auto">(.*?)</td>', written, re.DOTALL)[1]


def ids(written):
    return re.findall(r' id="([^"]*)"', written)


def headings(written):
    return re.findall(r'<(h[2-4]) id="([^"]*)"', written)


def hrefs(written):
    return re.findall(r' href="([^"]*)"', written)


@pytest.mark.parametrize(("text", "expected"), cases())
def test_prose_is_written_as_the_cases_say(text, expected):
    written = html.preview(reading.lead(text), HARBOUR, TITLES)

    prose, _, _ = written.partition('\n<section role="doc-endnotes"')
    assert prose == expected


def test_an_article_without_anything_is_written_as_nothing():
    written = html.write(Document(id=UUID(int=1), title="Empty"))

    assert written == ""


def test_the_areas_stand_in_reading_order():
    document = article(
        lead="Lead.[@a] With a note.^[Noted.]",
        infobox=(field("Value"),),
        sections=(section(3, "Purpose", text="Words."),),
        see_also=(SeeAlso(id=UUID(int=4), title="Ferry"),),
        categories=("Harbours",),
    )

    written = html.write(document, TITLES)

    landmarks = re.findall(r'class="(lead|rail|toc|body|cards|notes refs|refs|cats)"', written)
    assert landmarks == [
        "lead",
        "rail",
        "toc",
        "body",
        "cards",
        "notes refs",
        "refs",
        "refs",
        "cats",
    ]


def test_a_heading_never_skips_a_level():
    document = article(
        sections=(
            section(2, "One", level=4),
            section(3, "Two", level=4),
            section(4, "Three", level=2),
            section(5, "Four", level=3),
        ),
    )

    written = html.write(document)

    assert headings(written)[:4] == [("h2", "one"), ("h3", "two"), ("h2", "three"), ("h3", "four")]


def test_an_anchor_never_takes_the_id_of_something_else():
    document = article(
        lead="Words.[@a]",
        sections=(
            section(2, "A", anchor="references"),
            section(3, "B", anchor="main"),
            section(4, "C", anchor="ref-a"),
            section(5, "D", anchor="twice"),
            section(6, "E", anchor="twice"),
        ),
    )

    written = html.write(document)

    assert ids(written) == [
        "cite-a-a",
        "references_",
        "main_",
        "ref-a_",
        "twice",
        "twice_2",
        "references",
        "ref-a",
        "ref-b",
    ]


def test_the_contents_nest_and_lead_to_every_section():
    document = article(
        sources=(),
        sections=(section(2, "One"), section(3, "Two", level=3), section(4, "Three")),
    )

    written = html.write(document)

    assert written.partition("<nav")[2].partition("</nav>")[0] == (
        ' class="toc" aria-label="Contents"><details open=""><summary>Contents</summary><ol>'
        '<li><a href="#one"><bdi>One</bdi></a><ol><li><a href="#two"><bdi>Two</bdi></a></li></ol>'
        '</li><li><a href="#three"><bdi>Three</bdi></a></li></ol></details>'
    )


def test_the_only_use_of_a_source_is_an_arrow_and_several_are_letters():
    document = article(lead="One.[@a] Two.[@b] Three.[@a]")

    written = html.write(document)

    assert re.findall(r'<a href="#(cite-[^"]*)"[^>]* aria-label="([^"]*)">(.*?)</a>', written) == [
        ("cite-a-a", "Back to citation 1, use 1 of 2", "a"),
        ("cite-a-b", "Back to citation 1, use 2 of 2", "b"),
        ("cite-b-a", "Back to citation 2 in the text", "↑"),
    ]


def test_every_link_inside_the_page_has_its_target():
    document = article(
        lead="One.[@a] Two.[@b]^[A note.[@a]]",
        infobox=(field("Five[@b]"),),
        sections=(section(2, "Key events", kind=SectionKind.KEY_EVENTS, text="Three.[@a]"),),
        events=(KeyEvent(id=UUID(int=9), date="1901", title="Sinking", text="Four.[@b]"),),
        see_also=(SeeAlso(id=UUID(int=4), title="Ferry"),),
    )

    written = html.write(document)

    inside = {href[1:] for href in hrefs(written) if href.startswith("#")}
    assert inside - set(ids(written)) == set()


def test_a_reference_says_what_the_source_is():
    source = SourceRecord(
        key="a",
        type="article-newspaper",
        title="Ferry lost",
        authors=(Name(family="Doe", given="Jo"), Name(literal="Harbour desk")),
        container="Daily",
        publisher="Press house",
        issued="1901-05-03",
        state_run=True,
        reliability=Reliability.LOW,
        snapshot="0" * 64,
    )

    written = html.write(article(lead="Words.[@a]", sources=(source,)))

    assert written.partition("</span> <cite>")[2].partition("</li>")[0] == (
        '<a href="/sources/a/"><bdi>Ferry lost</bdi></a></cite>. <bdi>Jo Doe</bdi>, '
        "<bdi>Harbour desk</bdi>. <bdi>Daily</bdi>, <bdi>Press house</bdi>, "
        '<time datetime="1901-05-03">3 May 1901</time>. <span class="tag">news</span> '
        '<span class="tag">state media</span> <span class="tag">low reliability</span> '
        '<span class="tag">archived</span>'
    )


def test_the_quoted_passages_of_a_source_stand_below_it_once():
    document = article(
        lead='One.[@a, p. 2, "it sank"] Two.[@a, p. 2, "it sank"] Three.[@a, "slowly"]'
    )

    written = html.write(document)

    assert re.findall(r"<mark>(.*?)</mark>", written) == ["it sank", "slowly"]


def test_a_source_that_is_kept_but_not_cited_stands_apart():
    written = html.write(article(lead="Words.[@b]"))

    assert written.partition("<h3>Not yet cited in the text</h3>")[2].count("<cite>") == 1


def test_the_article_ends_with_its_series_and_categories():
    document = article(
        sources=(), series="Harbours", categories=("Ships", "Seas"), disambiguation=True
    )

    written = html.write(document)

    assert written == (
        '<div class="body"><p class="cats">This page tells articles of like titles apart.<br>'
        'Part of the series <a href="/series/harbours/"><bdi>Harbours</bdi></a><br>Categories: '
        '<a href="/categories/ships/"><bdi>Ships</bdi></a> · '
        '<a href="/categories/seas/"><bdi>Seas</bdi></a></p></div>'
    )


def test_a_title_in_another_language_says_which():
    source = SourceRecord(key="a", title="Journal du port", language="fr", snapshot="0")

    written = html.write(article(lead='Words.[@a, "le port"]', sources=(source,)))

    assert re.findall(r'<(\w+) lang="fr">', written) == ["bdi", "mark"]


def test_a_date_is_a_time():
    assert value_of(field("3 May 1901[@a]", FieldType.DATE)).startswith(
        '<time datetime="1901-05-03">3 May 1901</time>\u2060<sup',
    )


def test_a_range_is_two_times():
    assert value_of(field("3–5 May 1901", FieldType.RANGE)) == (
        '<time datetime="1901-05-03">3</time>–<time datetime="1901-05-05">5 May 1901</time>'
    )


def test_words_that_are_no_date_are_left_alone():
    assert value_of(field("when it rained", FieldType.DATE)) == "when it rained"


def test_several_people_are_a_list():
    assert value_of(field("[[Ferry]], Jo Doe and Al Roe", FieldType.PEOPLE)) == (
        '<ul><li><a href="/articles/ferry/">Ferry</a></li><li>Jo Doe</li><li>Al Roe</li></ul>'
    )


def test_several_lines_are_a_list():
    assert value_of(field("Old harbour\nNew harbour")) == (
        "<ul><li>Old harbour</li><li>New harbour</li></ul>"
    )


def test_one_person_is_no_list():
    assert value_of(field("Jo Doe, Jr.", FieldType.PEOPLE)) == "Jo Doe, Jr."


def test_an_event_opens_with_its_title():
    events = (
        KeyEvent(id=UUID(int=9), date="May 1901", title="Sinking", text="It sank.\n\nSlowly."),
    )
    key_events = section(2, "Key events", kind=SectionKind.KEY_EVENTS)

    written = html.write(article(sections=(key_events,), events=events))

    assert written.partition('<ol class="timeline">')[2].partition("</ol>")[0] == (
        f'<li id="event-{9:032x}"><div class="when" dir="auto"><time datetime="1901-05">May 1901'
        '</time></div> <div dir="auto"><p><strong>Sinking.</strong> It sank.</p>\n<p>Slowly.</p>'
        "</div></li>"
    )


def test_a_title_in_chinese_or_japanese_ends_with_a_full_stop_of_its_own():
    events = (KeyEvent(id=UUID(int=9), date="1976", title="出水", text="四回のうち最も大きい。"),)

    written = html.write(article(events=events, language="ja"))

    assert "<p><strong>出水。</strong>四回のうち最も大きい。</p>" in written


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        (replace(A, title="Log of the harbour"), True),
        (replace(A, title="1994 سجل الميناء"), False),
        (replace(A, title="سجل الميناء", language="en"), True),
        (replace(A, title="Faros", language="ar"), False),
    ],
    ids=["Latin letters", "Arabic letters", "English by its record", "Arabic by its record"],
)
def test_a_reference_runs_its_own_way_in_an_article_from_right_to_left(source, turned):
    arabic = article(lead="غرقت.[@a]", language="ar", sources=(source,))

    written = html.write(arabic).partition('<ol class="refs">')[2]

    assert ('<span dir="ltr"><cite>' in written) is turned
    assert '<span dir="ltr"><cite>' not in html.write(replace(arabic, language="en"))


def test_events_without_a_section_get_one():
    events = (KeyEvent(id=UUID(int=9), date="1901", title="Sinking"),)

    written = html.write(article(events=events))

    assert headings(written)[0] == ("h2", "Key events".casefold().replace(" ", "-"))


def test_a_range_with_markup_in_it_is_left_whole():
    assert value_of(field("*3*–5 May 1901", FieldType.RANGE)) == "<em>3</em>–5 May 1901"


def test_the_preview_of_no_article_shows_which_sources_are_missing():
    written = html.preview(reading.lead("Words.[@a]"))

    assert written == '<p>Words.\u2060<sup class="cite error">[no source “a”]</sup></p>'


def test_the_summary_is_the_short_description():
    assert html.summary(article(short_description="A place for ships", lead="Lead.")) == (
        "A place for ships"
    )


def test_the_summary_is_else_the_first_sentence():
    lead = "The **harbour** lies in the [[north|cold north]].[@a] " + "It is long. " * 20

    assert html.summary(article(lead=lead)) == "The harbour lies in the cold north."


def test_a_long_word_is_cut():
    assert len(html.summary(article(lead="x" * 500))) == 160


def test_a_preview_shows_what_was_parsed_and_does_not_parse_it_again():
    parsed = replace(reading.lead("*Parsed* before."), source="Something else.")

    assert html.preview(parsed) == "<p><em>Parsed</em> before.</p>"


def test_a_quotation_stands_in_the_passage_around_it_and_leads_to_the_archived_copy():
    document = article(lead='It sank.[@a, p. 2, "it sank"]')
    shown = html.Shown(
        verdict="exact words", words="it sank", before="the ferry, ", after=" at dawn…"
    )

    written = html.write(document, passages={("a", "it sank"): shown})

    assert '<div dir="auto">the ferry, <mark>it sank</mark> at dawn…</div>' in written
    assert (
        '<p>p. 2 · exact words · <a href="/sources/a/#p-efbc552b">In the archived copy</a></p>'
    ) in written


def test_where_readers_may_not_see_the_copy_the_quotation_stands_alone_with_its_verdict():
    document = article(lead='It sank.[@a, "it sank"]')

    written = html.write(
        document, passages={("a", "it sank"): html.Shown(verdict="not archived here")}
    )

    assert "<mark>it sank</mark></div><p>not archived here</p></blockquote>" in written


def test_a_reference_leads_to_where_its_source_was_published():
    source = SourceRecord(
        key="a", title="Log", url="https://news.example/1", archive_url="https://old.example/1"
    )
    kept = replace(source, snapshot="0")

    leads = [
        re.findall(r'<a href="(http[^"]*)" rel="nofollow">', html.write(article(sources=(each,))))
        for each in (source, kept, replace(source, url="javascript:alert(1)", archive_url=""))
    ]

    assert leads == [
        ["https://news.example/1", "https://old.example/1"],
        ["https://news.example/1"],
        [],
    ]
