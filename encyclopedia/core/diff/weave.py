"""Two edits of one text, or of one order, brought together."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from encyclopedia.core.diff import words

K = TypeVar("K", bound=Hashable)
AROUND = 90
"""Characters of context that a clash has on either side, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A passage that both sides changed, each in its own way, and what stood around it."""

    base: str
    mine: str
    theirs: str
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Woven:
    """A text with both edits; where they clash, mine stands in it."""

    text: str
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Hunk:
    """`text` in place of what stands from `start` up to `end`."""

    start: int
    end: int
    text: str
    is_mine: bool


def texts(
    base: str, mine: str, theirs: str, settle: Callable[[Clash], str] = lambda clash: clash.mine
) -> Woven:
    """Merge two edits of *base* word by word; where they clash, take the words of *settle*."""
    if mine in {theirs, base} or theirs == base:
        return Woven(text=theirs if mine == base else mine)
    hunks = sorted([*_hunks(base, mine, is_mine=True), *_hunks(base, theirs, is_mine=False)])
    pieces: list[str] = []
    clashes: list[Clash] = []
    at = 0
    for cluster in _clusters(hunks):
        start, end = cluster[0].start, max(hunk.end for hunk in cluster)
        ours = _applied(base, start, end, [h for h in cluster if h.is_mine])
        others = _applied(base, start, end, [h for h in cluster if not h.is_mine])
        alone = len({hunk.is_mine for hunk in cluster}) == 1
        if not alone and ours != others:
            clash = Clash(
                base=base[start:end],
                mine=ours,
                theirs=others,
                before=_before(base, start),
                after=_after(base, end),
            )
            clashes.append(clash)
            ours = settle(clash)
        pieces += base[at:start], ours if cluster[0].is_mine or not alone else others
        at = end
    return Woven(text="".join([*pieces, base[at:]]), clashes=tuple(clashes))


def _before(base: str, at: int) -> str:
    """Give the words of the paragraph before *at*, the first of them whole."""
    found = base[max(0, at - AROUND) : at].rpartition("\n\n")[2]
    return found if len(found) < AROUND else f"…{found.partition(' ')[2]}"


def _after(base: str, at: int) -> str:
    found = base[at : at + AROUND].partition("\n\n")[0]
    return found if len(found) < AROUND else f"{found.rpartition(' ')[0]}…"


def orders(
    base: Sequence[K], mine: Sequence[K], theirs: Sequence[K], kept: Collection[K]
) -> tuple[list[K], bool]:
    """Order the *kept* keys by what either side moved; tell whether the moves contradict.

    What one side added stands after its neighbour there, mine before theirs. Moves that
    contradict leave my order.
    """
    shared = set(base) & set(mine) & set(theirs) & set(kept)
    b, m, t = ([key for key in side if key in shared] for side in (base, mine, theirs))
    order, contradictory = m, False
    if m == b:
        order = t
    elif t not in (b, m):
        order, contradictory = _tournament(b, m, t)
    for side in (theirs, mine):
        order = _with_additions(order, [key for key in side if key in kept])
    return order, contradictory


def _hunks(base: str, side: str, *, is_mine: bool) -> Iterator[_Hunk]:
    at = start = 0
    coming: list[str] = []
    for run in (*words.compare(base, side), words.Run(words.Kind.SAME, "")):
        if run.kind is words.Kind.INSERTED:
            coming.append(run.text)
            continue
        if run.kind is words.Kind.DELETED:
            at += len(run.text)
            continue
        if at > start or coming:
            yield _Hunk(start, at, "".join(coming), is_mine)
        at += len(run.text)
        start, coming = at, []


def _clusters(hunks: Iterable[_Hunk]) -> Iterator[list[_Hunk]]:
    """Group hunks, at least one and in order, that touch the same words."""
    cluster: list[_Hunk] = []
    last: dict[bool, _Hunk] = {}  # of each side: the hunks of one side never touch
    for hunk in hunks:
        other = last.get(not hunk.is_mine)
        if cluster and (other is None or not _meet(other, hunk)):
            yield cluster
            cluster, last = [], {}
        cluster.append(hunk)
        last[hunk.is_mine] = hunk
    yield cluster


def _meet(a: _Hunk, b: _Hunk) -> bool:
    if a.start == a.end or b.start == b.end:
        point, other = (a, b) if a.start == a.end else (b, a)
        inside = other.start < point.start < other.end
        # Words put beside words that were replaced stand beside the new ones; beside words that
        # were deleted they may have lost what they were about.
        return inside or (other.start <= point.start <= other.end and not _is_replacement(other))
    return a.start < b.end and b.start < a.end


def _is_replacement(hunk: _Hunk) -> bool:
    return hunk.start < hunk.end and bool(hunk.text)


def _applied(base: str, start: int, end: int, hunks: Iterable[_Hunk]) -> str:
    pieces: list[str] = []
    at = start
    for hunk in hunks:
        pieces += base[at : hunk.start], hunk.text
        at = hunk.end
    return "".join([*pieces, base[at:end]])


def _tournament(base: list[K], mine: list[K], theirs: list[K]) -> tuple[list[K], bool]:
    """Order every pair as the side that changed its order has it."""
    b, m, t = ({key: at for at, key in enumerate(side)} for side in (base, mine, theirs))
    wins = dict.fromkeys(mine, 0)
    for at, x in enumerate(mine):
        for y in mine[at + 1 :]:
            # Mine has x before y: so it stays, unless that was so before and theirs turned it.
            turned = b[x] < b[y] and t[y] < t[x]
            wins[y if turned else x] += 1
    if len(set(wins.values())) < len(wins):
        return mine, True
    return sorted(m, key=lambda key: -wins[key]), False


def _with_additions(order: list[K], side: Iterable[K]) -> list[K]:
    result = list(order)
    known = set(result)
    at = 0
    for key in side:
        if key not in known:
            result.insert(at, key)
            known.add(key)
        at = result.index(key) + 1
    return result
