"""A source that an article keeps at hand but does not cite.

It bears out nothing that a reader reads; it was forgotten, or the sentence that cited it is gone.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import NOWHERE, Case
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from sources.core.saying import say


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each source that no mark of the article cites."""
    cited = {record.key for record in case.cited}
    for record in case.document.sources:
        if record.key not in cited:
            yield case.finding(
                __name__,
                Level.ADVICE,
                NOWHERE,
                say("The source {key} is at hand, but nothing cites it.", key=record.key),
                say(
                    "Cite it where it bears on the text with [@{key}], or take it out.",
                    key=record.key,
                ),
                about=record.key,
            )
