"""What the page shows on which something of a revision is hidden, or shown again."""

from __future__ import annotations

from dataclasses import dataclass, field

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
