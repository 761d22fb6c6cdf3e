"""Trees that the parser does not make, but their types allow."""

from uuid import UUID

import pytest

from encyclopedia.core.document import Document
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place
from encyclopedia.core.writers.html import inline, page

NOWHERE = {"start": 0, "end": 0}
WORDS = tree.Text(text="words", **NOWHERE)
MARK = tree.Mark(items=(tree.Item(key="a", **NOWHERE),), **NOWHERE)
MISSING = '\u2060<sup class="cite error">[no source “a”]</sup>'


@pytest.fixture
def here():
    article = Document(id=UUID(int=1), title="Harbour")
    return page.Here(page=page.prepare(article, {"ferry": "ferry"}), place=Place("lead"))


def link(*children, href="https://example.org/"):
    return tree.Link(href=href, title="", children=children, **NOWHERE)


@pytest.mark.parametrize(
    ("child", "inside"),
    [
        (MARK, ""),
        (tree.Strong(children=(MARK,), **NOWHERE), "<strong></strong>"),
        (
            tree.Claim(children=(WORDS,), mark=MARK, **NOWHERE),
            '<span class="claim">words</span>',
        ),
    ],
)
def test_a_mark_inside_a_link_follows_the_link(here, child, inside):
    written = inline.write((link(WORDS, child),), here)

    assert written == f'<a href="https://example.org/" rel="nofollow">words{inside}</a>{MISSING}'


def test_a_link_to_an_article_inside_a_link_is_its_words(here):
    ferry = tree.WikiLink(title="Ferry", section="", label="the ferry", **NOWHERE)

    written = inline.write((link(ferry),), here)

    assert written == '<a href="https://example.org/" rel="nofollow">the ferry</a>'


def test_a_note_that_has_no_number_is_not_shown(here):
    written = inline.write((tree.Note(children=(WORDS,), **NOWHERE),), here)

    assert written == ""


def test_a_link_without_words_shows_its_address(here):
    written = inline.write((link(),), here)

    assert written == '<a href="https://example.org/" rel="nofollow">https://example.org/</a>'


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//example.org/", "http://[", ""])
def test_an_address_of_another_scheme_is_no_link(here, href):
    written = inline.write((link(WORDS, href=href),), here)

    assert written == "words"
