"""The evidence page: an article's sentences beside the words of its sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia.pages import filling
from encyclopedia.pages.parting import Part
from encyclopedia.pages.values import ArticleLinks, Passage, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A run of words in a passage or quote: "same", or "missing" from one of them, or "added"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A quotation and where it was found: `verdict` in words, `passage` only where readable."""

    title: str
    url: str
    quote: str
    verdict: str
    holds: bool
    locator: str = ""
    note: str = ""
    passage: Passage | None = None
    changes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the article: `status` is for style, `label` for readers, `why` explains it.

    `name` is that of the row of the infobox whose value it is.
    """

    text: str
    name: str = ""
    status: str
    label: str
    why: str = ""
    url: str = ""
    report_url: str = ""
    pins: tuple[Pin, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sentences of one section; it `goes_on` where some stand on the page before."""

    heading: str
    sentences: tuple[Sentence, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """The claim map of an article; `counts` are (words, number) for each status that occurs.

    They count the whole article. A long one has `parts`, of which `groups` are the one `number`.
    """

    links: ArticleLinks
    summary: str
    groups: tuple[Group, ...]
    counts: tuple[tuple[str, int], ...] = ()
    revision: int = 0
    parts: tuple[Part, ...] = ()
    number: int = 1
    count: int = 1
    previous_url: str = ""
    next_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


def evidence(page: EvidencePage) -> str:
    """Show an article sentence by sentence beside the words of its sources."""
    return filling.render("evidence.html", "evidence", {"page": page, "site": page.site})
