"""A place that asks for a citation, and for how long it has.

Such a request is a promise to readers that somebody will look (Wikipedia:Citation needed); with
its age, the oldest can be kept first.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from encyclopedia.core.checks.case import Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.values import edtf
from sources.core.saying import say

_YEAR, _MONTH = 365, 30


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each mark that says that a citation is needed."""
    for place, item in case.numbering.needed:
        finding = case.finding(
            __name__,
            Level.WARNING,
            Spot(place, item.start, item.end),
            "A citation is needed here",
            say("Cite a source that bears it, or take the sentence out."),
            about=case.sentence_at(place, item.start),
        )
        since = item.since or context.needed_since.get(finding.fingerprint, "")
        yield replace(finding, message=finding.message + _age(since, context.today) + ".")


def _age(since: str, today: str) -> str:
    """Say in words how long ago *since* was."""
    begun, now = edtf.read(since), edtf.read(today)
    if begun is None:
        return f", since “{since}”" if since else ""
    days = _days(now.first) - _days(begun.first) if now else 0
    for length, unit in ((_YEAR, "year"), (_MONTH, "month"), (1, "day")):
        if days >= length:
            count = days // length
            return f", since {since} ({count} {unit}{'' if count == 1 else 's'})"
    return f", since {since}"


def _days(day: edtf.Day) -> int:
    year, month, number = day
    return date(min(max(year, MINYEAR), MAXYEAR), month, number).toordinal()
