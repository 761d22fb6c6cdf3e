"""What an article gained and lost in evidence between two revisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from encyclopedia.core.evidence.statement import Statement, Status

_LESS = (Status.CITED, Status.UNCITED, Status.EXEMPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Sentences, as readers read them, whose evidence is not what it was.

    `pinned` are pinned now and were not, `unpinned` stand still and are pinned no more, `wrong`
    have a quotation now that does not hold, `unsupported` are new, or lost their only citation.
    """

    pinned: tuple[str, ...] = ()
    unpinned: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was gained and nothing lost."""
        return not (self.pinned or self.unpinned or self.wrong or self.unsupported)


def compare(old: Iterable[Statement], new: Iterable[Statement]) -> Change:
    """Compare the statements of two revisions by their words, in the order of the new one."""
    before = {statement.text: statement.status for statement in old}
    after = {statement.text: statement.status for statement in new}

    def turned(status: Status) -> tuple[str, ...]:
        return tuple(t for t, now in after.items() if now is status and before.get(t) is not status)

    lost = (t for t, was in before.items() if was is Status.PINNED and after.get(t) in _LESS)
    return Change(
        pinned=turned(Status.PINNED),
        unpinned=tuple(lost),
        wrong=turned(Status.WRONG),
        unsupported=turned(Status.UNCITED),
    )
