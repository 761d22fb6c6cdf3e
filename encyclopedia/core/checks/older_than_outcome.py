"""An outcome or event cited only to what was written before it happened.

Such a source can tell what was planned, not what came of it (Wikipedia:Verifiability; Wikipedia is
not a crystal ball, WP:CRYSTAL). Looked at are outcomes and key events, and any sentence in the
past tense on a day that none of its sources had seen. Where an article cites nothing at all, the
archived sources at hand that come near the sentence stand in for those that it should cite.
"""

import re
from collections.abc import Iterator
from uuid import UUID

from encyclopedia.core import values
from encyclopedia.core.checks import dates
from encyclopedia.core.checks.case import Case, whole
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.foretelling import day, foretells
from encyclopedia.core.checks.happening import happened
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.document import SectionKind
from encyclopedia.core.evidence import Statement, Status, Wording
from encyclopedia.core.values import Date, edtf
from sources.core import ranking
from sources.core.saying import say

_PLUPERFECT = re.compile(r"\bhad (?:already |long |also |never )?(?:been|\w+ed|\w+n)\b")
_TOLD = (SectionKind.OUTCOMES, SectionKind.KEY_EVENTS)
_OUTCOMES = frozenset({"outcome", "outcomes", "result", "results", "aftermath"})
_PLANNED = re.compile(
    r"\b(?:would|(?:was|were|is|are) (?:also |then )?to|will|shall|"
    r"(?:plan|schedul|propos|invit|expect|intend|anticipat|forecast)\w*|hop(?:ed|es?) (?:to|for)|"
    r"due (?:to|on|in))\b"
)
_PAST = re.compile(
    r"\b(?:was|were|took|held|met|won|lost|came|went|began|gave|made|left|led|became|paid|[a-z]{2,}ed)\b"
)
_RESULT = re.compile(
    r"\b(?:resulted in|ended (?:with|in)|concluded with|culminated in|led to)\b", re.IGNORECASE
)
_NEAR = 0.25  # the score from which a passage at hand is taken to tell of an outcome
_MEND = say("Cite a source that was issued afterwards, or say that it was planned.")


def _around(case: Case, context: Context) -> object:
    """Name when it happened and, where nothing is cited, all that is at hand."""
    return happened(case), bool(case.cited) or case.everything


REACH = Reach(scope=Scope.PART, around=_around)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report each sentence on an outcome or event all of whose sources were issued before it."""
    dated = _happened(case)
    index = None if case.cited else ranking.index(case.shelf.texts)
    for wording, statement in case.sentences():
        date = dated.get(statement.place.id) or _own(case, wording, statement)
        if date is None or _PLANNED.search(wording.own_voice):
            continue
        if index is None or statement.keys:
            keys = statement.keys
        else:
            keys = _at_hand(case, statement, wording, index)
        told = tuple(_told(case, key, date) for key in keys)
        if told and all(told) and not _tells_of_before(case, wording, keys, date):
            by = "it is cited only to what" if statement.keys else "all that is at hand for it"
            yield case.finding(
                __name__,
                Level.WARNING,
                whole(statement),
                say(
                    "This happened on {day} or later, but {by} was issued before: {join}.",
                    day=day(date.first),
                    by=by,
                    join=", ".join(told),
                ),
                _MEND,
            )


def _happened(case: Case) -> dict[UUID | None, Date | None]:
    """Give the date of each part that tells an outcome or event."""
    document = case.document
    outcomes = [
        section.id
        for section in document.sections
        if section.kind in _TOLD or section.heading.strip().casefold() in _OUTCOMES
    ]
    outcomes += [f.id for f in document.infobox if f.label.strip().casefold() in _OUTCOMES]
    events: dict[UUID | None, Date | None] = {
        event.id: values.date(event.date, document.language) for event in document.events
    }
    return {**dict.fromkeys(outcomes, happened(case)), **events}


def _own(case: Case, wording: Wording, statement: Statement) -> Date | None:
    """Give the day that a sentence in the past tense tells of, or the article's for a result."""
    said = wording.own_voice
    if not statement.keys or not dates.is_english(case.document.language):
        return None
    if _RESULT.search(said):
        return happened(case)
    if not _PAST.search(said):
        return None
    exact = (m.date for m in dates.mentions(wording.words, case.document.language) if m.days)
    return max((date for date in exact if date), key=lambda date: date.first, default=None)


def _at_hand(
    case: Case, statement: Statement, wording: Wording, index: ranking.Index
) -> tuple[str, ...]:
    """Give the sources at hand that come near a sentence, or all of them where none does."""
    if statement.status is Status.EXEMPT:
        return ()
    found = ranking.support(wording.text, index, top=len(case.shelf.texts))
    near = tuple(dict.fromkeys(each.key for each in found if each.score >= _NEAR))
    return near or tuple(case.shelf.texts)


def _told(case: Case, key: str, date: Date) -> str:
    """Tell why a source was written before a date; nothing where it may have been afterwards."""
    record = case.shelf.records[key]
    issued = edtf.read(record.issued)
    if issued:
        return f"{key} ({record.issued})" if issued.last < date.first else ""
    text = case.shelf.texts.get(key, "")
    if not record.issued and foretells(text, date, record.language):
        return f"{key} (undated, but it looks forward to this)"
    return ""


def _tells_of_before(case: Case, wording: Wording, keys: tuple[str, ...], date: Date) -> bool:
    """Tell whether a sentence speaks of what happened, or had happened, before it was reported."""
    issued = [found.last for key in keys if (found := edtf.read(case.shelf.records[key].issued))]
    latest = max(issued, default=date.first)
    mentioned = [mention.date for mention in dates.mentions(wording.words, case.document.language)]
    if any(said and said.last <= latest for said in mentioned):
        return True
    return _PLUPERFECT.search(wording.own_voice) is not None
