"""A cited source whose address no longer answers.

A reader who follows the link finds nothing (Wikipedia:Link rot); the archived copy still serves.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import NOWHERE, Case
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from sources.core.saying import say


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each cited source that could not be reached and has no archive address."""
    for record in case.cited:
        if record.key in context.unreachable and not record.archive_url:
            yield case.finding(
                __name__,
                Level.WARNING,
                NOWHERE,
                f"The address of {record.key} could not be reached: {record.url}",
                say("Give the address of an archived copy, or correct the address."),
                about=f"{record.key} {record.url}",
            )
