"""An infobox that says something else than the text beside it.

The infobox sums up what the article says (MOS:INFOBOXPURPOSE), so where the two differ one of
them is wrong. Compared are the dates with those of the lead's first sentence, the kind of thing
("State visit" and "official visit") with the lead, and the people with the whole text.
"""

from collections.abc import Iterator

from encyclopedia.core import values
from encyclopedia.core.checks import dates
from encyclopedia.core.checks.case import OWN_DATES, Case, Spot, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.kinds import Kind, kinds
from encyclopedia.core.checks.lexicon import RANKS
from encyclopedia.core.document import FieldType, InfoboxField
from encyclopedia.core.evidence import Wording
from encyclopedia.core.reading import Place
from encyclopedia.core.values import Date
from sources.core import text as texts

_DATED = OWN_DATES | {"born", "died"}
_MEND = "Correct the one that the sources do not bear out."


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report dates, kinds and people on which infobox and text differ."""
    lead = tuple(wording for wording in case.wordings if wording.place.part == "lead")
    for field in case.document.infobox:
        match field.type:
            case FieldType.DATE | FieldType.RANGE if field.label.strip().casefold() in _DATED:
                yield from _dates(case, field, lead[:1])
            case FieldType.PEOPLE:
                yield from _people(case, field)
            case _:
                yield from _kinds(case, field, lead)


def _words(case: Case) -> frozenset[str]:
    """Give the folded words of all that is not the infobox."""
    return frozenset(
        word
        for wording in case.wordings
        if wording.place.part != "infobox"
        for word in texts.words(wording.text).folded
    )


def _dates(case: Case, field: InfoboxField, first: tuple[Wording, ...]) -> Iterator[Finding]:
    value = values.date(field.text, case.document.language)
    for wording in first if value else ():
        mentions = tuple(dates.mentions(wording.words, case.document.language))
        said = [(mention, date) for mention in mentions if (date := mention.date)]
        if said and value and not any(_overlap(value, date) for _, date in said):
            mention = said[0][0]
            there = wording.words[mention.first : mention.last]
            yield case.finding(
                __name__,
                Level.WARNING,
                within(wording, mention.first, mention.last),
                f"The lead says “{there}”, but the infobox says “{_shown(field)}” ({field.label}).",
                _MEND,
                about=field.text,
            )


def _overlap(one: Date, other: Date) -> bool:
    return one.first <= other.last and other.first <= one.last


def _kinds(case: Case, field: InfoboxField, lead: tuple[Wording, ...]) -> Iterator[Finding]:
    told = {kind.thing: kind for kind in kinds(values.plain(field.text))}
    said = [(wording, kind) for wording in lead for kind in kinds(wording.own_voice)]
    agreed = {(kind.kind, kind.thing) for _, kind in said}
    for wording, kind in said:
        own = told.get(kind.thing)
        if own and kind.kind in own.others and (own.kind, own.thing) not in agreed:
            yield _kind_finding(case, field, wording, kind)


def _kind_finding(case: Case, field: InfoboxField, wording: Wording, kind: Kind) -> Finding:
    there = wording.words[kind.first : kind.last]
    return case.finding(
        __name__,
        Level.WARNING,
        within(wording, kind.first, kind.last),
        f"The lead says “{there}”, but the infobox says “{_shown(field)}” ({field.label}).",
        _MEND,
        about=field.text,
    )


def _people(case: Case, field: InfoboxField) -> Iterator[Finding]:
    said = _words(case)
    for name in values.people(field.text, case.document.language):
        parts = [part for part in texts.words(name).folded if part not in RANKS]
        at = field.text.find(name)
        if parts and said and said.isdisjoint(parts):
            yield case.finding(
                __name__,
                Level.ADVICE,
                Spot(Place("infobox", field.id), max(0, at), max(0, at) + len(name) * (at >= 0)),
                f"The infobox names “{name}” ({field.label}), but the text does not.",
                "Tell in the text what they had to do with it, or take the name out.",
                about=name,
            )


def _shown(field: InfoboxField) -> str:
    return values.plain(field.text)
