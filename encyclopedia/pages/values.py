"""What the pages show, as values that cannot query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from encyclopedia import languages
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.document import Document
from encyclopedia.core.writers.html.changes import Look
from encyclopedia.core.writers.html.page import NO_PASSAGES, Passages
from encyclopedia.pages.stretches import Stretch
from sources.core.record import SourceRecord

MINUS = "−"
AS_READ = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The encyclopedia as its pages name it; `origin` ("https://example.org") opens addresses.

    `licence` is the name of the one that its articles are under, if its operator named one.
    """

    name: str = "Encyclopedia"
    origin: str = ""
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link with its words, a plain note on what is behind it, and how many things it `held`.

    `issued` is the date of a source, in EDTF where it is one.
    """

    words: str
    url: str
    note: str = ""
    issued: str = ""
    held: int = 0
    when: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """An article on the same subject in the language *tag* (BCP 47), called *name* there.

    `address` opens with the origin where that is known; `current` is the one that is read.
    """

    tag: str
    name: str
    title: str
    url: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLinks:
    """The addresses around an article, each the path of a page that exists, or empty."""

    title: str
    url: str
    history_url: str = ""
    evidence_url: str = ""
    authorship_url: str = ""
    links_url: str = ""
    cite_url: str = ""
    feed_url: str = ""
    report_url: str = ""
    edit_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """A revision in a list: `size` and `delta` count bytes, `kinds` says what it touched.

    `editor_url` leads to all that its editor wrote, where readers may know who that is.
    `taken_back` leads to the revision that it restored or undid. What only some may do has an
    address for them alone: `restore_url`, `undo_url`, `name_url`, `hide_url`. `hidden` says of
    each thing hidden by whom and why; `withheld` names those ("text", "summary", "editor") that
    are kept from this reader, and so are not here. `said` is what the desk knows of its review.
    """

    id: int
    url: str
    date: datetime
    editor: str = ""
    editor_url: str = ""
    summary: str = ""
    minor: bool = False
    size: int = 0
    delta: int = 0
    published: bool = True
    name: str = ""
    current: bool = False
    hidden: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    measured: bool = True
    changes_url: str = ""
    since_url: str = ""
    kinds: tuple[str, ...] = ()
    taken_back: tuple[PageLink, ...] = ()
    restore_url: str = ""
    undo_url: str = ""
    name_url: str = ""
    hide_url: str = ""
    said: tuple[str, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether this reader may read its words."""
        return "text" not in self.withheld

    @property
    def change(self) -> str:
        """The change of size in bytes, signed: "+1,204", "−38", "±0"."""
        sign = "+" if self.delta > 0 else MINUS if self.delta < 0 else "±"
        return f"{sign}{languages.number(abs(self.delta))}"

    @property
    def direction(self) -> str:
        """Whether the article grew ("plus"), shrank ("minus") or neither ("")."""
        return "plus" if self.delta > 0 else "minus" if self.delta < 0 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """How to refer to one revision: its address, its SHA-256, and (style, citation) to copy."""

    url: str
    sha256: str
    styles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """The public article; `evidence` is a phrase such as "4 sources, all archived".

    `picture` stands for it where its address is shared, its words for the picture; `formats`
    lead to it as other programs read it, each with its media type as note.
    """

    document: Document
    links: ArticleLinks
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    descriptions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    passages: Passages = field(default_factory=lambda: NO_PASSAGES)
    canonical: str = ""
    revision: int = 0
    revision_url: str = ""
    changed_at: datetime | None = None
    published_at: datetime | None = None
    editors: tuple[PageLink, ...] = ()
    evidence: str = ""
    structured_data: str = ""
    alternates: tuple[PageLink, ...] = ()
    picture: PageLink | None = None
    languages: tuple[LanguageLink, ...] = ()
    formats: tuple[PageLink, ...] = ()
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPage:
    """An article as it was at one revision."""

    document: Document
    links: ArticleLinks
    revision: RevisionLine
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    descriptions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    canonical: str = ""
    previous_url: str = ""
    next_url: str = ""
    evidence: str = ""
    reference: Reference | None = None
    token: str = ""
    told: tuple[str, ...] = ()
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """One page of an article's revisions, newest first; `compare_url` takes `from` and `to`.

    `question` is the form of filters, `every_url` leads to the list without them, if there are
    any; `at_desk` tells that the reader sees drafts too, and may watch at `watch_url`.
    """

    links: ArticleLinks
    lines: tuple[RevisionLine, ...]
    compare_url: str
    total: int = 0
    number: int = 1
    count: int = 1
    newer_url: str = ""
    older_url: str = ""
    question: object = None
    every_url: str = ""
    at_desk: bool = False
    watch_url: str = ""
    told: tuple[str, ...] = ()
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two states of an article side by side: their words, and what they rest on."""

    comparison: Comparison
    evidence: object = None
    evidence_before: str = ""
    evidence_after: str = ""
    identical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Two revisions of an article; `between` says in words what lies between them.

    `ways` lead to the other ways of showing the same changes.
    """

    article: ArticleLinks
    old: RevisionLine
    new: RevisionLine
    comparison: Comparison
    look: Look = AS_READ
    ways: tuple[PageLink, ...] = ()
    problems: Problems | None = None
    evidence: object = None
    evidence_before: str = ""
    evidence_after: str = ""
    between: str = ""
    previous_url: str = ""
    next_url: str = ""
    identical: bool = False
    told: tuple[str, ...] = ()
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A pinned passage of an archived text, with what stands before and after it.

    Where passages stand so close that they share an excerpt, `stretches` cuts its words.
    """

    words: str
    before: str = ""
    after: str = ""
    locator: str = ""
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """Where an article cites the source, and with which words of it."""

    title: str
    url: str
    quote: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source; `text` only where all may read it, `pinned` are (start, end) in code points.

    `removed` is what was left out of the text, each with its place in it; `left_out` is the
    share of the capture, such as "59 %", and `unreachable_since` the day on which its address
    was first seen not to answer. `copies` are all that were archived, the newest first, where
    there is more than one.
    """

    record: SourceRecord
    text: str = ""
    removed: tuple[tuple[int, str], ...] = ()
    left_out: str = ""
    pinned: tuple[tuple[int, int], ...] = ()
    passages: tuple[Passage, ...] = ()
    captured_at: datetime | None = None
    sha256: str = ""
    snapshot_url: str = ""
    extractor: str = ""
    copies: tuple[PageLink, ...] = ()
    uses: tuple[SourceUse, ...] = ()
    unreachable_since: date | None = None
    canonical: str = ""
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """A page that is not there: `status` is one of `ERRORS`, `title` what was asked for.

    `words` are what the address seems to ask for, `similar` the articles that may have been meant.
    `number` is that of the request, to be quoted, `typed` what was sent, by the name of its field.
    """

    status: int
    title: str = ""
    words: str = ""
    similar: tuple[PageLink, ...] = ()
    reason: str = ""
    create_url: str = ""
    number: str = ""
    typed: tuple[tuple[str, str], ...] = ()
    site: Site = field(default_factory=Site)
