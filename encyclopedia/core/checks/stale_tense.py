"""A sentence that still looks forward to what is over.

An article written before an event keeps saying that it "is expected to" happen until somebody
reads it again (MOS:RELTIME; Wikipedia:As of). The event is over if the dates in the sentence are
past, or else those of the timeline's entry or of the infobox. What stands between quotation marks
is its speaker's.
"""

import re
from collections.abc import Iterator
from uuid import UUID

from encyclopedia.core import values
from encyclopedia.core.checks import dates
from encyclopedia.core.checks.case import Case, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.evidence import Wording
from encyclopedia.core.values import Date, edtf

_ANTICIPATING = re.compile(
    r"\b(?=[aehiprw])(?:(?:is|are|was|were|remains?)\s+(?:widely\s+|also\s+|still\s+)?"
    r"(?:expected|scheduled|due|set|planned|slated|poised|anticipated|projected|likely)\s+to"
    r"|(?:plans?|intends?|hopes?|expects?)\s+to"
    r"|(?:is|are)\s+(?:about|going)\s+to"
    r"|(?<!that )(?<!what )(?:is|are)\s+to\s+"
    r"(?!(?:say|blame|date|the|a|an|this|his|her)\b)[^\W\d_]{2,}"
    r"|will\s+(?:also\s+|not\s+|then\s+|soon\s+)?(?:be|have|take|visit|meet|hold|sign|attend|begin|"
    r"start|open|end|travel|discuss|make|become|include|continue|come|go|give|play|run|host|join|"
    r"focus|last|lead|remain|see|receive|serve|feature|launch|return|address|consider|determine))\b",
    re.IGNORECASE,
)
_WILL_AS_NOUN = re.compile(
    r"\b(?:the|a|their|his|her|its|own|free|political|good|last|at|of|popular)\s+$", re.IGNORECASE
)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report words that anticipate an event which was over on the day of the check."""
    today = edtf.read(context.today)
    if today is None:
        return
    of_events: dict[UUID | None, Date | None] = {
        event.id: values.date(event.date, case.document.language) for event in case.document.events
    }
    for wording in case.wordings:
        said = wording.own_voice
        for found in _ANTICIPATING.finditer(said):
            over = _date(case, wording, of_events.get(wording.place.id))
            if over is None or over >= today.first or _WILL_AS_NOUN.search(said[: found.start()]):
                continue
            yield case.finding(
                __name__,
                Level.WARNING,
                within(wording, *found.span()),
                f"“{found[0]}” looks forward to what was over by {_day(over)}.",
                "Say what came of it, and cite a source issued afterwards.",
                about=wording.text,
            )


def _date(case: Case, wording: Wording, of_event: Date | None) -> edtf.Day | None:
    """Give the last day of what a sentence is about."""
    mentioned = [mention.date for mention in dates.mentions(wording.words, case.document.language)]
    said = [date.last for date in mentioned if date]
    if said:
        return max(said)
    about = of_event or case.date
    return about.last if about else None


def _day(day: edtf.Day) -> str:
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"
