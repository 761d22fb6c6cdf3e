"""What a search is asked and finds, and what changed of late."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from encyclopedia.api.shapes.past import Revision
from encyclopedia.api.shapes.terms import AtOnce, Cursor, Listed, Text


class SearchQuestion(Schema):
    """What to look for; "…" is a phrase, -word leaves out."""

    q: Annotated[Text, Field(max_length=300, description="What to look for.")]
    kind: Annotated[Text, Field(description="Articles of this kind.")] = ""
    category: Annotated[Text, Field(description="In the category with this slug.")] = ""
    wanting: Annotated[bool, Field(description="Only articles that want sources.")] = False
    limit: Annotated[int, Field(ge=1, le=50, description="How many at once.")] = 20
    offset: Annotated[int, Field(ge=0, le=950, description="How many to pass over.")] = 0


class Hit(Schema):
    """An article that a search found; `snippet` has what was looked for between ⟦ and ⟧."""

    slug: str
    title: str
    short_description: str
    kind: str
    snippet: str
    url: str
    api_url: str


class Hits(Schema):
    """What a search found, the best first; `meant` is what was looked for in place of an error."""

    query: str
    meant: str
    total: int
    next: str
    items: list[Hit]


class RecentQuestion(Schema):
    """Which changes to list."""

    minor: Annotated[bool, Field(description="Whether minor edits are listed too.")] = True
    limit: AtOnce = 50
    cursor: Cursor = ""


class RecentChange(Revision):
    """A public revision and the article that it belongs to."""

    slug: str
    title: str
    published_at: datetime


class RecentChanges(Listed):
    """A part of what became public, newest first."""

    items: list[RecentChange]
