"""Two edits of one article brought together, so that nobody's words are lost."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from encyclopedia.core import titles
from encyclopedia.core.collision import Choice as Choice
from encyclopedia.core.collision import Collision as Collision
from encyclopedia.core.collision import Ledger
from encyclopedia.core.collision import Place as Place
from encyclopedia.core.collision import Settlement as Settlement
from encyclopedia.core.diff import lanes, weave
from encyclopedia.core.document import Document, FieldType, InfoboxField, Section, SectionKind
from sources.core.record import SourceRecord

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = TypeVar("P", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """An article with both edits in it; where they collide, mine stands in it.

    `collisions` are those that nobody settled.
    """

    document: Document
    collisions: tuple[Collision, ...] = ()


NOTHING_SETTLED: Final[Mapping[str, Settlement]] = MappingProxyType({})
_TAKEN = (Choice.MINE, Choice.THEIRS)
_CITED = re.compile(r"@([a-z0-9][a-z0-9_.:-]*)")


def merge(
    base: Document,
    mine: Document,
    theirs: Document,
    settled: Mapping[str, Settlement] = NOTHING_SETTLED,
) -> Merged:
    """Bring together two edits, *mine* and *theirs*, that both began from *base*.

    Changes to different words, fields or parts are all taken. Where both changed the same words,
    the document has what was *settled*, by fingerprint of the collision; else it keeps mine and
    a Collision holds all three.
    """
    if mine in (theirs, base) or theirs == base:
        return Merged(document=theirs if mine == base else mine)
    found = Ledger(settled)
    document = _blend(lanes.METADATA, ("article", "", ""), (base, mine, theirs), found)
    document = replace(
        document,
        infobox=_parts(lanes.INFOBOX, base.infobox, mine.infobox, theirs.infobox, found),
        sections=_sections(base, mine, theirs, found),
        events=_parts(lanes.EVENTS, base.events, mine.events, theirs.events, found),
        see_also=_parts(lanes.SEE_ALSO, base.see_also, mine.see_also, theirs.see_also, found),
        categories=_categories(base.categories, mine.categories, theirs.categories),
        illustrations=_parts(
            lanes.ILLUSTRATIONS, base.illustrations, mine.illustrations, theirs.illustrations, found
        ),
    )
    document = replace(document, sources=_sources(document, base, mine, theirs, found))
    return Merged(document=document, collisions=tuple(found.open))


def _blend(
    spec: Sequence[lanes.Field],
    place: tuple[str, str, str],
    sides: tuple[P | None, P, P],
    found: Ledger,
) -> P:
    """Merge the fields of one part that both sides have; without a base, both added it."""
    _, mine, theirs = sides
    values: dict[str, object] = {}
    for field in spec:
        before, ours, others = (_values(side, field) for side in sides)
        if field.prose and _is_free(mine, theirs):
            settle = partial(_settled_words, place=place, name=field.name, found=found)
            woven = weave.texts(_words(before), _words(ours), _words(others), settle)
            values[field.attributes[0]] = woven.text
        else:
            taken = _whole(before, ours, others)
            if taken is None:
                clash = weave.Clash(base=_words(before), mine=_words(ours), theirs=_words(others))
                choice = found.settle(_collision(place, field.name, clash)).choice
                taken = others if choice is Choice.THEIRS else ours
            values |= zip(field.attributes, taken, strict=True)
    return replace(mine, **values)


def _settled_words(
    clash: weave.Clash, place: tuple[str, str, str], name: str, found: Ledger
) -> str:
    settled = found.settle(_collision(place, name, clash, (*_TAKEN, Choice.OWN)))
    if settled.choice is Choice.OWN:
        return settled.words
    return clash.theirs if settled.choice is Choice.THEIRS else clash.mine


def _values(part: object, field: lanes.Field) -> tuple[object, ...]:
    if part is None:
        return ()
    return tuple(getattr(part, name) for name in field.attributes)


def _is_free(mine: object, theirs: object) -> bool:
    """Tell whether text may be merged by word: half of one date and half of another is none."""
    dates = {FieldType.DATE, FieldType.RANGE}
    types = {part.type for part in (mine, theirs) if isinstance(part, InfoboxField)}
    return not types & dates


def _whole(
    base: tuple[object, ...], mine: tuple[object, ...], theirs: tuple[object, ...]
) -> tuple[object, ...] | None:
    """Give the values that both edits together come to, or None where they collide."""
    if mine == base:
        return theirs
    return mine if theirs in (base, mine) else None


def _words(values: Iterable[object]) -> str:
    """Spell *values*, a line each; what is itself a list, such as authors, a line an item."""
    lines: list[str] = []
    for value in values:
        items = value if isinstance(value, tuple) else (value,)
        lines.extend(map(_spelt, items))
    return "\n".join(lines)


def _spelt(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    names = (getattr(value, name, "") for name in ("literal", "given", "family"))
    return " ".join(filter(None, names)) or str(value)


def _collision(
    place: tuple[str, str, str],
    field: str,
    clash: weave.Clash,
    offers: tuple[Choice, ...] = _TAKEN,
) -> Collision:
    part, identity, name = place
    label = f"{part} “{name}”, {field}" if name else field
    return Collision(
        place=Place(part=part, id=identity, field=field, label=label),
        base=clash.base,
        mine=clash.mine,
        theirs=clash.theirs,
        before=clash.before,
        after=clash.after,
        offers=offers,
    )


def _parts(
    lane: lanes.Lane[P],
    base: Sequence[P],
    mine: Sequence[P],
    theirs: Sequence[P],
    found: Ledger,
    cited: Callable[[P], bool] = lambda _: False,
) -> tuple[P, ...]:
    """Merge three states of a list of parts; a part *cited* stays though one side removed it."""
    b = {lane.key(part): part for part in base}
    m = {lane.key(part): part for part in mine}
    t = {lane.key(part): part for part in _renamed(lane, b, m, theirs)}
    kept: dict[Hashable, P] = {}
    for key in dict.fromkeys([*b, *m, *t]):
        part = _part(lane, (b.get(key), m.get(key), t.get(key)), found)
        if part is None and key in b and cited(b[key]):
            part = b[key]
        if part is not None:
            kept[key] = part
    order, contradictory = weave.orders(list(b), list(m), list(t), kept)
    if contradictory:
        clash = weave.Clash(
            base=_list(lane, b.values()),
            mine=_list(lane, m.values()),
            theirs=_list(lane, t.values()),
        )
        place = (lane.part, "", "")
        settled = found.settle(_collision(place, f"order of the parts: {lane.part}", clash))
        if settled.choice is Choice.THEIRS:
            order, _ = weave.orders(list(b), list(t), list(m), kept)
    return tuple(kept[key] for key in [*order, *(key for key in kept if key not in order)])


def _list(lane: lanes.Lane[P], parts: Iterable[P]) -> str:
    return "\n".join(map(lane.name, parts))


def _renamed(
    lane: lanes.Lane[P], base: dict[Hashable, P], mine: dict[Hashable, P], theirs: Sequence[P]
) -> list[P]:
    """Give an addition of theirs that I made too, by another id, the id of mine."""
    added = {lane.unique(part): part for key, part in mine.items() if key not in base}
    twins = {lane.key(part) for part in theirs} | set(base)
    result: list[P] = []
    for part in theirs:
        twin = added.get(lane.unique(part)) if lane.key(part) not in base else None
        if twin is not None and lane.key(twin) not in twins:
            part = replace(part, id=lane.key(twin))  # noqa: PLW2901 -- the same part, as I know it
        result.append(part)
    return result


def _part(
    lane: lanes.Lane[P], sides: tuple[P | None, P | None, P | None], found: Ledger
) -> P | None:
    base, mine, theirs = sides
    left = mine if mine is not None else theirs
    if left is None:
        return None
    place = (lane.part, str(lane.key(left)), lane.name(left))
    if mine is not None and theirs is not None:
        return _blend(lane.fields, place, (base, mine, theirs), found)
    if base is None:
        return left
    if left == base:
        return None
    clash = weave.Clash(base=_text(lane, base), mine=_text(lane, mine), theirs=_text(lane, theirs))
    gone = "removed by me, changed by them" if mine is None else "changed by me, removed by them"
    stays = Choice.THEIRS if mine is None else Choice.MINE
    settled = found.settle(_collision(place, gone, clash, (stays, Choice.GONE)))
    return None if settled.choice is Choice.GONE else left


def _text(lane: lanes.Lane[P], part: P | None) -> str:
    if part is None:
        return ""
    spelt = (_words(_values(part, field)) for field in lane.fields)
    return "\n".join(filter(None, spelt))


def _categories(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    added = (set(mine) | set(theirs)) - set(base)
    kept = added | (set(base) & set(mine) & set(theirs))
    order, _ = weave.orders(base, mine, theirs, kept)
    return tuple(dict.fromkeys(order))


def _sections(
    base: Document, mine: Document, theirs: Document, found: Ledger
) -> tuple[Section, ...]:
    """Merge the sections, each with an anchor of its own and one of them with the key events."""
    merged = _parts(lanes.SECTIONS, base.sections, mine.sections, theirs.sections, found)
    settled = {section.id for section in (*base.sections, *mine.sections)}
    first_mine = sorted(merged, key=lambda section: section.id not in settled)
    anchors: dict[Hashable, str] = {}
    events: Section | None = None
    for section in first_mine:
        taken = section.anchor in anchors.values()
        fresh = titles.anchor(section.heading, set(anchors.values()))
        anchors[section.id] = fresh if taken else section.anchor
        if section.kind is SectionKind.KEY_EVENTS:
            events = events or section
    result: list[Section] = []
    for section in merged:
        kind = section.kind
        if kind is SectionKind.KEY_EVENTS and section is not events:
            kind = SectionKind.OWN
            place = (lanes.SECTIONS.part, str(section.id), section.heading)
            clash = weave.Clash(base="", mine=events.heading if events else "", theirs=kind.value)
            found.settle(_collision(place, "kind", clash, (Choice.MINE,)))
        result.append(replace(section, anchor=anchors[section.id], kind=kind))
    return tuple(result)


def _sources(
    document: Document, base: Document, mine: Document, theirs: Document, found: Ledger
) -> tuple[SourceRecord, ...]:
    cited = {key.rstrip(".:") for text in _cited_in(document) for key in _CITED.findall(text)}
    merged = _parts(
        lanes.SOURCES,
        base.sources,
        mine.sources,
        theirs.sources,
        found,
        lambda source: source.key in cited,
    )
    return tuple(sorted(merged, key=lambda source: source.key))


def _cited_in(document: Document) -> Iterable[str]:
    yield document.lead
    yield document.hatnote
    yield from (row.text for row in document.infobox)
    yield from (section.text for section in document.sections)
    yield from (event.text for event in document.events)
