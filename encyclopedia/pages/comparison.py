"""The page of a comparison, and its parts for other pages that compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from encyclopedia import languages
from encyclopedia.core.checks import Finding
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.writers.html import changes
from encyclopedia.core.writers.html.changes import Look
from encyclopedia.pages import filling
from encyclopedia.pages.values import ArticleLinks, PageLink, RevisionLine, Site
from sources.core.saying import told

AS_READ = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two states of an article side by side: their words, and what they rest on."""

    comparison: Comparison
    evidence: object = None
    evidence_before: str = ""
    evidence_after: str = ""
    identical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Two revisions of an article; `between` says in words what lies between them.

    `ways` lead to the other ways of showing the same changes.
    """

    article: ArticleLinks
    old: RevisionLine
    new: RevisionLine
    comparison: Comparison
    look: Look = AS_READ
    ways: tuple[PageLink, ...] = ()
    problems: Problems | None = None
    evidence: object = None
    evidence_before: str = ""
    evidence_after: str = ""
    between: str = ""
    previous_url: str = ""
    next_url: str = ""
    identical: bool = False
    told: tuple[str, ...] = ()
    site: Site = field(default_factory=Site)


def compare(page: ComparePage) -> str:
    """Show what changed between two revisions."""
    page = languages.told(page)
    context = {
        "page": page,
        "site": page.site,
        **lanes(page.comparison, page.look),
        "problems": problems(page.problems) if page.problems else "",
        "told": page.told,
    }
    return filling.render("compare.html", "compare", context)


def lanes(compared: Comparison, look: Look = AS_READ) -> dict[str, Any]:
    """Write the lanes of a comparison: those before its text, the text, and those after it."""
    words = languages.words()
    compared, look = told(compared, words), replace(look, language=words)
    return {
        "comparison": compared,
        "lanes": _counts(compared),
        "before": filling.trusted("\n".join(changes.lane(lane, look) for lane in compared.before)),
        "text": filling.trusted(changes.prose(compared.text, look)),
        "after": filling.trusted("\n".join(changes.lane(lane, look) for lane in compared.after)),
    }


def _counts(compared: Comparison) -> list[dict[str, object]]:
    """Count the changes of each lane that has some, in the order of the page."""
    text = sum(entry.kind != "same" for entry in compared.text)
    counted = [(lane.name, lane.title, len(lane.rows)) for lane in compared.before]
    counted.append(("text", gettext("Text"), text))
    counted += [(lane.name, lane.title, len(lane.rows)) for lane in compared.after]
    names = ("name", "title", "count")
    return [dict(zip(names, lane, strict=True)) for lane in counted if lane[2]]


def problems(found: Problems) -> SafeString:
    """Write which problems a change introduced and mended."""
    return filling.trusted(changes.problems(found, languages.words()))


def open_problems(found: Sequence[Finding]) -> SafeString:
    """Write which problems a change left as they were."""
    return filling.trusted(changes.open_problems(found, languages.words()))
