"""The sources of an article and of the shelf, in the styles that others cite them in."""

import re
from dataclasses import replace
from html import unescape

import examples
import pytest

from encyclopedia import publishing, store
from encyclopedia.core.writers import WRITERS
from sources import store as source_store
from sources.core.record import Name, SourceRecord

pytestmark = pytest.mark.django_db

HERE = "/articles/skerry-lighthouse/references/"
WHY = store.Reason(editor=None, summary="")
GAZETTE = SourceRecord(
    key="gazette",
    type="article-newspaper",
    title="A night in fog",
    authors=(Name(family="Berg", given="Jan"),),
    container="The Gazette",
    issued="2031-05-14",
)


def lighthouse():
    """An article that cites the almanac, then the gazette, and has a third source at hand."""
    for record in (examples.almanac(), GAZETTE, replace(GAZETTE, key="spare", title="Spare")):
        source_store.save(record, editor=None, summary="")
    document = examples.lighthouse()
    first, *others = document.sections
    first = replace(first, text="It warns ships. [@gazette] Of the reef. [@almanac]")
    return replace(
        document,
        sections=(first, *others),
        sources=(examples.almanac(), GAZETTE, replace(GAZETTE, key="spare", title="Spare")),
    )


@pytest.fixture
def article():
    made = store.create(lighthouse(), reason=WHY).edit
    publishing.publish(made, publisher=None)
    return made.article


def listed(page):
    works = re.search(r'<([ou]l) class="works.*?</\1>', page, re.DOTALL)[0]
    return [unescape(line) for line in re.findall(r"<li[^>]*>(.*?)</li>", works)]


def test_references_of_the_house_stand_in_the_order_of_their_numbers(client, article):
    page = client.get(HERE).content.decode()

    assert listed(page) == [
        "<em>The Almanac</em>. 1888.",
        "Jan Berg. <em>A night in fog</em>. The Gazette, 14 May 2031.",
    ]
    assert '<ol class="works numbered">' in page


def test_references_in_a_style_stand_in_the_order_of_the_alphabet(client, article):
    page = client.get(f"{HERE}?style=apa").content.decode()

    assert listed(page) == [
        "<em>The Almanac</em>. (1888).",
        "Berg, J. (2031, May 14). A night in fog. <em>The Gazette</em>.",
    ]
    assert 'aria-current="page">APA</a>' in page


def test_the_list_can_be_copied_as_plain_text(client, article):
    page = client.get(f"{HERE}?style=mla").content.decode()

    plain = unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[1])
    assert plain == "The Almanac. 1888.\nBerg, Jan. “A Night in Fog.” The Gazette, 14 May 2031."


def test_the_page_leads_to_the_files_for_programs_and_the_cite_page_leads_to_it(client, article):
    page = client.get(HERE).content.decode()

    for ending in ("bib", "ris", "csl.json"):
        assert f'href="/articles/skerry-lighthouse.{ending}"' in page
    assert f'href="{HERE}"' in client.get("/articles/skerry-lighthouse/cite/").content.decode()


def test_the_words_of_a_draft_are_not_among_them(client, article):
    head = store.head(article)
    source_store.save(replace(GAZETTE, key="secret", title="Secret"), editor=None, summary="")
    draft = replace(store.at(head), lead="Draft. [@secret]")
    store.save(article, draft, base=head.pk, reason=WHY)

    page = client.get(HERE).content.decode()

    assert "Secret" not in page
    assert len(listed(page)) == 2


def test_an_article_without_sources_says_so(client):
    document = replace(examples.lighthouse("Bare"), lead="A rock.", sections=(), events=())
    publishing.publish(store.create(document, reason=WHY).edit, publisher=None)

    page = client.get("/articles/bare/references/").content.decode()

    assert "This article cites no sources." in page
    assert "MLA" not in page
    assert "For programs" not in page


def test_a_title_is_text_in_every_style(client):
    record = examples.almanac(title="<script>alert(1)</script>", url="https://a.example/?a=1&b=2")
    source_store.save(record, editor=None, summary="")
    publishing.publish(store.create(examples.lighthouse(), reason=WHY).edit, publisher=None)

    for style in ("house", "apa", "chicago", "chicago-author-date", "mla"):
        page = client.get(f"{HERE}?style={style}").content.decode()
        assert "<script>alert" not in page
        assert 'href="https://a.example/?a=1&amp;b=2" rel="nofollow noreferrer"' in page


def test_the_page_of_a_source_cites_it_in_every_style(client, article):
    page = client.get("/sources/gazette/").content.decode()

    found = re.findall(r'<dt>([^<]*)</dt>\s*<dd class="work"[^>]*>(.*?)</dd>', page)
    assert dict(found)["APA"] == "Berg, J. (2031, May 14). A night in fog. <em>The Gazette</em>."
    assert len(found) == 5


def test_the_page_of_a_source_names_an_article_once_for_each_quotation(client):
    examples.archive(examples.almanac(), "first lit in 1887")
    lead = 'Lit. [@almanac, "first lit"]\n\nLit. [@almanac, "first lit"]\n\nDark. [@almanac]'
    document = replace(examples.lighthouse("Often cited"), lead=lead)
    publishing.publish(store.create(document, reason=WHY).edit, publisher=None)

    page = client.get("/sources/almanac/").content.decode()

    uses = page.partition('id="cited-in"')[2]
    assert uses.count("<li>") == 2
    assert uses.count("first lit") == 1


@pytest.mark.parametrize(
    ("name", "begins"),
    [("bib", "@book{almanac,"), ("ris", "TY  - BOOK\nID  - almanac\n"), ("csl.json", "[\n  {")],
)
def test_the_sources_of_an_article_are_exported_cited_ones_first(article, name, begins):
    written = dict(WRITERS)[name](store.at(store.head(article)))

    places = [written.index(key) for key in ("almanac", "gazette", "spare")]
    assert written.startswith(begins)
    assert places == sorted(places)
