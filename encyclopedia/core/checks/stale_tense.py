"""A sentence that still looks forward to what is over.

An article written before an event keeps saying that it "is expected to" happen until somebody
reads it again (MOS:RELTIME; Wikipedia:As of). The event is over if the dates that the sentence
looks forward to are past, or else those of the timeline's entry, of the infobox, of the timeline
or of the section. What stands between quotation marks is its speaker's.
"""

from collections.abc import Iterator, Mapping
from uuid import UUID

from encyclopedia.core import values
from encyclopedia.core.checks import dates
from encyclopedia.core.checks.anticipating import Anticipation, anticipation
from encyclopedia.core.checks.case import Case, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.happening import ended
from encyclopedia.core.checks.reach import Reach, Scope
from encyclopedia.core.evidence import Wording
from encyclopedia.core.reading import Place
from encyclopedia.core.values import edtf
from sources.core.saying import say

_OPENING = 30  # characters within which a date opens a sentence: "On Friday, 16 May 2031, they"


def _around(case: Case, context: Context) -> object:
    """Name the day, and the one since when what the article tells of is over."""
    return context.today, ended(case)


REACH = Reach(scope=Scope.PART, around=_around)


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report words that anticipate an event which was over on the day of the check."""
    today = edtf.read(context.today)
    if today is None or not dates.is_english(case.document.language):
        return
    ends = _Ends(case)
    for wording in case.wordings:
        found = anticipation(wording.own_voice)
        over = ends.of(wording, found) if found else None
        if found is None or over is None or over >= today.first:
            continue
        there = wording.words[found.first : found.last]
        yield case.finding(
            __name__,
            Level.WARNING,
            within(wording, found.first, found.last),
            say("“{there}” looks forward to what was over by {day}.", there=there, day=_day(over)),
            say("Say what came of it, and cite a source issued afterwards."),
            about=wording.text,
        )


class _Ends:
    """The days by which the events of an article were over."""

    def __init__(self, case: Case) -> None:
        language = case.document.language
        self._case = case
        self._whole = ended(case)
        self._events: Mapping[UUID | None, edtf.Day] = {
            event.id: date.last
            for event in case.document.events
            if (date := values.date(event.date, language))
        }
        self._sections: dict[Place, edtf.Day | None] = {}

    def of(self, wording: Wording, found: Anticipation) -> edtf.Day | None:
        """Give the last day of what a sentence looks forward to, if anything says it."""
        language = self._case.document.language
        said = tuple(m for m in dates.mentions(wording.words, language) if m.date)
        ahead = [m for m in said if m.first >= found.last or m.first < _OPENING]
        about = self._events.get(wording.place.id) or self._whole
        told = ahead or (() if about else said)
        spans = [m.date for m in told if m.date]
        if spans:
            last = max(spans, key=lambda date: date.last)
            is_whole = last.first < last.last and about
            return about if is_whole and about and last.first <= about <= last.last else last.last
        return about or self._of_section(wording.place)

    def _of_section(self, place: Place) -> edtf.Day | None:
        """Give the latest exact day that a section mentions, where nothing else tells."""
        if place not in self._sections:
            days = [
                mention.date.last
                for wording in self._case.wordings
                if wording.place == place
                for mention in dates.mentions(wording.words, self._case.document.language)
                if mention.date and mention.days
            ]
            self._sections[place] = max(days, default=None)
        return self._sections[place]


def _day(day: edtf.Day) -> str:
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"
