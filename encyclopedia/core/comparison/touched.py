"""What an edit touched, said in as few words as a summary needs."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from encyclopedia.core.document import (
    Document,
    Illustration,
    InfoboxField,
    KeyEvent,
    Section,
    SeeAlso,
)
from sources.core.saying import capital, join, say

P = TypeVar("P")

MOST = 6
"""How many places a summary names before it counts the others."""

UNNAMED = say("without a name")

_DETAILS = (
    ("title", say("title")),
    ("kind", say("kind")),
    ("short_description", say("short description")),
    ("language", say("language")),
    ("hatnote", say("hatnote")),
    ("series", say("series")),
    ("disambiguation", say("disambiguation")),
    ("lead", say("lead")),
)


def touched(old: Document, new: Document) -> tuple[str, ...]:
    """Name each place that differs between *old* and *new*, in reading order."""
    return tuple(dict.fromkeys(_touched(old, new)))


def suggest(old: Document, new: Document) -> str:
    """Suggest a summary of what lies between *old* and *new*: "Purpose; infobox: Date".

    It is empty where nothing differs.
    """
    places = touched(old, new)
    others = len(places) - MOST
    more = (say("{number} more", number=others),) if others > 0 else ()
    return capital(join("; ", (*places[:MOST], *more)))


def _touched(old: Document, new: Document) -> Iterator[str]:
    for attribute, name in _DETAILS:
        if getattr(old, attribute) != getattr(new, attribute):
            yield name
    yield from _lane(say("infobox"), old.infobox, new.infobox, _id, lambda row: row.label)
    yield from _lane("", old.sections, new.sections, _id, lambda section: section.heading)
    yield from _lane(
        say("timeline"), old.events, new.events, _id, lambda event: event.date or event.title
    )
    yield from _lane(say("see also"), old.see_also, new.see_also, _id, lambda link: link.title)
    if old.categories != new.categories:
        yield say("categories")
    yield from _lane(
        say("picture"), old.illustrations, new.illustrations, _id, lambda each: each.key
    )
    yield from _lane(
        say("source"), old.sources, new.sources, lambda s: s.key, lambda s: f"@{s.key}"
    )


def _id(part: InfoboxField | Section | KeyEvent | SeeAlso | Illustration) -> Hashable:
    return part.id


def _lane(
    lane: str,
    old: Iterable[P],
    new: Iterable[P],
    key: Callable[[P], Hashable],
    name: Callable[[P], str],
) -> Iterator[str]:
    """Name what was added, removed or changed; where only the order changed, say so."""
    before = {key(part): part for part in old}
    after = {key(part): part for part in new}
    found = [
        _said(
            lane,
            name(part).strip() or name(before.get(id_, part)),
            say("new") if id_ not in before else "",
        )
        for id_, part in after.items()
        if before.get(id_) != part
    ]
    found += [
        _said(lane, name(part), say("removed")) for id_, part in before.items() if id_ not in after
    ]
    shared = [[id_ for id_ in side if id_ in before and id_ in after] for side in (before, after)]
    if shared[0] != shared[1]:
        found.append(say("order of {what}", what=lane or say("sections")))
    yield from found


def _said(lane: str, name: str, fate: str) -> str:
    name = name.strip() or UNNAMED
    where = say("{part}: {name}", part=lane, name=name) if lane else name
    return say("{where} ({fate})", where=where, fate=fate) if fate else where
