"""Rows as each past schema stored them are read as the article that they were.

`rows/schema-N.json` holds what django-reversion kept under schema N, and never changes; so does
`rows/sources-N.json` for the schemas that records of sources have had since the first. Who changes
a column adds a step (`STEPS` in both `rows` readers) and the file of the new schema.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import looking_back
import pytest
from django.contrib.contenttypes.models import ContentType
from reversion.models import Revision, Version

from encyclopedia import store
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
from encyclopedia.core.readers import rows as reader
from encyclopedia.core.rows import SCHEMA, Row
from encyclopedia.models import Article, Edit
from encyclopedia.store import versions
from encyclopedia.store.edits import content_hash
from sources import store as source_store
from sources.core import rows as source_rows
from sources.core.record import Access, Name, Reliability, SourceRecord, Standing
from sources.models import Snapshot, Source, SourceEdit

FOLDER = Path(__file__).parent / "rows"
NOON = datetime(2024, 5, 17, 12, tzinfo=UTC)

ALMANAC = SourceRecord(
    key="almanac",
    type="book",
    title="The Almanac",
    authors=(Name(family="Skerry", given="Ann"), Name(literal="The Harbour Office")),
    container="Almanacs of the coast",
    publisher="Harbour Press",
    issued="1888",
    url="https://example.org/almanac",
    archive_url="https://archive.example/almanac",
    doi="10.1000/182",
    isbn="978-3-16-148410-0",
    language="en",
    accessed="2024-05-17",
    reliability=Reliability.HIGH,
    reliability_reason="Kept by the keepers",
    reviewed_on="2024-06",
    state_run=True,
    wire=True,
    opinion=True,
    access=Access.PUBLIC,
    snapshot="b" * 64,
    captured_at="2024-05-17T12:00:00+00:00",
    aliases=("almanac-1888",),
)
LIGHTHOUSE = Document(
    id=UUID("7ed33087-542f-57ba-967b-ac95bb5b6c23"),
    title="Skerry Lighthouse",
    kind="Building",
    short_description="Lighthouse on a rock",
    language="en-GB",
    hatnote="Not the [[Skerry Ferry]].",
    series="Lights of the coast",
    disambiguation=True,
    lead='The lighthouse was lit in 1887. [@almanac, "first lit in 1887"]\n\nIt still works.',
    infobox=(
        InfoboxField(
            id=UUID("62206748-1e76-5f30-94a7-c6d34d7e2495"),
            label="Lit",
            text="1 May 1887",
            type=FieldType.DATE,
        ),
        InfoboxField(id=UUID("facac7ab-9f54-5629-9f6f-075b2c9649b0"), label="Height", text="31 m"),
    ),
    sections=(
        Section(
            id=UUID("91f7c5e8-6003-57e5-93b5-bb1de05e92f6"),
            heading="Purpose",
            anchor="purpose",
            text="It warns ships of the reef. See [[Reef of Teeth]].",
            kind=SectionKind.PURPOSE,
        ),
        Section(
            id=UUID("b4d4ac49-555c-561b-b26d-fcb44b915249"),
            heading="Key events",
            anchor="key-events",
            kind=SectionKind.KEY_EVENTS,
        ),
        Section(
            id=UUID("257bfb7d-ae31-5303-892b-c7a78a1a3128"),
            heading="Outcomes",
            anchor="outcomes",
            text="Wrecks became rare. [@almanac]",
            kind=SectionKind.OUTCOMES,
        ),
        Section(
            id=UUID("d6397ac0-62bf-57cc-9cf4-f95cffd7528d"),
            heading="Lamps",
            anchor="lamps",
            text="Two.",
            level=3,
        ),
    ),
    events=(
        KeyEvent(
            id=UUID("cfeaed7a-e7fb-5c3a-a26d-ec5265fafaa9"),
            date="March 1901",
            title="Storm",
            text="The lamp broke.",
        ),
    ),
    see_also=(
        SeeAlso(
            id=UUID("7b72d860-64a9-5a22-a662-3498c94174a1"),
            title="Reef of Teeth",
            note="The danger",
        ),
    ),
    categories=("Lighthouses",),
    illustrations=(
        Illustration(
            id=UUID("97c63dc7-52b8-5da8-a75f-13cd0d8cd74f"),
            key="tower",
            file="a" * 64,
            media_type="image/png",
            width=640,
            height=480,
            alt="The tower",
            caption="From the sea",
            credit="Ann Skerry",
        ),
    ),
    sources=(ALMANAC,),
)

# What records can say since schema 2 of sources.
DESCRIBED = replace(
    ALMANAC,
    editors=(Name(family="Reef", given="Bo"), Name(literal="The Board")),
    volume="3",
    issue="4",
    pages="12–34",
    edition="2",
    number="HB-7",
    genre="Yearbook",
    event="Congress of Lights",
    place="Skerry",
)
# And since schema 3.
PLACED = replace(
    DESCRIBED,
    standing=Standing.PRIMARY,
    translators=(Name(family="Wood", given="Ivy"),),
    series="Studies of the coast",
    series_number="7",
    issn="2049-3630",
)
HASH_OF_SCHEMA_1 = "6318e26558a13288b514e0e983fc928d0638ecc582028fb22a1e587e4a903117"
HASH_OF_SCHEMA_2 = "5b114ae52c01b00d8c2ae7fd21f9efb3e90c5e3036b6ddfb01a513dbff4095a9"
SOURCES = {1: ALMANAC, 2: DESCRIBED, 3: PLACED}

every_schema = pytest.mark.parametrize("schema", range(1, SCHEMA + 1))


every_source_schema = pytest.mark.parametrize("schema", range(1, source_rows.SCHEMA + 1))


def kept_source(schema):
    """Give the row of the source that was kept under *schema* of sources."""
    if schema == 1:
        (row,) = kept(1, sources=True)
        return row
    return json.loads((FOLDER / f"sources-{schema}.json").read_text(encoding="utf-8"))


def kept(schema, *, sources=False):
    """Give the rows kept under *schema*: of the article and its parts, or of the sources."""
    rows = json.loads((FOLDER / f"schema-{schema}.json").read_text(encoding="utf-8"))
    return [row for row in rows if row["model"].startswith("sources.") == sources]


def put_back(revision, row):
    """Store *row* as django-reversion did."""
    return Version.objects.create(
        revision=revision,
        object_id=str(row["pk"]),
        content_type=ContentType.objects.get_by_natural_key(*row["model"].split(".")),
        db="default",
        format="json",
        serialized_data=json.dumps([row]),
        object_repr="as it was",
    ).pk


@pytest.fixture
def past_edit(db):
    """Give the revision of an article, and of its source, whose rows are of a past schema."""

    def of(schema):
        source = Source.objects.create(key="almanac", title="As it is today")
        Snapshot.objects.create(sha256="b" * 64, source=source, size=1, captured_at=NOON)
        article = Article.objects.create(id=LIGHTHOUSE.id, title="As it is today", slug="today")
        before = Revision.objects.create(date_created=NOON)
        SourceEdit.objects.create(revision=before, source=source, schema=schema)
        revision = Revision.objects.create(date_created=NOON)
        manifest = {
            "parts": [put_back(revision, row) for row in kept(schema)],
            "sources": [put_back(before, row) for row in kept(schema, sources=True)],
        }
        return Edit.objects.create(
            revision=revision, article=article, schema=schema, manifest=manifest
        )

    return of


@every_schema
def test_an_old_revision_reads_as_the_article_was(past_edit, schema):
    edit = past_edit(schema)

    assert store.at(edit) == LIGHTHOUSE


@every_schema
def test_an_old_revision_can_be_saved_again(past_edit, schema):
    edit = past_edit(schema)
    reason = store.Reason(editor=None, summary="As it was")

    saved = store.restore(edit.article, edit, seen=edit.pk, reason=reason)

    assert store.at(saved.edit) == store.current(edit.article) == LIGHTHOUSE


@every_schema
def test_an_old_revision_still_shows_compares_and_can_be_restored(past_edit, schema, admin_client):
    edit = past_edit(schema)
    reason = store.Reason(editor=None, summary="")
    changed = replace(LIGHTHOUSE, title="Skerry Light", lead="Lit.")
    store.restore(edit.article, edit, seen=edit.pk, reason=reason)
    store.save(edit.article, changed, base=store.head(edit.article).pk, reason=reason)

    unlike = list(looking_back.unlike(admin_client, edit.article))

    assert store.at(edit) == LIGHTHOUSE
    assert unlike == []


@every_schema
def test_a_stored_row_comes_to_have_the_columns_of_today(schema):
    """Whoever renames, adds or drops a column without a step finds it here."""
    rows = [
        Row(
            model=row["model"].removeprefix("encyclopedia."),
            id=UUID(row["pk"]),
            columns={name: row["fields"][name] for name in row["fields"] if name != "article"},
            schema=schema,
        )
        for row in kept(schema)
    ]

    today = {row.model: set(reader.upgrade(row).columns) for row in rows}

    assert today == {name: set(columns) for name, columns in versions.COLUMNS.items()}


@every_source_schema
def test_a_stored_source_comes_to_have_the_columns_of_today(schema):
    row = kept_source(schema)

    today = source_rows.upgrade(row["fields"], schema, source_rows.STEPS)

    assert set(today) == set(source_rows.write(ALMANAC))


@every_source_schema
def test_an_old_revision_of_a_source_reads_as_it_was(db, schema):
    source = Source.objects.create(key="almanac", title="As it is today")
    Snapshot.objects.create(sha256="b" * 64, source=source, size=1, captured_at=NOON)
    revision = Revision.objects.create(date_created=NOON)
    SourceEdit.objects.create(revision=revision, source=source, schema=schema)
    version = put_back(revision, kept_source(schema))

    assert source_store.records([version]) == {version: SOURCES[schema]}


def test_a_revision_of_a_source_stores_what_its_newest_file_holds(db):
    saved = source_store.save(replace(PLACED, snapshot=""), editor=None, summary="")

    (stored,) = Version.objects.get_for_object(saved)
    (row,) = json.loads(stored.serialized_data)
    kept_fields = {**kept_source(source_rows.SCHEMA)["fields"], "snapshot": None}
    assert row["fields"] == kept_fields


def test_the_hash_of_a_revision_stays_where_its_sources_say_nothing_new():
    """The SHA-256 under which an article was cited holds, whatever records can say since."""
    assert content_hash(LIGHTHOUSE) == HASH_OF_SCHEMA_1
    assert content_hash(replace(LIGHTHOUSE, sources=(DESCRIBED,))) == HASH_OF_SCHEMA_2
    assert content_hash(replace(LIGHTHOUSE, sources=(PLACED,))) != HASH_OF_SCHEMA_2


def test_a_revision_of_this_schema_stores_what_its_file_holds(db):
    """The newest file is what is stored today; a new column needs a new schema."""
    source_store.save(replace(ALMANAC, snapshot=""), editor=None, summary="")
    saved = store.create(LIGHTHOUSE, reason=store.Reason(editor=None, summary=""))

    stored = Version.objects.filter(id__in=saved.edit.manifest["parts"])
    rows = {row["pk"]: row for (row,) in map(json.loads, _data(stored))}
    assert rows == {row["pk"]: row for row in kept(SCHEMA)}


def _data(stored):
    return stored.values_list("serialized_data", flat=True)
