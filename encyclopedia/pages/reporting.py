"""The page on which readers report a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from encyclopedia.pages import filling
from encyclopedia.pages.values import ArticleLinks, PageLink, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Reportable:
    """The sentences of one part of an article, each with the address of its own form.

    A value of the infobox has the name of its row for a note.
    """

    heading: str
    sentences: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A form about one sentence, or the sentences to choose from where there is no `form`.

    `words` are the sentence, and `row` names the row of the infobox that it is the value of; both
    are empty for the article as a whole, which has an address of its own (`whole_url`). `refusal`
    says why nothing was sent yet, `sent` that it was; `answers` tells that letters leave.
    """

    links: ArticleLinks
    form: object = None
    words: str = ""
    row: str = ""
    groups: tuple[Reportable, ...] = ()
    whole_url: str = ""
    choose_url: str = ""
    refusal: str = ""
    sent: bool = False
    answers: bool = False
    token: str = ""
    language: str = ""
    site: Site = field(default_factory=Site)


def report(page: ReportPage) -> str:
    """Let a reader report a sentence."""
    context = {**filling.form(page.token), "page": page, "site": page.site}
    return filling.render("report.html", "report", context)
