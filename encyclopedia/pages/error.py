"""The page that stands where another one is not to be had."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from encyclopedia.pages import filling
from encyclopedia.pages.values import PageLink, Site

ERRORS: Final = frozenset({403, 404, 410, 500, 503})


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


def error(page: ErrorPage) -> str:
    """Say that a page is not there, and what to do."""
    if page.status not in ERRORS:
        raise ValueError(f"expected one of {sorted(ERRORS)}, not {page.status}")
    return filling.render(f"{page.status}.html", "index", {"page": page, "site": page.site})
