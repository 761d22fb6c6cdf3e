"""A sentence that no source is cited for.

Whatever may be challenged needs a citation (Wikipedia:Verifiability), and here a sentence is the
smallest thing that one can follow to its source. What needs none is exempt by a rule of
`core.evidence` that says why.
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
    """Report each sentence without a citation, unless it already asks for one."""
    asked = {(place, item.start) for place, item in case.numbering.needed}
    for statement in case.statements:
        if statement.status is not Status.UNCITED:
            continue
        if any(p == statement.place and statement.start <= at < statement.end for p, at in asked):
            continue
        yield case.finding(
            __name__,
            Level.WARNING,
            whole(statement),
            say("No source is cited for this sentence."),
            say("Cite the source that bears it, or mark it with [@?]."),
        )
