"""What there is and what waits, counted in the database: the same whichever process is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.db import DatabaseError
from django.utils import timezone

from encyclopedia import publishing
from encyclopedia.models import (
    Article,
    Edit,
    KeptDraft,
    Publication,
    PublishedRevision,
    Report,
    Review,
    Run,
    Schedule,
)

Figure = tuple[str, float]  # what it is, and how many

COUNTED: Final[Mapping[str, tuple[str, Callable[[], float]]]] = {
    "articles": ("Articles, drafts too.", lambda: Article.objects.present().count()),
    "public_articles": ("Articles that readers have.", Publication.objects.count),
    "revisions": ("Revisions saved.", Edit.objects.count),
    "publications": ("Revisions published.", PublishedRevision.objects.count),
    "reviews_waiting": ("Reviews asked for.", lambda: Review.objects.waiting().count()),
    "reports_open": ("Reports of readers not settled.", lambda: Report.objects.open().count()),
    "drafts_kept": ("Forms typed and not saved.", KeptDraft.objects.count),
    "pages_to_renew": ("Pages to make again.", lambda: publishing.outdated().count()),
    "schedules_overdue": (
        "Schedules whose time has come.",
        lambda: Schedule.objects.due(timezone.now()).count(),
    ),
}


def now() -> Mapping[str, Figure]:
    """Count; where the database does not answer, only that is told."""
    try:
        found = {name: (said, float(count())) for name, (said, count) in COUNTED.items()}
        for run in Run.objects.filter(done_at__isnull=False):
            name = f"last_run_of_{run.command.replace(' ', '_')}_timestamp_seconds"
            assert run.done_at is not None  # noqa: S101 -- filtered above
            found[name] = (f"When {run.command} was last done.", run.done_at.timestamp())
    except DatabaseError:
        return {"database_up": ("Whether the database answers.", 0.0)}
    return {**found, "database_up": ("Whether the database answers.", 1.0)}
