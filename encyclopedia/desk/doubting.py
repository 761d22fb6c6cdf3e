"""What an editor most likely did not mean, said at the field before it is saved.

Only what the edit brings is doubted, so that old faults, which are findings, stop nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

from django.utils.translation import gettext as _

from encyclopedia import auditing, languages
from encyclopedia.core import reading, values
from encyclopedia.core.checks import Context, quotation_altered_or_absent, unknown_key
from encyclopedia.core.document import Document, FieldType, InfoboxField, KeyEvent, Section
from encyclopedia.core.markup import tree
from encyclopedia.core.reading import Place
from encyclopedia.store import surroundings
from sources.core.saying import join

_P = TypeVar("_P", InfoboxField, Section, KeyEvent)
Spot: TypeAlias = tuple[Place, str]
_CONTEXT = Context()
_SHOWN = 40  # characters
_DATED = frozenset({FieldType.DATE, FieldType.RANGE})
_UNTIL = re.compile(r"\s*[–—/]\s*|\s+-\s+|\s+(?:to|until)\s+|(?<=\d)-(?=\d)")


def doubts(before: Document | None, after: Document) -> Mapping[Spot, tuple[str, ...]]:
    """Say what seems wrong with the words that *after* has and *before* has not.

    Each place comes with its field: "lead", "hatnote", "text" or "date".
    """
    old = before or Document(id=after.id, title="")
    new = _changed(old, after)
    said = tuple(_said(new))
    # What was wrong before is looked at only where something is wrong now, which is rare.
    known = set(_said(_changed(new, old))) if said and before else set()
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


def _said(document: Document) -> Iterator[tuple[Spot, str]]:
    parsed = reading.texts(document)
    case = surroundings.case(auditing.with_sources(document, parsed), parsed)[0]
    texts = {prose.place: prose.source for prose in case.texts}
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
    yield from _dates(document)


def _spot(place: Place) -> Spot:
    return place, place.part if place.id is None else "text"


def _dates(document: Document) -> Iterator[tuple[Spot, str]]:
    for row in document.infobox:
        if row.type in _DATED and _is_turned(row.text, document.language):
            yield (Place("infobox", row.id), "text"), _turned(row.text)
    for event in document.events:
        if _is_turned(event.date, document.language):
            yield (Place("event", event.id), "date"), _turned(event.date)


def _turned(text: str) -> str:
    return _("“{text}” ends before it begins.").format(text=text[:_SHOWN])


def _is_turned(text: str, language: str) -> bool:
    """Tell whether *text* says two dates of which the second is the earlier."""
    start, until, end = _cut(text)
    last = values.date(end, language) if until else None
    if last is None or last.is_range or values.date(text, language) is not None:
        return False
    # "20–15 May 2024" begins with a day whose month and year stand at the end.
    rest = end.split()
    whole = (" ".join((start, *rest[number:])) for number in range(len(rest), 0, -1))
    first = next((date for said in whole if (date := values.date(said, language))), None)
    return first is not None and first.first > last.last


def _cut(text: str) -> tuple[str, str, str]:
    found = list(_UNTIL.finditer(text))
    # Of dates as in 2024-05-20 only what stands between them parts them.
    wide = [each for each in found if each[0] != "-"] or found
    if len(wide) != 1:
        return text, "", ""
    return text[: wide[0].start()], wide[0][0], text[wide[0].end() :]
