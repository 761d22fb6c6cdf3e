"""The pages of what changed, and of who changed it: recent changes, contributors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from encyclopedia.pages import filling
from encyclopedia.pages.values import PageLink, RevisionLine, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A public revision of the article `title`, which readers got at `published_at`."""

    title: str
    url: str
    history_url: str
    published_at: datetime
    line: RevisionLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The changes of one day, newest first."""

    date: date
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPage:
    """Public revisions of all articles, newest first.

    `question` is the form of filters, `every_url` leads to the list without them, if there are any;
    `has_wrong_place` says that the address names a place that cannot be read.
    """

    days: tuple[Day, ...]
    question: object = None
    every_url: str = ""
    newest_url: str = ""
    older_url: str = ""
    has_wrong_place: bool = False
    feed_url: str = ""
    canonical: str = ""
    is_whole: bool = True
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Who wrote public revisions: how many, of how many articles the first, and when last.

    Where a list `has_more` than it counts, nobody knows how many articles they began.
    """

    name: str
    url: str
    revisions: int
    begun: int
    last_at: datetime
    has_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributorsPage:
    """Everybody who wrote public revisions, by name."""

    contributors: tuple[Contributor, ...]
    first_url: str = ""
    next_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributorPage:
    """One contributor: the articles that they began, and their public revisions, newest first."""

    contributor: Contributor
    begun: tuple[PageLink, ...]
    days: tuple[Day, ...]
    newest_url: str = ""
    older_url: str = ""
    canonical: str = ""
    site: Site = field(default_factory=Site)


def recent(page: RecentPage) -> str:
    """List what changed in all articles, day by day."""
    return filling.render("recent.html", "recent", {"page": page, "site": page.site})


def contributors(page: ContributorsPage) -> str:
    """List who wrote what readers have."""
    return filling.render("contributors.html", "index", {"page": page, "site": page.site})


def contributor(page: ContributorPage) -> str:
    """List what one contributor wrote."""
    return filling.render("contributor.html", "recent", {"page": page, "site": page.site})
