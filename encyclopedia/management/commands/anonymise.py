"""An account made anonymous, its revisions kept."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from encyclopedia import accounts, audit
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand


class Command(StoppableCommand):
    """`manage.py anonymise USERNAME [--dry-run]`."""

    help = (
        "Replace the name of an account everywhere and close it for good; its revisions stay,"
        " under a pseudonym. It cannot be taken back."
    )
    stopped = "Where the account is closed already, `renew_pages` makes the rest of its pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['username']}”.")
        if options["dry_run"]:
            done = accounts.effect(user)
        else:
            done = accounts.anonymise(user, watching=lambda slugs: shown(slugs, "page"))
            audit.record("command anonymise", subject=str(user.pk))
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{done.revisions} revision{'' if done.revisions == 1 else 's'} {would}signed"
            f" “{done.pseudonym}”, {len(done.pages)} public"
            f" page{'' if len(done.pages) == 1 else 's'} {would}made again."
        )
