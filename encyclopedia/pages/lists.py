"""The pages of lists: the index by letter, categories, series, what links here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from encyclopedia import languages
from encyclopedia.core.writers import html
from encyclopedia.pages import filling
from encyclopedia.pages.values import ArticleLinks, PageLink, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The entries of an index under one letter; without a name they stand under no heading."""

    name: str
    entries: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to the part of a list under one letter, with how many entries are there."""

    name: str
    url: str
    held: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that a list can be narrowed to, by the `value` that its address has for it."""

    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """A list of titles: all of them by letter, those under one `letter`, or those with `query`.

    `ways` lead to the letters where the list is too long for one page. Sources are looked for in
    more than their titles, and narrowed to one of the `standings`.
    """

    title: str
    letters: tuple[Letter, ...]
    total: int = 0
    query: str = ""
    letter: str = ""
    ways: tuple[Way, ...] = ()
    search_url: str = ""
    is_of_sources: bool = False
    standings: tuple[Choice, ...] = ()
    narrowed_to: str = ""
    number: int = 1
    count: int = 1
    previous_url: str = ""
    next_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPage:
    """The articles of a category; `related` are those that articles shown here are in too."""

    name: str
    letters: tuple[Letter, ...]
    total: int = 0
    letter: str = ""
    ways: tuple[Way, ...] = ()
    related: tuple[PageLink, ...] = ()
    recent_url: str = ""
    feed_url: str = ""
    number: int = 1
    count: int = 1
    previous_url: str = ""
    next_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a series; `date` as its infobox has it."""

    title: str
    url: str
    note: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage:
    """The articles of a series in their order, the `first` of which has that number."""

    name: str
    members: tuple[Member, ...]
    total: int = 0
    first: int = 1
    is_dated: bool = False
    number: int = 1
    count: int = 1
    previous_url: str = ""
    next_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHere:
    """An article that links here, from where in it, and by which old name, if it is by one."""

    title: str
    url: str
    note: str = ""
    in_text: bool = True
    in_see_also: bool = False
    formerly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPage:
    """What leads to an article: other articles, its series, its categories, its old names."""

    links: ArticleLinks
    entries: tuple[LinkHere, ...]
    total: int = 0
    series: tuple[PageLink, ...] = ()
    categories: tuple[PageLink, ...] = ()
    names: tuple[str, ...] = ()
    number: int = 1
    count: int = 1
    previous_url: str = ""
    next_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


def index(page: IndexPage) -> str:
    """List articles or sources by letter."""
    shown = replace(page, letters=tuple(map(_dated, page.letters)))
    return filling.render(
        "index.html", "index", {"page": shown, "site": page.site, "query": page.query}
    )


def category(page: CategoryPage) -> str:
    """List the articles of a category."""
    return filling.render("category.html", "index", {"page": page, "site": page.site})


def series(page: SeriesPage) -> str:
    """List the articles of a series in their order."""
    return filling.render("series.html", "index", {"page": page, "site": page.site})


def links(page: LinksPage) -> str:
    """List what leads to an article."""
    return filling.render("links.html", "index", {"page": page, "site": page.site})


def _dated(letter: Letter) -> Letter:
    """Give *letter* with the dates of its sources in words."""
    entries = tuple(
        replace(each, issued=filling.trusted(html.date_in_words(each.issued, languages.words())))
        for each in letter.entries
    )
    return replace(letter, entries=entries)
