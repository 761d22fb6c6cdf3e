"""A pinned quotation that stands more than once in its source.

It pins the first place, which need not be the one that was meant. A longer quotation tells them
apart (W3C Web Annotation Data Model, TextQuoteSelector).
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.reach import PART
from sources.core.saying import say

REACH = PART


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each quotation that does not tell which passage it means."""
    spots = {
        Spot(statement.place, pin.item_start, pin.item_end): pin
        for statement in case.statements
        for pin in statement.pins
        if pin.ambiguous and pin.verdict.holds
    }
    for spot, pin in spots.items():
        yield case.finding(
            __name__,
            Level.ADVICE,
            spot,
            say(
                "“{quote}” stands more than once in {key}; the first place is pinned.",
                quote=pin.quote,
                key=pin.key,
            ),
            say("Lengthen the quotation until it stands only where it is meant."),
        )
