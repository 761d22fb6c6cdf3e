"""What a finding about a quotation says of the passage that it was compared with."""

from collections.abc import Iterable
from typing import Protocol

from rapidfuzz.distance import LCSseq

from encyclopedia.core.checks.case import Case
from sources.core import passages
from sources.core.passages import Change, Kind, Pin
from sources.core.text import Prepared

_LONGEST = 200
_SEARCHED = 4


def nearest(quote: str, case: Case, keys: Iterable[str]) -> tuple[str, Pin] | None:
    """Find the passage nearest to *quote* in the archived texts of *keys*, if one is near at all.

    Only the few texts that have most of its words are searched. It is the passage that is both
    like the quote and has many of its words in order: two words alike are less than five nearly so.
    """
    asked = passages.prepare(quote)
    wanted = frozenset(asked.words.folded)
    by_share = sorted(
        (-len(wanted & case.archived[key].words), n, key) for n, key in enumerate(keys)
    )
    best: tuple[str, Pin] | None = None
    most = 0.0
    for _, _, key in by_share[:_SEARCHED]:
        pin = case.shelf.verify(quote, key, max(passages.NEAR, most))
        if pin.changes:
            passage = case.shelf.texts[key][pin.start : pin.end]
            worth = pin.similarity * _covered(asked, passage)
            if best is None or worth > most:
                best, most = (key, pin), worth
    return best


def _covered(asked: Prepared, passage: str) -> float:
    """Give the share of the words that were asked for that *passage* has in their order."""
    found = LCSseq.similarity(asked.stems, passages.prepare(passage).stems)
    return found / max(1, len(asked.stems))


class Differing(Protocol):
    """A passage, in code points of its text, and how a quotation differs from it."""

    @property
    def start(self) -> int:
        """Where the passage starts."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What leads from the passage's words to the quotation's."""


def described(text: str, pin: Differing) -> str:
    """Show the passage of *text* and how the words of the quotation differ from it."""
    passage = " ".join(text[pin.start : pin.end].split())
    missing = _listed(pin.changes, Kind.MISSING)
    added = _listed(pin.changes, Kind.ADDED)
    differing = "; ".join(
        filter(None, (missing and f"it leaves out {missing}", added and f"it puts in {added}"))
    )
    return f"“{_short(passage)}”" + (f" ({differing})" if differing else "")


def _listed(changes: Iterable[Change], kind: Kind) -> str:
    return ", ".join(f"“{change.text}”" for change in changes if change.kind is kind)


def _short(passage: str) -> str:
    return passage if len(passage) <= _LONGEST else passage[: _LONGEST - 1] + "…"
