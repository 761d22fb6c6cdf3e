"""What a statement is: a sentence of an article with what it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from encyclopedia.core.reading import Place
from sources.core.passages import Change


class Status(StrEnum):
    """How far a sentence can be traced to its sources."""

    PINNED = "pinned"
    CITED = "cited"
    WRONG = "wrong"
    UNCITED = "uncited"
    EXEMPT = "exempt"


class Verdict(StrEnum):
    """What became of a quotation when it was looked up in the archived text of its source."""

    EXACT = "exact"
    NORMALISED = "normalised"
    ALTERED = "altered"
    ELSEWHERE = "elsewhere"
    ABSENT = "absent"
    UNARCHIVED = "unarchived"

    @property
    def holds(self) -> bool:
        """Whether the quoted words stand in the source that is cited for them."""
        return self in (Verdict.EXACT, Verdict.NORMALISED)

    @property
    def is_wrong(self) -> bool:
        """Whether the quoted words are known not to stand in the source that is cited for them."""
        return self in (Verdict.ALTERED, Verdict.ELSEWHERE, Verdict.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedQuote:
    """A quotation in a mark and the passage that it was found to be.

    `start` and `end` count code points in the text of `found_in`, or else of `key`; they are the
    nearest passage where the quotation is altered, and 0 where there is none. `item_start` and
    `item_end` are the place of the mark's item in the article, `anchor` its name on the page.
    """

    key: str
    quote: str
    locator: str
    verdict: Verdict
    start: int = 0
    end: int = 0
    found_in: str = ""
    ambiguous: bool = False
    changes: tuple[Change, ...] = ()
    anchor: str = ""
    item_start: int = 0
    item_end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence at code points `start` up to `end` of its place, and what it rests on.

    `text` is what a reader reads; `rule` says why an exempt sentence needs no citation; `keys`
    are the sources that it cites, each once.
    """

    place: Place
    start: int
    end: int
    text: str
    status: Status
    rule: str = ""
    pins: tuple[PinnedQuote, ...] = ()
    keys: tuple[str, ...] = ()
