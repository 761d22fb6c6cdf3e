"""A reader doubles the text, sets it wider apart, or prints it: it fits, and nothing is lost."""

from dataclasses import replace
from urllib.parse import quote

import examples
import pytest

pytest.importorskip("pytest_playwright", reason="the stories need pytest-playwright")
expect = pytest.importorskip("playwright.sync_api").expect

from encyclopedia import publishing, store  # noqa: E402 -- the stories are skipped before it is needed
from sources.core.record import Access  # noqa: E402 -- as above

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWN = ("", "history/", "evidence/", "authorship/", "cite/", "references/", "links/", "report/")
AROUND = ("/", "/articles/", "/search/?q=lighthouse", "/recent/", "/sources/almanac/", "/about/")
# WCAG 2.2: text spacing (1.4.12) on a phone, and text of twice the size (1.4.4).
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-block-end: 2em !important }"
)
DOUBLED = "html { font-size: 200% !important }"
PAPER = 673  # pixels between the margins of an A4 sheet
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def addresses(site):
    """Give the addresses of pages about two articles, one of them written from right to left."""
    text = "Of all lights on the coast it was first lit in 1887, after a hard winter."
    examples.archive(examples.almanac(access=Access.PUBLIC), text)
    written = [
        examples.lighthouse("The lighthouse of the Skerries and of the northern approaches"),
        replace(examples.lighthouse("منارة الإسكندرية (فاروس)"), language="ar"),
    ]
    return [*AROUND, *(address for document in written for address in published(document))]


def published(document):
    """Publish *document* twice, and give the addresses of its pages."""
    why = store.Reason(editor=None, editor_name="Keeper", summary="Told")
    first = store.create(document, reason=why).edit
    publishing.publish(first, publisher=None)
    document = replace(store.current(first.article), lead=f"{document.lead}\n\nIt is white.")
    second = store.save(first.article, document, base=first.pk, reason=why).edit
    publishing.publish(second, publisher=None)
    here = f"/articles/{quote(second.article.slug)}/"
    compared = f"compare/{first.pk}/{second.pk}/"
    return [
        here + page
        for page in (*OWN, compared, f"{compared}?layout=split", f"revisions/{first.pk}/")
    ]


def set_in(page, css):
    """Set the page in the reader's own *css*, and tell by how much it is too wide."""
    page.add_style_tag(content=css or "/**/")
    return page.evaluate(OVER)


@pytest.mark.parametrize(
    ("width", "css"),
    [(768, ""), (320, SPACED), (640, DOUBLED)],
    ids=["as it is", "spaced", "doubled"],
)
def test_no_page_is_too_wide_for_text_set_as_readers_need_it(open_browser, addresses, width, css):
    # A reader's own style is not the page's: no policy of ours forbids it.
    page = open_browser(bypass_csp=True, viewport={"width": width, "height": 800})

    too_wide = {}
    for address in addresses:
        page.goto(address)
        too_wide[address] = set_in(page, css)

    assert {address for address, over in too_wide.items() if over} == set()


def test_on_paper_an_article_fits_and_names_the_address_of_its_revision(open_browser, addresses):
    page = open_browser(viewport={"width": PAPER, "height": 900})
    page.emulate_media(media="print", color_scheme="dark")

    for address in addresses[len(AROUND) :: len(OWN) + 3]:
        page.goto(address)
        foot = page.locator(".address")
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(foot).to_be_visible()
        assert "/revisions/" in foot.get_attribute("href")
        assert foot.evaluate("a => getComputedStyle(a, '::after').content") not in ("none", "")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(255, 255, 255)"
        )
        assert page.evaluate(OVER) == 0
