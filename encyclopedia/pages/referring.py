"""What others need to refer to one revision of an article, and to the sources it cites."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia import languages
from encyclopedia.pages import filling
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


def cite(page: CitePage) -> str:
    """Offer ready-made citations of the article as readers have it now."""
    return filling.render("cite.html", "cite", {"page": page, "site": page.site})


def references(page: ReferencesPage) -> str:
    """List the sources of an article in one style, to read and to copy."""
    context = {
        "page": page,
        "site": page.site,
        "references": tuple(
            (record.language, filling.trusted(page.style.html(record))) for record in page.records
        ),
        "plain": "\n".join(page.style.plain(record) for record in page.records),
        "style_title": languages.told(page.style.title),
    }
    return filling.render("references.html", "cite", context)
