"""The page of an article: as readers have it, as it was, and the list of its revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils.safestring import SafeString

from encyclopedia import languages
from encyclopedia.core.document import Document
from encyclopedia.core.languages import direction
from encyclopedia.core.writers import html
from encyclopedia.core.writers.html.page import NO_PASSAGES, Passages
from encyclopedia.pages import filling
from encyclopedia.pages.values import (
    ArticleLinks,
    LanguageLink,
    PageLink,
    Reference,
    RevisionLine,
    Site,
)


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


def article(page: ArticlePage) -> str:
    """Show an article as the public reads it."""
    context = _article_context(page, page.passages)
    context["structured_data"] = _in_script(page.structured_data)
    return filling.render("article.html", "article", context)


def old_revision(page: RevisionPage) -> str:
    """Show an article as it was at one revision, and say so."""
    context = {**_article_context(page), **filling.form(page.token), "told": page.told}
    return filling.render("revision.html", "revision", context)


def history(page: HistoryPage) -> str:
    """List the revisions of an article, any two of which may be chosen to compare."""
    context = {"page": page, "site": page.site, "told": page.told}
    return filling.render("history.html", "history", context)


def _article_context(
    page: ArticlePage | RevisionPage, passages: Passages = NO_PASSAGES
) -> dict[str, Any]:
    return {
        "page": page,
        "site": page.site,
        "document": page.document,
        "direction": direction(page.document.language),
        "body": filling.trusted(
            html.write(page.document, page.titles, passages, languages.words(), page.descriptions)
        ),
        "description": html.summary(page.document),
    }


def _in_script(json: str) -> SafeString:
    """Make JSON safe inside <script>, which ends at the first thing that looks like a tag."""
    return filling.trusted(
        json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
    )
