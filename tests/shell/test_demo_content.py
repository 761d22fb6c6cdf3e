"""The demonstration articles: every quotation stands in its source, and nothing is copied."""

import hashlib
import re
from collections import Counter
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from encyclopedia.core import markup, titles, values
from encyclopedia.core.document import FieldType
from encyclopedia.core.markup import tree
from encyclopedia.core.readers import markdown
from sources.core.record import SourceRecord

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "encyclopedia" / "demo"
SEEDS = ROOT.parent / "shared" / "seeds"

SOURCES = {s["key"]: s for s in yaml.safe_load((DEMO / "sources.yaml").read_text("utf-8"))}
REVISIONS = yaml.safe_load((DEMO / "revisions.yaml").read_text("utf-8"))
ARTICLES = sorted({revision["article"] for revision in REVISIONS})
LAST = {revision["article"]: revision["file"] for revision in REVISIONS}

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the captured reports are not here")


each_revision = pytest.mark.parametrize(
    "revision", REVISIONS, ids=lambda r: f"{r['article']}-{r['file']}"
)


def text(article, file):
    return (DEMO / "articles" / article / file).read_text("utf-8")


def history(article):
    return [revision for revision in REVISIONS if revision["article"] == article]


def front(article, file):
    return yaml.safe_load(text(article, file).split("---\n", 2)[1])


def nodes(article, file):
    document = markdown.read(text(article, file))
    blocks = [document.lead, *(part.text for part in (*document.sections, *document.events))]
    lines = [document.hatnote, *(field.text for field in document.infobox)]
    trees = [markup.parse(prose) for prose in blocks]
    return [
        node
        for parsed in trees + [markup.parse_inline(line) for line in lines]
        for node in markup.walk(parsed)
    ]


def items(article, file):
    """Give (key, quote) for each source that the article cites."""
    marks = [node for node in nodes(article, file) if isinstance(node, tree.Mark)]
    return [(item.key, item.quote) for mark in marks for item in mark.items]


def cited():
    return [item for article in ARTICLES for item in items(article, LAST[article])]


def captures():
    found = {hashlib.sha256(f.read_bytes()).hexdigest(): f for f in SEEDS.glob("*.txt")}
    return {
        key: found[source["capture"]].read_text("utf-8")
        for key, source in SOURCES.items()
        if "capture" in source
    }


def documents():
    return {
        key: (DEMO / source["document"]).read_text("utf-8")
        for key, source in SOURCES.items()
        if "document" in source
    }


def words(prose):
    return re.findall(r"[^\W_]+", prose.casefold())


def runs(prose, length=10):
    tokens = words(prose)
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_stands_under_the_slug_of_its_title(article):
    assert {titles.slug(front(article, r["file"])["title"]) for r in history(article)} == {article}


@pytest.mark.parametrize("article", ARTICLES)
def test_revisions_are_saved_in_the_order_of_their_files(article):
    saved = [revision["file"] for revision in history(article)]
    files = {file.name for file in (DEMO / "articles" / article).iterdir()}

    assert saved == [f"{number}.md" for number in range(1, len(files) + 1)]
    assert set(saved) == files


@pytest.mark.parametrize("article", ARTICLES)
def test_two_editors_take_turns_and_say_what_they_did(article):
    editors = [revision["editor"] for revision in history(article)]

    assert set(editors) == {"Ada Marsh", "Tomás Bell"}
    assert all(one != next_one for one, next_one in pairwise(editors))
    assert all(10 < len(revision["summary"]) <= 200 for revision in history(article))


@pytest.mark.parametrize("article", ARTICLES)
def test_every_revision_changes_something(article):
    texts = [text(article, revision["file"]) for revision in history(article)]

    assert len(texts) == len(set(texts)) >= 4


def test_the_last_revisions_are_published_and_one_in_a_middle_is_not():
    unpublished = [(r["article"], r["file"]) for r in REVISIONS if not r["publish"]]

    assert unpublished == [("2024-visit-by-vladimir-putin-to-china", "4.md")]
    assert all(sum(r["publish"] for r in history(article)) >= 3 for article in ARTICLES)


@pytest.mark.parametrize("article", ARTICLES)
def test_the_last_revision_has_all_the_parts_of_a_reference_article(article):
    prose = text(article, LAST[article]).split("---\n", 2)[2]
    headings = re.findall(r"^## ([^{\n]+)", prose, re.MULTILINE)
    lead = prose.split("\n## ")[0].strip().split("\n\n")
    head = front(article, LAST[article])

    assert set(headings) >= {"Purpose", "Key events", "Outcomes", "Controversies"}
    assert len(lead) == 2
    assert 5 <= len(re.findall(r"^##### ", prose, re.MULTILINE)) <= 7
    assert 6 <= len(head["infobox"]) <= 8
    assert len(words(prose)) >= 500
    assert head["see_also"]
    assert head["short_description"]


@each_revision
def test_every_date_place_and_link_has_a_value(revision):
    document = markdown.read(text(revision["article"], revision["file"]))
    dated = [(event.date, FieldType.RANGE) for event in document.events]
    typed = [(f.text, f.type) for f in document.infobox if f.type != FieldType.TEXT]

    assert [words for words, kind in dated + typed if values.read(words, kind) is None] == []


@pytest.mark.parametrize("article", ARTICLES)
def test_a_part_that_stays_keeps_its_identity(article):
    documents = [markdown.read(text(article, r["file"])) for r in history(article)]

    parts = [{part.id for part in (*d.sections, *d.events, *d.infobox)} for d in documents]

    assert all(before <= after for before, after in pairwise(parts))


@each_revision
def test_every_mark_link_and_note_closes(revision):
    found = nodes(revision["article"], revision["file"])

    assert [node for node in found if isinstance(node, tree.Unclosed)] == []


def test_the_articles_use_the_whole_language():
    found = [node for article in ARTICLES for node in nodes(article, LAST[article])]
    used = {type(node) for node in found}
    marks = [node.items for node in found if isinstance(node, tree.Mark)]

    assert used >= {tree.Claim, tree.Note, tree.Table, tree.Listing, tree.WikiLink, tree.Code}
    assert any(len(mark) > 1 for mark in marks)
    assert any(item.locator for mark in marks for item in mark)
    assert any(item.since for mark in marks for item in mark)


@each_revision
def test_every_cited_key_is_a_source(revision):
    keys = {key for key, _ in items(revision["article"], revision["file"])}

    assert keys - SOURCES.keys() <= {"?"}


def test_every_source_is_cited():
    assert {key for key, _ in cited()} - {"?"} == SOURCES.keys()


def test_sources_have_the_fields_of_a_record():
    known = {field.name for field in fields(SourceRecord)} | {"capture", "document"}

    assert {name for source in SOURCES.values() for name in source} <= known


def test_only_archived_sources_are_quoted():
    archived = {key for key, s in SOURCES.items() if "capture" in s or "document" in s}

    assert {key for key, quote in cited() if quote} <= archived


def test_quotes_from_our_own_documents_stand_there_once():
    texts = documents()
    quotes = [(key, quote) for key, quote in cited() if quote and key in texts]

    assert [(key, q) for key, q in quotes if texts[key].count(q) != 1] == []
    assert len(quotes) >= 8


@needs_seeds
def test_quotes_from_captured_reports_stand_there_once():
    texts = captures()
    quotes = [(key, quote) for key, quote in cited() if quote and key in texts]

    assert [(key, q) for key, q in quotes if texts[key].count(q) != 1] == []
    assert max(len(q.split()) for _, q in quotes) <= 12


@needs_seeds
def test_the_quotation_that_was_corrected_had_been_wrong():
    article, report = "2024-visit-by-vladimir-putin-to-china", captures()["announcement-2024"]
    before, after = (Counter(items(article, file)) for file in ("2.md", "3.md"))

    [(_, wrong)] = before - after
    [right] = {quote for _, quote in after - before if quote.split()[:2] == wrong.split()[:2]}

    assert wrong not in report
    assert right in report


@needs_seeds
def test_no_ten_words_in_a_row_are_those_of_a_captured_text():
    theirs = set().union(*(runs(seed.read_text("utf-8")) for seed in SEEDS.glob("*.txt")))

    copied = {
        file.relative_to(DEMO).as_posix(): ours
        for file in sorted(DEMO.rglob("*"))
        if file.suffix in {".md", ".yaml"} and (ours := runs(file.read_text("utf-8")) & theirs)
    }

    assert copied == {}
