"""Paragraphs that changed places inside an article, within a section or between two."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from encyclopedia.core.diff import blocks, words
from encyclopedia.core.diff.blocks import BlockChange, Fate

LEAST_LETTERS = 30
"""Shorter paragraphs are too common for one gone and one come to be the same."""

LEAST_ALIKE = 0.6
"""The similarity from which a paragraph gone here and one come there are one moved and edited."""

_MOST_PAIRS = 2_500

Place: TypeAlias = tuple[int, int]
Named: TypeAlias = tuple[str, tuple[BlockChange, ...]]


def twins(old: Iterable[str], new: Iterable[str]) -> frozenset[str]:
    """Find the paragraphs of texts that changed which stand on both sides, wherever they stand."""
    before, after = set(old), set(new)
    return _paragraphs(before - after) & _paragraphs(after - before)


def label(sections: Sequence[Named]) -> tuple[tuple[BlockChange, ...], ...]:
    """Give the paragraphs of named sections, those gone and come elsewhere marked as moved."""
    gone, come = _of(sections, Fate.REMOVED), _of(sections, Fate.ADDED)
    result = [list(changes) for _, changes in sections]
    pairs = _exact(gone, come)
    sources, targets = dict(pairs), {target for _, target in pairs}
    pairs += _edited(
        {place: c for place, c in gone.items() if place not in sources},
        {place: c for place, c in come.items() if place not in targets},
    )
    swapped = _swapped(pairs)
    for number, (source, target) in enumerate(sorted(pairs, key=lambda pair: pair[1]), start=1):
        before, after = gone[source], come[target]
        away, here = sections[source[0]][0], sections[target[0]][0]
        within = source[0] == target[0]
        up, is_swapped = target < source, source in swapped
        result[source[0]][source[1]] = replace(
            before,
            fate=Fate.MOVED_AWAY,
            move=number,
            other="" if within else here,
            up=up,
            swapped=is_swapped,
        )
        result[target[0]][target[1]] = replace(
            after,
            fate=Fate.MOVED_HERE,
            runs=words.compare(_text(before), _text(after)),
            move=number,
            other="" if within else away,
            up=up,
            swapped=is_swapped,
        )
    return tuple(map(tuple, result))


def _swapped(pairs: Iterable[tuple[Place, Place]]) -> frozenset[Place]:
    """Give where the paragraphs stood of which each came to stand where another had stood."""
    targets = dict(pairs)
    found: set[Place] = set()
    for source, target in targets.items():
        for left in _beside(target):
            if targets.get(left) in _beside(source):
                found |= {source, left}
    return frozenset(found)


def _beside(place: Place) -> tuple[Place, Place]:
    # What went and what came in its place stand one after the other.
    return (place[0], place[1] - 1), (place[0], place[1] + 1)


def _paragraphs(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        block.text
        for text in texts
        for block in blocks.split(text)
        if len(block.text) >= LEAST_LETTERS
    )


def _text(change: BlockChange) -> str:
    return "".join(run.text for run in change.runs)


def _of(sections: Sequence[Named], fate: Fate) -> dict[Place, BlockChange]:
    return {
        (s, b): change
        for s, (_, changes) in enumerate(sections)
        for b, change in enumerate(changes)
        if change.fate is fate and len(_text(change)) >= LEAST_LETTERS
    }


def _exact(
    gone: dict[Place, BlockChange], come: dict[Place, BlockChange]
) -> list[tuple[Place, Place]]:
    places: dict[str, deque[Place]] = {}
    for place, change in gone.items():
        places.setdefault(_text(change), deque()).append(place)
    return [
        (places[text].popleft(), place)
        for place, change in come.items()
        if places.get(text := _text(change))
    ]


def _edited(
    gone: dict[Place, BlockChange], come: dict[Place, BlockChange]
) -> list[tuple[Place, Place]]:
    if len(gone) * len(come) > _MOST_PAIRS:
        return []
    old_words = {place: blocks.bag(_text(change)) for place, change in gone.items()}
    new_words = {place: blocks.bag(_text(change)) for place, change in come.items()}
    scores = [
        (score, source, target)
        for source, old in old_words.items()
        for target, new in new_words.items()
        if (score := words.alike(old, new, LEAST_ALIKE)) >= LEAST_ALIKE
    ]
    taken: set[Place] = set()
    pairs: list[tuple[Place, Place]] = []
    for _, source, target in sorted(scores, reverse=True):
        # One set for both sides: what stands at a place either went or came.
        if not taken & {source, target}:
            taken |= {source, target}
            pairs.append((source, target))
    return pairs
