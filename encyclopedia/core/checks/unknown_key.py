"""A citation of a key that names no source.

The reader sees no footnote, so the sentence looks as if nothing bore it.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from sources.core.saying import say


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each item of a mark whose key is no source's."""
    for place, item in case.numbering.unknown:
        yield case.finding(
            __name__,
            Level.ERROR,
            Spot(place, item.start, item.end),
            say("No source has the key “{key}”.", key=item.key),
            say("Correct the key, or add the source."),
        )
