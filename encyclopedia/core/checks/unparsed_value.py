"""A date that readers see but search, sorting and checks cannot read.

The text is the truth; its typed value is computed from it, and a text that gives none is left out
wherever dates are compared.
"""

from collections.abc import Iterator

from encyclopedia.core import values
from encyclopedia.core.checks.case import NOWHERE, Case, Spot
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.document import FieldType
from encyclopedia.core.reading import Place
from sources.core.saying import say

_MEND = say("Write it as in 16 May 2024, 16–17 May 2024, May 2024 or 2024.")


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each infobox field of a date, and each event, whose date cannot be read."""
    language = case.document.language
    for field in case.document.infobox:
        is_date = field.type in (FieldType.DATE, FieldType.RANGE)
        if is_date and field.text.strip() and values.date(field.text, language) is None:
            spot = Spot(Place("infobox", field.id), 0, len(field.text))
            message = say(
                "“{plain}” ({label}) cannot be read as a date.",
                plain=values.plain(field.text),
                label=field.label,
            )
            yield case.finding(__name__, Level.WARNING, spot, message, _MEND)
    for event in case.document.events:
        if event.date.strip() and values.date(event.date, language) is None:
            message = say("“{date}”, the date of an event, cannot be read.", date=event.date)
            yield case.finding(
                __name__,
                Level.WARNING,
                NOWHERE,
                message,
                _MEND,
                about=f"{event.date} {event.title}",
            )
