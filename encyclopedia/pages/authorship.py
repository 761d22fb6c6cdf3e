"""The pages on authors: who wrote which sentence, and the life of one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia import languages
from encyclopedia.pages import filling
from encyclopedia.pages.evidence import Words
from encyclopedia.pages.parting import Part
from encyclopedia.pages.values import ArticleLinks, PageLink, RevisionLine, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """What an editor wrote of an article: `share` in words, such as "62 %".

    `url` leads to their words alone; `chosen` are those that are shown now.
    """

    name: str
    words: int
    share: str
    revisions: int
    url: str = ""
    chosen: bool = False

    @property
    def counted(self) -> str:
        """How many words, as it is written."""
        return languages.number(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Words of a sentence that another revision brought: `phrase` is "2 words", `words` they."""

    phrase: str
    words: str
    revision: RevisionLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A source that a sentence cites, and the revision that brought the citation."""

    source: PageLink
    revision: RevisionLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, or with `name` what it is a heading, label or caption: "Heading"."""

    text: str
    url: str
    name: str = ""
    credits: tuple[Credit, ...] = ()
    sources: tuple[Brought, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """Lines after one another that are mostly of one revision; `tint` is 1 (old) to 5 (new)."""

    revision: RevisionLine
    age: str
    tint: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The lines of one section; it `goes_on` where some stand on the page before."""

    heading: str
    stints: tuple[Stint, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorshipPage:
    """Who wrote each sentence of an article, as it is at `revision`.

    `chosen` names the editor whose words alone are shown, `every_url` leads to all words. Authors
    are those of the whole article. What is long has `parts`, of which this is the one `number`.
    """

    links: ArticleLinks
    revision: RevisionLine
    chapters: tuple[Chapter, ...]
    authors: tuple[Author, ...] = ()
    words: int = 0
    chosen: str = ""
    every_url: str = ""
    json_url: str = ""
    at_desk: bool = False
    parts: tuple[Part, ...] = ()
    number: int = 1
    count: int = 1
    previous_url: str = ""
    next_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)

    @property
    def counted(self) -> str:
        """How many words the article has, as it is written."""
        return languages.number(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a revision did to a sentence: `label` says it in words, `what` is for style.

    `runs` are its words before and after, `notes` say which citations came and went.
    """

    what: str
    label: str
    revision: RevisionLine
    age: str
    text: str
    runs: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BiographyPage:
    """The life of one sentence, the newest event first; `stands` tells that it is still there."""

    links: ArticleLinks
    text: str
    where: str
    stands: bool
    events: tuple[Event, ...]
    complete: bool = True
    site: Site = field(default_factory=Site)


def authorship(page: AuthorshipPage) -> str:
    """Show an article sentence by sentence with who wrote it."""
    return filling.render("authorship.html", "authorship", {"page": page, "site": page.site})


def biography(page: BiographyPage) -> str:
    """Show the life of one sentence."""
    return filling.render("biography.html", "authorship", {"page": page, "site": page.site})
