"""The sentences whose evidence may differ between two states of an article, and no others."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from encyclopedia.core import evidence, reading
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Statement, Status
from encyclopedia.core.reading import Place
from sources.core.record import SourceRecord
from sources.core.saying import join, say, say_many

Snapshots: TypeAlias = Mapping[str, str]

_ELSEWHERE = frozenset({"lead", "infobox"})  # where a sentence may rest on one in another part


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """Sentences of the parts that differ, before and after, each with what it rests on.

    `before` and `after` count, in words, those whose text or evidence is not what it was.
    """

    old: tuple[Statement, ...] = ()
    new: tuple[Statement, ...] = ()
    before: str = say("none")
    after: str = say("none")


def trace(
    old: Document, new: Document, old_snapshots: Snapshots, new_snapshots: Snapshots
) -> Traced:
    """Trace the sentences of the parts that differ, or cite a source that does.

    A sentence that stands in another part too counts where it changed alone. What it costs
    depends on what changed, unless an uncited sentence of the lead or the infobox came or went,
    or may have lost or found the cited one that it sums up: then everything is traced.
    """
    places = differing(old, new)
    if not places:
        return Traced()
    sides = ((old, old_snapshots), (new, new_snapshots))
    before, after = (_statements(*side, _around(side[0], places)) for side in sides)
    if _may_rest_elsewhere(before, after):
        before, after = (_statements(*side, None) for side in sides)
        places = _around(old, places) | _around(new, places)
    before, after = _within(before, places), _within(after, places)
    return Traced(
        old=before,
        new=after,
        before=_told(_differing(before, after), old),
        after=_told(_differing(after, before), new),
    )


def differing(old: Document, new: Document) -> frozenset[Place]:
    """Give the places whose text is not what it was, or that cite a source that is not.

    Where an article begins or ceases to tell others apart, all of it needs other evidence.
    """
    before, after = dict(reading.sources(old)), dict(reading.sources(new))
    if old.disambiguation != new.disambiguation:
        return frozenset(before | after)
    texts = {place for place in before | after if before.get(place) != after.get(place)}
    changed = {name for record in set(old.sources) ^ set(new.sources) for name in _names(record)}
    cite = {p for p, text in after.items() if any(f"@{name}" in text for name in changed)}
    return frozenset(texts | cite)


def cited(document: Document, places: Collection[Place]) -> frozenset[str]:
    """Give the keys of the sources of *document* that texts of *places* may cite."""
    text = "\n".join(text for place, text in reading.sources(document) if place in places)
    return frozenset(
        record.key
        for record in document.sources
        if any(f"@{name}" in text for name in _names(record))
    )


def _names(record: SourceRecord) -> tuple[str, ...]:
    return (record.key, *record.aliases)


def _around(document: Document, places: Collection[Place]) -> frozenset[Place]:
    """Give those of *places* in *document*, and where its sentences may rest on others."""
    own = (place for place, _ in reading.sources(document))
    return frozenset(place for place in own if place in places or place.part in _ELSEWHERE)


def _statements(
    document: Document, snapshots: Snapshots, places: Collection[Place] | None
) -> tuple[Statement, ...]:
    texts = reading.texts(document, places)
    return evidence.statements(texts, document, snapshots)


def _within(statements: tuple[Statement, ...], places: Collection[Place]) -> tuple[Statement, ...]:
    return tuple(statement for statement in statements if statement.place in places)


def _may_rest_elsewhere(old: Iterable[Statement], new: Iterable[Statement]) -> bool:
    """Tell whether an uncited sentence came, went, or has or had one of these to rest on.

    One that stays as uncited as it was rests on another part both times, or on none.
    """
    before, after = (
        Counter((s.place, s.text, s.status) for s in side if s.place.part in _ELSEWHERE)
        for side in (old, new)
    )
    return any(status is Status.UNCITED for _, _, status in (before - after) | (after - before))


def _differing(statements: Iterable[Statement], others: Iterable[Statement]) -> list[Statement]:
    left = Counter(map(_evidence, others))
    found: list[Statement] = []
    for statement in statements:
        left[_evidence(statement)] -= 1
        if left[_evidence(statement)] < 0:
            found.append(statement)
    return found


def _evidence(statement: Statement) -> tuple[str, Status, tuple[str, ...], tuple[str, ...]]:
    quotes = tuple(pin.quote for pin in statement.pins)
    return statement.text, statement.status, statement.keys, quotes


def _told(statements: Iterable[Statement], document: Document) -> str:
    """Count in words: "3 sentences, 2 cited, 1 pinned"."""
    count = evidence.tally(statements, document)
    total = count.sentences + count.exempt
    if not total:
        return say("none")
    told = [
        say_many("{number} sentence", "{number} sentences", total),
        say("{number} cited", number=count.cited),
        say("{number} pinned", number=count.pinned),
    ]
    if count.wrong:
        told.append(say("{number} with a wrong quotation", number=count.wrong))
    if count.exempt:
        told.append(
            say_many(
                "{number} that needs no citation",
                "{number} that need no citation",
                count.exempt,
            )
        )
    return join(", ", told)
