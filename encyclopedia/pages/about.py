"""The pages about the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from encyclopedia.core.document import Document
from encyclopedia.core.writers import html
from encyclopedia.pages import filling
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


def about(page: AboutPage) -> str:
    """Say what this site is, in its operator's words or in those that are shipped."""
    body = html.write(page.document, page.titles) if page.document else ""
    return filling.render(
        "about.html", "article", {"page": page, "site": page.site, "body": filling.trusted(body)}
    )
