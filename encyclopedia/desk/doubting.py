"""What an editor most likely did not mean, said at the field before it is saved.

Only what the edit brings is doubted, so that old faults, which are findings, stop nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Final, TypeAlias, TypeVar

from django.utils.translation import gettext as _

from encyclopedia import auditing, languages
from encyclopedia.core import reading, titles, values
from encyclopedia.core.checks import Context, quotation_altered_or_absent, unknown_key
from encyclopedia.core.document import (
    Document,
    FieldType,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place
from encyclopedia.store import surroundings
from sources.core.saying import join

_P = TypeVar("_P", InfoboxField, Section, KeyEvent)
_Row: TypeAlias = InfoboxField | Section | KeyEvent | SeeAlso | Illustration
Spot: TypeAlias = tuple[Place, str]
_CONTEXT = Context()
_SHOWN = 40  # characters
UNREADABLE: Final = "\ufffd"  # what bytes that are no text become, in a browser or here
_DATED = frozenset({FieldType.DATE, FieldType.RANGE})


def doubts(before: Document | None, after: Document) -> Mapping[Spot, tuple[str, ...]]:
    """Say what seems wrong with the words that *after* has and *before* has not.

    Each place comes with its field, such as "lead", "text" or "date".
    """
    old = before or Document(id=after.id, title="")
    said = tuple(_said(_changed(old, after), after))
    # What was wrong before is looked at only where something is wrong now, which is rare.
    known = set(_said(_changed(after, old), old)) if said and before else set()
    found: dict[Spot, tuple[str, ...]] = {}
    for spot, sentence in said:
        if (spot, sentence) not in known and sentence not in found.get(spot, ()):
            found[spot] = (*found.get(spot, ()), sentence)
    return found


def _changed(old: Document, new: Document) -> Document:
    """Give *new* with the texts alone that *old* does not have."""
    return replace(
        new,
        lead=new.lead if new.lead != old.lead else "",
        hatnote=new.hatnote if new.hatnote != old.hatnote else "",
        infobox=_not_in(old.infobox, new.infobox),
        sections=_not_in(old.sections, new.sections),
        events=_not_in(old.events, new.events),
    )


def _not_in(old: Iterable[_P], new: Iterable[_P]) -> tuple[_P, ...]:
    known = {part.id: part for part in old}
    return tuple(part for part in new if known.get(part.id) != part)


def _said(document: Document, whole: Document) -> Iterator[tuple[Spot, str]]:
    parsed = reading.texts(document)
    case, archive = surroundings.case(auditing.with_sources(document, parsed), parsed)
    archive.load(record.key for record in case.cited if record.key in archive)
    texts = {prose.place: prose.source for prose in case.texts}
    for spot in _unreadable(document):
        yield spot, _("“�” stands for characters that could not be read.")
    for place, node in case.nodes:
        if isinstance(node, tree.Unclosed):
            words = texts[place][node.start : node.start + _SHOWN].partition("\n")[0]
            yield (
                _spot(place),
                _("“{words}…” opens a citation, link or note that never closes.").format(
                    words=words
                ),
            )
    for check in (unknown_key.check, quotation_altered_or_absent.check):
        for finding in check(case, _CONTEXT):
            if finding.place is not None:
                yield (
                    _spot(finding.place),
                    languages.told(join(" ", (finding.message, finding.mend))),
                )
    yield from _dates(document, whole)


def _unreadable(document: Document) -> Iterator[Spot]:
    """Give the fields, long or of a line, that hold what stands for bytes that are no text."""
    groups: Mapping[str, tuple[_Row, ...]] = {
        "infobox": document.infobox,
        "section": document.sections,
        "event": document.events,
        "see-also": document.see_also,
        "illustration": document.illustrations,
    }
    yield from ((Place(name), name) for name in _with_unreadable(document))
    for part, rows in groups.items():
        for row in rows:
            yield from ((Place(part, row.id), name) for name in _with_unreadable(row))


def _with_unreadable(row: Document | _Row) -> Iterator[str]:
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, str) and UNREADABLE in value:
            yield field.name


def _spot(place: Place) -> Spot:
    return place, place.part if place.id is None else "text"


def _dates(document: Document, whole: Document) -> Iterator[tuple[Spot, str]]:
    """Say which rows and events of *document* have dates that cannot be, or that *whole* has."""
    language = document.language
    for row in document.infobox:
        for said in _lines(row):
            if why := values.fault(said, language):
                yield (Place("infobox", row.id), "text"), _doubted(said, why)
        yield from _overlaps(row, whole)
    told = Counter(_event(event, language) for event in whole.events if document.events)
    for event in document.events:
        spot = (Place("event", event.id), "date")
        if why := values.fault(event.date, language):
            yield spot, _doubted(event.date, why)
        if told[_event(event, language)] > 1:
            yield spot, _("Another event has this date and title.")


def _doubted(date: str, why: values.Fault) -> str:
    said = {
        values.Fault.TURNED: _("“{date}” ends before it begins."),
        values.Fault.NO_DAY: _("“{date}” names a day or a month that the calendar does not have."),
    }
    return said[why].format(date=date[:_SHOWN])


def _overlaps(row: InfoboxField, whole: Document) -> Iterator[tuple[Spot, str]]:
    """Say which ranges of *row* overlap with ranges that stand beside them under its label."""
    beside = [r for r in whole.infobox if _folded(r.label) == _folded(row.label) and _lines(r)]
    told = [(r.id, n, said) for r in beside for n, said in enumerate(_lines(r))]
    for number, said in enumerate(_lines(row)):
        for other in told:
            if other[:2] != (row.id, number) and _overlap(said, other[2], whole.language):
                spot = (Place("infobox", row.id), "text")
                yield (
                    spot,
                    _("“{date}” overlaps “{other}”, which has the same label.").format(
                        date=said, other=other[2]
                    ),
                )


def _lines(row: InfoboxField) -> list[str]:
    """Give the dates of a row, one a line; of a row of something else, none."""
    return row.text.splitlines() if row.type in _DATED else []


def _overlap(one: str, other: str, language: str) -> bool:
    first, second = values.date(one, language), values.date(other, language)
    return first is not None and second is not None and values.overlap(first, second)


def _event(event: KeyEvent, language: str) -> tuple[str, str, str]:
    """Give what tells an event from the others: without a title, its words do."""
    date = values.date(event.date, language)
    title = titles.key(event.title)
    return date.edtf if date else _folded(event.date), title, "" if title else event.text


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
