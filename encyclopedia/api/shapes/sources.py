"""Sources and their archived copies: which to list, what is said of them, what to record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from encyclopedia.api.shapes.terms import AtOnce, Cursor, Listed, Text
from sources.core.record import SourceRecord


class SourceQuestion(Schema):
    """Which sources to list."""

    q: Annotated[Text, Field(max_length=200, description="Words of title or publisher.")] = ""
    type: Annotated[Text, Field(description="Of this CSL type, such as “article-newspaper”.")] = ""
    standing: Annotated[
        Literal["", "primary", "secondary", "tertiary"],
        Field(description="Primary, secondary or tertiary sources alone."),
    ] = ""
    limit: AtOnce = 50
    cursor: Cursor = ""


class Source(Schema):
    """A source as articles may cite it today."""

    url: str
    api_url: str
    record: SourceRecord
    snapshots: int


class Sources(Listed):
    """A part of the list of sources."""

    items: list[Source]


class SnapshotLine(Schema):
    """An archived copy of a source: `sha256` of its original, whose text is not in this list."""

    sha256: str
    captured_at: datetime
    media_type: str
    size: int
    extractor: str
    current: bool
    url: str
    api_url: str


class Snapshots(Schema):
    """The archived copies of a source, newest first."""

    items: list[SnapshotLine]


class Snapshot(SnapshotLine):
    """An archived copy; `text` is empty unless all may read it, or a token of the desk asks."""

    access: str
    text: str


class NewSource(Schema):
    """A source to record; a name is “Family, Given”, or that of the organisation.

    `pages` are those that it fills where it stands.
    """

    key: Text
    type: Text = "document"
    standing: Annotated[
        Literal["", "primary", "secondary", "tertiary"],
        Field(description="How near it stands to what it tells; empty where nobody said."),
    ] = ""
    title: Text = ""
    authors: list[Text] = []
    editors: list[Text] = []
    translators: list[Text] = []
    container: Text = ""
    volume: Text = ""
    issue: Text = ""
    pages: Text = ""
    edition: Text = ""
    number: Text = ""
    genre: Text = ""
    event: Text = ""
    place: Text = ""
    series: Text = ""
    series_number: Text = ""
    publisher: Text = ""
    issued: Text = ""
    url: Text = ""
    archive_url: Text = ""
    doi: Text = ""
    isbn: Text = ""
    issn: Text = ""
    language: Text = ""
    accessed: Text = ""
    state_run: bool = False
    wire: bool = False
    opinion: bool = False
    access: Literal["public", "excerpt", "staff"] = "excerpt"


class Archived(Schema):
    """A copy that was archived, or that was here already."""

    key: str
    sha256: str
    url: str
    api_url: str
