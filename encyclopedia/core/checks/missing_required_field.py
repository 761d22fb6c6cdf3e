"""An infobox without a field that articles of its kind must have.

Readers compare articles of one kind by the same rows (MOS:INFOBOXUSE).
"""

from collections.abc import Iterator

from encyclopedia.core.checks.case import NOWHERE, Case
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from sources.core.saying import say


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each required field that is missing or empty; who only tells apart needs none."""
    if case.document.disambiguation:
        return
    filled = {_folded(field.label) for field in case.document.infobox if field.text.strip()}
    for label in context.required_fields:
        if _folded(label) not in filled:
            yield case.finding(
                __name__,
                Level.ERROR,
                NOWHERE,
                say(
                    "The infobox has no “{label}”, which articles of this kind must have.",
                    label=label,
                ),
                say("Add the field, or change the kind of the article."),
                about=label,
            )


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
