"""Two states of an article compared in every lane: text, infobox, evidence, checks.

`compare` takes two revisions. `documents` takes two Documents, of which neither need have been
saved: what an editor has on the screen beside what is stored, or what an undo would make. Both
give a `Compared`, which pages, JSON, plain text and feeds are written from.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from encyclopedia import store
from encyclopedia.core import comparison, evidence
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Change
from encyclopedia.core.reading import Place
from encyclopedia.models import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed between two states; `problems` is None where readers do not see them.

    `evidence_before` and `evidence_after` count the sentences whose words or evidence changed.
    """

    comparison: Comparison
    evidence: Change
    evidence_before: str
    evidence_after: str
    problems: Problems | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give all lanes as dicts, tuples, strings and numbers, ready for JSON."""
        lanes = {
            **self.comparison.as_dict(),
            "claims": {
                "before": self.evidence_before,
                "after": self.evidence_after,
                **asdict(self.evidence),
            },
        }
        return lanes if self.problems is None else {**lanes, "checks": asdict(self.problems)}


def compare(
    old: Edit, new: Edit, *, checked_on: date | None = None, whole: bool = False
) -> Compared:
    """Compare two revisions, the older first; what the checks say, if a day is given for them.

    *whole* asks for all that did not change too, which long articles leave out.
    """
    before, after = store.several((old, new))
    found = documents(before, after, whole=whole)
    if checked_on is None:
        return found
    problems = comparison.problems(*store.check_both((before, old), (after, new), today=checked_on))
    return replace(found, problems=problems)


def documents(old: Document, new: Document, *, whole: bool = False) -> Compared:
    """Compare two states of an article, of which neither need have been saved."""
    places = comparison.differing(old, new)
    before = _archive(old, places)
    after = before if old.sources == new.sources else _archive(new, places)
    traced = comparison.trace(old, new, before, after)
    return Compared(
        comparison=comparison.read(old, new, whole=whole),
        evidence=evidence.compare(traced.old, traced.new),
        evidence_before=traced.before,
        evidence_after=traced.after,
    )


def _archive(document: Document, places: Collection[Place]) -> store.Archive:
    """Read the archived texts that *places* may cite; any other is read where it is asked for."""
    archive = store.Archive(document)
    archive.load(comparison.cited(document, places) & archive.keys())
    return archive
