"""What was scheduled, published when its time has come."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from encyclopedia import audit, reviewing
from encyclopedia.management.lasting import TimedCommand
from encyclopedia.models import AuditEntry, Schedule


class Command(TimedCommand):
    """`manage.py publish_due`."""

    help = (
        "Publish the revisions whose time has come. A timer runs it every minute, on as many"
        " machines as there are: each revision is published once. What cannot be published is"
        " named, is not tried again, and ends the command with exit code 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        due = Schedule.objects.due(now).select_related("article", "edit", "by")
        found = [(each, reviewing.carry_out(each, now=now)) for each in list(due)]
        done = [outcome for _, outcome in found if outcome is not None]
        for each, outcome in found:
            if outcome is not None:
                self._write_down(each, outcome)
        for outcome in done:
            said = outcome.why or "published"
            self.stdout.write(f"“{outcome.title}”, revision {outcome.revision}: {said}")
        failed = sum(outcome.failed for outcome in done)
        published = sum(not outcome.why for outcome in done)
        self.stdout.write(f"Published {published} of {len(done)} due.")
        if failed:
            raise CommandError(f"{failed} of {len(done)} could not be published; see above.")

    def _write_down(self, due: Schedule, outcome: reviewing.Outcome) -> None:
        audit.record(
            "command publish_due",
            outcome=AuditEntry.REFUSED if outcome.why else AuditEntry.DONE,
            actor=due.by_id,
            subject=f"{due.article_id} {outcome.revision}",
            reason=outcome.why,
        )
