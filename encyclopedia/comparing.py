"""Two revisions of an article compared in every lane: text, evidence, and what the checks say."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from encyclopedia import store, tracing
from encyclopedia.core import comparison, evidence
from encyclopedia.core.checks import Finding
from encyclopedia.core.comparison import Comparison, Problems
from encyclopedia.core.document import Document
from encyclopedia.core.evidence import Change
from encyclopedia.models import Edit
from encyclopedia.tracing import Traced


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed between two revisions; `problems` is None where readers do not see them.

    `before` and `after` are the two with their statements traced, `findings` what the checks
    find in the newer, if they were asked.
    """

    comparison: Comparison
    evidence: Change
    before: Traced
    after: Traced
    problems: Problems | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def evidence_before(self) -> str:
        """The tally of the older in words."""
        return self.before.summary

    @property
    def evidence_after(self) -> str:
        """The tally of the newer in words."""
        return self.after.summary

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


def compare(old: Edit | None, new: Edit, *, checked_on: date | None = None) -> Compared:
    """Compare two revisions, the older first; what the checks say, if a day is given for them.

    Without an older one, everything in the newer has come.
    """
    after = tracing.trace(store.at(new))
    nothing = Document(id=after.document.id, title="", language=after.document.language)
    before = tracing.trace(store.at(old) if old is not None else nothing)
    found = _in_words_and_evidence(before, after)
    if checked_on is None:
        return found
    then = store.check(before.document, old, today=checked_on) if old is not None else ()
    now = store.check(after.document, new, today=checked_on)
    return replace(found, problems=comparison.problems(then, now), findings=now)


def documents(old: Document, new: Document) -> Compared:
    """Compare two states of an article, of which one may not have been saved."""
    return _in_words_and_evidence(tracing.trace(old), tracing.trace(new))


def _in_words_and_evidence(before: Traced, after: Traced) -> Compared:
    return Compared(
        comparison=comparison.read(before.document, after.document),
        evidence=evidence.compare(before.statements, after.statements),
        before=before,
        after=after,
    )
