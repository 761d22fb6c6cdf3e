"""The past of an article: which revisions to list, what is said of them, what it rests on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from encyclopedia.api.shapes.terms import AtOnce, Cursor, Day, Listed, Text


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
