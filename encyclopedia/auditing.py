"""The editorial checks of the newest revision of an article, as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from encyclopedia import store
from encyclopedia.core import citations, reading
from encyclopedia.core.checks import Finding
from encyclopedia.core.document import Document
from encyclopedia.core.reading import Place, Prose
from encyclopedia.models import Article, Edit
from sources import store as source_store

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


def audit(article: Article, *, today: date, typed: Mapping[Place, str] | None = None) -> Audit:
    """Check the newest revision of *article* as of *today*; declined findings say so.

    Texts that were *typed* but are not saved stand in the place of those that are.
    """
    edit = store.head(article)
    document = store.current(article)
    if typed:
        document = with_sources(reading.with_texts(document, typed))
    found = store.check(document, edit, today=today)
    return Audit(article=article, edit=edit, document=document, findings=found)


def with_sources(document: Document, texts: tuple[Prose, ...] = ()) -> Document:
    """Give *document* with the sources, too, that it cites for the first time.

    Its *texts* need not be parsed again where they are.
    """
    kept = {key for record in document.sources for key in (record.key, *record.aliases)}
    cited = set(citations.cited_keys(texts or reading.texts(document))) - kept
    new = source_store.records(source_store.latest(cited).values()).values() if cited else ()
    together = {record.key: record for record in (*document.sources, *new)}
    return replace(document, sources=tuple(together[key] for key in sorted(together)))
