"""An infobox that says something else than the text beside it.

The infobox sums up what the article says (MOS:INFOBOXPURPOSE), so where the two differ one of
them is wrong. Compared are dates with those that the lead's first sentence and the sentences on
the same thing ("it was launched on") tell and with the timeline, the kind of thing ("State visit"
and "official visit"), figures with those that a sentence gives under the same name ("depth"), and
names with those of the whole text.
"""

from collections.abc import Iterator

from encyclopedia.core import values
from encyclopedia.core.checks import dates, sameness, telling
from encyclopedia.core.checks.case import OWN_DATES, Case, Spot, within
from encyclopedia.core.checks.context import Context
from encyclopedia.core.checks.finding import Finding, Level
from encyclopedia.core.checks.happening import field_date
from encyclopedia.core.checks.kinds import Kind, kinds
from encyclopedia.core.checks.quantities import quantities
from encyclopedia.core.document import InfoboxField
from encyclopedia.core.evidence import Wording
from encyclopedia.core.reading import Place
from encyclopedia.core.values import Date
from sources.core.saying import say

_MEND = say("Correct the one that the sources do not bear out.")
_SOON = 31  # days from the infobox's date within which a timeline tells of the same thing


def check(case: Case, context: Context) -> Iterator[Finding]:
    """Report dates, kinds, figures and names on which infobox and text differ."""
    told = sameness.Told(case)
    for field in case.document.infobox:
        value = field_date(field, case.document.language)
        if value and telling.is_date(field.label):
            yield from _dates(case, field, value)
        elif telling.is_people(field):
            yield from _people(case, field, told, is_sure=True)
        elif not value and telling.may_be_names(field.text):
            yield from _people(case, field, told, is_sure=False)
        if dates.is_english(case.document.language):
            yield from _kinds(case, field)
            yield from _figures(case, field)


def _dates(case: Case, field: InfoboxField, value: Date) -> Iterator[Finding]:
    first = next((each for each in case.wordings if each.place.part == "lead"), None)
    verbs = telling.verbs(field.label)
    subject = telling.subject(case.document)
    for wording in case.wordings:
        if wording.place.part not in ("lead", "section", "event"):
            continue
        said = tuple(m for m in dates.mentions(wording.words, case.document.language) if m.date)
        is_own = " ".join(field.label.split()).casefold() in telling.OWN
        if wording is first and is_own:
            wrong = () if any(m.date and _overlap(value, m.date) for m in said) else said[:1]
        elif dates.is_english(case.document.language):
            wrong = tuple(
                mention
                for mention, verb in telling.of_subject(wording, said, verbs, subject)
                if mention.date and not telling.is_told(value, verb, mention.date)
            )
        else:
            wrong = ()
        for mention in wrong[:1]:
            yield _finding(case, field, wording, (mention.first, mention.last))
    yield from _timeline(case, field, value)


def _timeline(case: Case, field: InfoboxField, value: Date) -> Iterator[Finding]:
    """Report a date of the subject on which the timeline has nothing, though just beside it."""
    if " ".join(field.label.split()).casefold() not in OWN_DATES:
        return
    told = [values.date(event.date, case.document.language) for event in case.document.events]
    days = [date for date in told if date and date.first == date.last]
    if not days or any(_overlap(value, date) for date in told if date):
        return
    nearest = min(days, key=lambda date: telling.distance(value, date))
    if telling.distance(value, nearest) <= _SOON:
        yield case.finding(
            __name__,
            Level.WARNING,
            Spot(Place("infobox", field.id), 0, len(field.text)),
            say(
                "The infobox says “{shown}” ({label}), but the timeline has nothing then; "
                "its nearest event is of {edtf}.",
                shown=_shown(field),
                label=field.label,
                edtf=nearest.edtf,
            ),
            _MEND,
            about=nearest.edtf,
        )


def _overlap(one: Date, other: Date) -> bool:
    return one.first <= other.last and other.first <= one.last


def _kinds(case: Case, field: InfoboxField) -> Iterator[Finding]:
    told = {kind.thing: kind for kind in kinds(values.plain(field.text))}
    for wording in case.wordings if told else ():
        if wording.place.part not in ("lead", "section", "event"):
            continue
        said = tuple(kinds(wording.own_voice))
        agreed = {(kind.kind, kind.thing) for kind in said}
        for kind in said:
            own = told.get(kind.thing)
            if own is None or kind.kind not in own.others or (own.kind, own.thing) in agreed:
                continue
            if telling.is_another(wording.own_voice[: kind.first]):
                continue
            if wording.place.part == "lead" or not _is_of_another(case, wording, kind):
                yield _finding(case, field, wording, (kind.first, kind.last))


def _is_of_another(case: Case, wording: Wording, kind: Kind) -> bool:
    """Tell whether a sentence of the body speaks of another thing of that kind."""
    if not kind.is_of_one_subject:
        return True
    said = [m.date for m in dates.mentions(wording.words, case.document.language) if m.date]
    own = case.date
    return bool(said) and (own is None or all(telling.distance(own, d) > _SOON for d in said))


def _figures(case: Case, field: InfoboxField) -> Iterator[Finding]:
    """Report a figure that a sentence gives under the label of the field, but otherwise."""
    own = tuple(quantities(values.plain(field.text)))
    named = telling.named(field.label) if len(own) == 1 else None
    for wording in case.wordings if named else ():
        if wording.place.part not in ("lead", "section"):
            continue
        said = telling.figure(wording.own_voice, named) if named else None
        if said and said.unit == own[0].unit and not telling.is_rounded(own[0], said):
            yield _finding(case, field, wording, (said.first, said.last))


def _finding(case: Case, field: InfoboxField, wording: Wording, span: tuple[int, int]) -> Finding:
    there = wording.words[span[0] : span[1]]
    where = "lead" if wording.place.part == "lead" else "text"
    return case.finding(
        __name__,
        Level.WARNING,
        within(wording, *span),
        say(
            "The {where} says “{there}”, but the infobox says “{shown}” ({label}).",
            where=where,
            there=there,
            shown=_shown(field),
            label=field.label,
        ),
        _MEND,
        about=field.text,
    )


def _people(
    case: Case, field: InfoboxField, told: sameness.Told, *, is_sure: bool
) -> Iterator[Finding]:
    for name in values.people(field.text, case.document.language):
        at = field.text.find(name)
        spot = Spot(Place("infobox", field.id), max(0, at), max(0, at) + len(name) * (at >= 0))
        other = told.other_than(name)
        if other:
            yield case.finding(
                __name__,
                Level.WARNING,
                spot,
                say(
                    "The infobox names “{name}” ({label}), but the text names “{other}”.",
                    name=name,
                    label=field.label,
                    other=other,
                ),
                _MEND,
                about=name,
            )
        elif is_sure and told.lacks(name):
            yield case.finding(
                __name__,
                Level.ADVICE,
                spot,
                say(
                    "The infobox names “{name}” ({label}), but the text does not.",
                    name=name,
                    label=field.label,
                ),
                say("Tell in the text what they had to do with it, or take the name out."),
                about=name,
            )


def _shown(field: InfoboxField) -> str:
    return values.plain(field.text)
