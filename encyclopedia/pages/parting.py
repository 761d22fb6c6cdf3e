"""Pages about every sentence of an article, cut into parts where these are many."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

A_PART: Final = 80_000  # characters: about 25 KB as it is sent, 40 KB at most
_LEEWAY: Final = 5  # a part ends with a heading that is no further off than one of so many shares


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line of an article: the `heading` it stands under, and its `weight` in characters."""

    heading: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A way to one part of a page: it goes from the heading `first` to the heading `last`."""

    url: str
    first: str
    last: str
    is_current: bool = False


def cut(lines: Sequence[Weighed], most: int = A_PART) -> tuple[slice, ...]:
    """Cut *lines* into parts of about the same weight, before a heading where one is near.

    There are as many as it takes for none to weigh more than *most* characters, give or take.
    """
    ends = list(accumulate((line.weight for line in lines), initial=0))
    count = max(1, -(-ends[-1] // most))
    share = ends[-1] / count
    every = range(len(lines))
    begun = [at for at in every[1:] if lines[at].heading != lines[at - 1].heading]

    def nearest(places: Sequence[int], wanted: float) -> int:
        at = bisect_left(places, wanted, key=ends.__getitem__)
        return min(places[max(0, at - 1) : at + 1], key=lambda place: abs(ends[place] - wanted))

    edges = {0, len(lines)}
    for wanted in (number * share for number in range(1, count)):
        at = nearest(begun or every, wanted)
        is_near = abs(ends[at] - wanted) <= share / _LEEWAY
        edges.add(at if is_near else nearest(every, wanted))
    return tuple(slice(*pair) for pair in pairwise(sorted(edges))) or (slice(0, 0),)
