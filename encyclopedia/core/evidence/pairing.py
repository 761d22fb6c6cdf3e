"""Which sentence of one revision is which of another: by place, words and what it quotes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from rapidfuzz.distance import Indel

from encyclopedia.core.evidence.statement import Statement

_ALIKE = 0.6  # the share of characters, in order, from which a sentence is the other one reworded
_AROUND = 20  # sentences on each side, between two that stayed, that are compared with one

Pairs = tuple[tuple[Statement | None, Statement], ...]


def pair(old: Sequence[Statement], new: Sequence[Statement]) -> Pairs:
    """Pair each of *new*, in order, with the one of *old* that it was, or with nothing.

    The same words are one sentence, in their own part first; then the same quotation of the same
    source is, whatever the words around it; and then words alike at the same place of a part.
    """
    pairing = _Pairing(old, new)
    pairing.by(lambda each: ((each.place, each.text),))
    pairing.by(lambda each: (each.text,))
    pairing.by(lambda each: ((each.place, *item) for item in items(each)))
    pairing.by(items)
    pairing.by_likeness()
    return tuple((pairing.found.get(n), each) for n, each in enumerate(new))


def items(statement: Statement) -> tuple[tuple[str, str], ...]:
    """Give the sources that a sentence quotes, each with the words."""
    return tuple((pin.key, pin.quote) for pin in statement.pins)


class _Pairing:
    """What of two revisions is paired, by the numbers of the new sentences."""

    def __init__(self, old: Sequence[Statement], new: Sequence[Statement]) -> None:
        self._old = old
        self._new = new
        self._of_new: dict[int, int] = {}
        self._taken: set[int] = set()

    @property
    def found(self) -> dict[int, Statement]:
        """The old sentences that were found."""
        return {n: self._old[was] for n, was in self._of_new.items()}

    def by(self, named: Callable[[Statement], Iterable[Hashable]]) -> None:
        """Pair what is left and has a name in common, the first with the first."""
        left: dict[Hashable, list[int]] = defaultdict(list)
        for was in reversed(range(len(self._old))):
            if was not in self._taken:
                for name in named(self._old[was]):
                    left[name].append(was)
        for now, each in enumerate(self._new):
            if now not in self._of_new:
                for name in named(each):
                    self._take_last(now, left[name])

    def by_likeness(self) -> None:
        """Pair what is left, after the same sentence that stayed, and has nearly the same words."""
        left: dict[Hashable, list[int]] = defaultdict(list)
        before: Hashable = None
        for was, each in enumerate(self._old):
            if was in self._taken:
                before = was
            else:
                left[each.place, before].append(was)
        before = None
        number: dict[Hashable, int] = defaultdict(int)
        for now, each in enumerate(self._new):
            if now in self._of_new:
                before = self._of_new[now]
                continue
            gap = each.place, before
            at = number[gap]
            number[gap] += 1
            self._take_most_alike(now, left[gap][max(0, at - _AROUND) : at + _AROUND])

    def _take_last(self, now: int, left: list[int]) -> None:
        while left and now not in self._of_new:
            self._take(now, left.pop())

    def _take_most_alike(self, now: int, left: Iterable[int]) -> None:
        wanted = self._new[now].text
        alike = [
            (Indel.normalized_similarity(self._old[was].text, wanted), -was)
            for was in left
            if was not in self._taken
        ]
        share, was = max(alike, default=(0.0, 0))
        if share >= _ALIKE:
            self._take(now, -was)

    def _take(self, now: int, was: int) -> None:
        if was not in self._taken:
            self._of_new[now] = was
            self._taken.add(was)
