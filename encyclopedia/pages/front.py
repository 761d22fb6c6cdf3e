"""The front page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from encyclopedia.pages import filling
from encyclopedia.pages.values import PageLink, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Featured:
    """An article worth reading: how it opens, and of its `sentences` how many are `sourced`."""

    title: str
    url: str
    evidence_url: str
    language: str = "en"
    direction: str = "ltr"
    note: str = ""
    opening: str = ""
    sentences: int = 0
    sourced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """What happened on a day of a year, as the article at `url` tells it; `year` 0 is 1 BCE.

    `day` is the day of any year that has it.
    """

    day: date
    year: int
    article: str
    url: str
    title: str = ""
    words: str = ""

    @property
    def era(self) -> int:
        """The year as it is counted: 44 in 44 BCE."""
        return self.year if self.year > 0 else 1 - self.year

    def is_of(self, today: date) -> bool:
        """Tell whether it comes round on *today*."""
        return (self.day.month, self.day.day) == (today.month, today.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """An article of which `wanting` of its `sentences` want a source; `url` shows which."""

    title: str
    url: str
    sentences: int
    wanting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The front page: what is new, what has changed, what to read, and how much there is.

    `events` are those of the day of `today` or, where it has none, the next that come round.
    """

    intro: str = ""
    featured: Featured | None = None
    today: date | None = None
    events: tuple[DayEvent, ...] = ()
    latest: tuple[PageLink, ...] = ()
    changed: tuple[PageLink, ...] = ()
    weakest: tuple[Weak, ...] = ()
    explore: tuple[PageLink, ...] = ()
    articles: int = 0
    categories: int = 0
    sources: int = 0
    canonical: str = ""
    site: Site = field(default_factory=Site)

    @property
    def is_today(self) -> bool:
        """Whether the events are those of today."""
        return any(event.is_of(self.today) for event in self.events if self.today)


def front(page: FrontPage) -> str:
    """Show the front page."""
    return filling.render("front.html", "front", {"page": page, "site": page.site})
