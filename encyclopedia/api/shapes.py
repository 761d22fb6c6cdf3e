"""What the API says and takes, field by field; its documentation is made from these."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field

from encyclopedia.core.document import Document
from encyclopedia.store.edits import SUMMARY_LIMIT
from sources.core.record import SourceRecord

LARGEST_NUMBER = 10**18 - 1


# PostgreSQL keeps no NUL.
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]


def _a_day(typed: object) -> object:
    """Take a day as ISO 8601 writes it, not a number of seconds."""
    if isinstance(typed, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        raise ValueError("write the day like this: 2031-05-17")
    return typed


Day = Annotated[date, BeforeValidator(_a_day)]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
AtOnce = Annotated[int, Field(ge=1, le=200, description="How many at once.")]
Cursor = Annotated[
    Text, Field(max_length=1000, description="Where the last part of the list ended.")
]


class Listed(Schema):
    """One part of a list; `next` is the address of the part after it, empty at the end."""

    next: str


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


class Revision(Schema):
    """A revision; what is hidden is empty, and `hidden` says of each such thing by whom and why."""

    id: int
    url: str
    api_url: str
    date: datetime
    editor: str
    summary: str
    minor: bool
    name: str
    size: int
    kinds: list[str]
    published: bool
    current: bool
    hidden: list[str]


class Revisions(Listed):
    """A part of the history of an article, newest first."""

    items: list[Revision]


class RecentChange(Revision):
    """A public revision and the article that it belongs to."""

    slug: str
    title: str
    published_at: datetime


class RecentChanges(Listed):
    """A part of what became public, newest first."""

    items: list[RecentChange]


class Comparison(Schema):
    """What changed between two revisions, lane by lane.

    `comparison` holds infobox, text, sources and see also as readers are shown them, `claims` the
    statements whose evidence changed, and `changes` both revisions whole; for tokens that may read
    the desk also `checks`, the problems that came and went.
    """

    url: str
    article: dict[str, str]
    old: dict[str, Any]
    new: dict[str, Any]
    between: str
    comparison: dict[str, Any]


class Authorship(Schema):
    """Who wrote what: `texts` has the author of every code point, `lines` of every sentence."""

    url: str
    title: str
    revision: int
    editors: list[dict[str, Any]]
    revisions: dict[str, dict[str, Any]]
    texts: list[dict[str, Any]]
    lines: list[dict[str, Any]]


class Quotation(Schema):
    """Words of a source that a sentence rests on, and whether they stand in its archived copy."""

    source: str
    url: str
    quote: str
    locator: str
    verdict: str
    holds: bool


class Statement(Schema):
    """A sentence of the article and what it rests on.

    `status` is one of pinned, cited, wrong, uncited, exempt; `why` explains an exemption.
    """

    heading: str
    text: str
    status: Literal["pinned", "cited", "wrong", "uncited", "exempt"]
    why: str
    url: str
    quotations: list[Quotation]
    sources: list[str]


class Evidence(Schema):
    """An article sentence by sentence, with what each rests on."""

    url: str
    title: str
    revision: int
    summary: str
    statements: list[Statement]


class Finding(Schema):
    """Something that the editorial checks found in the newest revision, and how to mend it.

    `start` and `end` count code points of the part; `declined` is the reason for which an editor
    set it aside.
    """

    rule: str
    level: Literal["error", "warning", "advice"]
    part: str
    part_id: str
    start: int
    end: int
    words: str
    message: str
    mend: str
    declined: str
    fingerprint: str


class Findings(Schema):
    """All that the checks found in an article."""

    checked_at: datetime | None
    items: list[Finding]


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


class RevisionQuestion(Schema):
    """Which revisions to list."""

    editor: Annotated[Text, Field(max_length=150, description="Saved under this name.")] = ""
    words: Annotated[Text, Field(max_length=200, description="In their summary.")] = ""
    kind: Annotated[Text, Field(description="Touching text, infobox, sources, …")] = ""
    since: Annotated[Day | None, Field(description="Saved on this day (UTC) or later.")] = None
    until: Annotated[Day | None, Field(description="Saved on this day (UTC) or earlier.")] = None
    minor: Annotated[bool, Field(description="Whether minor edits are listed too.")] = True
    limit: AtOnce = 50
    cursor: Cursor = ""


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


class SearchQuestion(Schema):
    """What to look for; "…" is a phrase, -word leaves out."""

    q: Annotated[Text, Field(max_length=300, description="What to look for.")]
    kind: Annotated[Text, Field(description="Articles of this kind.")] = ""
    category: Annotated[Text, Field(description="In the category with this slug.")] = ""
    wanting: Annotated[bool, Field(description="Only articles that want sources.")] = False
    limit: Annotated[int, Field(ge=1, le=50, description="How many at once.")] = 20
    offset: Annotated[int, Field(ge=0, le=950, description="How many to pass over.")] = 0


class RecentQuestion(Schema):
    """Which changes to list."""

    minor: Annotated[bool, Field(description="Whether minor edits are listed too.")] = True
    limit: AtOnce = 50
    cursor: Cursor = ""
