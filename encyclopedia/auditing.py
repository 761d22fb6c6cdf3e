"""The editorial checks with all that they ask of the world: archived texts, titles, the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from encyclopedia import store, tracing
from encyclopedia.core import checks, mentions, reading, titles
from encyclopedia.core.checks import Context, Finding
from encyclopedia.core.document import Document
from encyclopedia.models import Article, Edit, Kind, Publication, Redirect

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
    around = context(document, edit, today=today)
    found = checks.check_all(document, around)
    if since := _needed_since(article, found):
        found = checks.check_all(document, replace(around, needed_since=since))
    return Audit(article=article, edit=edit, document=document, findings=found)


def _needed_since(article: Article, found: Iterable[Finding]) -> dict[str, str]:
    """Look up when each "citation needed" without a date came into the article."""
    marks = (f for f in found if f.rule == "citation_needed" and f.place and "since" not in f.words)
    seen = {f.fingerprint: store.first_seen(article, f.place, f.words) for f in marks if f.place}
    return {fingerprint: day for fingerprint, day in seen.items() if day}


def context(document: Document, edit: Edit | None, *, today: date) -> Context:
    """Freeze what the checks need to know around *document*, which *edit* began from."""
    kind = Kind.objects.filter(name=document.kind).first() if document.kind else None
    fields = kind.infobox_fields if kind else []
    return Context(
        snapshots=tracing.snapshots(document),
        today=today.isoformat(),
        known_titles=frozenset(_known(document)),
        required_fields=tuple(f["label"] for f in fields if f.get("required")),
        declined=dict(edit.declined) if edit else {},
    )


def _known(document: Document) -> Iterable[str]:
    """Give the folded titles that *document* links to and some article, public or not, has."""
    wanted = mentions.title_keys(document, reading.texts(document))
    yield titles.key(document.title)
    yield from Article.objects.titled(wanted).values_list("title_key", flat=True)
    yield from Redirect.objects.filter(title_key__in=wanted).values_list("title_key", flat=True)
    yield from Publication.objects.filter(title_key__in=wanted).values_list("title_key", flat=True)
