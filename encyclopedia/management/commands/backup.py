"""Everything into one file."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from encyclopedia import audit, backup


def shown(found: Iterable[Any], unit: str) -> Iterable[Any]:
    """Show on a terminal how far it is with *found*."""
    return tqdm(found, disable=None, unit=unit, leave=False)


class Command(BaseCommand):
    """`manage.py backup FILE`."""

    help = (
        "Write articles, revisions, sources, archived originals, pictures and accounts to one"
        " file, each with its hash, as they are at one moment; editors go on meanwhile."
        " `restore FILE` reads it again, on SQLite and PostgreSQL alike. The file holds what only"
        " the desk may see, so only its owner can read it. SECRET_KEY is not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = backup.write(options["file"], progress=shown)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        audit.record("command backup", subject=str(options["file"]))
        self.stdout.write(
            f"Wrote {written.rows:,} rows and {written.files:,} files to {options['file']}"
            f" ({written.size:,} bytes).\nSHA-256 {written.sha256}"
        )
