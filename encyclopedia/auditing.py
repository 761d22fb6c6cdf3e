"""The editorial checks of the newest revision of an article, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from encyclopedia import store
from encyclopedia.core.checks import Finding
from encyclopedia.core.document import Document
from encyclopedia.models import Article, Edit

LEVELS = ("error", "warning", "advice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the checks find in one revision of an article."""

    article: Article
    edit: Edit
    document: Document
    findings: tuple[Finding, ...]

    def at_least(self, level: str) -> int:
        """Count the findings of *level* ("error", "warning", "advice") and graver ones."""
        grave = LEVELS[: LEVELS.index(level) + 1]
        return sum(str(finding.level) in grave for finding in self.findings if not finding.declined)


def audit(article: Article, *, today: date) -> Audit:
    """Check the newest revision of *article* as of *today*; declined findings say so."""
    edit = store.head(article)
    document = store.current(article)
    found = store.check(document, edit, today=today)
    return Audit(article=article, edit=edit, document=document, findings=found)
