"""What others need to refer to one revision of an article."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia.pages.values import ArticleLinks, Reference, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class CitePage:
    """Ready-made citations of an article, as readers have it now."""

    links: ArticleLinks
    reference: Reference
    canonical: str = ""
    site: Site = field(default_factory=Site)
