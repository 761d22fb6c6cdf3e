"""Articles: which to list, what is said of them, and what a program sends to change them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from encyclopedia.api.shapes.terms import AtOnce, Cursor, Day, Listed, Number, Text
from encyclopedia.core.document import Document
from encyclopedia.store.edits import SUMMARY_LIMIT


class ArticleQuestion(Schema):
    """Which articles to list."""

    kind: Annotated[Text, Field(description="Of this kind, such as “State visit”.")] = ""
    category: Annotated[Text, Field(description="In the category with this slug.")] = ""
    language: Annotated[Text, Field(description="In this language (BCP 47).")] = ""
    changed_since: Annotated[
        Day | None, Field(description="Published on this day (UTC) or later.")
    ] = None
    limit: AtOnce = 50
    cursor: Cursor = ""


class ArticleLine(Schema):
    """An article in a list: what its readers have."""

    slug: str
    title: str
    short_description: str
    language: str
    revision: int
    first_published_at: datetime
    published_at: datetime
    url: str
    api_url: str


class Articles(Listed):
    """A part of the list of articles."""

    items: list[ArticleLine]


class Article(Schema):
    """An article at one revision; `head` is its newest one, told to those who may read drafts."""

    slug: str
    title: str
    url: str
    revision: int
    public_revision: int | None
    head: int | None = None
    saved_at: datetime
    content_hash: str
    document: Document


class Summed(Schema):
    """Why a revision is saved."""

    summary: Annotated[Text, Field(max_length=SUMMARY_LIMIT)] = ""
    minor: bool = False


class NewArticle(Summed):
    """An article to begin, as JSON or as Markdown with front matter; ids are yours to choose."""

    document: dict[str, Any] | None = None
    markdown: Text | None = None


class Change(NewArticle):
    """An article as it should be; `base` is the revision that you began from."""

    base: Number


class Saved(Schema):
    """What a save came to: `changed` is false where nothing was new, and no revision was made.

    `merged` tells that others saved meanwhile, and that their words are in it too.
    """

    slug: str
    revision: int
    changed: bool
    merged: bool
    url: str
    api_url: str


class ReviewAsked(Schema):
    """The newest revision is to be reviewed; `note` tells the reviewer what matters."""

    revision: Number
    note: Annotated[Text, Field(max_length=2000)] = ""


class InReview(Schema):
    """A review that was asked for."""

    slug: str
    revision: int
    asked_at: datetime
