"""What others need to refer to one revision of an article, and to the sources it cites."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia.pages.values import ArticleLinks, PageLink, Reference, Site
from sources.core.record import SourceRecord
from sources.core.styles import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class CitePage:
    """Ready-made citations of an article, as readers have it now."""

    links: ArticleLinks
    reference: Reference
    references_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencesPage:
    """The cited sources of an article in one style, those in its own by number.

    `files` lead to all of its sources in the formats of programs.
    """

    links: ArticleLinks
    style: Style
    records: tuple[SourceRecord, ...] = ()
    is_numbered: bool = False
    styles: tuple[PageLink, ...] = ()
    files: tuple[PageLink, ...] = ()
    canonical: str = ""
    site: Site = field(default_factory=Site)
