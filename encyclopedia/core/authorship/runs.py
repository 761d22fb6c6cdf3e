"""Stretches with one author each: joined, cut, and packed into bytes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

Runs: TypeAlias = tuple[tuple[int, int], ...]
"""(revision, length) after one another; no two neighbours have the same revision."""

_SEVEN = 0x7F
_MORE = 0x80


def joined(pieces: Iterable[tuple[int, int]]) -> Runs:
    """Join neighbours of the same revision; what has no length is dropped."""
    result: list[tuple[int, int]] = []
    for revision, length in pieces:
        if length and result and result[-1][0] == revision:
            result[-1] = (revision, result[-1][1] + length)
        elif length:
            result.append((revision, length))
    return tuple(result)


def cut(runs: Runs, lengths: Sequence[int]) -> tuple[Runs, ...]:
    """Cut *runs* into stretches of *lengths*, which add up to no more than all of it."""
    parts: list[Runs] = []
    rest = iter(runs)
    revision, left = 0, 0
    for length in lengths:
        part: list[tuple[int, int]] = []
        missing = length
        while missing:
            if not left:
                revision, left = next(rest)
            taken = min(missing, left)
            part.append((revision, taken))
            missing, left = missing - taken, left - taken
        parts.append(tuple(part))
    return tuple(parts)


def at(runs: Runs, offsets: Iterable[int]) -> list[int]:
    """Give the revision at each of *offsets*, which rise."""
    result: list[int] = []
    rest = iter(runs)
    revision, end = 0, 0
    for offset in offsets:
        while end <= offset:
            revision, length = next(rest)
            end += length
        result.append(revision)
    return result


def spread(runs: Iterable[tuple[int, int]]) -> list[int]:
    """Give the revision of each single word of *runs*."""
    return [revision for revision, length in runs for _ in range(length)]


def gathered(revisions: Iterable[int]) -> Runs:
    """Give the runs that the *revisions* of single words make."""
    return tuple((revision, len(list(same))) for revision, same in groupby(revisions))


def pack(runs: Runs) -> bytes:
    """Write *runs* in few bytes: each revision as the step from the one before, then the length.

    Numbers are LEB128, steps zigzag, as in Protocol Buffers.
    """
    packed = bytearray()
    before = 0
    for revision, length in runs:
        step = revision - before
        before = revision
        for number in (2 * step if step >= 0 else -2 * step - 1, length):
            rest = number
            while rest > _SEVEN:
                packed.append(rest & _SEVEN | _MORE)
                rest >>= 7
            packed.append(rest)
    return bytes(packed)


def unpack(packed: bytes) -> Runs:
    """Read what `pack` wrote."""
    numbers = _numbers(packed)
    revision = 0
    result = []
    for zigzag in numbers:
        revision += zigzag // 2 if zigzag % 2 == 0 else -(zigzag + 1) // 2
        result.append((revision, next(numbers)))
    return tuple(result)


def _numbers(packed: bytes) -> Iterator[int]:
    number, shift = 0, 0
    for byte in packed:
        number |= (byte & _SEVEN) << shift
        shift += 7
        if not byte & _MORE:
            yield number
            number, shift = 0, 0
