"""Lists of parts compared: which came, went, changed or changed places, field by field."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from rapidfuzz.distance import Indel

from encyclopedia.core.diff import words
from encyclopedia.core.diff.blocks import Fate
from encyclopedia.core.remembering import Memory

P = TypeVar("P")
Spell: TypeAlias = Callable[[P], dict[str, str]]
"""Gives the fields of a part by name, as text, the one that names it first."""
Key: TypeAlias = Callable[[P], Hashable]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field as it was and as it is, compared by word."""

    name: str
    old: str
    new: str
    runs: tuple[words.Run, ...]

    @property
    def is_same(self) -> bool:
        return self.old == self.new


_as_they_were: Final[Memory[tuple[FieldChange, ...]]] = Memory(4_000_000)
_OF_ANY = 1_000  # bytes of the fields of a part, beside their texts


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """A row, event, picture or source and its fate; `fields` are all of its fields.

    `moved` tells that it changed places among those that stayed, whatever else changed. `old_at`
    and `new_at` are its places in the two lists, -1 where it is not there, `old_id` and `new_id`
    what it is known by there.
    """

    id: str
    name: str
    fate: Fate
    fields: tuple[FieldChange, ...]
    moved: bool = False
    old_at: int = -1
    new_at: int = -1
    old_id: str = ""
    new_id: str = ""

    @property
    def is_same(self) -> bool:
        return self.fate is Fate.SAME and not self.moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Generic[P]):
    """A part's two sides and their places, either of which may be missing (-1)."""

    old: P | None
    new: P | None
    moved: bool = False
    old_at: int = -1
    new_at: int = -1


def field(name: str, old: str, new: str) -> FieldChange:
    """Compare a field by word."""
    return FieldChange(name=name, old=old, new=new, runs=words.compare(old, new))


def fields(old: dict[str, str], new: dict[str, str]) -> tuple[FieldChange, ...]:
    """Compare the fields of two parts by name; a part that is not there has none."""
    names = dict.fromkeys([*old, *new])
    return tuple(field(name, old.get(name, ""), new.get(name, "")) for name in names)


def match(
    old: Sequence[P], new: Sequence[P], *keys: Callable[[P], Hashable]
) -> tuple[Match[P], ...]:
    """Pair the parts by the first of *keys* that finds a partner, in the new order.

    A part that is gone stands after the one it used to follow.
    """
    partner = _partners(old, new, keys)
    moved = _moved(partner)
    result = [
        Match(
            old=old[partner[j]] if j in partner else None,
            new=part,
            moved=j in moved,
            old_at=partner.get(j, -1),
            new_at=j,
        )
        for j, part in enumerate(new)
    ]
    stands = {partner[j]: j for j in partner}
    after: dict[int, list[int]] = {}
    last = -1
    for i in range(len(old)):
        last = stands.get(i, last)
        if i not in stands:
            after.setdefault(last, []).append(i)
    for j in sorted(after, reverse=True):
        result[j + 1 : j + 1] = [Match(old=old[i], new=None, old_at=i) for i in after[j]]
    return tuple(result)


def compare(
    old: Sequence[P], new: Sequence[P], spell: Spell[P], *keys: Key[P]
) -> tuple[PartChange, ...]:
    """Compare two lists of parts, paired by *keys* and written out by *spell*."""
    first = keys[0]
    return tuple(_change(pair, spell, first) for pair in match(old, new, *keys))


def _partners(
    old: Sequence[P], new: Sequence[P], keys: tuple[Callable[[P], Hashable], ...]
) -> dict[int, int]:
    partner: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))
    for key in keys:
        places: dict[Hashable, list[int]] = {}
        for i in free:
            places.setdefault(key(old[i]), []).append(i)
        for j, part in enumerate(new):
            waiting = places.get(key(part), [])
            if j not in partner and waiting:
                partner[j] = waiting.pop(0)
                del free[partner[j]]
    return partner


def _moved(partner: dict[int, int]) -> frozenset[int]:
    """Find the fewest parts whose moving explains the new order."""
    places = sorted(partner)
    order = [partner[j] for j in places]
    codes = Indel.opcodes(sorted(order), order)
    stayed = (range(o.dest_start, o.dest_end) for o in codes if o.tag == "equal")
    still = {places[at] for span in stayed for at in span}
    return frozenset(places) - still


def _change(pair: Match[P], spell: Spell[P], key: Key[P]) -> PartChange:
    shown = pair.new if pair.new is not None else pair.old
    if shown is None:
        raise AssertionError("a match has at least one side")
    changed = _unchanged(spell, shown) if pair.old == pair.new else _fields(pair, spell)
    return PartChange(
        id=str(key(shown)),
        name=next((field.new or field.old for field in changed), ""),
        fate=_fate(pair, changed),
        fields=changed,
        moved=pair.moved,
        old_at=pair.old_at,
        new_at=pair.new_at,
        old_id=str(key(pair.old)) if pair.old is not None else "",
        new_id=str(key(pair.new)) if pair.new is not None else "",
    )


def _fields(pair: Match[P], spell: Spell[P]) -> tuple[FieldChange, ...]:
    before = spell(pair.old) if pair.old is not None else {}
    after = spell(pair.new) if pair.new is not None else {}
    return fields(before, after)


def _unchanged(spell: Spell[P], part: P) -> tuple[FieldChange, ...]:
    # Most parts of most comparisons are as they were: they are spelt once, whoever compares.
    return _as_they_were.recall(
        (spell, part),
        lambda told: _OF_ANY + sum(len(field.new) for field in told),
        lambda: tuple(field(name, text, text) for name, text in spell(part).items()),
    )


def _fate(pair: Match[P], changed: Iterable[FieldChange]) -> Fate:
    if pair.old is None:
        return Fate.ADDED
    if pair.new is None:
        return Fate.REMOVED
    return Fate.SAME if all(field.is_same for field in changed) else Fate.CHANGED
