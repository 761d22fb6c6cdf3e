"""The page that takes a revision back, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia import languages
from encyclopedia.pages import filling
from encyclopedia.pages.comparison import AS_READ, Compared, lanes
from encyclopedia.pages.values import ArticleLinks, RevisionLine, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Words that were changed again: before the revision, in it, and today."""

    place: str
    before: str
    then: str
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPage:
    """What would change were `revision` restored or undone; `seen` is the newest revision shown.

    `action` is the button's words. `refusal` says why nothing was, or can be, saved.
    """

    links: ArticleLinks
    revision: RevisionLine
    seen: RevisionLine
    heading: str
    action: str
    compared: Compared | None = None
    obstacles: tuple[Obstacle, ...] = ()
    refusal: str = ""
    summary: str = ""
    token: str = ""
    site: Site = field(default_factory=Site)

    @property
    def is_offered(self) -> bool:
        """Tell whether there is anything to save."""
        return self.compared is not None and not self.compared.identical


def taking_back(page: ReturnPage) -> str:
    """Show what would change were a revision restored or undone, and offer to save that."""
    page = languages.told(page)
    compared = lanes(page.compared.comparison, AS_READ) if page.compared else {}
    context = {**filling.form(page.token), **compared, "page": page, "site": page.site}
    return filling.render("return.html", "compare", context)
