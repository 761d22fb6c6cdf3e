"""Two states of an article compared in every lane: text, infobox, evidence, checks.

`compare` takes two revisions. `documents` takes two Documents, of which neither need have been
saved: what an editor has on the screen beside what is stored, or what an undo would make. Both
give a `Compared`, which pages, JSON, plain text and feeds are written from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import languages, store
from encyclopedia.core import comparison, diff, evidence, reading
from encyclopedia.core.checks import Finding
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.diff import Changes, visible
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Change
from encyclopedia.core.remembering import Memory
from encyclopedia.core.writers import changes, changes_json
from encyclopedia.core.writers.changes import Group
from encyclopedia.models import Edit

Archives: TypeAlias = tuple[store.Archive, store.Archive]

_EVIDENCE: Final = {
    "pinned": gettext_lazy("Evidence: pinned now"),
    "unpinned": gettext_lazy("Evidence: pinned no more"),
    "wrong": gettext_lazy("Evidence: with a quotation now that does not hold"),
    "unsupported": gettext_lazy("Evidence: without a citation now"),
}
_EACH_CHARACTER: Final = 8  # bytes of what changed, for each of both revisions, as measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed between two states; `problems` is None where readers do not see them.

    `changes` hold both states whole, `comparison` what a reader is shown of them;
    `evidence_before` and `evidence_after` count the sentences whose words or evidence changed.
    """

    old: Document
    new: Document
    changes: Changes
    comparison: Comparison
    evidence: Change
    evidence_before: str
    evidence_after: str
    problems: Problems | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give all lanes as dicts, tuples, strings and numbers, ready for JSON.

        Both states can be rebuilt from "changes" alone, by `readers.changes_json`.
        """
        lanes = {
            **self.comparison.as_dict(),
            "claims": {
                "before": self.evidence_before,
                "after": self.evidence_after,
                **asdict(self.evidence),
            },
            "changes": changes_json.write(self.changes, self.new.id),
        }
        return lanes if self.problems is None else {**lanes, "checks": asdict(self.problems)}

    def as_text(self, heading: Sequence[str] = (), *, source: bool = False) -> str:
        """Write all lanes as plain text, as read or in the *source*, under lines of *heading*."""
        groups = [*self._evidence(), *self._checks()]
        return changes.write(
            languages.told(self.comparison),
            heading=heading,
            groups=groups,
            source=source,
            language=languages.words(),
        )

    def _evidence(self) -> Iterator[Group]:
        for kind, title in _EVIDENCE.items():
            yield str(title), getattr(self.evidence, kind)

    def _checks(self) -> Iterator[Group]:
        if self.problems is not None:
            ways = (
                (_("Problems introduced"), self.problems.introduced),
                (_("Problems mended"), self.problems.mended),
            )
            for title, found in ways:
                told = languages.told(found)
                yield title, [f"{each.level}: {each.words}: {each.message}" for each in told]


remembered: Final[Memory[Compared]] = Memory(24_000_000)


def compare(
    old: Edit | None, new: Edit, *, checked_on: date | None = None, whole: bool = False
) -> Compared:
    """Compare two revisions, the older first; what the checks say, if a day is given for them.

    Without an older one, everything in the newer has come. *whole* asks for all that did not
    change too, which long articles leave out. What two Documents tell is remembered by them both,
    for those who found the revisions among what they may read.
    """
    if old is None:
        after = store.at(new)
        before = Document(id=after.id, title="", language=after.language)
    else:
        before, after = store.several((old, new))
    archives = _archives(before, after)
    found = remembered.recall(
        (before, after, whole),
        (reading.length(before) + reading.length(after)) * _EACH_CHARACTER,
        lambda: _compared(before, after, archives, whole=whole),
    )
    return _checked(found, old, new, archives, checked_on) if checked_on else found


def _checked(
    found: Compared, old: Edit | None, new: Edit, archives: Archives, today: date
) -> Compared:
    then: tuple[Finding, ...] = ()
    if old is None:
        now = store.check(found.new, new, today=today)
    else:
        sides = (found.old, old, archives[0]), (found.new, new, archives[1])
        then, now = store.check_both(*sides, today=today)
    return replace(found, problems=comparison.problems(then, now))


def documents(old: Document, new: Document, *, whole: bool = False) -> Compared:
    """Compare two states of an article, of which neither need have been saved."""
    return _compared(old, new, _archives(old, new), whole=whole)


def _compared(old: Document, new: Document, archives: Archives, *, whole: bool) -> Compared:
    places = comparison.differing(old, new)
    for document, archive in zip((old, new), archives, strict=True):
        # Any other archived text is read where it is asked for.
        archive.load(comparison.cited(document, places) & archive.keys())
    traced = comparison.trace(old, new, *archives)
    found = diff.compare(old, new)
    return Compared(
        old=old,
        new=new,
        changes=found,
        comparison=comparison.show(found, whole=whole),
        evidence=_visible(evidence.compare(traced.old, traced.new)),
        evidence_before=traced.before,
        evidence_after=traced.after,
    )


def _visible(change: Change) -> Change:
    """Show by their signs the characters that would turn the sentences of *change* around."""
    kinds = (field.name for field in fields(change))
    return replace(change, **{k: tuple(map(visible.text, getattr(change, k))) for k in kinds})


def _archives(old: Document, new: Document) -> Archives:
    """Name the archived texts of two states; one that both cite is read once."""
    before = store.Archive(old)
    return before, store.Archive(new, beside=before)
