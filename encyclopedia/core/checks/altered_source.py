"""A pinned quotation that the page of its source says otherwise by now, or not at all.

What was cited may have been corrected or taken back (COPE, Retraction Guidelines: citing work
should know). The archived copy still has the words, so that nothing is wrong with the pin.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.reach import Reach, Scope


def _around(case: Case, context: Context) -> object:
    return sorted((key, sorted(quotes)) for key, quotes in context.altered.items())


REACH = Reach(scope=Scope.PART, around=_around)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each quotation whose words changed at the address of its source."""
    if not context.altered:
        return
    spots = {
        Spot(statement.place, pin.item_start, pin.item_end): pin
        for statement in case.statements
        for pin in statement.pins
        if pin.quote in context.altered.get(pin.key, frozenset())
    }
    for spot, pin in spots.items():
        yield case.finding(
            __name__,
            Level.WARNING,
            spot,
            f"The page of {pin.key} does not say “{pin.quote}” any more.",
            "Look at both versions of the source, and whether the statement still holds.",
        )
