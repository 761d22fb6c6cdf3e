"""What is wrong here, and how to mend it."""

from __future__ import annotations

import json
import textwrap
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from encyclopedia import doctor
from sources.management.progress import shown

WIDTH: Final = 96  # characters of a line
_MARKS: Final = {"error": "✗", "warning": "!", "advice": "·"}


class Command(BaseCommand):
    """`manage.py doctor [--format json]`."""

    help = (
        "Look at this installation: versions, settings, data folder, database, replicas, cache,"
        " CDN, letters, timers, backups, indexes, archived originals, accounts. Each finding says"
        " what is wrong, why it matters and how to mend it. It changes nothing; errors end it with"
        " exit code 1."
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        found = doctor.look(shown)
        if options["format"] == "json":
            told = [asdict(each) for each in found]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        if errors := sum(each.level == "error" for each in found):
            raise CommandError(f"{errors} error{'' if errors == 1 else 's'} to mend; see above.")

    def _tell(self, found: tuple[doctor.Finding, ...]) -> None:
        for level in doctor.LEVELS:
            for each in (one for one in found if one.level == level):
                self.stdout.write(_lines(f"{_MARKS[level]} ", f"{each.check}: {each.wrong}"))
                self.stdout.write(_lines("    ", each.why))
                self.stdout.write(_lines("  → ", each.mend))
        counts = Counter(each.level for each in found)
        checks = f"{len(doctor.CHECKS)} checks"
        if found:
            told = ", ".join(f"{counts[level]} of {level}" for level in doctor.LEVELS)
            self.stdout.write(f"{checks}: {told}.")
        else:
            self.stdout.write(f"{checks}: all is well.")


def _lines(mark: str, text: str) -> str:
    blank = " " * len(mark)
    return textwrap.fill(text, WIDTH, initial_indent=mark, subsequent_indent=blank)
