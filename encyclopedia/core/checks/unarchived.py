"""A cited source of which no copy is kept.

Pages change and vanish (link rot, Wikipedia:Link rot); only an archived copy shows for good what
the source said when it was cited, and only in one can a quotation be looked up.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import NOWHERE, Case
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from sources.core.saying import say


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each cited source that has no archived text."""
    for record in case.cited:
        if record.key not in case.shelf.texts:
            yield case.finding(
                __name__,
                Level.WARNING,
                NOWHERE,
                say(
                    "No archived text of {key} is at hand, so nothing can be pinned to it.",
                    key=record.key,
                ),
                say("Archive the source: upload the file, or capture the page."),
                about=record.key,
            )
