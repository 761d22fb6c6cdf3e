"""Two revisions of an article compared in every lane: text, evidence, and what the checks say."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from encyclopedia import store, tracing
from encyclopedia.core import comparison, evidence
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Change
from encyclopedia.models import Edit
from encyclopedia.tracing import Traced


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed between two revisions; `problems` is None where readers do not see them."""

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


def compare(old: Edit, new: Edit, *, checked_on: date | None = None) -> Compared:
    """Compare two revisions, the older first; what the checks say, if a day is given for them."""
    before, after = (tracing.trace(store.at(edit)) for edit in (old, new))
    found = _in_words_and_evidence(before, after)
    if checked_on is None:
        return found
    return replace(found, problems=_problems((before, old), (after, new), checked_on))


def documents(old: Document, new: Document) -> Compared:
    """Compare two states of an article, of which one may not have been saved."""
    return _in_words_and_evidence(tracing.trace(old), tracing.trace(new))


def _in_words_and_evidence(before: Traced, after: Traced) -> Compared:
    return Compared(
        comparison=comparison.read(before.document, after.document),
        evidence=evidence.compare(before.statements, after.statements),
        evidence_before=before.summary,
        evidence_after=after.summary,
    )


def _problems(old: tuple[Traced, Edit], new: tuple[Traced, Edit], today: date) -> Problems:
    before, after = (store.check(traced.document, edit, today=today) for traced, edit in (old, new))
    return comparison.problems(before, after)
