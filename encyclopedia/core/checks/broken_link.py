"""A link that leads nowhere, or a mark or link that never closes.

A link to an article that does not exist is an invitation to write it, and may stay
(Wikipedia:Red link); one to a section that the article does not have, or brackets that never
close, are slips.
"""

from collections.abc import Iterator

from encyclopedia.core import titles
from encyclopedia.core.checks.case import NOWHERE, Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.markup import tree
from sources.core.saying import say


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report links to unknown articles and sections, and what never closes."""
    for place, node in case.nodes:
        spot = Spot(place, node.start, node.end)
        match node:
            case tree.Unclosed():
                yield _unclosed(case, spot, node.text)
            case tree.WikiLink():
                yield from _link(case, context, spot, node)
    for entry in case.document.see_also:
        if _is_unknown(entry.title, context):
            yield _no_article(case, NOWHERE, entry.title)


def _link(case: Case, context: Context, spot: Spot, link: tree.WikiLink) -> Iterator[Finding]:
    if titles.key(link.title) not in ("", titles.key(case.document.title)):
        if _is_unknown(link.title, context):
            yield _no_article(case, spot, link.title)
    elif link.section and titles.key(link.section) not in _sections(case):
        yield _no_section(case, spot, link.section)


def _sections(case: Case) -> frozenset[str]:
    """Give the headings and anchors of the article, folded."""
    names = (
        name for section in case.document.sections for name in (section.heading, section.anchor)
    )
    return frozenset(map(titles.key, names))


def _is_unknown(title: str, context: Context) -> bool:
    return context.known_titles is not None and titles.key(title) not in context.known_titles


def _unclosed(case: Case, spot: Spot, text: str) -> Finding:
    message = say("“{text}” opens a citation, link or note that never closes.", text=text)
    mend = say("Close it, or write a backslash before it where the bracket is meant as such.")
    return case.finding(__name__, Level.WARNING, spot, message, mend)


def _no_section(case: Case, spot: Spot, section: str) -> Finding:
    message = say("This article has no section “{section}”.", section=section)
    mend = say("Name a section by its heading as it stands.")
    return case.finding(__name__, Level.WARNING, spot, message, mend)


def _no_article(case: Case, spot: Spot, title: str) -> Finding:
    message = say("There is no article “{title}”.", title=title)
    mend = say("Write it, correct the title, or take the link out.")
    return case.finding(__name__, Level.ADVICE, spot, message, mend, about=title)
