"""Two states of an article compared in every lane: text, infobox, evidence, checks.

`compare` takes two revisions. `documents` takes two Documents, of which neither need have been
saved: what an editor has on the screen beside what is stored, or what an undo would make. Both
give a `Compared`, which pages, JSON, plain text and feeds are written from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encyclopedia import languages, store
from encyclopedia.core import comparison, diff, evidence
from encyclopedia.core.checks import Finding
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.diff import Changes, visible
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Change
from encyclopedia.core.reading import Place
from encyclopedia.core.writers import changes, changes_json
from encyclopedia.core.writers.changes import Group
from encyclopedia.models import Edit

_EVIDENCE: Final = {
    "pinned": gettext_lazy("Evidence: pinned now"),
    "unpinned": gettext_lazy("Evidence: pinned no more"),
    "wrong": gettext_lazy("Evidence: with a quotation now that does not hold"),
    "unsupported": gettext_lazy("Evidence: without a citation now"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed between two states; `problems` is None where readers do not see them.

    `changes` hold both states whole, `comparison` what a reader is shown of them;
    `evidence_before` and `evidence_after` count the sentences whose words or evidence changed;
    `findings` is what the checks find in the newer, if they were asked.
    """

    old: Document
    new: Document
    changes: Changes
    comparison: Comparison
    evidence: Change
    evidence_before: str
    evidence_after: str
    problems: Problems | None = None
    findings: tuple[Finding, ...] = ()

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


def compare(
    old: Edit | None, new: Edit, *, checked_on: date | None = None, whole: bool = False
) -> Compared:
    """Compare two revisions, the older first; what the checks say, if a day is given for them.

    Without an older one, everything in the newer has come. *whole* asks for all that did not
    change too, which long articles leave out.
    """
    if old is None:
        after = store.at(new)
        nothing = Document(id=after.id, title="", language=after.language)
        found = documents(nothing, after, whole=whole)
    else:
        found = documents(*store.several((old, new)), whole=whole)
    return _checked(found, old, new, checked_on) if checked_on else found


def _checked(found: Compared, old: Edit | None, new: Edit, today: date) -> Compared:
    then: tuple[Finding, ...] = ()
    if old is None:
        now = store.check(found.new, new, today=today)
    else:
        then, now = store.check_both((found.old, old), (found.new, new), today=today)
    return replace(found, problems=comparison.problems(then, now), findings=now)


def documents(old: Document, new: Document, *, whole: bool = False) -> Compared:
    """Compare two states of an article, of which neither need have been saved."""
    places = comparison.differing(old, new)
    before = _archive(old, places)
    after = before if old.sources == new.sources else _archive(new, places)
    traced = comparison.trace(old, new, before, after)
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


def _archive(document: Document, places: Collection[Place]) -> store.Archive:
    """Read the archived texts that *places* may cite; any other is read where it is asked for."""
    archive = store.Archive(document)
    archive.load(comparison.cited(document, places) & archive.keys())
    return archive
