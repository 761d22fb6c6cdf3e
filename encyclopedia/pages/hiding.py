"""The page on which something of a revision is hidden, or shown again."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia.pages import filling
from encyclopedia.pages.values import ArticleLinks, RevisionLine, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class HidePage:
    """What of `revision` is hidden: `form` asks, `log` says what was done before, newest first.

    `same` are other revisions with the very same text, `still_shown` says why the text cannot be
    hidden yet, and `refusal` why nothing was done.
    """

    links: ArticleLinks
    revision: RevisionLine
    form: object
    same: tuple[int, ...] = ()
    log: tuple[str, ...] = ()
    refusal: str = ""
    token: str = ""
    site: Site = field(default_factory=Site)


def hiding(page: HidePage) -> str:
    """Ask what of a revision is to be hidden, and show what was hidden before."""
    return filling.render(
        "hide.html", "hide", {**filling.form(page.token), "page": page, "site": page.site}
    )
