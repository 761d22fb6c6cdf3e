"""Two states of an article compared: their words, and what they rest on."""

from encyclopedia import pages, tracing
from encyclopedia.core import comparison, evidence
from encyclopedia.core.document import Document


def compared(old: Document, new: Document) -> pages.Compared:
    """Compare *old* with *new*, lane by lane."""
    before, after = tracing.trace(old), tracing.trace(new)
    found = comparison.read(before.document, after.document)
    return pages.Compared(
        comparison=found,
        evidence=evidence.compare(before.statements, after.statements),
        evidence_before=before.summary,
        evidence_after=after.summary,
        identical=found.is_empty,
    )
