"""What an article is about, as the type of its kind lets us say it: dates, places, people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from encyclopedia.core import markup, values
from encyclopedia.core.document import Document, FieldType, InfoboxField, KeyEvent
from encyclopedia.core.sentences import sentences
from encyclopedia.core.values.edtf import Date
from encyclopedia.core.writers.jsonld.imprint import Imprint, Node, node, span

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMED: Final = re.compile(r"[A-Z][A-Za-z0-9]{1,49}")
_PEOPLE: Final = frozenset({"Person", "Patient"})
_HOUSES: Final = frozenset(
    {
        *("Airline", "CollegeOrUniversity", "Consortium", "Cooperative", "Corporation"),
        *("EducationalOrganization", "FundingAgency", "GovernmentOrganization", "LibrarySystem"),
        *("LocalBusiness", "MedicalOrganization", "MusicGroup", "NewsMediaOrganization", "NGO"),
        *("OnlineBusiness", "Organization", "PerformingGroup", "PoliticalParty", "Project"),
        *("ResearchOrganization", "School", "SportsOrganization", "SportsTeam", "WorkersUnion"),
    }
)
_PLACES: Final = frozenset(
    {
        *("Accommodation", "AdministrativeArea", "Airport", "BodyOfWater", "Bridge", "Cemetery"),
        *("City", "CivicStructure", "Continent", "Country", "Landform", "Mountain", "Museum"),
        *("LandmarksOrHistoricalBuildings", "Park", "Place", "PlaceOfWorship", "Residence"),
        *("RiverBodyOfWater", "State", "TouristAttraction", "TrainStation", "Volcano"),
    }
)
_WORKS: Final = frozenset(
    {
        *("Book", "CreativeWork", "Legislation", "Movie", "MusicAlbum", "MusicComposition"),
        *("MusicRecording", "Painting", "Photograph", "Play", "Sculpture", "SoftwareApplication"),
        *("Dataset", "TVSeries", "VideoGame", "WebSite"),
    }
)
_GATHERINGS: Final = frozenset({"Festival", "Hackathon", "CourseInstance"})

# What a label of the infobox says of a subject of each family, in small letters.
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "person": {
        "born": "birthDate",
        "date of birth": "birthDate",
        "died": "deathDate",
        "date of death": "deathDate",
        "birthplace": "birthPlace",
        "place of birth": "birthPlace",
        "place of death": "deathPlace",
    },
    "house": {
        "founded": "foundingDate",
        "established": "foundingDate",
        "formed": "foundingDate",
        "dissolved": "dissolutionDate",
        "headquarters": "location",
    },
    "work": {"published": "datePublished", "released": "datePublished", "created": "dateCreated"},
}
# What values of each type say of a subject where their label says nothing more exact.
_TYPES: Final[Mapping[str, Mapping[FieldType, str]]] = {
    "event": {FieldType.PLACE: "location", FieldType.PEOPLE: "attendee"},
    "house": {FieldType.PLACE: "location", FieldType.PEOPLE: "member"},
    "place": {FieldType.PLACE: "containedInPlace"},
    "work": {FieldType.PEOPLE: "contributor"},
}


def type_of(imprint: Imprint) -> str:
    """Give the type of the subject; what cannot be one of schema.org's is a Thing."""
    return imprint.type if _NAMED.fullmatch(imprint.type) else "Thing"


def subject(document: Document, imprint: Imprint) -> Node:
    """Give what *document* is about, with its dates, places and people, and its timeline."""
    type_ = type_of(imprint)
    family = _family(type_)
    said: dict[str, object] = {}
    for name, value in _said(document, family, imprint):
        known = said.setdefault(name, [])
        assert isinstance(known, list)  # noqa: S101 -- made a line above
        known.append(value)
    dates = _when(document) if family == "event" else {}
    events = [_event(event, document, imprint) for event in document.events]
    return node(
        type_,
        **{"@id": imprint.here("subject")},
        name=document.title,
        description=document.short_description,
        **dates,
        **{name: _single(values_) for name, values_ in said.items()},
        subEvent=events if family == "event" else [],
    )


def mentions(document: Document, imprint: Imprint) -> list[Node]:
    """Give the timeline of an article whose subject is no event, and so has no parts that are."""
    if _family(type_of(imprint)) == "event":
        return []
    return [_event(event, document, imprint) for event in document.events]


def _family(type_: str) -> str:
    if type_.endswith("Event") or type_ in _GATHERINGS:
        return "event"
    families = (("person", _PEOPLE), ("house", _HOUSES), ("place", _PLACES), ("work", _WORKS))
    return next((name for name, types in families if type_ in types), "")


def _when(document: Document) -> dict[str, str]:
    """Give the dates of an event: those of its first row with one."""
    for field in document.infobox:
        value = values.read(field.text, field.type, document.language)
        if isinstance(value, Date):
            return span(value)
    return {}


def _said(document: Document, family: str, imprint: Imprint) -> Iterator[tuple[str, object]]:
    """Give the property and value of each row of the infobox that says one of the subject."""
    for field in document.infobox:
        label = " ".join(field.label.split()).casefold()
        name = _LABELS.get(family, {}).get(label) or _TYPES.get(family, {}).get(field.type, "")
        if family == "event" and label in ("part of", "partof"):
            name = "superEvent"
        if name:
            yield from ((name, value) for value in _values(field, name, document, imprint))


def _values(
    field: InfoboxField, name: str, document: Document, imprint: Imprint
) -> Iterator[object]:
    value = values.read(field.text, field.type, document.language)
    if name.endswith(("Date", "Published", "Created")):
        dates = span(value if isinstance(value, Date) and not value.is_range else None)
        yield from (iso for iso in (dates.get("startDate", ""),) if iso)
    elif name == "superEvent":
        yield from (_named("Event", title, imprint) for title in _titles(value))
    elif isinstance(value, tuple):
        yield from (_named("Person", person, imprint) for person in value)
    elif isinstance(value, str):
        yield from (_named("Place", place, imprint) for place in value.split("\n") if place)


def _titles(value: values.Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _named(type_: str, name: str, imprint: Imprint) -> Node:
    return node(type_, name=name, url=imprint.article(name))


def _event(event: KeyEvent, document: Document, imprint: Imprint) -> Node:
    said = next((each.text for each in sentences(markup.parse(event.text))), "")
    told = " ".join(said.split())
    return node(
        "Event",
        **{"@id": imprint.here(f"event-{event.id.hex}")},
        name=event.title or told or event.date,
        description=told if event.title else "",
        **span(values.date(event.date, document.language)),
    )


def _single(found: object) -> object:
    return found[0] if isinstance(found, list) and len(found) == 1 else found
