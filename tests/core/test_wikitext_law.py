"""Law 2 for wikitext: what the writer does not list as lost is read again as it was."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given

from encyclopedia.core import markup, reading, titles, values
from encyclopedia.core.document import Document, InfoboxField, SectionKind, SeeAlso
from encyclopedia.core.markup import tree
from encyclopedia.core.readers import wikitext as reader
from encyclopedia.core.readers.wikitext import sectioning
from encyclopedia.core.writers import wikitext as writer
from encyclopedia.core.writers.wikitext.inline import is_odd_title
from sources.core.record import Access, Name, Reliability, SourceRecord, Standing
from tests.strategies import documents

ID = UUID(int=0)


def sayable(document):
    """Take out of *document* what wikitext has no place for, so that the rest is put to the test.

    Whatever is left and cannot be said all the same, the writer lists.
    """
    sections, taken = [], set()
    for each in document.sections:
        kind = sectioning.kind(each.heading) if each.level == 2 else SectionKind.OWN
        anchor = titles.anchor(each.heading, taken)
        taken.add(anchor)
        sections.append(replace(each, kind=kind, anchor=anchor))
    has_timeline = any(each.kind is SectionKind.KEY_EVENTS for each in sections)
    rows = {(row.label, row.text): row for row in document.infobox if row.text}
    pointers = {titles.key(each.title): each for each in document.see_also}
    return replace(
        document,
        language="en",
        series="",
        kind="",
        illustrations=(),
        infobox=tuple(
            replace(row, type=values.guess(row.label, row.text, "en")) for row in rows.values()
        ),
        sections=tuple(sections),
        events=document.events if has_timeline else (),
        see_also=tuple(p for p in pointers.values() if not is_odd_title(p.title)),
        categories=tuple(name for name in document.categories if not is_odd_title(name)),
        sources=tuple(map(bibliographic, recorded(document))),
    )


def recorded(document):
    """Give the sources of *document*, and one for each key that is cited without any."""
    known = {source.key: source for source in document.sources}
    cited = {item.key for item in items(document)} - {"?"}
    known |= {key: SourceRecord(key=key, title=f"Of {key}") for key in cited - known.keys()}
    return tuple(known[key] for key in sorted(known))


def bibliographic(source):
    """Leave what a citation says of a source."""
    return replace(
        source,
        type=source.type or "document",
        pages="",
        event="",
        isbn=source.isbn if len(source.isbn) > 9 else "",
        standing=Standing.UNSAID,
        reliability=Reliability.UNREVIEWED,
        reliability_reason="",
        reviewed_on="",
        state_run=False,
        wire=False,
        opinion=False,
        access=Access.EXCERPT,
        snapshot="",
        captured_at="",
        aliases=(),
    )


def items(document):
    return [
        item
        for prose in reading.texts(document)
        for node in markup.walk(prose.blocks)
        if isinstance(node, tree.Mark)
        for item in node.items
    ]


def flat(words):
    return " ".join(words.split())


def plain(text):
    return flat(markup.plain(markup.parse(text)))


def line(text):
    return flat(markup.plain(markup.parse_inline(text)))


def said(document):
    """Say what readers have of *document*, part by part."""
    return {
        "title": flat(document.title),
        "description": flat(document.short_description),
        "hatnote": line(document.hatnote),
        "disambiguation": document.disambiguation,
        "lead": plain(document.lead),
        "infobox": [
            (flat(row.label), list(map(line, row.text.split("\n"))), row.type)
            for row in document.infobox
        ],
        "sections": [
            (flat(each.heading), each.level, each.kind, plain(each.text))
            for each in document.sections
        ],
        "events": [(flat(e.date), line(e.title), plain(e.text)) for e in document.events],
        "see also": [(flat(each.title), flat(each.note)) for each in document.see_also],
        "categories": sorted(map(flat, document.categories)),
        "citations": [(item.key, item.locator, flat(item.quote)) for item in items(document)],
        "sources": list(map(spelt, document.sources)),
    }


def spelt(source):
    """A name is a whole one, or has two parts; an ISBN has no hyphens."""
    words = ("title", "container", "publisher", "volume", "issue", "edition", "number", "genre")
    return replace(
        source,
        **{
            name: flat(getattr(source, name))
            for name in (*words, "place", "series", "series_number")
        },
        authors=named(source.authors),
        editors=named(source.editors),
        translators=named(source.translators),
        isbn=source.isbn.replace("-", ""),
    )


def named(names):
    return tuple(name for name in map(whole, names) if name != Name())


def whole(name):
    literal, family, given = flat(name.literal), flat(name.family), flat(name.given)
    if literal or not (family and given):
        return Name(literal=literal or family or given)
    return Name(family=family, given=given)


def again(document):
    return reader.read(writer.write(document), called=document.title).document


@given(documents().map(sayable))
def test_what_is_not_listed_as_lost_comes_back(document):
    if not writer.lost(document):
        assert said(again(document)) == said(document)


def article(**parts):
    return Document(id=ID, title="Skerry", **parts)


def row(text):
    return InfoboxField(id=ID, label="Light", text=text)


def of(**fields):
    source = SourceRecord(key="a", **{"title": "Lights", **fields})
    return article(lead="Lit. [@a]", sources=(source,))


@pytest.mark.parametrize(
    "document",
    [
        article(lead="Code ` with a space` before, `behind ` and `  on both sides  `."),
        replace(article(), title="Light, low,"),
        article(see_also=(SeeAlso(id=ID, title="Reef", note="-5 m"),)),
        article(infobox=(row("# one\nends in \\\n* two"),)),
        article(
            lead="Many.", disambiguation=True, see_also=(SeeAlso(id=ID, title="Reef", note="rock"),)
        ),
        of(editors=(Name(given="Ann"), Name(family="x", given="y", literal="The Board"))),
        of(type="book", series="Lights of the coast", volume="3", edition="2"),
        of(type="book", series="Lights of the coast", series_number="7", issn="2049-3630"),
        of(type="chapter", container="Light", series="Studies, 2nd", series_number="12/3"),
        of(translators=(Name(given="Ann", family="Reef"), Name(literal="The Board"))),
        of(type="article-journal", volume="29", issue="4", number="e7", container="Lamps"),
        of(type="report", number="12", genre="Working paper", place="Skerry"),
        of(type="paper-conference", event="Congress of Lights", container="Proceedings"),
        article(lead="a\n\n\\\n\nb"),
    ],
)
def test_what_once_was_lost_comes_back(document):
    assert said(again(document)) == said(document)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (article(kind="a | b"), "The kind “a | b” cannot be the name of an infobox."),
        (article(kind="isle"), "The kind “isle” is read with a capital letter."),
        (article(categories=("a|b",)), "The category “a|b” cannot be written as it is."),
        (
            article(see_also=(SeeAlso(id=ID, title="#reef"),)),
            "“#reef” under See also is no link.",
        ),
        (article(infobox=(row("x"), row("x"))), "The row “Light” stands once."),
        (of(isbn="1-2"), "“1-2” of @a is not read as an ISBN."),
        (of(pages="3–7"), "The pages that @a fills are read as the place that is cited."),
        (of(event="Congress"), "The event of @a has no place."),
        (of(type="book", container="Lights"), "What @a stands in is read as its series."),
        (
            of(series="Lights", series_number="the last"),
            "The series of @a, or its number there, is read otherwise.",
        ),
        (
            of(standing=Standing.PRIMARY),
            "What is thought of sources, and their archived copies, has no place.",
        ),
        (
            of(access=Access.STAFF),
            "What is thought of sources, and their archived copies, has no place.",
        ),
    ],
)
def test_what_cannot_come_back_is_listed(document, sentence):
    assert sentence in writer.lost(document)
