"""What saving would come to: what it changes, what it meets, and what has to be decided first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import comparing, languages, store
from encyclopedia.comparing import Compared
from encyclopedia.core import comparison
from encyclopedia.core.comparison import Problems
from encyclopedia.core.comparison.touched import suggest
from encyclopedia.core.diff import words
from encyclopedia.core.document import Document
from encyclopedia.core.merge import NOTHING_SETTLED, Choice, Collision, Settlement
from encyclopedia.core.writers.html import changes
from encyclopedia.keeping import typed
from encyclopedia.models import Article, Edit

if TYPE_CHECKING:
    from encyclopedia.keeping.typed import Fields

LONGEST_OWN = 100_000
_ASKED = "passage-"
_WORDS = "-words"
_OFFERS = {
    Choice.MINE: gettext_lazy("Keep mine"),
    Choice.THEIRS: gettext_lazy("Take theirs"),
    Choice.OWN: gettext_lazy("Write it anew"),
    Choice.GONE: gettext_lazy("Remove it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One way to settle a passage."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that collide, as a form asks about them; `mine` and `theirs` are HTML.

    `own` is what the editor wrote in place of both, or mine to begin with, and None where words
    of one's own make no sense.
    """

    name: str
    label: str
    before: str
    after: str
    base: str
    mine: str
    theirs: str
    offers: tuple[Offered, ...]
    own: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a save would make of *document*: it is compared with the revision `against`.

    `began` is the revision that the form began from; `open` are the collisions that nobody
    settled yet, `passages` all of them as they are asked about.
    """

    document: Document
    against: Edit | None
    began: Edit | None
    before: Document
    open: tuple[Collision, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def is_merged(self) -> bool:
        """Whether somebody saved after the editor began."""
        return self.against != self.began

    @property
    def is_identical(self) -> bool:
        return self.document == self.before

    @property
    def suggestion(self) -> str:
        """A summary of what it changes."""
        return languages.told(suggest(self.before, self.document)) if self.against else ""


def settlements(told: Fields) -> dict[str, Settlement]:
    """Read what was chosen for each passage, by its fingerprint."""
    found: dict[str, Settlement] = {}
    for name, values in told.items():
        fingerprint = name.removeprefix(_ASKED)
        if fingerprint == name or fingerprint.endswith(_WORDS) or values[-1] not in set(Choice):
            continue
        own = told.get(f"{name}{_WORDS}", [""])[-1][:LONGEST_OWN]
        found[fingerprint] = Settlement(choice=Choice(values[-1]), words=own)
    return found


def of_new(document: Document) -> Outcome:
    """Say what saving a new article would come to."""
    return Outcome(document=document, against=None, began=None, before=typed.blank())


def of_change(
    document: Document,
    *,
    began: Edit,
    met: Edit,
    told: Fields,
) -> Outcome:
    """Say what saving *document*, which began from *began*, on top of *met* would come to."""
    settled = settlements(told)
    asked = store.reconcile(document, base=began, met=met, settled=NOTHING_SETTLED).collisions
    merged = store.reconcile(document, base=began, met=met, settled=settled)
    known = {each.fingerprint for each in asked}
    # What was chosen for one passage may change the words of another, or bring one up.
    anew = (each for each in merged.collisions if each.fingerprint not in known)
    return Outcome(
        document=merged.document,
        against=met,
        began=began,
        before=store.at(met),
        open=merged.collisions,
        passages=tuple(passage(each, settled) for each in (*asked, *anew)),
    )


def passage(collision: Collision, settled: Mapping[str, Settlement]) -> Passage:
    """Ask about *collision*; what was chosen before is chosen still."""
    usual = Settlement(choice=collision.offers[0], words=collision.mine)
    chosen = settled.get(collision.fingerprint, usual)
    kept = chosen.choice if chosen.choice in collision.offers else usual.choice
    label = collision.place.label
    return Passage(
        name=f"{_ASKED}{collision.fingerprint}",
        label=f"{label[:1].upper()}{label[1:]}",
        before=collision.before,
        after=collision.after,
        base=collision.base,
        mine=_differences(collision.base, collision.mine),
        theirs=_differences(collision.base, collision.theirs),
        offers=tuple(_offered(collision, kept)),
        own=chosen.words if Choice.OWN in collision.offers else None,
    )


def _differences(base: str, now: str) -> SafeString:
    """Write the words of *now* with what differs from *base*, as safe HTML."""
    return mark_safe(changes.words(words.compare(base, now), languages.words()))  # noqa: S308 -- the writer escapes


def _offered(collision: Collision, chosen: Choice) -> Iterable[Offered]:
    for offer in collision.offers:
        said = str(_OFFERS[offer])
        if Choice.GONE in collision.offers and offer is not Choice.GONE:
            said = _("Keep it")
        yield Offered(value=offer.value, words=said, is_chosen=offer is chosen)


def compared(outcome: Outcome) -> Compared:
    """Compare what *outcome* makes with what it would replace."""
    return comparing.documents(outcome.before, outcome.document)


def problems(outcome: Outcome, article: Article | None, today: date) -> Problems:
    """Say which problems the checks find in what *outcome* makes, and which it mends."""
    own_id = article.pk if article else outcome.document.id
    edit = outcome.against or Edit(article_id=own_id)
    after = store.check(outcome.document, edit, today=today)
    before = store.check(outcome.before, edit, today=today) if outcome.against else ()
    return comparison.problems(before, after)
