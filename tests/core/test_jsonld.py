"""JSON-LD as a processor reads it: types and properties are schema.org's, dates are exact."""

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from pyld import jsonld as processor
from strategies import documents

from encyclopedia.core.document import (
    Document,
    FieldType,
    InfoboxField,
    KeyEvent,
    Section,
    SectionKind,
)
from encyclopedia.core.writers import jsonld
from encyclopedia.core.writers.jsonld import Imprint
from sources.core.record import Name, SourceRecord

SCHEMA_ORG = json.loads((Path(__file__).parent / "schemas" / "schema_org.json").read_text())
ID = UUID(int=1)
PAGE = "https://example.org/articles/harbour/"
IMPRINT = Imprint(
    type="Event",
    origin="https://example.org",
    url="/articles/harbour/",
    site="Example",
    published="2031-05-03T10:00:00+00:00",
    changed="2031-05-04T10:00:00+00:00",
    revision=7,
    editors=("Ada",),
    licence="https://example.org/licence",
    picture="/articles/harbour/card-1.png",
    links={"ada king": "ada-king"},
    breadcrumbs=(("Example", "/"), ("Articles", "/articles/"), ("Harbour", "/articles/harbour/")),
)


def row(label, text, type_):
    return InfoboxField(id=ID, label=label, text=text, type=type_)


def loader(url, options):
    assert url.rstrip("/") == "https://schema.org"
    context = {"@context": SCHEMA_ORG["context"]}
    return {"contextUrl": None, "documentUrl": url, "document": context}


def nodes(text):
    """Expand *text* as any processor does, and give every node in it by its own name."""
    flat = processor.flatten(
        json.loads(text), options={"documentLoader": loader, "base": "https://example.org/x/"}
    )
    found = {node["@id"]: node for node in flat}
    assert processor.to_rdf(json.loads(text), {"documentLoader": loader, "base": PAGE})
    return found


def short(name):
    return name.removeprefix("http://schema.org/")


def kinds_of(type_):
    while type_:
        yield type_
        type_ = SCHEMA_ORG["types"][type_]


def misused(found):
    """Name what schema.org does not have, or not there."""
    for node in found.values():
        types = [short(name) for name in node.get("@type", [])]
        kinds = {kind for type_ in types for kind in kinds_of(type_)}
        for name in map(short, node.keys() - {"@id", "@type"}):
            if kinds.isdisjoint(SCHEMA_ORG["properties"].get(name, ())):
                yield types, name


def subject(document, type_="Event"):
    data = jsonld.as_data(document, replace(IMPRINT, type=type_))
    return data["@graph"][1]


def article(document, **changes):
    return jsonld.as_data(document, replace(IMPRINT, **changes))["@graph"][0]


@pytest.fixture
def document():
    return Document(
        id=ID,
        title="Harbour meeting",
        short_description="A meeting",
        series="Meetings",
        categories=("Harbours", "Meetings"),
        lead="They met. [@times; @book]",
        infobox=(
            row("Date", "3–5 May 2024", FieldType.RANGE),
            row("Location", "Beijing\nHarbin", FieldType.PLACE),
            row("Participants", "Ada King and Tom", FieldType.PEOPLE),
            row("Part of", "[[Meetings]]", FieldType.LINK),
        ),
        sections=(
            Section(id=ID, heading="Key events", anchor="key-events", kind=SectionKind.KEY_EVENTS),
        ),
        events=(
            KeyEvent(id=UUID(int=2), date="4 May 2024", title="Talks", text="They talked. Long."),
            KeyEvent(id=UUID(int=3), date="about 1990", text="Somebody had the idea."),
        ),
        sources=(
            SourceRecord(
                key="times",
                type="article-newspaper",
                title="Met",
                authors=(Name(given="Ann", family="Lee"), Name(literal="Agency")),
                container="The Times",
                issued="2024-05-06",
                url="https://times.example/met",
                archive_url="https://archive.example/met",
                language="en",
            ),
            SourceRecord(
                key="book", type="book", title="Harbours", issued="1990~", isbn="9780", doi="10/x"
            ),
        ),
    )


def test_a_processor_finds_nothing_that_schema_org_does_not_have(document):
    for type_ in ("Event", "Person", "Organization", "City", "SoftwareApplication", "Thing"):
        found = nodes(jsonld.write(document, replace(IMPRINT, type=type_)))

        assert list(misused(found)) == []
        assert f"{PAGE}#subject" in found


@given(documents())
def test_every_document_makes_json_ld_that_a_processor_expands(document):
    text = jsonld.write(document, IMPRINT)

    assert list(misused(nodes(text))) == []


def test_the_article_says_whose_it_is_and_where_it_stands(document):
    told = article(document)

    assert {name: told[name] for name in ("url", "headline", "datePublished", "dateModified")} == {
        "url": PAGE,
        "headline": "Harbour meeting",
        "datePublished": "2031-05-03T10:00:00+00:00",
        "dateModified": "2031-05-04T10:00:00+00:00",
    }
    assert told["author"] == [{"@type": "Person", "name": "Ada"}]
    assert told["publisher"]["name"] == "Example"
    assert told["license"] == "https://example.org/licence"
    assert told["keywords"] == ["Harbours", "Meetings"]
    assert told["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "Meetings"}
    assert told["about"] == {"@id": f"{PAGE}#subject"}


def test_breadcrumbs_lead_from_the_front_page(document):
    crumbs = jsonld.as_data(document, IMPRINT)["@graph"][2]

    assert [(step["position"], step["item"]) for step in crumbs["itemListElement"]] == [
        (1, "https://example.org/"),
        (2, "https://example.org/articles/"),
        (3, PAGE),
    ]


def test_an_event_has_its_dates_places_people_and_parts(document):
    told = subject(document)

    assert (told["startDate"], told["endDate"]) == ("2024-05-03", "2024-05-05")
    assert [place["name"] for place in told["location"]] == ["Beijing", "Harbin"]
    assert told["attendee"] == [
        {"@type": "Person", "name": "Ada King", "url": "https://example.org/articles/ada-king/"},
        {"@type": "Person", "name": "Tom"},
    ]
    assert told["superEvent"] == {"@type": "Event", "name": "Meetings"}
    assert told["subEvent"] == [
        {
            "@type": "Event",
            "@id": f"{PAGE}#event-{UUID(int=2).hex}",
            "name": "Talks",
            "description": "They talked.",
            "startDate": "2024-05-04",
            "endDate": "2024-05-04",
        },
        {
            "@type": "Event",
            "@id": f"{PAGE}#event-{UUID(int=3).hex}",
            "name": "Somebody had the idea.",
        },
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 2024", ("2024-05", "2024-05")),
        ("2024", ("2024", "2024")),
        ("since 2020", ("2020", None)),
        ("c. 2024", (None, None)),
        ("2024?", (None, None)),
        ("44 BC", (None, None)),
        ("19th century", (None, None)),
        ("no date at all", (None, None)),
    ],
)
def test_dates_are_told_where_iso_8601_can_say_exactly_what_is_meant(text, expected):
    document = Document(id=ID, title="T", infobox=(row("Date", text, FieldType.RANGE),))

    told = subject(document)

    assert (told.get("startDate"), told.get("endDate")) == expected


@pytest.mark.parametrize(
    ("type_", "rows", "expected"),
    [
        (
            "Person",
            (
                row("Born", "1 May 1900", FieldType.DATE),
                row("Died", "c. 1970", FieldType.DATE),
                row("Place of birth", "Oslo", FieldType.PLACE),
            ),
            {"birthDate": "1900-05-01", "birthPlace": {"@type": "Place", "name": "Oslo"}},
        ),
        (
            "Organization",
            (
                row("Founded", "1999", FieldType.DATE),
                row("Headquarters", "Oslo", FieldType.PLACE),
                row("Leaders", "Ann", FieldType.PEOPLE),
            ),
            {
                "foundingDate": "1999",
                "location": {"@type": "Place", "name": "Oslo"},
                "member": {"@type": "Person", "name": "Ann"},
            },
        ),
        (
            "City",
            (row("Country", "Norway", FieldType.PLACE), row("Founded", "1048", FieldType.DATE)),
            {"containedInPlace": {"@type": "Place", "name": "Norway"}},
        ),
        (
            "SoftwareApplication",
            (row("Released", "2020", FieldType.DATE),),
            {"datePublished": "2020"},
        ),
        ("Thing", (row("Date", "2020", FieldType.DATE),), {}),
    ],
)
def test_the_infobox_says_of_each_kind_what_its_type_has_words_for(type_, rows, expected):
    told = subject(Document(id=ID, title="T", infobox=rows), type_)

    named = {"@type": type_, "@id": f"{PAGE}#subject", "name": "T"}
    assert told == {**named, **expected}


def test_a_timeline_of_what_is_no_event_is_mentioned(document):
    told = article(document, type="Person")

    assert [event["name"] for event in told["mentions"]] == ["Talks", "Somebody had the idea."]
    assert "subEvent" not in subject(document, "Person")


def test_a_type_that_cannot_be_one_is_a_thing(document):
    types = [subject(document, type_)["@type"] for type_ in ("", "state visit", "X<y")]

    assert types == ["Thing"] * 3


def test_sources_are_works_with_their_archived_copies(document):
    times, book = article(document)["citation"]

    assert times == {
        "@type": "NewsArticle",
        "@id": "https://example.org/sources/times/",
        "name": "Met",
        "author": [
            {"@type": "Person", "name": "Ann Lee", "givenName": "Ann", "familyName": "Lee"},
            {"@type": "Organization", "name": "Agency"},
        ],
        "isPartOf": {"@type": "Newspaper", "name": "The Times"},
        "datePublished": "2024-05-06",
        "url": "https://times.example/met",
        "archivedAt": "https://archive.example/met",
        "inLanguage": "en",
    }
    assert book == {
        "@type": "Book",
        "@id": "https://example.org/sources/book/",
        "name": "Harbours",
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": "10/x"},
        "isbn": "9780",
    }


def test_an_address_that_is_no_web_address_is_left_out(document):
    source = replace(document.sources[0], url="javascript:alert(1)", opinion=True)

    cited = article(replace(document, sources=(source,)))["citation"][0]

    assert "url" not in cited
    assert cited["@type"] == "OpinionNewsArticle"


def test_without_an_imprint_it_says_what_the_document_knows(document):
    data = json.loads(jsonld.write(document))

    assert data["@context"] == "https://schema.org"
    assert [node["@type"] for node in data["@graph"]] == ["Article", "Thing"]
    assert "publisher" not in data["@graph"][0]


def test_a_source_says_where_it_stands_in_what_it_is_part_of():
    source = SourceRecord(
        key="fog",
        type="article-journal",
        title="Fog",
        editors=(Name(family="Wood", given="Ivy"),),
        container="Lights",
        volume="29",
        issue="4",
        pages="412–430",
    )
    told = Document(id=ID, title="Harbour", lead="Dim. [@fog]", sources=(source,))

    (work,) = article(told)["citation"]

    periodical = {"@type": "Periodical", "name": "Lights"}
    volume = {"@type": "PublicationVolume", "volumeNumber": "29", "isPartOf": periodical}
    assert work["isPartOf"] == {"@type": "PublicationIssue", "issueNumber": "4", "isPartOf": volume}
    assert (work["pageStart"], work["pageEnd"]) == ("412", "430")
    assert work["editor"][0]["familyName"] == "Wood"
