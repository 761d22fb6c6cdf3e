"""Digests of what changed, to those who watch."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from encyclopedia import audit, digests
from encyclopedia.management.lasting import TimedCommand
from sources.management.progress import shown


class Command(TimedCommand):
    """`manage.py send_digests [--dry-run]`."""

    help = (
        "Send the digests that are due: what others changed where somebody watches. A timer runs"
        " it hourly; run twice, or on two machines at once, it sends each letter once, and what"
        " was stopped goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what is due")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SITE_URL:
            raise CommandError("SITE_URL is not set: letters need the address of the site.")
        now = timezone.now()
        due = digests.due(now)
        if options["dry_run"]:
            self.stdout.write(f"{len(due)} digest{'' if len(due) == 1 else 's'} due.")
            return
        sent, failed = 0, []
        for user in shown(due, "digest"):
            try:
                sent += bool(digests.send(user, now))
            except OSError as error:
                failed.append(str(error))
        self.stdout.write(f"{sent} digest{'' if sent == 1 else 's'} sent.")
        if sent:
            audit.record("command send_digests", subject=f"{sent} sent")
        if failed:
            raise CommandError(f"{len(failed)} could not be sent, and will be: {failed[0]}")
