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
from sources.core.saying import Said, say, say_many

_YEAR, _MONTH = 365, 30


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each mark that says that a citation is needed."""
    for place, item in case.numbering.needed:
        finding = case.finding(
            __name__,
            Level.WARNING,
            Spot(place, item.start, item.end),
            _needed(item.since, context.today),
            say("Cite a source that bears it, or take the sentence out."),
            about=case.sentence_at(place, item.start),
        )
        since = item.since or context.needed_since.get(finding.fingerprint, "")
        if since != item.since:
            finding = replace(finding, message=_needed(since, context.today))
        yield finding


def _needed(since: str, today: str) -> Said:
    """Say that a citation is needed and, in words too, how long it has been."""
    begun, now = edtf.read(since), edtf.read(today)
    if begun is None:
        quoted = say("A citation is needed here, since “{since}”.", since=since)
        return quoted if since else say("A citation is needed here.")
    days = _days(now.first) - _days(begun.first) if now else 0
    age = _age(days)
    if age is None:
        return say("A citation is needed here, since {since}.", since=since)
    return say("A citation is needed here, since {since} ({age}).", since=since, age=age)


def _age(days: int) -> Said | None:
    if days >= _YEAR:
        return say_many("{number} year", "{number} years", days // _YEAR)
    if days >= _MONTH:
        return say_many("{number} month", "{number} months", days // _MONTH)
    return say_many("{number} day", "{number} days", days) if days >= 1 else None


def _days(day: edtf.Day) -> int:
    year, month, number = day
    return date(min(max(year, MINYEAR), MAXYEAR), month, number).toordinal()
