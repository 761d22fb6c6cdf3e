"""A category renamed, or merged into another, across all articles."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from encyclopedia import audit, categorising, store
from sources.management.progress import shown
from sources.management.stopping import StoppableCommand

LONGEST = 255


class Command(StoppableCommand):
    """`manage.py rename_category OLD NEW [--dry-run]`."""

    help = (
        "Let NEW stand for OLD in every article, a minor revision each; where an article has both,"
        " one of them goes. Stopped and run again, it goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", metavar="OLD")
        parser.add_argument("new", metavar="NEW")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        old, new = options["old"], " ".join(options["new"].split())
        if old not in categorising.counts():
            raise CommandError(f"No article has the category “{old}”.")
        if not new or len(new) > LONGEST:
            raise CommandError(f"The new name has between 1 and {LONGEST} characters.")
        plan = categorising.plan(old, new)
        if options["dry_run"]:
            for each in plan:
                self.stdout.write(f"“{each.title}”: {', '.join(each.after)}")
            self.stdout.write(f"{len(plan)} would change.")
            return
        reason = store.Reason(
            editor=None,
            editor_name="rename_category",
            summary=f"Category “{old}” is “{new}” now",
            minor=True,
        )
        saved = categorising.rename(shown(plan, "article"), old, new, reason=reason)
        audit.record("command rename_category", subject=f"{len(saved)} articles")
        self.stdout.write(f"{len(saved)} article{'' if len(saved) == 1 else 's'} changed.")
