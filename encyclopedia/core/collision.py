"""Words that two edits both changed, and how an editor settles them."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in an article a collision lies; `label` says it to a person."""

    part: str
    id: str = ""
    field: str = ""
    label: str


class Choice(StrEnum):
    """How a collision may be settled; GONE removes the part that it is about."""

    MINE = "mine"
    THEIRS = "theirs"
    OWN = "own"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What an editor chose; `words` are their own, where they wrote some."""

    choice: Choice
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Words that both edits changed: as they were, as I and as they have them.

    `before` and `after` are the words around them that nobody changed, `offers` the choices,
    of which the first is what stands until another is made.
    """

    place: Place
    base: str
    mine: str
    theirs: str
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)
    offers: tuple[Choice, ...] = field(default=(Choice.MINE, Choice.THEIRS), compare=False)
    number: int = field(default=0, compare=False)

    @property
    def fingerprint(self) -> str:
        """Name this collision: 16 hexadecimal digits, others as soon as any of its words change."""
        place = (self.place.part, self.place.id, self.place.field)
        told = "\x1f".join((*place, self.base, self.mine, self.theirs, str(self.number)))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


class Ledger:
    """The collisions of one merge, and what was chosen for some of them beforehand."""

    def __init__(self, settled: Mapping[str, Settlement]) -> None:
        """Take what was *settled*, by fingerprint."""
        self.open: list[Collision] = []
        self._settled = settled
        self._met: Counter[str] = Counter()

    def settle(self, collision: Collision) -> Settlement:
        """Say how *collision* is settled: as was chosen, else by its first offer, and noted."""
        name = collision.fingerprint
        again = self._met[name]
        self._met[name] += 1
        if again:  # the same words collide a second time in the same text
            collision = replace(collision, number=again)
        chosen = self._settled.get(collision.fingerprint)
        if chosen is not None and chosen.choice in collision.offers:
            return chosen
        self.open.append(collision)
        return Settlement(choice=collision.offers[0])
