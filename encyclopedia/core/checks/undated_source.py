"""A cited source that does not say when it was issued, or says it so that no date can be read.

Without a date no one can tell whether it was written before or after what it is cited for.
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import NOWHERE, Case
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.values import edtf
from sources.core.saying import say


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each cited source without a date of issue, or each at hand where none is cited."""
    archived = (record for record in case.document.sources if record.key in case.shelf.texts)
    what = "The source" if case.cited else "The source at hand"
    for record in case.cited or archived:
        if edtf.read(record.issued) is None:
            said = f"says “{record.issued}”, which is no date" if record.issued else "has no date"
            yield case.finding(
                __name__,
                Level.WARNING,
                NOWHERE,
                f"{what} {record.key} {said}.",
                say("Give the date of issue as EDTF: 2024-05-16, 2024-05, 2024 or 2024~."),
                about=f"{record.key} {record.issued}",
            )
