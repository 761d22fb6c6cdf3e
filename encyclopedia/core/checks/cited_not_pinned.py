"""A sentence with a citation but no words that show where in the source it is borne out.

A reader who wants to check it has to read the whole source; a pin leads to the passage.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import Case, whole
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.reach import PART
from encyclopedia.core.evidence import Status
from sources.core.saying import say

REACH = PART


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each cited sentence without a pin, where a source that it cites is archived."""
    for statement in case.statements:
        archived = [key for key in statement.keys if key in case.shelf.texts]
        if statement.status is Status.CITED and archived:
            yield case.finding(
                __name__,
                Level.ADVICE,
                whole(statement),
                say("This sentence cites {join} but pins no passage.", join=" and ".join(archived)),
                say('Pin the words that bear it out: [@{archived}, "…"].', archived=archived[0]),
            )
