"""Which parts of an article differ between two of its states: what an approval still covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from sources.core.saying import say


class Fate(StrEnum):
    """What became of a part."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A part that is not what it was.

    `part` is "details", "lead", "infobox", "section", "event", "see-also", "picture" or "source",
    or "order" where parts of the kind `id` only changed places; `name` is what editors call it.
    """

    part: str
    id: str
    name: str
    fate: Fate

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by, whatever it is called now."""
        return self.part, self.id


_Own: TypeAlias = InfoboxField | Section | KeyEvent | SeeAlso | Illustration


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    part: str
    id: str
    name: str
    value: object


def touched(old: Document, new: Document) -> tuple[Touched, ...]:
    """Name the parts that differ between two states, in the order of the new one."""
    before = {(p.part, p.id): p for p in _parts(old)}
    after = {(p.part, p.id): p for p in _parts(new)}
    came = [
        _touched(part, Fate.CHANGED if key in before else Fate.ADDED)
        for key, part in after.items()
        if key not in before or before[key].value != part.value
    ]
    went = [_touched(part, Fate.REMOVED) for key, part in before.items() if key not in after]
    return (*came, *went, *_moved(old, new))


def untold(new: Document, known: Iterable[Document]) -> tuple[Touched, ...]:
    """Name the parts of *new* that stand so in none of the *known* states; all without any."""
    found: dict[tuple[str, str], Touched] | None = None
    for old in known:
        differing = {each.key: each for each in touched(old, new)}
        found = (
            differing
            if found is None
            else {key: each for key, each in found.items() if key in differing}
        )
    nothing = replace(Document(id=new.id, title=""), language=new.language)
    return tuple(found.values()) if found is not None else touched(nothing, new)


def _touched(part: _Part, fate: Fate) -> Touched:
    return Touched(part=part.part, id=part.id, name=part.name, fate=fate)


def _parts(document: Document) -> Iterator[_Part]:
    details = (
        document.title,
        document.kind,
        document.short_description,
        document.language,
        document.hatnote,
        document.series,
        document.disambiguation,
        document.categories,
    )
    yield _Part(part="details", id="", name=say("Title and details"), value=details)
    if document.lead:
        yield _Part(part="lead", id="", name=say("Lead"), value=document.lead)
    named: tuple[tuple[str, str, _Own], ...] = (
        *(("infobox", say("Infobox: {label}", label=row.label), row) for row in document.infobox),
        *(("section", section.heading, section) for section in document.sections),
        *(("event", say("Timeline: {event}", event=e.title or e.date), e) for e in document.events),
        *(
            ("see-also", say("See also: {title}", title=entry.title), entry)
            for entry in document.see_also
        ),
        *(
            ("picture", say("Picture: {key}", key=each.key), each)
            for each in document.illustrations
        ),
    )
    for part, name, own in named:
        yield _Part(part=part, id=str(own.id), name=name, value=own)
    for record in document.sources:
        name = say("Source: {title}", title=record.title or record.key)
        yield _Part(part="source", id=record.key, name=name, value=record)


def _moved(old: Document, new: Document) -> Iterator[Touched]:
    """Name the kinds of parts of which those that stayed changed places."""
    lists = (
        ("infobox", say("Order of the infobox"), old.infobox, new.infobox),
        ("section", say("Order of the sections"), old.sections, new.sections),
        ("event", say("Order of the timeline"), old.events, new.events),
        ("see-also", say("Order of see also"), old.see_also, new.see_also),
    )
    for kind, name, then, now in lists:
        before, after = [part.id for part in then], [part.id for part in now]
        if [id_ for id_ in before if id_ in after] != [id_ for id_ in after if id_ in before]:
            yield Touched(part="order", id=kind, name=name, fate=Fate.MOVED)
