"""What an article gained and lost in evidence between two revisions."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from encyclopedia.core.evidence.pairing import Pairs, items, pair
from encyclopedia.core.evidence.statement import Statement, Status

_LESS = (Status.CITED, Status.UNCITED, Status.EXEMPT)
_BARE = (Status.UNCITED, Status.EXEMPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Sentences, as readers read them now, whose evidence is not what it was.

    `pinned` are pinned now and were not, `cited` have a source now and had none, `repinned` rest
    on other quotations than they did, `reworded` say something else over the same quotations,
    `unpinned` stand still and are pinned no more, `wrong` have a quotation now that does not hold,
    `unsupported` are new, or lost their only citation.
    """

    pinned: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    repinned: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    unpinned: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was gained and nothing lost."""
        return not any(astuple(self))


def compare(old: Iterable[Statement], new: Iterable[Statement]) -> Change:
    """Compare the statements of two revisions, each with what it was, in the order of the new."""
    pairs = pair(tuple(old), tuple(new))
    stayed = [
        (before, after)
        for before, after in pairs
        if before and before.status is after.status is Status.PINNED
    ]
    return Change(
        pinned=_turned(pairs, Status.PINNED),
        cited=tuple(
            after.text
            for before, after in pairs
            if after.status is Status.CITED and (before is None or before.status in _BARE)
        ),
        repinned=tuple(after.text for before, after in stayed if _quotes(before) != _quotes(after)),
        reworded=tuple(
            after.text
            for before, after in stayed
            if before.text != after.text and _quotes(before) == _quotes(after)
        ),
        unpinned=tuple(
            after.text
            for before, after in pairs
            if before and before.status is Status.PINNED and after.status in _LESS
        ),
        wrong=tuple(
            after.text
            for before, after in pairs
            if not (_wrong(after) <= (_wrong(before) if before else frozenset()))
        ),
        unsupported=_turned(pairs, Status.UNCITED),
    )


def _turned(pairs: Pairs, status: Status) -> tuple[str, ...]:
    return tuple(
        after.text
        for before, after in pairs
        if after.status is status and (before is None or before.status is not status)
    )


def _quotes(statement: Statement) -> frozenset[tuple[str, str]]:
    return frozenset(items(statement))


def _wrong(statement: Statement) -> frozenset[tuple[str, str]]:
    return frozenset((pin.key, pin.quote) for pin in statement.pins if pin.verdict.is_wrong)
