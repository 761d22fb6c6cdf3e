"""The page of a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from encyclopedia.core.search import Run
from encyclopedia.pages import filling
from encyclopedia.pages.values import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """An article that was found, its title and words with what was looked for marked.

    `formerly` is the old name under which it was found, if that is how.
    """

    url: str
    title: SafeString
    words: SafeString | str = ""
    description: str = ""
    kind: str = ""
    formerly: str = ""
    wanting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The answer to a search; `typed` is the question, `asked` what its fields hold.

    `meant` is what was looked for where the question had an error of typing, `total` in words.
    """

    typed: str = ""
    meant: str = ""
    loose: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    kinds: SafeString | str = ""
    categories: SafeString | str = ""
    wanting: bool = False
    narrowed: bool = False
    total: str = ""
    first: int = 1
    results: tuple[SearchResult, ...] = ()
    previous_url: str = ""
    next_url: str = ""
    every_url: str = ""
    site: Site = field(default_factory=Site)


def marked(runs: Iterable[Run]) -> SafeString:
    """Write *runs* as HTML in which what was looked for is marked.

    A page of results has a thousand of them where words are common, too many for a template.
    """
    html = "".join(
        f"<mark>{escape(run.words)}</mark>" if run.found else escape(run.words) for run in runs
    )
    return mark_safe(html)  # noqa: S308 -- every run was escaped


def options(values: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Write the options of a choice among *values* (what is sent, its words): *chosen* stands.

    There may be two hundred of them, too many for a template.
    """
    html = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(words)}</option>"
        for value, words in values
    )
    return mark_safe(html)  # noqa: S308 -- value and words were escaped


def search(page: SearchPage) -> str:
    """Show what a search found."""
    return filling.render("search.html", "search", {"page": page, "site": page.site})


def search_still(site: Site) -> str:
    """Show the search of a site without a server."""
    return filling.render("search_still.html", "search_still", {"site": site})
