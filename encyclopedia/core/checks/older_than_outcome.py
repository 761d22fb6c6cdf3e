"""An outcome or event cited only to what was written before it happened.

Such a source can tell what was planned, not what came of it (Wikipedia:Verifiability; Wikipedia is
not a crystal ball, WP:CRYSTAL).
"""

import re
from collections.abc import Iterator
from uuid import UUID

from encyclopedia.core import values
from encyclopedia.core.checks import dates
from encyclopedia.core.checks.case import Case, whole
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.document import SectionKind
from encyclopedia.core.evidence import Statement
from encyclopedia.core.values import Date, edtf

_PLUPERFECT = re.compile(r"\bhad (?:already |long |also |never )?(?:been|\w+ed|\w+n)\b")
_OUTCOMES = frozenset({"outcome", "outcomes", "result", "results"})


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each sentence on an outcome or event all of whose sources were issued before it."""
    happened = _happened(case)
    for wording, statement in case.sentences():
        date = happened.get(statement.place.id)
        issued = _issued(case, statement)
        if date is None or not issued or max(issued) >= date.first:
            continue
        mentioned = [mention.date for mention in dates.mentions(wording.words, _language(case))]
        if any(said and said.last <= max(issued) for said in mentioned):
            continue  # it tells what happened before
        if _PLUPERFECT.search(wording.own_voice):
            continue  # it tells what had happened before
        yield case.finding(
            __name__,
            Level.WARNING,
            whole(statement),
            f"This happened on {_day(date.first)} or later, but it is cited only to what was "
            f"issued before: {_listed(case, statement)}.",
            "Cite a source that was issued afterwards, or say that it was planned.",
        )


def _happened(case: Case) -> dict[UUID | None, Date | None]:
    """Give the date of each part that tells an outcome or event."""
    document = case.document
    outcomes = [s.id for s in document.sections if s.kind is SectionKind.OUTCOMES]
    outcomes += [f.id for f in document.infobox if f.label.strip().casefold() in _OUTCOMES]
    events: dict[UUID | None, Date | None] = {
        event.id: values.date(event.date, document.language) for event in document.events
    }
    return {**dict.fromkeys(outcomes, case.date), **events}


def _issued(case: Case, statement: Statement) -> list[edtf.Day]:
    """Give the last day on which each source may have been issued; none if one is undated."""
    found = [edtf.read(case.shelf.records[key].issued) for key in statement.keys]
    return [date.last for date in found if date] if all(found) else []


def _listed(case: Case, statement: Statement) -> str:
    return ", ".join(f"{key} ({case.shelf.records[key].issued})" for key in statement.keys)


def _day(day: edtf.Day) -> str:
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def _language(case: Case) -> str:
    return case.document.language
