"""Pages about every sentence of a long article come in parts, each of its own light page."""

import gzip
import random
import re
from dataclasses import replace
from uuid import uuid5

import examples
import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from work import lines_run

from encyclopedia import pages, publishing, store
from encyclopedia.core.document import Section
from encyclopedia.pages import Weighed
from sources import store as source_store

HERE = "/articles/skerry-lighthouse/"
KB = 1024


@given(
    st.lists(st.builds(Weighed, st.sampled_from("abc"), st.integers(1, 300))),
    st.integers(300, 3000),
)
def test_parts_hold_every_line_once_and_in_order_and_none_is_much_too_heavy(lines, most):
    parts = pages.cut(lines, most)

    held = [line for here in parts for line in lines[here]]
    assert held == lines
    assert all(sum(line.weight for line in lines[here]) <= 1.5 * most + 300 for here in parts)


def test_a_part_ends_before_a_heading_that_is_near():
    lines = [Weighed("Lead", 10)] * 45 + [Weighed("Outcomes", 10)] * 55

    assert pages.cut(lines, most=600) == (slice(0, 45), slice(45, 100))


def test_a_section_that_is_too_long_is_cut_inside():
    lines = [Weighed("Lead", 10)] * 10 + [Weighed("Outcomes", 10)] * 90

    assert pages.cut(lines, most=600) == (slice(0, 50), slice(50, 100))


def test_one_line_however_long_is_one_part():
    assert pages.cut([Weighed("Lead", 9000)], most=600) == (slice(0, 1),)
    assert pages.cut([], most=600) == (slice(0, 0),)


def test_twice_the_lines_are_cut_with_twice_the_work():
    once, twice = (
        lines_run(pages.cut, [Weighed("Lead", 100)] * count, 4000) for count in (2000, 4000)
    )

    assert twice < 2.5 * once


def long_one():
    """An article whose sentences fill three parts, the last section two of them."""
    rng = random.Random(7)  # noqa: S311 -- repeatable text, no secret

    def sentences(count):
        words = (
            "".join(rng.choices("etaoinshrdlu", k=rng.randint(2, 9))) for _ in range(count * 9)
        )
        listed = list(words)
        return " ".join(
            " ".join(listed[at : at + 9]).capitalize() + "." for at in range(0, len(listed), 9)
        )

    article = examples.lighthouse()
    sections = tuple(
        Section(
            id=uuid5(article.id, name),
            heading=name,
            anchor=name.lower(),
            text=sentences(count),
        )
        for name, count in (("Building", 500), ("Keepers", 700))
    )
    return replace(article, sections=(*article.sections, *sections))


@pytest.fixture
def _long(db):
    source_store.save(examples.almanac(), editor=None, summary="")
    why = store.Reason(editor=None, editor_name="Ann Skerry", summary="Begun")
    publishing.publish(store.create(long_one(), reason=why).edit, publisher=None)


def page(client, name, asked=""):
    return client.get(f"{HERE}{name}/{asked}").content.decode()


def said(html):
    return re.findall(r'<p dir="auto">(?:<span.*?</span> )?([^<]+)', html)


@pytest.mark.usefixtures("_long")
@pytest.mark.parametrize("name", ["evidence", "authorship"])
class TestALongArticle:
    def test_has_every_sentence_on_one_of_its_parts(self, client, name):
        parts = [page(client, name, f"?page={number}") for number in (1, 2, 3)]

        told = [sentence for html in parts for sentence in said(html)]
        assert len(told) == len(set(told)) > 1200
        assert "page 3 of 3" in parts[2]

    def test_weighs_less_than_fifty_kilobytes_a_part(self, client, name):
        parts = [page(client, name, f"?page={number}").encode() for number in (1, 2, 3)]

        assert max(len(gzip.compress(html)) for html in parts) < 50 * KB

    def test_leads_from_part_to_part_by_the_headings_in_them(self, client, name):
        html = page(client, name, "?page=2")

        nav = re.search(r'<nav class="parts.*?</nav>', html, re.DOTALL)[0]
        ways = re.findall(r'<a href="([^"]*)"( aria-current="page")?>(.*?)</a>', nav)
        assert [(url, bool(here)) for url, here, _ in ways] == [
            (f"{HERE}{name}/", False),
            (f"{HERE}{name}/?page=2", True),
            (f"{HERE}{name}/?page=3", False),
        ]
        assert ways[1][2] == "<bdi>Building</bdi> – <bdi>Keepers</bdi>"
        assert f'<a href="{HERE}{name}/" rel="prev">' in html
        assert f'<a href="{HERE}{name}/?page=3" rel="next">' in html

    def test_says_where_a_section_goes_on(self, client, name):
        html = page(client, name, "?page=3")

        assert '<bdi>Keepers</bdi> <span class="quiet">continued</span></h2>' in html
        assert "continued</span></h2>" not in page(client, name)

    def test_is_known_to_search_engines_part_by_part(self, client, name):
        first, last = page(client, name), page(client, name, "?page=9999")

        assert f'<link rel="canonical" href="http://testserver{HERE}{name}/">' in first
        assert f'<link rel="canonical" href="http://testserver{HERE}{name}/?page=3">' in last
        assert ", page 3 of 3 – Encyclopedia</title>" in last

    def test_sums_up_the_whole_on_every_part(self, client, name):
        told = {
            re.search(r'<p class="byline">(.*?) · page', page(client, name, f"?page={number}"))[1]
            for number in (1, 2, 3)
        }

        assert len(told) == 1

    def test_costs_a_part_what_the_first_costs(self, client, name, django_assert_num_queries):
        with django_assert_num_queries({"evidence": 3, "authorship": 10}[name]):
            page(client, name, "?page=3")


@pytest.mark.usefixtures("_long")
def test_the_words_of_one_editor_come_in_parts_too(client):
    html = page(client, "authorship", "?editor=Ann+Skerry&page=2")

    assert f'href="{HERE}authorship/?editor=Ann+Skerry&amp;page=3" rel="next"' in html
    assert f'href="{HERE}authorship/?editor=Ann+Skerry" rel="prev"' in html
    assert f'<link rel="canonical" href="http://testserver{HERE}authorship/">' in html


@pytest.mark.usefixtures("_long")
def test_machines_are_given_all_parts_at_once(client):
    whole = client.get(f"{HERE}authorship/?format=json&page=2").json()

    assert len(whole["lines"]) > 1200


@pytest.mark.usefixtures("_long")
def test_a_site_of_files_has_every_part(tmp_path, settings):
    settings.SITE_URL = "https://encyclopedia.example"

    call_command("export_site", tmp_path / "out", verbosity=0)

    folder = tmp_path / "out/sheets/articles/skerry-lighthouse"
    names = [(name, number) for name in ("evidence", "authorship") for number in (2, 3)]
    for name, number in names:
        html = (folder / name / f"page-{number}/index.html").read_text()
        assert f"page {number} of 3" in html
        assert f'href="{HERE}{name}/"' in html


def test_a_short_article_is_one_page(client, db):
    source_store.save(examples.almanac(), editor=None, summary="")
    why = store.Reason(editor=None, summary="")
    publishing.publish(store.create(examples.lighthouse(), reason=why).edit, publisher=None)

    for name in ("evidence", "authorship"):
        html = page(client, name, "?page=2")
        assert 'class="parts' not in html
        assert "page 1 of 1" not in html
        assert f'<link rel="canonical" href="http://testserver{HERE}{name}/">' in html
