"""What the pages about the site show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from encyclopedia.core.document import Document
from encyclopedia.pages.values import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """A page about the site: `name` says which; `document` is the operator's text, if there is one.

    `titles` gives the slugs of the articles that it links to, by folded title.
    """

    name: str
    document: Document | None = None
    titles: dict[str, str] = field(default_factory=dict)
    changed_at: datetime | None = None
    canonical: str = ""
    articles: int = 0
    site: Site = field(default_factory=Site)
